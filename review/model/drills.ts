/**
 * Drills: a published edition replayed by a group, the future hidden, one choice before history's at every decision. A
 * choice belongs to a seat that exists for one decision only, so nothing of two choices says whether one person made
 * both; and under five answers nothing is told of them but that they came.
 */
import type { EditionDecision } from './editions.ts'
import { optionsAt } from './foresight.ts'

/** Under so many answers nothing is told of how a group chose. */
export const FEWEST_ANSWERS = 5

/** Chosen in place of the options of that hour. */
export const SOMETHING_ELSE = -1

/** A choice as it is kept: which decision, which option. */
export interface DrillChoice {
  /** Position among the decisions of the edition, from 0. */
  readonly decision: number
  /** Position among the options of that hour; `SOMETHING_ELSE` for none of them. */
  readonly option: number
}

/** How a group chose at one decision, beside what was chosen then. */
export interface DrillTally {
  readonly role: string
  readonly chosen: string
  /** Null under five answers. */
  readonly options:
    | readonly {
        readonly text: string
        readonly answers: number
        /** What was chosen then. */
        readonly isHistory: boolean
      }[]
    | null
  /** Whether most of the group went another way; null under five answers. */
  readonly isParted: boolean | null
}

/** How the group chose at one decision. Words of their own are not kept, so they stand together as one line. */
export function tallyOf(
  decision: Pick<EditionDecision, 'role' | 'chosen' | 'options'>,
  options: readonly number[],
): DrillTally {
  const { role, chosen } = decision
  if (options.length < FEWEST_ANSWERS) return { role, chosen, options: null, isParted: null }
  const offered = optionsAt(decision)
  const rows = offered.map(({ text }, option) => ({
    text,
    answers: options.filter((each) => each === option).length,
    isHistory: isSame(text, chosen),
  }))
  const others = options.filter((each) => each < 0 || each >= offered.length).length
  const told = others === 0 ? rows : [...rows, { text: 'Something else', answers: others, isHistory: false }]
  const asThen = told.filter(({ isHistory }) => isHistory).reduce((sum, { answers }) => sum + answers, 0)
  return { role, chosen, options: told, isParted: asThen * 2 < options.length }
}

/** The tallies of every decision, in order. */
export function talliesOf(
  decisions: readonly Pick<EditionDecision, 'role' | 'chosen' | 'options'>[],
  choices: readonly DrillChoice[],
): readonly DrillTally[] {
  return decisions.map((decision, position) =>
    tallyOf(
      decision,
      choices.filter((choice) => choice.decision === position).map(({ option }) => option),
    ),
  )
}

function isSame(one: string, other: string): boolean {
  return one.trim().toLowerCase() === other.trim().toLowerCase()
}
