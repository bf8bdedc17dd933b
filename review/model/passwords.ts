/** Which passwords are too easy to guess. Length is what makes one hard; the few that are long and tried first are refused. */
import { commonWords } from './well-known-passwords.ts'

/** Shortest password we take. */
export const SHORTEST_PASSWORD = 12

const LONGEST_WORD = 26

/** What stands for a letter so often that whoever guesses tries it too. */
const standIns: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '@': 'a',
  $: 's',
  '!': 'i',
}

const rows = ['abcdefghijklmnopqrstuvwxyz', '01234567890', 'qwertyuiop', 'asdfghjkl', 'zxcvbnm']
const runs: readonly string[] = [...rows, ...rows.map((row) => [...row].toReversed().join(''))]

/** More steps than this, and a list of what is tried first does not hold it. A stray sign is half a step. */
const EASY_STEPS = 3.5

/**
 * Why a password is not taken, as a sentence that does not repeat it; null when it is. `own` are words known of its
 * owner, such as their name and address.
 */
export function objectionToPassword(password: string, own: readonly string[] = []): string | null {
  const text = password.normalize('NFKC').toLowerCase()
  if ([...text].length < SHORTEST_PASSWORD) {
    return `A password needs at least ${SHORTEST_PASSWORD} characters; four words that do not belong together are easy to remember.`
  }
  const words = new Set(
    own.flatMap((each) => each.toLowerCase().split(/[^\p{L}\p{N}]+/u)).filter(({ length }) => length > 1),
  )
  if (!isRepetition(text) && stepsTo(text, words) > EASY_STEPS) return null
  return 'This password is among those that are tried first: a usual word, a row of keys or a name with something behind it. Four words that do not belong together are hard to guess.'
}

/** "abcabcabcabc", "aaaaaaaaaaaa": a short piece again and again. */
function isRepetition(text: string): boolean {
  return /^(.{1,6}?)\1+$/su.test(text)
}

/** How few steps build the text: a usual word, an own one, a run, a year or one sign repeated is one; another sign half of one. */
function stepsTo(text: string, own: ReadonlySet<string>): number {
  const signs = [...text]
  const plain = signs.map((sign) => standIns[sign] ?? sign)
  const steps = [0]
  for (let end = 1; end <= signs.length; end += 1) {
    let least = (steps[end - 1] ?? 0) + 0.5
    for (let length = 2; length <= Math.min(LONGEST_WORD, end); length += 1) {
      const before = (steps[end - length] ?? 0) + 1
      if (before >= least) continue
      const piece = signs.slice(end - length, end).join('')
      if (isEasy(piece, own) || isEasy(plain.slice(end - length, end).join(''), own)) least = before
    }
    steps.push(least)
  }
  return steps.at(-1) ?? 0
}

function isEasy(piece: string, own: ReadonlySet<string>): boolean {
  if (commonWords.has(piece) || own.has(piece)) return true
  if (/^(?:19|20)\d\d$/.test(piece) || /^(.)\1+$/su.test(piece)) return true
  return piece.length > 2 && runs.some((run) => run.includes(piece))
}
