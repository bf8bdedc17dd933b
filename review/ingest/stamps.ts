/** Times as machines write them: RFC 3339 in its many spellings, and counts since 1970 in four units. */
import type { Moment } from '../model/instants.ts'

const written =
  /^(\d{4})-(\d{2})-(\d{2})[T ](\d{2}):(\d{2}):(\d{2})(?:[.,](\d{1,12}))?\s?(Z|UTC|[+-]\d{2}:?\d{2})$/i

/**
 * The moment a value stands for, or null when it is none or is not set (some senders write year 1). A time
 * that names no zone is none: whoever reads it must know the zone first.
 */
export function momentOf(value: unknown): Moment | null {
  if (typeof value === 'number') return countedMoment(String(value))
  if (typeof value !== 'string') return null
  const text = value.trim()
  if (/^\d{9,19}(?:\.\d{1,9})?$/.test(text)) return countedMoment(text)
  const match = written.exec(text)
  if (match === null || text.startsWith('0001-')) return null
  const [, year, month, day, hour, minute, second, fraction, zone = 'Z'] = match
  const local_ms = Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute))
  // A 31st of February rolls over into March; a date that does not come back is no date.
  const isDate = new Date(local_ms).toISOString().slice(0, 16) === text.slice(0, 16).replace(' ', 'T')
  if (!isDate || Number(second) > 60) return null
  const ms = Math.min(Number(second), 59) * 1000 + Number((fraction ?? '').padEnd(3, '0').slice(0, 3))
  return instantMoment(local_ms + ms - offsetMs(zone), fraction === undefined ? 'second' : 'millisecond')
}

function offsetMs(zone: string): number {
  const match = /^([+-])(\d{2}):?(\d{2})$/.exec(zone)
  if (match === null) return 0
  return (match[1] === '-' ? -1 : 1) * (Number(match[2]) * 60 + Number(match[3])) * 60_000
}

/** Seconds, milliseconds, microseconds or nanoseconds since 1970, told apart by how many digits there are. */
function countedMoment(text: string): Moment | null {
  const [whole = '', fraction = ''] = text.split('.')
  if (!/^\d+$/.test(whole)) return null
  const digits = whole.length
  if (digits === 9 || digits === 10) {
    const ms = Number(whole) * 1000 + Number(fraction.padEnd(3, '0').slice(0, 3))
    return instantMoment(ms, fraction === '' ? 'second' : 'millisecond')
  }
  // Cut as text: a count of nanoseconds is larger than a number can hold exactly.
  if (digits === 13 || digits === 16 || digits === 19)
    return instantMoment(Number(whole.slice(0, 13)), 'millisecond')
  return null
}

function instantMoment(ms: number, precision: Moment['precision']): Moment | null {
  return Math.abs(ms) > 8.64e15 || Number.isNaN(ms)
    ? null
    : { at: new Date(ms).toISOString(), precision, isAbout: false }
}

/** The first of several values that stands for a moment. */
export function firstMoment(...values: readonly unknown[]): Moment | null {
  for (const value of values) {
    const moment = momentOf(value)
    if (moment !== null) return moment
  }
  return null
}
