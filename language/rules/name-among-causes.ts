import { replaceWords } from '../rewrite.ts'
import { Evidence } from '../text/may-hold.ts'
import { ambiguousNames, givenNames } from '../text/names.ts'
import { isOfCauses } from '../text/sections.ts'
import { formAt, isCapital, isHandle, lemmaAt, type Sentence } from '../text/sentences.ts'
import { isPersonAt } from '../text/subjects.ts'
import { harmTriggers } from './named-person-harm.ts'
import { type Hit, hitOf, type Rule, withRewrites } from './rule.ts'

const LABEL = /^(?:factor|cause|trigger|weakness)$/
// Who tells or owns is no cause; a law may bear a name.
const TELLERS = /^(?:owner|reporter|author|by|to|with|from|for|thanks|via|see|ask|lead)$/
const EPONYMS = /^(?:law|theorem|paradox|filter|algorithm|book|razor|principle|rule|pattern|test)$/

function find(s: Sentence): readonly Hit[] {
  if (!isAmongCauses(s)) return []
  const hits: Hit[] = []
  for (let i = s.start; i < s.end; i++) {
    if (!isSurelyPerson(s, i) || TELLERS.test(formAt(s, i - 1))) continue
    const isOwner = formAt(s, i + 1) === "'s"
    if (isOwner && EPONYMS.test(lemmaAt(s, i + 2))) continue
    const last = !isHandle(s, i) && isCapital(s, i + 1) && isPersonAt(s, i + 1) ? i + 1 : i
    const offers =
      isOwner && last === i ? [replaceWords(s, { first: i, last: i + 1 }, i === s.start ? 'The' : 'the')] : []
    hits.push(withRewrites(hitOf(s, i, last), offers))
    i = last
  }
  return hits
}

// The roster, a handle or a given name: what the verb alone makes likely is not enough for an error.
function isSurelyPerson(s: Sentence, i: number): boolean {
  const form = formAt(s, i)
  if (!isPersonAt(s, i)) return false
  if (isHandle(s, i) || s.vocabulary.people.has(form)) return true
  const isShort = s.text.slice(s.words.from[i], s.words.to[i]) === form.toUpperCase()
  return givenNames.has(form) && !isShort
}

// Under a heading or in a column of causes, or behind the label "Contributing factor:".
function isAmongCauses(s: Sentence): boolean {
  if (s.column !== null && isOfCauses(s.column)) return true
  for (let i = s.start; i < Math.min(s.end, s.start + 4); i++)
    if (LABEL.test(lemmaAt(s, i)) && /^[*_]*:/.test(s.text.slice(s.words.to[i] ?? 0))) return true
  return false
}

/** A personal name or handle among the factors or causes, whatever is said of it. */
export const nameAmongCauses: Rule = {
  id: 'name-among-causes',
  name: 'A name among the causes',
  because: 'A factor is a condition that would hold for anybody; with a name in it, it holds for one.',
  ask: 'Which role, script or page was it, without the name?',
  source: 'Lueder and Beyer, Postmortem culture, in Site Reliability Engineering (2016), ch. 15',
  levels: { analysis: 'error', timeline: 'off', actions: 'off', other: 'error' },
  // What wakes the rule on names of harm as well: a listed name is in no list of ours.
  triggers: [
    ...givenNames,
    ...ambiguousNames,
    "'s",
    'cause',
    'factor',
    'trigger',
    'weakness',
    ...harmTriggers,
  ],
  wakesAtVerbs: true,
  needs: [Evidence.cause, Evidence.name],
  find,
}
