import { type Entry, perEntry } from './lexicon.ts'
import { isGiven } from './name-evidence.ts'
import { agentNames } from './names.ts'
import { roleEndings, roles, rolesOrPrograms } from './roles.ts'
import type { Sentence } from './sentences.ts'
import { isPersonAt, SOMEONE } from './subjects.ts'
import { Flag } from './words.ts'

/**
 * What a sentence may hold, as bits. All but `name` are told by single words, so that the engine joins them as it goes
 * over a sentence once; a rule names what it cannot do without, and is not asked where that is missing.
 */
export const Evidence = {
  /** A person's name. Looked for when first asked: names are told by what stands around them. */
  name: 1,
  role: 2,
  agent: 4,
  self: 8,
  it: 16,
  /** "Nobody", "no one", "none", "neither". */
  nobody: 32,
  /** "Could", "would", "might". */
  option: 64,
  had: 128,
  /** "Not", "never". */
  not: 256,
  /** Verbs of leaving something out. */
  lapse: 512,
  /** Verbs of what a team owes: to ask, to check, to tell. */
  duty: 16384,
  /** "Who", "whose", "which", "what". */
  asking: 1024,
  why: 2048,
  /** A label or a column of causes. */
  cause: 4096,
  /** The trigger of a phrase. */
  phrase: 8192,
} as const

/** What one word is evidence of, whatever stands around it. */
export const evidenceOf = perEntry(({ form, lemma }: Entry): number => {
  let bits = (BY_WORD.get(form) ?? 0) | (BY_WORD.get(lemma) ?? 0)
  if (
    roles.has(lemma) ||
    roles.has(form) ||
    rolesOrPrograms.has(lemma) ||
    roleEndings.test(lemma) ||
    SOMEONE.has(form)
  )
    bits |= Evidence.role
  if (agentNames.has(form)) bits |= Evidence.agent
  return bits
})

/** Verbs of what a team owes others. */
export const duties =
  'think bother check test review read ask verify look tell communicate consult examine rehearse escalate question measure validate run open inspect notify inform warn follow confirm document raise consider prepare share insist intervene'

const BY_WORD: ReadonlyMap<string, number> = new Map(
  (
    [
      [Evidence.role, 'he she one colleague colleagues individual veteran expert tech people'],
      [Evidence.role | Evidence.agent, 'agent model assistant'],
      [Evidence.agent, 'bot llm ai'],
      [Evidence.self, 'i me my mine myself'],
      [Evidence.it, 'it'],
      [Evidence.nobody, 'nobody no-one none neither no'],
      [Evidence.option, 'could would might'],
      [Evidence.had, 'had'],
      [Evidence.not, "not n't nt never"],
      [Evidence.lapse, 'fail forget neglect overlook ignore omit skip miss'],
      [Evidence.duty, duties],
      [Evidence.asking | Evidence.role, 'who'],
      [Evidence.asking, 'whom whose whoever which what'],
      [Evidence.why, 'why'],
      [Evidence.cause, 'cause factor trigger weakness'],
    ] as const
  ).flatMap(([bits, words]) => words.split(' ').map((word): [string, number] => [word, bits])),
)

/** Whether the sentence may hold something of the kinds in `bits`. Cheap; says yes rather than miss one. */
export function mayHold(s: Sentence, bits: number): boolean {
  return (evidenceIn(s) & bits) !== 0 || ((bits & Evidence.name) !== 0 && holdsName(s))
}

function evidenceIn(s: Sentence): number {
  if (s.evidence >= 0) return s.evidence
  let bits = s.vocabulary.agents.size > 0 ? Evidence.agent : 0
  for (let i = s.start; i < s.end; i++) {
    const entry = s.words.entry[i]
    if (entry !== undefined) bits |= evidenceOf(entry)
  }
  s.evidence = bits
  return bits
}

// Kept among the bits of the sentence: whether a name has been looked for.
const ASKED = 1 << 30

function holdsName(s: Sentence): boolean {
  if ((s.evidence & ASKED) === 0) s.evidence |= nameIn(s) ? ASKED | Evidence.name : ASKED
  return (s.evidence & Evidence.name) !== 0
}

function nameIn(s: Sentence): boolean {
  const { people } = s.vocabulary
  const isRostered = people.size > 0
  for (let i = s.start; i < s.end; i++) {
    const entry = s.words.entry[i]
    if (entry === undefined) continue
    if (isRostered && people.has(entry.form)) return true
    const isWritten = ((s.words.flag[i] ?? 0) & (Flag.capital | Flag.handle)) !== 0
    if ((isWritten || isRostered || isGiven(entry)) && isPersonAt(s, i)) return true
  }
  return false
}
