/**
 * What a review answers about the system before it closes: what made this possible, what would make it impossible, and
 * the second loop, in which a rule, a target or a belief is put in question and not only a setting.
 */

/** The questions in the order they are asked. */
export const gateQuestions = ['madePossible', 'impossibleNext', 'secondLoop', 'secondLoopResult'] as const
/** One of the questions. */
export type GateQuestion = (typeof gateQuestions)[number]
/** What was answered, in prose; empty: not answered yet. */
export type GateAnswers = Readonly<Record<GateQuestion, string>>

/** Each question as it is asked, and an example of an answer that helps. */
export const gateWords: Readonly<Record<GateQuestion, { readonly ask: string; readonly example: string }>> = {
  madePossible: {
    ask: 'What about our system made this possible?',
    example: 'Any job could hold a lock on the orders table without a limit.',
  },
  impossibleNext: {
    ask: 'What would make it impossible next time?',
    example: 'The database ends a lock on orders after two seconds, whoever holds it.',
  },
  secondLoop: {
    ask: 'Which rule, target or belief should change?',
    example: 'We believe that a rollback takes a whole release back.',
  },
  secondLoopResult: {
    ask: 'What came of asking?',
    example: 'Platform changed the rule: a release is what was deployed together, jobs included.',
  },
}

/** Nothing answered yet. */
export const noAnswers: GateAnswers = {
  madePossible: '',
  impossibleNext: '',
  secondLoop: '',
  secondLoopResult: '',
}

/** Whether anything is answered. */
export function hasAnswers(answers: GateAnswers): boolean {
  return gateQuestions.some((question) => answers[question].trim() !== '')
}
