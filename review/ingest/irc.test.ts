/** IRC logs: days that stand elsewhere, zones that stand nowhere, and what is no log. */
import { strToU8 } from 'fflate'
import { describe, expect, it } from 'vitest'
import type { EvidenceDraft } from '../model/evidence.ts'
import { inspectFile, readEvidence, recognise } from './index.ts'
import { fileOf, type ReadOptions } from './source.ts'

const now = '2026-11-01T00:00:00Z'

function read(name: string, text: string, given: Partial<ReadOptions> = {}): readonly EvidenceDraft[] {
  const recognised = recognise(fileOf(name, strToU8(text)))
  expect(recognised.source.name).toBe('irc')
  const readings = [...readEvidence(recognised, { now, ...given })]
  return readings.flatMap((one) => (one.outcome === 'read' ? [one.draft] : []))
}

function instants(drafts: readonly EvidenceDraft[]): readonly (string | undefined)[] {
  return drafts.map(({ happenedAt }) => happenedAt?.at)
}

const night = '[23:58:02] <tomas> blocking it\n[23:57:59] <ines> ok\n[00:01:15] <tomas> back to normal\n'

describe('the day of a log', () => {
  it('stands in its name, passes midnight, and survives a line out of order', () => {
    expect(instants(read('#ops_20260203.log', night, { zone: 'UTC' }))).toEqual([
      '2026-02-03T23:58:02.000Z',
      '2026-02-03T23:57:59.000Z',
      '2026-02-04T00:01:15.000Z',
    ])
  })

  it('is asked for when it stands nowhere, and so is the zone', () => {
    const { inspection } = inspectFile(fileOf('ops.log', strToU8(night)))
    expect([inspection.dayNeeded, inspection.zoneNeeded]).toEqual([true, true])
    expect(instants(read('ops.log', night, { zone: 'UTC', day: '2026-02-03' }))[2]).toBe(
      '2026-02-04T00:01:15.000Z',
    )
    const unplaced = read('ops.log', night)
    expect(unplaced.map(({ text }) => text)[0]).toBe('23:58:02 blocking it')
    expect(unplaced[0]?.marks).toEqual(['zone-missing'])
    expect(read('ops.log', night, { zone: 'UTC' })[0]?.marks).toEqual(['day-missing'])
  })

  it('changes with a line that says so', () => {
    const text =
      '--- Log opened Tue Feb 03 22:00:00 2026\n22:01 <@ines> one\n--- Day changed Wed Feb 04 2026\n22:01 <@ines> two\n'
    expect(instants(read('a.log', text, { zone: 'UTC' }))).toEqual([
      '2026-02-03T22:01:00.000Z',
      '2026-02-04T22:01:00.000Z',
    ])
  })
})

describe('what is no log', () => {
  it.each([
    '14:05 restarted the writer\n14:06 back to normal\n',
    '[14:05] paged the on-call\n[14:06] <ines> here\n14:07 rolled back\n14:08 done\n',
    'time,event\n2026-02-03 14:05:00,x\n',
  ])('%j stays with the reader it belongs to', (text) => {
    expect(recognise(fileOf('a.txt', strToU8(text))).source.name).not.toBe('irc')
  })
})

it('takes services and bots for systems, and the server for nobody', () => {
  const drafts = read(
    '2026-02-03.log',
    '[10:00:00] <alertbot> down\n[10:00:01] -ChanServ- hello\n[10:00:02] *** Joins: a (b)\n[10:00:03] <ines> x\n',
  )
  expect(drafts.map(({ speaker }) => speaker?.kind ?? null)).toEqual(['system', 'system', null, 'person'])
})
