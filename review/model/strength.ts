/**
 * The ladder of strength: how little a change depends on somebody remembering it. It is set by two
 * questions, never by keywords, so that a weak action cannot be dressed up in strong words.
 */
import type { Strength } from './actions.ts'

/** One rung of the ladder, with the shapes it takes in software. */
export interface StrengthLevel {
  readonly strength: Strength
  readonly name: string
  readonly means: string
  readonly examples: readonly string[]
}

/** The rungs from strongest to weakest. */
export const strengthLevels: readonly StrengthLevel[] = [
  {
    strength: 5,
    name: 'Eliminate',
    means: 'The hazard, or the step that carries it, is gone.',
    examples: [
      'The shared administrator account no longer exists.',
      'One of the two sources of truth is deleted.',
      'The feature nobody used is retired.',
    ],
  },
  {
    strength: 4,
    name: 'Guardrail',
    means: 'The dangerous step is refused, or its effect is bounded, without anyone choosing.',
    examples: [
      'The schema rejects a table without the constraint.',
      'Deletes are limited to a number per minute.',
      'Every rollout is staged unless someone asks for more.',
      'The agent works in a sandbox that cannot reach production.',
    ],
  },
  {
    strength: 3,
    name: 'Automatic check or repair',
    means:
      'A machine checks it every time, or restores it; or there are fewer steps and look-alikes to mix up.',
    examples: [
      'A contract test in CI stops the merge.',
      'A canary that burns the error budget is rolled back.',
      'One command replaces nine.',
      'Production has its own, unmistakable prompt.',
    ],
  },
  {
    strength: 2,
    name: 'Tool, signal or cover',
    means: 'People see it sooner, reach help faster or have practised; a person still has to act.',
    examples: [
      'An alert with a threshold that was tried out.',
      'A drill that a second person has passed.',
      'The tool shows the runbook step where the work is done.',
    ],
  },
  {
    strength: 1,
    name: 'Document or reminder',
    means: 'It works when it is read, remembered and followed.',
    examples: [
      'A new page in the handbook.',
      'A second signature.',
      'A course, or a message in the channel.',
    ],
  },
  {
    strength: 0,
    name: 'No change',
    means: 'Nothing about the system is different afterwards.',
    examples: ['"Be more careful."', '"Pay more attention."'],
  },
]

/** The rung for a strength. */
export function strengthLevel(strength: Strength): StrengthLevel {
  const level = strengthLevels.find((each) => each.strength === strength)
  if (level === undefined) throw new RangeError(`The ladder has no rung ${strength}; it goes from 0 to 5.`)
  return level
}

/** The two questions that set the strength, in the order they are asked. */
export const strengthQuestions = {
  worksIfForgotten: 'Does it work if everyone forgets it exists?',
  canBeBypassedUnnoticed: 'Can it be bypassed without anyone noticing?',
} as const

/**
 * The levels that agree with the two answers, strongest first. Form and server both read this table:
 *
 * | works if forgotten | can be bypassed unnoticed | levels  | because                                            |
 * |--------------------|---------------------------|---------|----------------------------------------------------|
 * | yes                | no                        | 5, 4, 3 | it acts by itself and its absence would be seen    |
 * | yes                | yes                       | 3, 2    | it acts by itself and can be quietly switched off  |
 * | no                 | no                        | 2, 1    | a person has to act, and leaving it out would show |
 * | no                 | yes                       | 1, 0    | it rests on memory alone                           |
 */
export function strengthChoices(
  worksIfForgotten: boolean,
  canBeBypassedUnnoticed: boolean,
): readonly Strength[] {
  if (worksIfForgotten) return canBeBypassedUnnoticed ? [3, 2] : [5, 4, 3]
  return canBeBypassedUnnoticed ? [1, 0] : [2, 1]
}

/** The two answers that put an action on a level. */
export interface StrengthAnswers {
  readonly worksIfForgotten: boolean
  readonly canBeBypassedUnnoticed: boolean
}

/**
 * Answers that agree with a level, for an action of which only the level is known (an edition carries no answers).
 * Where two rows of the table hold the level, it is the row that says what the rung means: 3 checks by itself, 2 asks
 * a person to act, 1 rests on memory.
 */
export function strengthAnswers(strength: Strength): StrengthAnswers {
  return { worksIfForgotten: strength >= 3, canBeBypassedUnnoticed: strength <= 1 }
}

/** What stands where a null action would have stood. */
export const nullResult = {
  sentence:
    'This changes nothing about the system, so next time would go the same way: it is the null result.',
  ask: 'What would make this impossible, even on a day when everyone has forgotten about it?',
} as const
