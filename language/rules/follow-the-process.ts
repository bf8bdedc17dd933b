import { framesOf } from '../text/frames.ts'
import { type PhraseHit, phrases } from '../text/phrases.ts'
import { formAt, has, isQuestion, type Sentence } from '../text/sentences.ts'
import { phraseHits, type Rule } from './rule.ts'

const PROCESS =
  'process|procedure|procedures|runbook|runbooks|policy|policies|checklist|guidelines|guideline|protocol|playbook|standard|standards|practices|rules|processes|playbooks'
const PHRASES = phrases(
  `follow|obey|respect|observe the|our|all|this|these|established|existing? _3 ${PROCESS}`,
  `adhere|stick|comply|keep|adherence|compliance strictly|closely|rigidly|rigorously|fully|religiously? to|with the|our|all? _3 ${PROCESS}`,
  `better|at|of|importance following|follow _4 ${PROCESS}|instructions`,
  `importance of following ${PROCESS}`,
  '^ always? =follow|=obey|=heed|=observe _2 instructions|steps|rules|directions|orders|guidance|guidelines',
)
const WISH = new Set('must should need shall better important importance ensure'.split(' '))

// "The crew followed the procedure" is a fact, "runbooks people can follow" a design; only the demand is the remedy.
function isInnocent(s: Sentence, hit: PhraseHit): boolean {
  // "Follow the steps below" leads through a page.
  if (/^(?:below|above|here|in)$/.test(formAt(s, hit.end))) return true
  if (isQuestion(s) || /^(?:followed|following|follows)$/.test(formAt(s, hit.at)))
    return !has(s, WISH, { from: hit.at - 5, to: hit.at })
  if (hit.at === s.start || /^(?:always|please|and)$/.test(formAt(s, hit.at - 1))) return false
  if (has(s, WISH, { from: hit.at - 5, to: hit.end })) return framesOf(s).some((f) => f.isNegated)
  return !(
    formAt(s, hit.at - 1) === 'to' &&
    /^(?:remind|reminded|team|teams|everyone|staff|engineers|need|needs|have|has)$/.test(
      formAt(s, hit.at - 2),
    )
  )
}

/** Following the process, as a remedy. */
export const followTheProcess: Rule = {
  id: 'follow-the-process',
  name: 'The process as the remedy',
  because: 'Where people leave a process there is a reason, and asking them back leaves the reason in place.',
  ask: 'What makes this process hard to follow there and then?',
  source: 'Dekker, Drift into Failure (2011); Marx, five rules of causation, rule 4',
  levels: { analysis: 'warning', timeline: 'off', actions: 'warning', other: 'warning' },
  phrases: [PHRASES],
  find: (s) => phraseHits(s, PHRASES, { unless: isInnocent }),
}
