import { expect, test } from 'vitest'
import { noEntry } from '../kit/moment-entry.ts'
import { importRequest, openQuestion } from './use-uploads.ts'

const choices = { channels: null, from: noEntry, to: noEntry, zone: '', day: '' }
const seen = {
  source: 'notes',
  describes: 'Plain notes with 12 times.',
  zoneNeeded: true,
  dayNeeded: false,
  firstAt: null,
  lastAt: null,
  sizeBytes: 900,
} as const

test('a file with naive times waits for its zone', () => {
  expect(openQuestion({ seen, choices })).toContain('zone')
  expect(openQuestion({ seen, choices: { ...choices, zone: 'Europe/Berlin' } })).toBe('')
})

test('a file with clocks and no day waits for its day', () => {
  const clocks = { ...seen, zoneNeeded: false, dayNeeded: true }
  expect(openQuestion({ seen: clocks, choices })).toContain('day')
  expect(openQuestion({ seen: clocks, choices: { ...choices, day: '2026-03-12' } })).toBe('')
})

test('a chat export with no channel chosen waits', () => {
  const chat = { ...seen, zoneNeeded: false }
  expect(openQuestion({ seen: chat, choices: { ...choices, channels: [] } })).toContain('channel')
  expect(openQuestion({ seen: chat, choices: { ...choices, channels: ['incident-42'] } })).toBe('')
})

test('a window that cannot be read waits with its own sentence', () => {
  const from = { day: '2026-03-12', clock: '99', isAbout: false }
  expect(openQuestion({ seen: null, choices: { ...choices, from } })).toContain('UTC')
})

test('only what was chosen is sent', () => {
  expect(importRequest('i', { uploadId: 'u', choices })).toEqual({ incidentId: 'i', uploadIds: ['u'] })
  expect(
    importRequest('i', {
      uploadId: 'u',
      choices: {
        channels: ['a'],
        from: { day: '2026-03-12', clock: '14', isAbout: false },
        to: noEntry,
        zone: 'UTC',
        day: '2026-03-12',
      },
    }),
  ).toEqual({
    incidentId: 'i',
    uploadIds: ['u'],
    channels: ['a'],
    from: '2026-03-12T14:00:00.000Z',
    zone: 'UTC',
    day: '2026-03-12',
  })
})
