import { Tag } from '../text/lexicon.ts'
import { Evidence } from '../text/may-hold.ts'
import { formAt, isTagged, lemmaAt, type Sentence } from '../text/sentences.ts'
import { isPersonAt } from '../text/subjects.ts'
import { type Hit, hitOf, type Rule } from './rule.ts'

const EVENTS = /^(?:outage|incident|disaster|breach|downtime|leak|crash|fiasco|debacle|meltdown)$/

// "The Marta outage", "Tom's outage"; not "Ana wrote the incident report" and not "Marta's incident report".
function find(s: Sentence): readonly Hit[] {
  for (let i = s.start; i < s.end; i++) {
    if (!EVENTS.test(lemmaAt(s, i))) continue
    const owner = formAt(s, i - 1) === "'s" ? i - 2 : i - 1
    if (
      !isPersonAt(s, owner) ||
      (isTagged(s, i + 1, Tag.noun) && !isTagged(s, i + 1, Tag.preposition | Tag.past))
    )
      continue
    return [hitOf(s, owner, i)]
  }
  return []
}

/** An incident named after a person. */
export const incidentWithAName: Rule = {
  id: 'incident-with-a-name',
  name: 'An incident named after a person',
  because: 'A name given to an incident stays with the person long after the fix.',
  ask: 'Which component, effect and day would name this as well?',
  source: 'Dekker, Just Culture, 3rd ed. (2016), on second victims',
  levels: { analysis: 'error', timeline: 'error', actions: 'error', other: 'error' },
  triggers: 'outage incident disaster breach downtime leak crash fiasco debacle meltdown'.split(' '),
  needs: [Evidence.name],
  find,
}
