import { describe, expect, test } from 'vitest'
import { emptyPlan } from './actions.ts'
import {
  type ActionDraft,
  actionBlockers,
  factorBlockers,
  isDay,
  severityBlockers,
  stageBlockers,
} from './policy.ts'

describe('stages', () => {
  test.each([
    ['gathering', 'drafting', true],
    ['drafting', 'gathering', true],
    ['drafting', 'drafting', true],
    ['gathering', 'published', false],
    ['drafting', 'published', false],
    ['calibrating', 'published', true],
    ['published', 'drafting', false],
    ['published', 'followed-up', true],
  ] as const)('from %s to %s: %s', (from, to, isAllowed) => {
    expect(stageBlockers(from, to).length === 0).toBe(isAllowed)
  })

  test('a refusal names where it can go instead', () => {
    expect(stageBlockers('gathering', 'published')[0]?.sentence).toBe(
      'A review that is gathering goes on to drafting, not to published.',
    )
  })
})

describe('severity', () => {
  test.each([
    ['SEV1', 'SEV2', '', 1],
    ['SEV1', 'SEV2', '  \n', 1],
    ['SEV1', 'SEV2', 'No customer was affected.', 0],
    ['SEV2', 'SEV1', '', 0],
    ['SEV2', 'SEV2', '', 0],
  ] as const)('from %s to %s because "%s": %i in the way', (from, to, because, count) => {
    expect(severityBlockers({ severity: from }, { severity: to }, because)).toHaveLength(count)
  })

  test('what it could have been is not lowered in silence, however the two are moved', () => {
    const near = { severity: 'SEV4', potentialSeverity: 'SEV1' } as const
    expect(severityBlockers(near, { ...near, potentialSeverity: null }, '')[0]?.sentence).toBe(
      'Going, for what it could have been, from SEV1 to SEV4 changes which review is due. What do we know now that makes it milder?',
    )
    expect(severityBlockers(near, { ...near, potentialSeverity: 'SEV2' }, ' ')).toHaveLength(1)
    expect(severityBlockers(near, { ...near, potentialSeverity: null }, 'The key was read-only.')).toEqual([])
    // It happened as gravely as it could have: nothing became milder.
    expect(severityBlockers(near, { severity: 'SEV1', potentialSeverity: null }, '')).toEqual([])
  })
})

const draft: ActionDraft = {
  id: 'a1',
  title: 'Give every migration a lock timeout',
  strength: 4,
  worksIfForgotten: true,
  canBeBypassedUnnoticed: false,
  owner: { role: 'database platform lead' },
  dueOn: '2026-03-20',
  plan: emptyPlan,
  isOpening: true,
  isNullTitle: false,
}

describe('an action', () => {
  test('with an owner, a date and a fitting strength can be opened', () => {
    expect(actionBlockers(draft)).toEqual([])
  })

  test.each<[string, Partial<ActionDraft>, string]>([
    [
      'without owner and date',
      { owner: null, dueOn: null },
      'An action needs one owner and a date before it can be opened. Who will bring it to a decision, and by when?',
    ],
    ['without owner', { owner: null }, 'needs one owner before'],
    ['with an owner without a role', { owner: { role: ' ' } }, 'needs one owner before'],
    ['without date', { dueOn: null }, 'needs a date before'],
    ['due on a day that is none', { dueOn: '2026-02-30' }, 'no day of the calendar'],
    ['due on no date at all', { dueOn: 'soon' }, 'no day of the calendar'],
    ['without title', { title: ' ' }, 'What will be different afterwards?'],
    ['of strength 0', { strength: 0, worksIfForgotten: false, canBeBypassedUnnoticed: true }, 'null result'],
    ['whose words change nothing', { isNullTitle: true }, 'What would make this impossible'],
    [
      'stronger than its answers',
      { worksIfForgotten: false },
      'speak for 2 (tool, signal or cover) or 1 (document or reminder)',
    ],
  ])('%s says so', (_, change, sentence) => {
    const blockers = actionBlockers({ ...draft, ...change })
    expect(blockers).toHaveLength(1)
    expect(blockers[0]?.sentence).toContain(sentence)
    expect(blockers[0]?.place).toEqual({ tab: 'actions', id: 'a1' })
  })

  test('may lack owner and date while it is an idea', () => {
    expect(actionBlockers({ ...draft, isOpening: false, owner: null, dueOn: null })).toEqual([])
  })
})

describe('a factor', () => {
  const factor = {
    id: 'f1',
    statement: 'Nothing limits the wait for a lock.',
    isKnownCode: true,
    personShaped: null,
  }

  test('with a code and a statement about a condition is welcome', () => {
    expect(factorBlockers(factor)).toEqual([])
  })

  test('about a person is met with three deeper questions', () => {
    const [blocker] = factorBlockers({ ...factor, personShaped: 'human error' })
    expect(blocker?.rule).toBe('person-as-factor')
    expect(blocker?.sentence).toContain('"human error" is not a condition of the system')
    expect(blocker?.sentence.match(/\?/g)).toHaveLength(3)
  })

  test.each([
    [{ isKnownCode: false }, 'factor-without-code'],
    [{ statement: '\n' }, 'factor-without-statement'],
  ])('with %j is told what is missing', (change, rule) => {
    expect(factorBlockers({ ...factor, ...change }).map((each) => each.rule)).toEqual([rule])
  })
})

test.each([
  ['2026-03-20', true],
  ['2028-02-29', true],
  ['2026-02-29', false],
  ['2026-13-01', false],
  ['2026-3-1', false],
  ['2026-03-20T00:00:00Z', false],
  ['', false],
])('%s is a day: %s', (text, expected) => {
  expect(isDay(text)).toBe(expected)
})
