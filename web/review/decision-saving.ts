/**
 * How a decision is saved while it is written, as plain states. Only what was changed is sent; nothing typed is thrown
 * away: it stays on this device until the server has it, and where two people wrote the same part both versions wait.
 *
 * | state    | what the page says                                               | leaves when           |
 * |----------|------------------------------------------------------------------|-----------------------|
 * | saved    | Saved                                                            | something is changed  |
 * | changed  | Saving                                                           | a pause in writing    |
 * | sending  | Saving                                                           | the server answers    |
 * | kept     | Kept on this device; sent when the connection is back            | it was sent after all |
 * | refused  | the sentence of the refusal                                      | it is changed again   |
 * | conflict | both versions                                                    | a person chose        |
 */
import {
  accountSources,
  confidencesThen,
  type DecisionPoint,
  type DecisionWords,
} from '@secondstory/review/model/decisions'
import { certainties } from '@secondstory/review/model/factors'
import { type FieldInWords, type Met, meet } from './two-versions.ts'

export interface Writing {
  readonly state: 'saved' | 'changed' | 'sending' | 'kept' | 'refused' | 'conflict'
  /** What the server last confirmed. */
  readonly base: DecisionPoint
  /** What stands on the page. */
  readonly words: DecisionWords
  /** What is on its way; null unless sending. */
  readonly sent: DecisionWords | null
  /** Why it was refused; empty otherwise. */
  readonly because: string
  readonly met: Met<DecisionWords> | null
  readonly tries: number
}

/** What this device keeps until the server has it. */
export interface KeptDecision {
  readonly version: number
  readonly words: Partial<DecisionWords>
}

const listed = (texts: readonly string[]) => texts.join('\n')

const text = (key: keyof DecisionWords & keyof typeof labels): FieldInWords<DecisionWords> => ({
  key,
  label: labels[key],
  inWords: (words) => String(words[key]),
})

const labels = {
  role: 'Role',
  situation: 'The situation',
  believed: 'Believed then',
  easyPath: 'The easy path',
  safePath: 'The safe path',
  friction: 'What lay between them',
  tradeoff: 'What was traded',
  chosen: 'Chosen',
  expected: 'Expected',
  observed: 'Seen afterwards',
  madeSenseBecause: 'This made sense because',
  usually: 'How it usually goes',
  eventId: 'Event',
  decider: 'Decided by',
} as const

/** Every part of a decision, so that two versions can be told apart and joined. */
export const decisionFields: readonly FieldInWords<DecisionWords>[] = [
  text('role'),
  text('eventId'),
  text('decider'),
  text('situation'),
  { key: 'goals', label: 'Goals', inWords: ({ goals }) => listed(goals) },
  { key: 'seenEvidenceIds', label: 'Seen', inWords: (words) => `${words.seenEvidenceIds.length} messages` },
  { key: 'seenEventIds', label: 'Seen', inWords: (words) => `${words.seenEventIds.length} events` },
  {
    key: 'notReached',
    label: 'Existed elsewhere',
    inWords: ({ notReached }) => listed(notReached.map(({ what, where }) => `${what} (${where})`)),
  },
  text('believed'),
  { key: 'confidence', label: 'How sure then', inWords: (words) => confidencesThen[words.confidence] },
  {
    key: 'options',
    label: 'Options',
    inWords: ({ options }) =>
      listed(options.map((each) => `${each.text}${each.seenThen ? '' : ' (seen afterwards)'}`)),
  },
  text('easyPath'),
  text('safePath'),
  text('friction'),
  { key: 'pressures', label: 'Pressures', inWords: ({ pressures }) => listed(pressures) },
  text('tradeoff'),
  text('chosen'),
  text('expected'),
  text('observed'),
  text('madeSenseBecause'),
  text('usually'),
  { key: 'source', label: 'Account', inWords: (words) => accountSources[words.source] },
  { key: 'certainty', label: 'Certainty', inWords: (words) => certainties[words.certainty] },
  { key: 'contributed', label: 'Contributed', inWords: (words) => (words.contributed ? 'yes' : 'no') },
]

function wordsOf({ id, incidentId, version, ...words }: DecisionPoint): DecisionWords {
  return words
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}

/** The parts that differ from what the server has. */
export function changesOf(base: DecisionWords | DecisionPoint, words: DecisionWords): Partial<DecisionWords> {
  const keys = decisionFields.map(({ key }) => key)
  return Object.fromEntries(
    keys.filter((key) => !isSame(words[key], base[key])).map((key) => [key, words[key]]),
  )
}

/** Starts from the server's decision and, when there is something, from what this device kept. */
export function openedDecision(decision: DecisionPoint, kept: KeptDecision | null): Writing {
  const start: Writing = {
    state: 'saved',
    base: decision,
    words: wordsOf(decision),
    sent: null,
    because: '',
    met: null,
    tries: 0,
  }
  return kept === null ? start : written(start, kept.words)
}

export function written(writing: Writing, more: Partial<DecisionWords>): Writing {
  const words = { ...writing.words, ...more }
  if (writing.state === 'sending' || writing.state === 'conflict') return { ...writing, words }
  const isSaved = Object.keys(changesOf(writing.base, words)).length === 0
  return { ...writing, words, because: '', state: isSaved ? 'saved' : 'changed' }
}

export function sendingDecision(writing: Writing): Writing {
  return { ...writing, state: 'sending', sent: writing.words }
}

/**
 * The server has it. What was written in the meantime is a change again. The words stay as they stand: the server trims
 * a line, and a space that goes away under the cursor would join two words.
 */
export function confirmedDecision(writing: Writing, answer: DecisionPoint): Writing {
  const isSaved = writing.sent === null || Object.keys(changesOf(writing.sent, writing.words)).length === 0
  return { ...writing, base: answer, sent: null, tries: 0, state: isSaved ? 'saved' : 'changed' }
}

/** The server was not reached or was busy. */
export function missedDecision(writing: Writing): Writing {
  return { ...writing, state: 'kept', sent: null, tries: writing.tries + 1 }
}

export function refusedDecision(writing: Writing, because: string): Writing {
  return { ...writing, state: 'refused', sent: null, because }
}

/** Someone else saved first. Different parts are joined; the same part waits for a person. */
export function metDecision(writing: Writing, theirs: DecisionPoint): Writing {
  const { base, words: mine } = writing
  const met = meet(decisionFields, { base: wordsOf(base), mine, theirs: wordsOf(theirs) })
  const next = { ...writing, base: theirs, sent: null, tries: 0 }
  if (met.differences.length > 0) return { ...next, state: 'conflict', met }
  return chosenDecision(next, met.withMine)
}

/** A person chose what should stand; it is saved over the version they saw. */
export function chosenDecision(writing: Writing, words: DecisionWords): Writing {
  const isSaved = Object.keys(changesOf(writing.base, words)).length === 0
  return { ...writing, words, met: null, because: '', state: isSaved ? 'saved' : 'changed' }
}

/** Milliseconds to wait before sending: a pause in writing, and longer after each try that came to nothing. */
export function pauseBeforeDecision({ state, tries }: Writing): number | null {
  if (state === 'changed') return 700
  if (state === 'kept') return Math.min(30_000, 1_500 * 2 ** Math.min(6, tries - 1))
  return null
}

/** Words for the quiet line above the page. */
export function decisionInWords({ state, because }: Writing): string {
  if (state === 'saved') return 'Saved'
  if (state === 'refused') return because
  if (state === 'kept') return 'Kept on this device; we will send it when the connection is back'
  if (state === 'conflict') return 'Someone else wrote here meanwhile; both versions are kept'
  return 'Saving'
}

export function keptDecisionKey(decisionId: string): string {
  return `second-story.decision.${decisionId}`
}

/** Reads what was kept; anything else that stands there is nothing. */
export function readKeptDecision(value: unknown): KeptDecision | null {
  if (!isRow(value) || typeof value.version !== 'number' || !isRow(value.words)) return null
  const known = new Set<string>(decisionFields.map(({ key }) => key))
  const words = Object.fromEntries(Object.entries(value.words).filter(([key]) => known.has(key)))
  return { version: value.version, words }
}

function isRow(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}
