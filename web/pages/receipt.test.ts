import { expect, test } from 'vitest'
import { receiptOf } from './Receipt.tsx'

const done = {
  id: '1',
  incidentId: '1',
  fileName: 'export.zip',
  source: 'slack',
  state: 'done',
  because: '',
  sizeBytes: 10,
  recordsRead: 1397,
  recordsExpected: 1397,
  stored: 1382,
  alreadyKnown: 0,
  outsideWindow: 12,
  notUnderstood: 3,
  deletedBefore: 0,
  secretsRemoved: 12,
  proposed: 41,
  tray: 96,
  startedAt: '2026-03-12T15:04:00.000Z',
  finishedAt: '2026-03-12T15:04:01.000Z',
} as const

test('a receipt accounts for every record it read', () => {
  const { read, records } = receiptOf(done)
  expect(read).toBe('1,397 messages read')
  expect(records.reduce((sum, line) => sum + line.count, 0)).toBe(done.recordsRead)
})

test('events are a sum of their own: four records may give five', () => {
  const small = {
    ...done,
    source: 'alertmanager',
    recordsRead: 4,
    stored: 4,
    outsideWindow: 0,
    notUnderstood: 0,
    proposed: 4,
    tray: 1,
  } as const
  const { read, records, events } = receiptOf(small)
  expect(read).toBe('4 alerts read')
  expect(records).toEqual([{ label: 'kept and searchable', count: 4 }])
  expect(events.map((line) => line.count)).toEqual([4, 1])
})

test('what did not happen takes no line', () => {
  const { records } = receiptOf(done)
  expect(records.map((line) => line.label)).not.toContain('here already, from an earlier import')
})

test('an import that found everything here already says so', () => {
  const again = {
    ...done,
    stored: 0,
    alreadyKnown: 1397,
    outsideWindow: 0,
    notUnderstood: 0,
    proposed: 0,
    tray: 0,
  } as const
  expect(receiptOf(again).records.map((line) => line.count)).toEqual([0, 1397])
  expect(receiptOf(again).events).toEqual([{ label: 'proposed for the timeline', count: 0 }])
})
