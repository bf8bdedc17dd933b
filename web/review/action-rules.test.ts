import { type Action, emptyPlan, type Strength } from '@secondstory/review/model/actions'
import { describe, expect, it } from 'vitest'
import { crowds, groupedByStrength, isAllWeak, strengthAfter, tooManyInWords } from './action-rules.ts'

function action(title: string, strength: Strength, more: Partial<Action> = {}): Action {
  return {
    id: title,
    incidentId: 'i',
    title,
    kind: 'guardrail',
    owner: null,
    dueOn: null,
    priority: 'P2',
    strength,
    worksIfForgotten: true,
    canBeBypassedUnnoticed: false,
    factorIds: [],
    howWeWillKnow: '',
    plan: emptyPlan,
    state: 'open',
    closedAt: null,
    outcome: '',
    version: 1,
    ...more,
  }
}

it('actions stand by strength, then by priority, then by date', () => {
  const groups = groupedByStrength([
    action('page', 1),
    action('later', 4, { dueOn: '2026-05-01' }),
    action('sooner', 4, { dueOn: '2026-04-01' }),
    action('urgent', 4, { priority: 'P1' }),
  ])
  expect(groups.map((group) => [group.name, group.actions.map((each) => each.title)])).toEqual([
    ['Guardrail', ['urgent', 'sooner', 'later']],
    ['Document or reminder', ['page']],
  ])
})

describe('the number of actions', () => {
  const some = (count: number, more: Partial<Action> = {}) =>
    Array.from({ length: count }, (_, index) => action(`a${index}`, 3, more))
  it.each([
    [0, null],
    [5, null],
    [6, 'Three to five'],
    [10, 'Three to five'],
    [11, 'Group'],
  ])('%d asks for %j', (count, words) => {
    const found = tooManyInWords(some(count))
    if (words === null) expect(found).toBeNull()
    else expect(found).toContain(words)
  })

  it('does not count what was closed', () => {
    expect(
      tooManyInWords([...some(5), ...some(20, { state: 'dropped' }), ...some(3, { state: 'done' })]),
    ).toBeNull()
  })
})

it('all weak means that nothing changes without somebody remembering', () => {
  expect(isAllWeak([])).toBe(false)
  expect(isAllWeak([action('a', 1), action('b', 1)])).toBe(true)
  expect(isAllWeak([action('a', 1), action('b', 2)])).toBe(false)
  expect(isAllWeak([action('a', 1), action('b', 4, { state: 'dropped' })])).toBe(true)
})

it.each<[Strength, boolean, boolean, Strength]>([
  [5, true, false, 5],
  [5, true, true, 3],
  [5, false, false, 2],
  [5, false, true, 1],
  [1, true, false, 5],
])('strength %d with answers %s, %s becomes %d', (now, works, bypass, then) => {
  expect(strengthAfter(now, works, bypass)).toBe(then)
})

it('actions that change one condition stand together, the most crowded condition first', () => {
  const found = crowds([
    ...['a', 'b', 'c'].map((title) => action(title, 3, { factorIds: ['limit'] })),
    ...['d', 'e', 'f', 'g'].map((title) => action(title, 3, { factorIds: ['signal'] })),
    action('h', 3, { factorIds: ['limit'], state: 'dropped' }),
    action('i', 3, { factorIds: ['undo'] }),
  ])
  expect(found.map((crowd) => [crowd.factorId, crowd.actions.length])).toEqual([
    ['signal', 4],
    ['limit', 3],
  ])
})
