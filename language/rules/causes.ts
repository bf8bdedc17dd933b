import { framesOf } from '../text/frames.ts'
import { has, lemmaAt, type Sentence } from '../text/sentences.ts'
import { causeWords } from './blame-words.ts'

// Somebody's deed as a noun, and what makes it the cause.

const set = (words: string): ReadonlySet<string> => new Set(words.split(/\s+/))

/** Nouns for a deed that becomes the fault when an effect or a word of cause stands beside it. */
export const DEEDS = set(
  `tweak rollback failover override toggle hotfix cronjob rebase decision choice habit call order idea action plan deletion removal edit change commit push merge deploy deployment script query migration pr patch config configuration code release rollout branch job command refactor refactoring
update upgrade experiment shortcut workaround hack request instruction advice click keystroke attempt tweak fix shortcut clean-up cleanup doing branch refactoring carelessness behaviour behavior delay silence absence spreadsheet restart reboot import upload message mail email intervention assumption estimate`,
)
/** Verbs of what a deed did to others. */
export const EFFECTS =
  /^(?:cost|cause|break|crash|corrupt|leak|destroy|wipe|trigger|overwrite|delete|overload|kill|ruin|wreck|derail|flood|expose|turn|leave|let|lead|doom|delay|sink|understate|overstate|double|lock|cut|stop|lose|send|mean|catch|result)$/

/** Whether the deed at `noun` is told as the cause: by an effect after `end`, or a word of cause before. */
export function isCauseOf(s: Sentence, noun: number, end: number): boolean {
  // "Had it not been for Petr's edit"; of a decision or an idea that is as often praise.
  if (
    /^(?:edit|change|commit|push|merge|deploy|script|query|rollback|migration|tweak|shortcut)$/.test(
      lemmaAt(s, noun),
    ) &&
    has(s, BEEN, { from: noun - 6, to: noun - 2 }) &&
    has(s, FOR, { from: noun - 4, to: noun })
  )
    return true
  if (has(s, ROOTS, { from: Math.max(s.start, noun - 8), to: noun })) return true
  const next = framesOf(s).find((frame) => frame.at > end)
  if (!next || next.at > end + 12 || next.isNegated || next.modal !== null || next.isPassive) return false
  if (/^(?:take|bring|knock)$/.test(next.lemma)) return has(s, DOWN, { from: next.end, to: next.end + 6 })
  if (/^(?:go|ship)$/.test(next.lemma)) return has(s, STRAIGHT, { from: next.end, to: next.end + 3 })
  if (next.lemma === 'make') return has(s, WORSE, { from: next.end, to: next.end + 4 })
  if (next.lemma === 'be') return has(s, CAUSAL_NOUNS, { from: next.end, to: next.end + 4 })
  return EFFECTS.test(next.lemma)
}

const ROOTS = new Set([...causeWords, ...'set break bring take go back come corrupt cost single'.split(' ')])
const WORSE = set('worse impossible')
const DOWN = set('down offline out')
const STRAIGHT = set('straight directly')
const BEEN = set('been')
const FOR = set('for')
const CAUSAL_NOUNS = set('wrong mistaken cause reason root why what culprit trigger')
