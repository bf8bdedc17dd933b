/** Times of transcripts that name no zone: a local clock that whoever imports must place. */
import type { Moment } from '../model/instants.ts'
import { momentOf } from './stamps.ts'
import { instantMs } from './zones.ts'

/** A moment, and the zone it was taken to be in; without a zone there is none, and a mark says so. */
export interface Placing {
  readonly at: Moment | null
  readonly zoneAssumed?: string
  readonly marks: readonly string[]
}

const local = /^(\d{4})-(\d{2})-(\d{2})[T ](\d{2}):(\d{2}):(\d{2})(?:[.,](\d{1,9}))?$/

/** Places "2026-02-03T22:03:10.120300" in a zone; a time that names its own zone keeps it. */
export function placed(written: string, zone: string | undefined): Placing {
  const own = momentOf(written)
  if (own !== null) return { at: own, marks: [] }
  const match = local.exec(written.trim())
  if (match === null) return { at: null, marks: [] }
  if (zone === undefined) return { at: null, marks: ['zone-missing'] }
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match.slice(1, 7).map(Number)
  if (hour > 23 || minute > 59 || second > 60) return { at: null, marks: [] }
  const millisecond = Number((match[7] ?? '').padEnd(3, '0').slice(0, 3))
  const precision = match[7] === undefined ? 'second' : 'millisecond'
  const clock = { hour, minute, second: Math.min(second, 59), millisecond, precision } as const
  const at_ms = instantMs({ year, month, day }, clock, zone)
  if (at_ms === null) return { at: null, marks: [] }
  return {
    at: { at: new Date(at_ms).toISOString(), precision, isAbout: false },
    zoneAssumed: zone,
    marks: [],
  }
}
