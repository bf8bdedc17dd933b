import { describe, expect, test } from 'vitest'
import {
  type CalibrationState,
  calibrationBlockers,
  calibrationMoment,
  calibrationWarnings,
  closesAt,
} from './calibration.ts'

const openedAt = '2026-03-12T09:00:00.000Z'
const state: CalibrationState = {
  calibration: { incidentId: 'i', openedAt, closesAt: closesAt(openedAt, 48) },
  objections: [],
  stage: 'calibrating',
  describesPeople: true,
  now: '2026-03-13T02:00:00.000Z',
}
const objection = {
  id: 'o',
  incidentId: 'i',
  place: 'Timeline, row 3',
  text: 'The page came before.',
  saidBy: '',
  saidOn: '2026-03-12',
  state: 'open',
  answer: '',
  version: 1,
} as const

describe('calibration before an edition', () => {
  test('runs until its time is over, to the minute', () => {
    expect(calibrationBlockers(state).map(({ sentence }) => sentence)).toEqual([
      'The people described can correct the draft until 2026-03-14 09:00 UTC, in 31 h.',
    ])
    expect(calibrationBlockers({ ...state, now: '2026-03-14T09:00:00.000Z' })).toEqual([])
    expect(calibrationBlockers({ ...state, now: '2026-03-14T08:59:59.999Z' })).toHaveLength(1)
  })

  test('an open objection waits for an answer, an answered one does not, whatever the answer', () => {
    const over = { ...state, now: '2026-03-15T09:00:00.000Z' }
    expect(calibrationBlockers({ ...over, objections: [objection] }).map(({ rule }) => rule)).toEqual([
      'objection-open',
    ])
    for (const answered of ['accepted', 'declined'] as const) {
      expect(calibrationBlockers({ ...over, objections: [{ ...objection, state: answered }] })).toEqual([])
    }
  })

  test('is asked about when people are described and nobody was offered the draft', () => {
    const none = { ...state, calibration: null, stage: 'drafting' } as const
    expect(calibrationWarnings(none).map(({ rule }) => rule)).toEqual(['not-calibrated'])
    expect(calibrationWarnings({ ...none, describesPeople: false })).toEqual([])
    expect(calibrationWarnings(state)).toEqual([])
  })
})

test.each([
  ['2026-04-02T08:59:59.000Z', null],
  ['2026-04-02T09:00:00.000Z', 'half'],
  ['2026-04-03T02:59:59.000Z', 'half'],
  ['2026-04-03T03:00:00.000Z', 'last'],
  ['2026-04-03T08:59:59.000Z', 'last'],
  ['2026-04-03T09:00:00.000Z', null],
])('of 48 hours from the first of April, %s is the moment %s', (now, moment) => {
  const calibration = {
    incidentId: 'a',
    openedAt: '2026-04-01T09:00:00.000Z',
    closesAt: '2026-04-03T09:00:00.000Z',
  }
  expect(calibrationMoment(calibration, now)?.moment ?? null).toBe(moment)
})
