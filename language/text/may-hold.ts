import { type Entry, perEntry } from './lexicon.ts'
import { agentNames } from './names.ts'
import { roleEndings, roles, rolesOrPrograms } from './roles.ts'
import type { Sentence } from './sentences.ts'
import { isPersonAt, SOMEONE } from './subjects.ts'

/** What a sentence may hold, as bits; a rule that needs a person leaves at once when nothing in it can be one. */
export const Evidence = { name: 1, role: 2, agent: 4, self: 8, it: 16 } as const

const evidenceOf = perEntry(({ form, lemma }: Entry): number => {
  const isRole =
    roles.has(lemma) ||
    roles.has(form) ||
    rolesOrPrograms.has(lemma) ||
    roleEndings.test(lemma) ||
    SOMEONE.has(form) ||
    /^(?:he|she|one|who|colleagues?)$/.test(form)
  const isAgent =
    agentNames.has(form) || /^(?:agent|model|assistant|bot|llm|ai)$/.test(lemma) || form === 'ai'
  const isSelf = /^(?:i|me|my|mine|myself)$/.test(form)
  return (
    (isRole ? Evidence.role : 0) |
    (isAgent ? Evidence.agent : 0) |
    (isSelf ? Evidence.self : 0) |
    (form === 'it' ? Evidence.it : 0)
  )
})

/** Whether the sentence may hold a doer of one of the kinds in `bits`. Cheap; says yes rather than miss one. */
export function mayHold(s: Sentence, bits: number): boolean {
  if (s.evidence < 0) s.evidence = evidenceIn(s)
  return (s.evidence & bits) !== 0
}

function evidenceIn(s: Sentence): number {
  const { people, agents } = s.vocabulary
  let bits = agents.size > 0 ? Evidence.agent : 0
  for (let i = s.start; i < s.end; i++) {
    const entry = s.words.entry[i]
    if (entry === undefined) continue
    bits |= evidenceOf(entry)
    // Most sentences have a capital and no person, and what names wake is dear: so here the person is looked for.
    const isName = (bits & Evidence.name) === 0 && (isPersonAt(s, i) || people.has(entry.form))
    if (isName) bits |= Evidence.name
  }
  return bits
}
