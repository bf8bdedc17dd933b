/** What the answers of a review still need, as sentences: the page, the operation and the step of publishing read them from here. */

import type { Blocker, Place } from './blocker.ts'
import { type GateAnswers, type GateQuestion, gateWords } from './gate-answers.ts'
import { depthOf } from './incident.ts'
import { personSentence } from './policy.ts'
import type { WorkingRecord } from './reviews.ts'
import { shortened } from './shortened.ts'
import { nullResult } from './strength.ts'

/** An answer as a form holds it, with what the language check found in it. */
export interface AnswerDraft {
  readonly question: GateQuestion
  readonly text: string
  /** The words that make it about a person, a handle, a title or "human error"; null when none do. */
  readonly personShaped: string | null
  /** It says only that someone will take care. */
  readonly isNull: boolean
}

function placeOf(question: GateQuestion): Place {
  return { tab: 'story', id: `answer-${question}` }
}

/** Why an answer cannot be kept: a person is no property of a system, and taking care makes nothing impossible. */
export function answerBlockers({ question, personShaped, isNull }: AnswerDraft): readonly Blocker[] {
  const place = placeOf(question)
  if (personShaped !== null && question === 'madePossible') {
    return [{ rule: 'person-as-answer', sentence: personSentence(personShaped), place }]
  }
  if (isNull && question === 'impossibleNext') {
    return [{ rule: 'null-answer', sentence: `${nullResult.sentence} ${nullResult.ask}`, place }]
  }
  return []
}

/** What is read of the record. */
type Answered = Pick<WorkingRecord, 'incident' | 'review'>

/** The two questions without which the review of a grave incident is not finished; a milder one may stay short. */
export function answersBlockers(record: Answered): readonly Blocker[] {
  return isGrave(record) ? unanswered(record) : []
}

/** The same questions where nothing hangs on them, and the second loop, which is asked and never forced. */
export function answersWarnings(record: Answered): readonly Blocker[] {
  const { secondLoop, secondLoopResult } = record.review.answers
  const found = isGrave(record) ? [] : [...unanswered(record)]
  if (secondLoop.trim() === '' && isGrave(record)) {
    found.push({
      rule: 'no-second-loop',
      sentence: `No rule, target or belief was put in question. ${gateWords.secondLoop.ask} If none should, say which one was looked at.`,
      place: placeOf('secondLoop'),
    })
  }
  if (secondLoop.trim() !== '' && secondLoopResult.trim() === '') found.push(withoutResult(secondLoop))
  return found
}

/** What keeps a published review from being called followed up: a question that was asked has its result by then. */
export function followUpBlockers(answers: GateAnswers): readonly Blocker[] {
  const isOpen = answers.secondLoop.trim() !== '' && answers.secondLoopResult.trim() === ''
  return isOpen ? [withoutResult(answers.secondLoop)] : []
}

function isGrave({ incident }: Answered): boolean {
  const depth = depthOf(incident)
  return depth === 'SEV1' || depth === 'SEV2'
}

function unanswered({ review }: Answered): readonly Blocker[] {
  return (['madePossible', 'impossibleNext'] as const)
    .filter((question) => review.answers[question].trim() === '')
    .map((question) => ({
      rule: question === 'madePossible' ? 'no-answer-possible' : 'no-answer-impossible',
      sentence: `One question is open: ${gateWords[question].ask} Two sentences are enough.`,
      place: placeOf(question),
    }))
}

function withoutResult(secondLoop: string): Blocker {
  return {
    rule: 'second-loop-without-result',
    sentence: `"${shortened(secondLoop, 90)}" was put in question, and nothing says what came of it. Was it changed, kept with a reason, or carried to whoever can?`,
    place: placeOf('secondLoopResult'),
  }
}
