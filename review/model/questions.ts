/** Questions the pages ask where the work is done. Answering is never compulsory; each can be set aside. */
import { bankQuestions, type QuestionKind } from './question-bank.ts'

/** The part of a review a question belongs to. */
export const questionPlaces = [
  'story',
  'timeline',
  'accounts',
  'decisions',
  'factors',
  'actions',
  'lessons',
  'near-miss',
  'agents',
  'meeting',
  'follow-up',
] as const
/** One part. */
export type QuestionPlace = (typeof questionPlaces)[number]

/** One question with a name that stays the same, so that a review can remember what became of it. */
export interface Question {
  readonly id: string
  readonly place: QuestionPlace
  readonly ask: string
}

/** What became of a question in one review. */
export type QuestionState = 'pinned' | 'answered' | 'set-aside'

/** A question the organisation added for all its reviews. */
export interface OwnQuestion {
  readonly id: string
  readonly kind: QuestionKind
  readonly ask: string
}

/** A question as a review shows it. */
export interface AskedQuestion extends Question {
  /** Null: nobody has marked it. */
  readonly state: QuestionState | null
  readonly isOwn: boolean
}

/** What to ask instead, when a factor names a person, a title or "human error". */
export const deeperQuestions: readonly [string, string, string] = [
  'What did the situation look like from that seat, and what made the step a sensible one?',
  'What would another capable colleague have seen and done with the same screen, at the same hour?',
  'Which layer around that role was there to stop or reveal this, and what was that layer doing?',
]

/** Which kinds of the bank each place asks from, or which of its questions where a kind would be too many. */
const asks: Readonly<Record<QuestionPlace, readonly (QuestionKind | `${QuestionKind}-${number}`)[]>> = {
  story: ['timeline-1', 'facilitation-13', 'timeline-10', 'analysis-13', 'analysis-4', 'second-loop'],
  timeline: ['timeline'],
  accounts: ['interview'],
  decisions: ['decision'],
  factors: ['analysis', 'second-loop'],
  actions: ['action', 'leader-3'],
  lessons: ['analysis-8', 'analysis-3', 'near-miss-2'],
  'near-miss': ['near-miss'],
  agents: ['agent'],
  meeting: ['facilitation', 'leader'],
  'follow-up': ['follow-up'],
}

/** The questions of one place, in the order they are asked. */
export function questionsFor(place: QuestionPlace): readonly Question[] {
  return asks[place].flatMap((wanted) =>
    bankQuestions
      .filter(({ id, kind }) => id === wanted || kind === wanted)
      .map(({ id, ask }) => ({ id, place, ask })),
  )
}

/**
 * The questions of one place with the organisation's own behind ours: pinned first, then those nobody has marked, then
 * the answered, last the ones set aside.
 */
export function askedQuestions(
  place: QuestionPlace,
  own: readonly OwnQuestion[],
  marks: ReadonlyMap<string, QuestionState>,
): readonly AskedQuestion[] {
  const added = own
    .filter(({ kind }) => asks[place].includes(kind))
    .map(({ id, ask }) => ({ id, place, ask }))
  const order: readonly (QuestionState | null)[] = ['pinned', null, 'answered', 'set-aside']
  return [
    ...questionsFor(place).map((question) => ({ ...question, isOwn: false })),
    ...added.map((question) => ({ ...question, isOwn: true })),
  ]
    .map((question) => ({ ...question, state: marks.get(question.id) ?? null }))
    .toSorted((a, b) => order.indexOf(a.state) - order.indexOf(b.state))
}

/** The words of a question, of the bank or of the organisation's own; null when it is gone. */
export function findQuestion(id: string, own: readonly OwnQuestion[]): string | null {
  return [...bankQuestions, ...own].find((question) => question.id === id)?.ask ?? null
}
