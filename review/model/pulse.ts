/**
 * The pulse: how safe it is to speak, asked without knowing who answers. Results are bands, never of fewer than five
 * people, and never of a part of those who answered.
 */
import { type Band, bandOf, SMALLEST_GROUP } from './bands.ts'

/** How many answered, as coarsely. */
export type AnsweredBand = '5 to 9' | '10 to 19' | '20 to 49' | '50 or more'

/** What a group said to one question. */
export interface Bands {
  readonly yes: Band
  readonly answered: AnsweredBand
}

/**
 * What a group said, or null when fewer than five did. `null` among the answers is "prefer not to say" and belongs to
 * nobody's side. Both numbers are told as bands: what the two say together is never one number alone, and "everyone" is never told from "all but one".
 */
export function bands(answers: readonly (boolean | null)[]): Bands | null {
  const said = answers.filter((answer) => answer !== null)
  if (said.length < SMALLEST_GROUP) return null
  const share = said.filter(Boolean).length / said.length
  return { yes: bandOf(share), answered: answeredBand(said.length) }
}

function answeredBand(count: number): AnsweredBand {
  if (count < 10) return '5 to 9'
  if (count < 20) return '10 to 19'
  return count < 50 ? '20 to 49' : '50 or more'
}

/** One question of the pulse. */
export interface PulseQuestion {
  readonly text: string
  /** Agreeing is the worrying answer. */
  readonly isReversed: boolean
}

/** Our five, about incident work. Their order is the order of the answers. */
export const pulseQuestions: readonly PulseQuestion[] = [
  { text: 'In the last review I took part in, I could say what I really saw.', isReversed: false },
  {
    text: 'If I told of my own part in a problem tomorrow, it would be used to improve things.',
    isReversed: false,
  },
  { text: 'During an incident I could say "stop" and be heard.', isReversed: false },
  { text: "Someone's standing was harmed by a review here.", isReversed: true },
  { text: 'Something changed because of what people told us.', isReversed: false },
]

/** From 1 (not at all) to 5 (fully); null: prefers not to say. */
export type PulseAnswer = 1 | 2 | 3 | 4 | 5 | null

/** Every answer in words, in the order the page shows them. */
export const pulseScale: readonly { readonly value: PulseAnswer; readonly label: string }[] = [
  { value: 5, label: 'Fully' },
  { value: 4, label: 'Mostly' },
  { value: 3, label: 'Half and half' },
  { value: 2, label: 'Hardly' },
  { value: 1, label: 'Not at all' },
  { value: null, label: 'Prefer not to say' },
]

/** What a round showed: one entry for each question, null where fewer than five answered it. */
export interface PulseResult {
  readonly answered: AnsweredBand
  /** How many agreed, fully or mostly. */
  readonly agreed: readonly (Bands | null)[]
}

/**
 * The result of a closed round, or null when fewer than five answered. It is worked out once, when the round closes:
 * two results of one round would differ by whoever answered in between.
 */
export function pulseResult(answers: readonly (readonly PulseAnswer[])[]): PulseResult | null {
  if (answers.length < SMALLEST_GROUP) return null
  return {
    answered: answeredBand(answers.length),
    agreed: pulseQuestions.map((_question, place) =>
      bands(answers.map((each) => agrees(each[place] ?? null))),
    ),
  }
}

function agrees(answer: PulseAnswer): boolean | null {
  return answer === null ? null : answer >= 4
}

/** A round as everyone may see it. */
export interface PulseRound {
  readonly id: string
  readonly startedOn: string
  /** Last day answers are taken. */
  readonly endsOn: string
  /** Null while it is open. */
  readonly closedOn: string | null
  /** Null while it is open, and for good when fewer than five answered. */
  readonly result: PulseResult | null
}

/** Between two rounds: asked oftener, people stop answering, and neighbouring results tell on single people. */
export const ROUND_PAUSE_DAYS = 80

/** Longest a round stays open. */
export const LONGEST_ROUND_DAYS = 28
