import { beCareful } from './rules/be-careful.ts'
import { followTheProcess } from './rules/follow-the-process.ts'
import { isMechanism } from './rules/mechanism.ts'
import { neverAgain } from './rules/never-again.ts'
import { rememberTo } from './rules/remember-to.ts'
import { type Sentence, sentenceStarts } from './text/sentences.ts'
import { vocabularyOf } from './text/vocabulary.ts'
import { scanWords } from './text/words.ts'

const RULES = [beCareful, rememberTo, neverAgain, followTheProcess]

/**
 * Whether an action asks people to try harder and nothing else: careful, attentive, reminded, retrained, "follow the
 * process". False as soon as one sentence of it names a thing that does the work. Strength 0 on the action hierarchy.
 */
export function isNullAction(text: string): boolean {
  const words = scanWords(text, [])
  const starts = sentenceStarts(words)
  let isAsking = false
  for (let n = 0; n + 1 < starts.length; n++) {
    const s: Sentence = {
      text,
      words,
      start: starts[n] ?? 0,
      end: starts[n + 1] ?? 0,
      block: 'item',
      section: 'actions',
      column: null,
      vocabulary: vocabularyOf(undefined),
      frames: null,
      found: null,
      evidence: -1,
    }
    if (s.end <= s.start) continue
    if (isMechanism(s)) return false
    const isSaid = RULES.some((rule) => rule.find(s).length > 0)
    if (isSaid) isAsking = true
    else if (!isFiller(s)) return false
  }
  return isAsking
}

// "Going forward." and "Lesson learned." carry nothing; any other sentence is taken as a real part of the action.
function isFiller(s: Sentence): boolean {
  return s.end - s.start <= 3
}
