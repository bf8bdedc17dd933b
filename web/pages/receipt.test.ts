import { expect, test } from 'vitest'
import { receiptLines } from './Receipt.tsx'

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
  secretsRemoved: 12,
  proposed: 41,
  tray: 96,
  startedAt: '2026-03-12T15:04:00.000Z',
  finishedAt: '2026-03-12T15:04:01.000Z',
} as const

test('a receipt accounts for every record it read', () => {
  const lines = receiptLines(done)
  const count = (label: string) => lines.find((line) => line.label.startsWith(label))?.count ?? 0
  const ends = ['proposed', 'in the tray', 'kept', 'known', 'outside', 'not understood']
  expect(ends.reduce((sum, label) => sum + count(label), 0)).toBe(count('read'))
})

test('what did not happen takes no line', () => {
  expect(receiptLines(done).map((line) => line.label)).not.toContain('known already')
})
