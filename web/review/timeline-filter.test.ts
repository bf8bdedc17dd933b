import { moment } from '@secondstory/review/model/instants'
import type { TimelineEvent } from '@secondstory/review/model/timeline'
import { describe, expect, it } from 'vitest'
import { filterFrom, isFiltered, noFilter, shownBy, valuesOf } from './timeline-filter.ts'

function event(id: string, more: Partial<TimelineEvent> = {}): TimelineEvent {
  return {
    id,
    incidentId: 'i',
    happenedAt: moment(`2026-03-12T14:0${id}:00.000Z`, 'minute'),
    until: null,
    rank: 0,
    kind: 'chat',
    actor: { kind: 'role', name: 'database on-call' },
    lane: 'slack #payments',
    text: 'The lock was found',
    state: 'accepted',
    isTrigger: false,
    evidenceIds: ['x'],
    reasons: [],
    confidence: 1,
    phase: null,
    sourceChanged: null,
    version: 1,
    ...more,
  }
}

const events = [
  event('1', { kind: 'alert', lane: 'alertmanager', text: 'Lock waits are high' }),
  event('2', { state: 'proposed' }),
  event('3', { state: 'tray', text: 'coffee' }),
  event('4', { state: 'rejected', evidenceIds: [] }),
]
const ids = (more: Partial<typeof noFilter>) =>
  shownBy(events, { ...noFilter, ...more }, ({ actor }) => actor.name).map(({ id }) => id)

describe('what is shown', () => {
  it.each<[string, Partial<typeof noFilter>, readonly string[]]>([
    ['the draft, where nothing is filtered', {}, ['1', '2']],
    ['one state', { state: 'tray' }, ['3']],
    ['every state', { state: 'all' }, ['1', '2', '3', '4']],
    ['one kind', { kind: 'alert' }, ['1']],
    ['one source', { source: 'alertmanager' }, ['1']],
    ['one lane', { lane: 'nobody' }, []],
    ['events without evidence', { state: 'all', hasEvidence: false }, ['4']],
    ['all words, whatever their case and order', { text: 'WAITS lock' }, ['1']],
    ['words of the source as well', { text: 'slack found' }, ['2']],
  ])('is %s', (_what, more, wanted) => expect(ids(more)).toEqual(wanted))
})

describe('a filter in an address', () => {
  it('is read, and what means nothing is left out', () => {
    expect(filterFrom({ text: 'lock', kind: 'alert', state: 'tray', evidence: 'no' })).toMatchObject({
      text: 'lock',
      kind: 'alert',
      state: 'tray',
      hasEvidence: false,
    })
    expect(filterFrom({ kind: 'culprit', state: 'guilty', evidence: 'maybe' })).toEqual(noFilter)
  })

  it('with nothing in it filters nothing', () => {
    expect(isFiltered(noFilter)).toBe(false)
    expect(isFiltered({ ...noFilter, text: '  ' })).toBe(false)
    expect(isFiltered({ ...noFilter, hasEvidence: true })).toBe(true)
  })
})

it('offers each value once, in the order of the alphabet, without a count', () => {
  expect(valuesOf(events, ({ lane }) => lane)).toEqual(['alertmanager', 'slack #payments'])
})
