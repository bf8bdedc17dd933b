/** Roles in place of names: what readers of an edition see where the working record names someone. */
import { findNames, type NameFound, type Person, type Roster } from '@secondstory/language'
import type { NameReplacement, ReplaceNames } from '@secondstory/review/documents/edition'
import { type Stretch, sentenceAround } from '@secondstory/review/documents/sentence-around'
import type { Register } from './names.ts'

/** Someone whose name must not be read in an edition, with the role readers see; null when the register has none. */
interface Known {
  readonly person: Person
  readonly role: string | null
  /** Parts of the name and handles in lower case: a text that holds none of them does not mean this person. */
  readonly words: readonly string[]
}

/** Puts roles in place of names, and tells which names it could not replace. */
export interface RoleBook {
  readonly replace: ReplaceNames
  /** Names that can be read in a text, known ones and those that merely look like a person's. */
  namesIn(text: string): readonly string[]
}

/**
 * The role book of one incident. In each text only people who could be meant are looked for: a chat export may have
 * brought hundreds, and every one of them costs a search.
 *
 * `services` are names of things (components, systems of the timeline) that no reader should take for a person's.
 * `plainWords` stay as they stand even where they are somebody's name: only for text that is being written, never for
 * an edition.
 */
export function openRoleBook(
  register: Register,
  services: readonly string[],
  plainWords: readonly string[] = [],
): RoleBook {
  const known = knownPeople(register)
  const plain = new Set(plainWords.map((word) => word.toLowerCase()))
  const isNoName = new Set(register.plainWords.map((word) => word.toLowerCase()))
  const look = (text: string): { readonly names: readonly NameFound[]; readonly meant: readonly Known[] } => {
    const lower = text.toLowerCase()
    const meant = known.filter(({ words }) => words.some((word) => lower.includes(word)))
    const roster: Roster = {
      people: meant.map(({ person }) => person),
      services: [...services, ...register.plainWords],
    }
    const names = findNames(text, roster).filter(({ name, person }) => {
      const kept = person === undefined ? isNoName : plain
      return !kept.has(name.toLowerCase())
    })
    return { names, meant }
  }
  return {
    replace(text) {
      const { names, meant } = look(text)
      const made: (Pick<NameReplacement, 'name' | 'role'> & {
        readonly was: Stretch
        readonly is: Stretch
      })[] = []
      let written = ''
      let from = 0
      for (const found of names) {
        const whose =
          found.person === undefined || isShared(found.name, known) ? undefined : meant[found.person]
        if (whose === undefined || whose.role === null) continue
        const shown = inSentence(text, found, whose.role)
        written += text.slice(from, found.from) + shown
        from = found.to
        const is = { from: written.length - shown.length, to: written.length }
        made.push({ name: whose.person.name, role: whose.role, was: found, is })
      }
      written += text.slice(from)
      // Only now: a sentence as readers see it holds the roles of those named later in it as well.
      const replacements = made.map(({ name, role, was, is }): NameReplacement => {
        return { before: sentenceAround(text, was), after: sentenceAround(written, is), name, role }
      })
      return { text: written, replacements }
    },
    namesIn: (text) => [...new Set(look(text).names.map((found) => found.name))],
  }
}

/** People with an account come last: whoever is in the register as well is shown by the role they have there. */
function knownPeople(register: Register): readonly Known[] {
  const met = register.participants.map(({ name, handles, refs, role }) => ({
    // A source's own id of someone ("U024BE7LH") leads back to them as well as a handle does.
    person: { name, handles: [...handles, ...refs.map(afterColon).filter((ref) => /\d/.test(ref))], role },
    role,
  }))
  const names = new Set(met.map(({ person }) => person.name.toLowerCase()))
  const others = register.people
    .filter((person) => !names.has(person.name.toLowerCase()))
    .map(({ name, email }) => ({ person: { name, handles: [email] }, role: null }))
  return [...met, ...others].map((each) => ({ ...each, words: wordsOf(each.person) }))
}

function wordsOf({ name, handles }: Person): readonly string[] {
  return [...name.split(/\s+/), ...(handles ?? [])]
    .map((word) => word.replace(/^@/, '').toLowerCase())
    .filter((word) => word.length > 1)
}

function afterColon(ref: string): string {
  return ref.slice(ref.lastIndexOf(':') + 1)
}

/** "Ana" alone, when two people are called Ana: nobody can tell who is meant, so no role is the right one. */
function isShared(name: string, known: readonly Known[]): boolean {
  if (/[\s@]/.test(name.trim())) return false
  const bare = name.toLowerCase()
  const meant = known.filter(({ person }) => person.name.toLowerCase().split(/\s+/).includes(bare))
  // "noor" is somebody's handle to the letter; "Noor" is what two people are called.
  const isWhole = known.some(({ person }) =>
    [person.name, ...(person.handles ?? [])].some((each) => each.replace(/^@/, '') === name),
  )
  return meant.length > 1 && !isWhole
}

/** The role as it reads in this place: "the" in running text, a capital at the start of a sentence. */
function inSentence(text: string, { from, to }: NameFound, role: string): string {
  const before = text.slice(Math.max(0, from - 200), from)
  const isAfterWord = /[\p{L}\p{N},;)"”]\s+$/u.test(before)
  const isBeforeWord = /^(?:['’]s)?\s+\p{Ll}/u.test(text.slice(to, to + 40))
  const hasArticle = /\b(?:the|an?|our|their|this|that|each|every|another|as|role)\s+$/i.test(before)
  const isNumbered = /\d$/.test(role) || /^(?:the|an?|our)\s/i.test(role)
  const shown = (isAfterWord || isBeforeWord) && !hasArticle && !isNumbered ? `the ${role}` : role
  const isStart = /(?:^|[.!?:]\s+|\n\s*(?:[-*+]\s+|\d+[.)]\s+|#+\s+|>\s*)?)$/.test(before) && isBeforeWord
  return isStart ? shown.charAt(0).toUpperCase() + shown.slice(1) : shown
}
