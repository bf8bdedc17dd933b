import { framesOf } from '../text/frames.ts'
import { Tag } from '../text/lexicon.ts'
import { findPhrases } from '../text/phrases.ts'
import { isTagged, type Sentence } from '../text/sentences.ts'
import type { DoerKind } from '../text/subjects.ts'
import { IDIOMS, isLettingDown } from './idioms.ts'
import { type Hit, hitOf } from './rule.ts'

// Of one person an idiom of letting others down is blame, another rule's; of several it is what should have gone otherwise.
/** An idiom of letting others down, held against several people. */
export function letDown(s: Sentence): readonly Hit[] {
  if (findPhrases(s, IDIOMS).length === 0) return []
  const frame = framesOf(s).find(
    (one) =>
      isSeveral(one.doer.kind) &&
      isTagged(s, one.verb, Tag.past) &&
      !one.isNegated &&
      !one.isPassive &&
      !/^(?:miss|ignore|make|take|knock)$/.test(one.lemma) &&
      isLettingDown(s, one),
  )
  return frame ? [hitOf(s, frame.at, frame.verb)] : []
}

function isSeveral(kind: DoerKind): boolean {
  return kind === 'team' || kind === 'roles'
}
