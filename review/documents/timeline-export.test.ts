import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { moment } from '../model/instants.ts'
import type { TimelineEvent } from '../model/timeline.ts'
import { csvCell, timelineCsv, timelineMarkdown } from './timeline-export.ts'

function event(
  id: string,
  happenedAt: TimelineEvent['happenedAt'],
  more: Partial<TimelineEvent> = {},
): TimelineEvent {
  return {
    id,
    incidentId: 'i',
    happenedAt,
    until: null,
    rank: 0,
    kind: 'alert',
    actor: { kind: 'system', name: 'Alertmanager' },
    lane: 'alertmanager',
    text: 'Disk is full',
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

const alert = event('a', moment('2026-03-12T14:02:00.000Z', 'minute'))
const known = [
  { eventId: 'a', at: moment('2026-03-12T14:07:00.000Z', 'minute'), how: 'named', evidenceId: 'p' },
] as const

describe('a cell of CSV', () => {
  it.each([
    ['=HYPERLINK("https://example.org")', `"'=HYPERLINK(""https://example.org"")"`],
    ['+1', "'+1"],
    ['-2+3', "'-2+3"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\t=1', "'\t=1"],
    ['＝1', "'＝1"],
    ['plain', 'plain'],
    ['a, b', '"a, b"'],
    ['two\nlines', '"two\nlines"'],
  ])('%j becomes %j', (text, cell) => expect(csvCell(text)).toBe(cell))

  it('never begins like a formula, and is read back whole', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 20 }), (text) => {
        const cell = csvCell(text)
        const read = cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell
        expect(read.trimStart()).not.toMatch(/^[=+\-@]/)
        expect(read === text || read === `'${text}`).toBe(true)
      }),
    )
  })
})

describe('the timeline as CSV', () => {
  it('tells times no finer than they were known, and when an event became known', () => {
    const day = event('d', moment('2026-03-12T00:00:00.000Z', 'day', true), { text: 'Sales were low' })
    const [, first, second] = timelineCsv({ title: '', events: [alert, day], known }).split('\r\n')
    expect(first).toBe(
      '2026-03-12,,,"about, to the day",alert,Alertmanager,Sales were low,alertmanager,accepted,,1,',
    )
    expect(second).toBe(
      '2026-03-12T14:02Z,,2026-03-12T14:07Z,to the minute,alert,Alertmanager,Disk is full,alertmanager,accepted,,1,',
    )
  })

  it('says "order only" of an event without a time', () => {
    expect(timelineCsv({ title: '', events: [event('o', null)], known: [] })).toContain('order only')
  })
})

describe('the timeline as Markdown', () => {
  it('has a table for each day, with the second clock where it differs', () => {
    const next = event('n', moment('2026-03-13T00:10:00.000Z', 'minute'), { isTrigger: true, text: 'a | b' })
    const text = timelineMarkdown({ title: 'INC-1 The disk', events: [next, alert], known })
    expect(text).toContain('# INC-1 The disk')
    expect(text).toContain('## 12 March 2026')
    expect(text).toContain('| 14:02 (known 14:07) | Alertmanager | Disk is full | alertmanager |')
    expect(text).toContain('## 13 March 2026')
    expect(text).toContain('| 00:10 | Alertmanager | Trigger: a \\| b | alertmanager |')
  })
})
