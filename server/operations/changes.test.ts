import { expect, test } from 'vitest'
import type { RecordedChange } from '../store/history.ts'
import { folded, sentenceOf } from './changes.ts'

const change: RecordedChange = {
  id: '1',
  at: '2026-03-12T12:00:00.000Z',
  byName: 'Mo Member',
  noun: 'action',
  rowId: 'a',
  verb: 'corrected',
  before: { title: 'Gate', dueOn: null, version: 1 },
  after: { title: 'Gate', dueOn: '2026-04-01', version: 2 },
  because: '',
}

test.each([
  ['a field that was empty', {}, 'Changed due on from nothing to "2026-04-01" of the action "Gate".'],
  [
    'long fields by their names',
    { before: { text: 'a' }, after: { text: 'b'.repeat(50) } },
    'Changed text of the action "a".',
  ],
  [
    'an owner by name',
    { before: { owner: null }, after: { owner: { name: 'Kim' } } },
    'Changed owner from nothing to "Kim" of the action.',
  ],
  ['an addition', { verb: 'added', before: null } as const, 'Added the action "Gate".'],
  ['rows nobody can read', { before: 7, after: null }, 'Changed nothing of the action.'],
  [
    'a reason',
    { verb: 'removed', after: null, because: 'Twice. ' } as const,
    'Removed the action "Gate", because: Twice.',
  ],
])('%s', (_case, more, sentence) => {
  expect(sentenceOf({ change: { ...change, ...more }, count: 1 })).toBe(sentence)
})

test('what happened at once is one step, what others did in between is not', () => {
  const added = { ...change, verb: 'added' } as const
  const steps = folded([
    added,
    { ...added, rowId: 'b' },
    { ...added, rowId: 'c', byName: 'Kim Keeper' },
    { ...added, rowId: 'd', at: '2026-03-12T11:59:00.000Z' },
  ])
  expect(steps.map((step) => step.count)).toEqual([2, 1, 1])
})
