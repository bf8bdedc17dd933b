/** Calendars: zones by every name, versions of one appointment, what is nested and what is cut off. */
import { strToU8 } from 'fflate'
import { describe, expect, it } from 'vitest'
import type { EvidenceDraft } from '../model/evidence.ts'
import { inspectFile, type Reading, readEvidence, recognise } from './index.ts'
import { propose } from './proposals.ts'
import { registerOf } from './register.ts'
import { fileOf } from './source.ts'

function ics(...appointments: readonly (readonly string[])[]): string {
  const events = appointments.flatMap((lines) => ['BEGIN:VEVENT', ...lines, 'END:VEVENT'])
  return ['BEGIN:VCALENDAR', 'VERSION:2.0', ...events, 'END:VCALENDAR', ''].join('\r\n')
}

function readings(text: string, zone?: string): readonly Reading[] {
  const options = { now: '2026-11-01T00:00:00Z', ...(zone === undefined ? {} : { zone }) }
  return [...readEvidence(recognise(fileOf('ops.ics', strToU8(text))), options)]
}

function drafts(text: string, zone?: string): readonly EvidenceDraft[] {
  return readings(text, zone).flatMap((one) => (one.outcome === 'read' ? [one.draft] : []))
}

describe('the start of an appointment', () => {
  it.each([
    ['DTSTART:20260203T220000Z', '2026-02-03T22:00:00.000Z'],
    ['DTSTART;TZID=Europe/Berlin:20260703T220000', '2026-07-03T20:00:00.000Z'],
    ['DTSTART;TZID="Pacific Standard Time":20260203T220000', '2026-02-04T06:00:00.000Z'],
    ['DTSTART;X-A="a:b";TZID=/example.org/America/New_York:20260203T220000', '2026-02-04T03:00:00.000Z'],
    ['DTSTART;VALUE=DATE:20260203', '2026-02-03T00:00:00.000Z'],
  ])('%s', (line, at) => {
    expect(drafts(ics(['UID:a', line, 'SUMMARY:x']))[0]?.happenedAt?.at).toBe(at)
  })

  it('is asked for when its zone is unknown, and stays in the words until then', () => {
    const text = ics(['UID:a', 'DTSTART;TZID=Office:20260203T220000', 'SUMMARY:Maintenance'])
    expect(inspectFile(fileOf('a.ics', strToU8(text))).inspection.zoneNeeded).toBe(true)
    expect(drafts(text)[0]?.text).toBe('20260203T220000: Maintenance')
    expect(drafts(text, 'Europe/Berlin')[0]).toMatchObject({
      zoneAssumed: 'Europe/Berlin',
      happenedAt: { at: '2026-02-03T21:00:00.000Z' },
    })
  })
})

describe('one appointment', () => {
  const older = ['UID:a', 'SEQUENCE:2', 'DTSTART:20260203T220000Z', 'SUMMARY:Maintenance at ten']
  const newer = ['UID:a', 'SEQUENCE:10', 'DTSTART:20260203T230000Z', 'SUMMARY:Maintenance at eleven']

  it('is told as it was planned last, in any order', () => {
    for (const order of [
      [older, newer],
      [newer, older],
    ])
      expect(drafts(ics(...order)).map(({ text }) => text)).toEqual(['Maintenance at eleven'])
  })

  it('ends where it says or as long after as it says, and never before it starts', () => {
    const start = ['UID:a', 'DTSTART:20260203T220000Z']
    expect(drafts(ics([...start, 'DURATION:PT1H30M']))[0]?.until).toBe('2026-02-03T23:30:00.000Z')
    expect(drafts(ics([...start, 'DTEND:20260203T210000Z']))[0]).not.toHaveProperty('until')
  })

  it('leaves alarms alone and joins folded lines', () => {
    const text = ics([
      'UID:a',
      'DTSTART:20260203T220000Z',
      'SUMMARY:Mainten',
      ' ance',
      'BEGIN:VALARM',
      'SUMMARY:alarm',
      'END:VALARM',
    ])
    expect(drafts(text).map((draft) => draft.text)).toEqual(['Maintenance'])
  })
})

it('says of every appointment it cannot read that it could not', () => {
  const text = ics(
    ['UID:a', 'SUMMARY:no start'],
    ['UID:b', 'DTSTART:20260231T220000Z'],
    ['UID:c', 'DTSTART:20260203T220000Z'],
  )
  const outcomes = readings(text.replace('END:VEVENT\r\nEND:VCALENDAR', '')).map(({ outcome }) => outcome)
  expect(outcomes).toEqual(['not-understood', 'not-understood', 'not-understood'])
})

it('proposes what an incident may have to do with, and leaves other plans in the tray or below', () => {
  const start = 'DTSTART:20260203T220000Z'
  const text = ics(
    ['UID:a', start, 'SUMMARY:Maintenance of the mail relay'],
    ['UID:b', start, 'SUMMARY:Lunch with the neighbours'],
    ['UID:c', start, 'SUMMARY:Weekly release meeting', 'RRULE:FREQ=WEEKLY'],
    ['UID:d', start, 'SUMMARY:Upgrade of the ledger', 'STATUS:CANCELLED'],
  )
  const evidence = drafts(text).map((draft) => ({ ...draft, id: draft.key, incidentId: 'i', importId: 'm' }))
  const proposals = propose(evidence, registerOf([]))
  expect(proposals.map(({ state, text: words }) => [state, words])).toEqual([
    ['proposed', 'Maintenance of the mail relay'],
    ['tray', 'Lunch with the neighbours'],
  ])
})
