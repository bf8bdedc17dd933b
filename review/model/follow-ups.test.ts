import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { actionCheck, checkReasons, dueWords } from './action-check.ts'
import { type Action, emptyPlan } from './actions.ts'
import {
  dayAfter,
  daysBetween,
  effectChoices,
  type FollowUp,
  type FollowUpDraft,
  type FollowUpKind,
  followUpBlockers,
  monthsInWords,
  quietMonthsNeeded,
  silenceTable,
  standingOf,
} from './follow-ups.ts'

const done: Action = {
  id: 'a1',
  incidentId: 'i1',
  title: 'A deploy without a dry run is refused',
  kind: 'guardrail',
  owner: { personId: 'p1', name: 'Mo', role: 'database on-call' },
  dueOn: '2026-02-01',
  priority: 'P1',
  strength: 4,
  worksIfForgotten: true,
  canBeBypassedUnnoticed: false,
  factorIds: [],
  howWeWillKnow: '',
  plan: emptyPlan,
  state: 'done',
  closedAt: '2026-02-01T09:00:00.000Z',
  outcome: 'It is refused.',
  version: 1,
}

function said(kind: FollowUpKind, more: Partial<FollowUp> = {}): FollowUp {
  const row = { id: 'f', incidentId: 'i1', actionId: 'a1', text: 'x', link: '', saidOn: '2026-03-01' }
  return {
    ...row,
    kind,
    fromOn: null,
    toOn: null,
    eventsBefore: null,
    monthsBefore: null,
    version: 1,
    ...more,
  }
}

function draft(kind: FollowUpKind, more: Partial<FollowUpDraft> = {}): FollowUpDraft {
  return {
    kind,
    text: 'x',
    link: '',
    saidOn: '2026-03-12',
    toOn: null,
    eventsBefore: null,
    monthsBefore: null,
    ...more,
  }
}

describe('the ladder', () => {
  it('starts at planned, and done is not yet effective', () => {
    expect(standingOf({ ...done, state: 'open', closedAt: null }, []).rung).toBe('E0')
    expect(standingOf(done, [])).toMatchObject({ rung: 'E1', lookOn: '2026-03-03' })
  })

  it('looks on the day of the plan, or on the day that was chosen last', () => {
    const planned = { ...done, plan: { ...emptyPlan, reviewOn: '2026-02-14' } }
    expect(standingOf(planned, []).lookOn).toBe('2026-02-14')
    expect(standingOf(planned, [said('not-yet-seen', { toOn: '2026-05-01' })]).lookOn).toBe('2026-05-01')
  })

  it('climbs with what was seen and never falls by silence', () => {
    expect(standingOf(done, [said('exercised')])).toMatchObject({ rung: 'E2', lookOn: null })
    expect(standingOf(done, [said('seen-working'), said('exercised')]).rung).toBe('E3')
    expect(standingOf(done, [said('exercised'), said('not-yet-seen', { toOn: '2026-05-01' })]).rung).toBe(
      'E2',
    )
  })

  it('begins anew when the class came back, until it is seen to hold again', () => {
    const refuted = standingOf(done, [said('seen-working'), said('refuted', { text: 'through the script' })])
    expect(refuted).toMatchObject({ rung: 'E1', lookOn: null, refutedBy: { text: 'through the script' } })
    expect(standingOf(done, [said('seen-working'), said('refuted'), said('exercised')])).toMatchObject({
      rung: 'E2',
      refutedBy: null,
    })
  })

  it('knows what an open action waits for', () => {
    const open = { ...done, state: 'open', closedAt: null } as const
    expect(standingOf(open, [said('blocked', { text: 'a licence' })]).blockedBy?.text).toBe('a licence')
    expect(standingOf(open, [said('blocked'), said('freed')]).blockedBy).toBeNull()
  })
})

describe('silence is not evidence', () => {
  it('reads as the published table of the conditional test', () => {
    expect(silenceTable.map(({ monthsNeeded }) => monthsInWords(monthsNeeded))).toEqual([
      '228 months',
      '42 months',
      '21 months',
      '9.8 months',
      '4.2 months',
    ])
  })

  it('asks for less quiet the more often a class came up, and always leaves a chance of one in twenty', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 500 }), fc.integer({ min: 1, max: 120 }), (events, months) => {
        const needed = quietMonthsNeeded(events, months)
        expect(quietMonthsNeeded(events + 1, months)).toBeLessThan(needed)
        expect((months / (months + needed)) ** events).toBeCloseTo(0.05, 9)
      }),
    )
  })

  it('refuses numbers that do not bear it, with the quiet that is needed and what helps instead', () => {
    const [blocker] = followUpBlockers(done, draft('supported', { eventsBefore: 1, monthsBefore: 12 }))
    expect(blocker?.sentence).toContain('228 months of quiet are needed')
    expect(blocker?.sentence).toContain('Exercise the change instead')
    expect(followUpBlockers(done, draft('supported'))[0]?.sentence).toContain('How often')
    expect(
      followUpBlockers(
        done,
        draft('supported', { saidOn: '2027-02-01', eventsBefore: 10, monthsBefore: 12 }),
      ),
    ).toEqual([])
  })
})

describe('what stands in the way of saying it', () => {
  const open = { ...done, state: 'open', closedAt: null } as const

  it.each(effectChoices.map(({ kind }) => kind))('%s is said only of what is done', (kind) => {
    const numbers = { eventsBefore: 10, monthsBefore: 12, saidOn: '2027-02-01', toOn: '2027-03-01' }
    expect(followUpBlockers(open, draft(kind, numbers))[0]?.sentence).toContain('Only what is done')
    expect(followUpBlockers(done, draft(kind, numbers))).toEqual([])
  })

  it('a line without words gets its question', () => {
    expect(followUpBlockers(open, draft('re-dated', { text: ' ' }))[0]?.sentence).toContain(
      'What did we not know when we chose this date?',
    )
  })

  it('a day in the past is no new day', () => {
    expect(followUpBlockers(open, draft('re-dated', { toOn: '2026-03-11' }))[0]?.sentence).toContain(
      'in the past',
    )
    expect(followUpBlockers(open, draft('re-dated', { toOn: '2026-03-12' }))).toEqual([])
    expect(followUpBlockers(open, draft('re-dated'))[0]?.sentence).toContain('Which day')
  })
})

describe('the weekly check', () => {
  const open = { ...done, hasOwnerLeft: false, state: 'open', closedAt: null } as const
  const lines = [
    { ...open, id: 'late', dueOn: '2026-03-01' },
    { ...open, id: 'later', dueOn: '2026-04-30' },
    { ...open, id: 'soon', dueOn: '2026-03-19' },
    { ...open, id: 'waiting', dueOn: '2026-03-01' },
    { ...open, id: 'left', hasOwnerLeft: true },
    { ...open, id: 'idea', owner: null, dueOn: null, state: 'proposed' as const },
    { ...done, id: 'look', hasOwnerLeft: true },
    { ...done, id: 'young', hasOwnerLeft: false, closedAt: '2026-03-10T00:00:00.000Z' },
    { ...done, id: 'gone', hasOwnerLeft: false, state: 'dropped' as const },
  ]
  const notes = new Map([['waiting', [said('blocked')]]])

  it('has each action once, under the first reason that fits', () => {
    expect(
      actionCheck(lines, notes, '2026-03-12').map(({ line, reason }) => `${line.id}: ${reason}`),
    ).toEqual([
      'left: ownerless',
      'idea: ownerless',
      'waiting: blocked',
      'late: overdue',
      'soon: due',
      'look: effect',
    ])
  })

  it('is the same in whatever order it is given, and says nothing of people', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(lines, { minLength: lines.length }), (shuffled) => {
        expect(actionCheck(shuffled, notes, '2026-03-12')).toEqual(actionCheck(lines, notes, '2026-03-12'))
      }),
    )
    expect(checkReasons.map(({ title }) => title).join(' ')).not.toMatch(/who is|person/)
  })

  it.each([
    ['2026-03-12', 'due today'],
    ['2026-03-13', 'due tomorrow'],
    ['2026-03-15', 'due in 3 days'],
    ['2026-03-11', '1 day past its day'],
    ['2026-02-28', '12 days past its day'],
  ])('%s is %s', (dueOn, words) => expect(dueWords(dueOn, '2026-03-12')).toBe(words))
})

it('days go on over months, leap days and changes of the clock', () => {
  fc.assert(
    fc.property(fc.integer({ min: -4000, max: 4000 }), (days) => {
      expect(daysBetween('2026-03-28', dayAfter('2026-03-28', days))).toBe(days)
    }),
  )
})
