import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type Account,
  accountParts,
  accountPrompts,
  accountsByMoment,
  askingWords,
  eventsOf,
  noWords,
  quotationOf,
  releaseBlockers,
  rolesWithoutAccount,
  takeBackBlocker,
} from './accounts.ts'
import type { TimelineEvent } from './timeline.ts'

function event(clock: string, more: Partial<TimelineEvent> = {}): TimelineEvent {
  return {
    id: clock,
    incidentId: 'i',
    happenedAt: { at: `2026-03-12T${clock}:00.000Z`, precision: 'minute', isAbout: false },
    until: null,
    rank: 0,
    kind: 'observation',
    actor: { kind: 'role', name: 'database on-call' },
    lane: 'by hand',
    text: `At ${clock}`,
    state: 'accepted',
    isTrigger: false,
    evidenceIds: [],
    reasons: [],
    confidence: 1,
    phase: null,
    sourceChanged: null,
    version: 1,
    ...more,
  }
}

function account(id: string, more: Partial<Account> = {}): Account {
  return {
    id,
    incidentId: 'i',
    role: id,
    words: noWords,
    eventIds: [],
    stretch: null,
    isAsTold: false,
    consent: '',
    welcomesThanks: false,
    version: 1,
    ...more,
  }
}

const timeline = [event('14:02'), event('14:10'), event('14:20'), event('14:30', { state: 'tray' })]

describe('moments', () => {
  it('a stretch holds the accepted events inside it, its ends included', () => {
    const stretch = { fromAt: '2026-03-12T14:02:00.000Z', toAt: '2026-03-12T14:30:00.000Z' }
    expect(eventsOf({ eventIds: [], stretch }, timeline).map(({ id }) => id)).toEqual([
      '14:02',
      '14:10',
      '14:20',
    ])
  })

  it('two accounts of one moment stand beside each other, and neither is joined into the other', () => {
    const [one, two] = [account('a', { eventIds: ['14:10'] }), account('b', { eventIds: ['14:10', '14:20'] })]
    const moments = accountsByMoment([one, two], timeline)
    expect(moments.map(({ events, accounts }) => [events.map(({ id }) => id), accounts])).toEqual([
      [['14:10'], [one, two]],
      [['14:20'], [two]],
    ])
    expect(moments.map(({ isToldAbove }) => isToldAbove)).toEqual([false, true])
  })

  it('events with the same accounts are one moment, and what speaks of no event comes last', () => {
    const whole = account('c')
    const moments = accountsByMoment([whole, account('a', { eventIds: ['14:20', '14:02'] })], timeline)
    expect(moments.map(({ events }) => events.map(({ id }) => id))).toEqual([['14:02', '14:20'], []])
    expect(moments.at(-1)?.accounts).toEqual([whole])
  })

  it('law: every account stands in full somewhere, and no moment shows one twice', () => {
    const some = fc.array(
      fc.record({
        id: fc.uuid(),
        eventIds: fc.uniqueArray(fc.constantFrom('14:02', '14:10', '14:20', 'gone')),
      }),
      { maxLength: 6 },
    )
    fc.assert(
      fc.property(some, (given) => {
        const accounts = given.map(({ id, eventIds }) => account(id, { eventIds }))
        const moments = accountsByMoment(accounts, timeline)
        const inFull = moments.filter(({ isToldAbove }) => !isToldAbove).flatMap((moment) => moment.accounts)
        expect(new Set(inFull)).toEqual(new Set(accounts))
        for (const moment of moments) expect(new Set(moment.accounts).size).toBe(moment.accounts.length)
      }),
    )
  })
})

it('views that are missing: roles that act on the accepted timeline, each once, in the order they act', () => {
  const events = [
    event('14:20', { actor: { kind: 'role', name: 'Support lead' } }),
    event('14:02'),
    event('14:05', { actor: { kind: 'role', name: 'support lead' } }),
    event('14:06', { actor: { kind: 'system', name: 'Alertmanager' } }),
    event('14:07', { actor: { kind: 'role', name: 'network on-call' }, state: 'proposed' }),
  ]
  expect(rolesWithoutAccount(events, [])).toEqual(['database on-call', 'support lead'])
  expect(rolesWithoutAccount(events, [{ role: 'Database on-call' }])).toEqual(['support lead'])
})

it('a release needs words, and for what was told also how the teller agreed', () => {
  const own = { ...account('a'), state: 'noted' as const, isAsTold: true, savedAt: '' }
  expect(releaseBlockers(own).map(({ rule }) => rule)).toEqual([
    'account-without-words',
    'account-without-consent',
  ])
  expect(releaseBlockers({ ...own, words: { ...noWords, tried: 'x' }, consent: 'Agreed.' })).toEqual([])
})

it('taking back says what stays', () => {
  expect(takeBackBlocker(account('a'), null)).toBeNull()
  expect(takeBackBlocker(account('a'), '2026-03-14')?.sentence).toMatch(/2026-03-14.*stay as they are/)
})

it('every part has questions, and none is asked twice', () => {
  const all = accountParts.flatMap((part) => accountPrompts[part])
  expect(accountParts.every((part) => accountPrompts[part].length > 0)).toBe(true)
  expect(new Set(all).size).toBe(all.length)
})

it('a quotation keeps its lines and says the role; asking says what the words are for', () => {
  expect(quotationOf('one\n\ntwo\n', 'database on-call', '14:02')).toBe(
    '> one\n>\n> two\n>\n> database on-call, 14:02',
  )
  expect(askingWords('the support lead', 'Checkout', 'https://x/y')).toMatch(
    /view of the support lead[\s\S]*https:\/\/x\/y$/,
  )
})
