import { expect, test } from 'vitest'
import { bankQuestions } from './question-bank.ts'
import { askedQuestions, deeperQuestions, questionPlaces, questionsFor } from './questions.ts'

test.each(questionPlaces)('%s has questions, each with its own name', (place) => {
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
  const all = [...bankQuestions.map(({ ask }) => ask), ...deeperQuestions].join(' ')
  expect(all).not.toMatch(/\bfault\b|\bblame\b|why did(?:n’t| not)|should have|could have prevented/i)
})

test('the bank holds 112 questions, each once, and every one stands somewhere', () => {
  expect(bankQuestions).toHaveLength(112)
  expect(new Set(bankQuestions.map(({ ask }) => ask)).size).toBe(112)
  const placed = new Set(questionPlaces.flatMap(questionsFor).map(({ id }) => id))
  expect(bankQuestions.filter(({ id }) => !placed.has(id))).toEqual([])
})

test('pinned questions come first, then unmarked ones, ours before our own', () => {
  const own = [{ id: 'own', kind: 'action', ask: 'Does the pager budget allow it?' }] as const
  const asked = askedQuestions(
    'actions',
    own,
    new Map([
      ['action-3', 'pinned'],
      ['action-1', 'answered'],
      ['action-2', 'set-aside'],
    ]),
  )
  expect(asked.map(({ id }) => id).slice(0, 3)).toEqual(['action-3', 'action-4', 'action-5'])
  expect(asked.map(({ id }) => id).slice(-3)).toEqual(['own', 'action-1', 'action-2'])
  expect(askedQuestions('timeline', own, new Map()).some(({ isOwn }) => isOwn)).toBe(false)
})
