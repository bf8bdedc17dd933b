import { expect, test } from 'vitest'
import { deeperQuestions, type QuestionPlace, questionsFor } from './questions.ts'

const places: readonly QuestionPlace[] = [
  'story',
  'timeline',
  'factors',
  'actions',
  'lessons',
  'near-miss',
  'agents',
]

test.each(places)('%s has questions, each with its own name', (place) => {
  const questions = questionsFor(place)
  expect(questions.length).toBeGreaterThanOrEqual(3)
  expect(new Set(questions.map(({ id }) => id)).size).toBe(questions.length)
  expect(questions.every((question) => question.place === place)).toBe(true)
})

test('the three deeper questions lead from a person to what was around them', () => {
  expect(deeperQuestions).toHaveLength(3)
  expect(deeperQuestions.every((question) => question.endsWith('?'))).toBe(true)
})

test('no question asks who is to blame', () => {
  const all = [...places.flatMap(questionsFor).map(({ ask }) => ask), ...deeperQuestions].join(' ')
  expect(all).not.toMatch(/\bfault\b|\bblame\b|why did(?:n’t| not)|should have|could have prevented/i)
})
