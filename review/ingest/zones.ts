/** Zones as sources write them, turned into what can be computed with: 'UTC', '+02:00' or an IANA name. */
import { Temporal } from 'temporal-polyfill'
import type { Clock } from './times.ts'

/**
 * Abbreviations with one common meaning. Taken literally: "PST" is UTC-8 also in July, because the source
 * said so. IST is missing on purpose (India, Ireland, Israel): such a zone is asked for.
 */
const abbreviations: Readonly<Record<string, string>> = {
  UTC: 'UTC',
  GMT: 'UTC',
  Z: 'UTC',
  WET: 'UTC',
  WEST: '+01:00',
  BST: '+01:00',
  CET: '+01:00',
  MET: '+01:00',
  CEST: '+02:00',
  MEST: '+02:00',
  SAST: '+02:00',
  EET: '+02:00',
  EEST: '+03:00',
  MSK: '+03:00',
  SGT: '+08:00',
  HKT: '+08:00',
  JST: '+09:00',
  KST: '+09:00',
  AEST: '+10:00',
  AEDT: '+11:00',
  NZST: '+12:00',
  NZDT: '+13:00',
  BRT: '-03:00',
  EST: '-05:00',
  EDT: '-04:00',
  CST: '-06:00',
  CDT: '-05:00',
  MST: '-07:00',
  MDT: '-06:00',
  PST: '-08:00',
  PDT: '-07:00',
  AKST: '-09:00',
  AKDT: '-08:00',
  HST: '-10:00',
  PT: 'America/Los_Angeles',
  MT: 'America/Denver',
  CT: 'America/Chicago',
  ET: 'America/New_York',
}

const named = Object.keys(abbreviations)
  .filter((name) => name !== 'Z')
  .toSorted((a, b) => b.length - a.length)
  .join('|')
const regions =
  '(?:Africa|America|Antarctica|Asia|Atlantic|Australia|Europe|Indian|Pacific)/[A-Za-z_]{2,30}(?:/[A-Za-z_]{2,30})?'

/** A zone at the cursor: "UTC", "(CET)", "UTC+2", "+02:00", "-0400", "Z", "Europe/Berlin". */
export const zoneToken = new RegExp(
  `\\(?\\s?(?:(?:UTC|GMT)\\s?([+-]\\d{1,2}(?::?\\d{2})?)(?![\\d:])|([+-]\\d{2}:?\\d{2})(?![\\d:])|(${named}|Z)|(${regions}))(?![A-Za-z0-9])\\s?\\)?`,
  'y',
)

/** The zone a match of `zoneToken` names. */
export function zoneOfToken(match: RegExpExecArray): string {
  const [, shifted, offset, abbreviation, region] = match
  if (shifted !== undefined) return normalOffset(shifted)
  if (offset !== undefined) return normalOffset(offset)
  if (abbreviation !== undefined) return abbreviations[abbreviation] ?? 'UTC'
  return region ?? 'UTC'
}

function normalOffset(written: string): string {
  const digits = written.slice(1).replace(':', '')
  const hours = (digits.length > 2 ? digits.slice(0, -2) : digits).padStart(2, '0')
  const minutes = digits.length > 2 ? digits.slice(-2) : '00'
  return `${written.slice(0, 1)}${hours}:${minutes}`
}

const spoken: readonly (readonly [RegExp, string])[] = [
  [/\b(?:US )?Pacific(?: Standard| Daylight)? Time\b/i, 'America/Los_Angeles'],
  [/\b(?:US )?Eastern(?: Standard| Daylight)? Time\b/i, 'America/New_York'],
  [/\b(?:US )?Central Time\b/i, 'America/Chicago'],
  [/\b(?:US )?Mountain Time\b/i, 'America/Denver'],
  [/\bCentral European(?: Standard)? Time\b/i, 'Europe/Berlin'],
  [/\bCoordinated Universal Time\b/i, 'UTC'],
]

/** The zone a heading or sentence declares for what follows it: "All times in UTC", "Time (CET)"; null if none. */
export function declaredZone(line: string): string | null {
  const start = line.slice(0, 300)
  const talksOfTime = /\b(?:times?|timestamps?|datetimes?|timezone|timeline|chronology|date)\b/i.exec(start)
  if (talksOfTime === null) return null
  const rest = start.slice(talksOfTime.index)
  for (const [pattern, zone] of spoken) if (pattern.test(rest)) return zone
  for (const word of rest.matchAll(
    /(?<![\w:.+-])(?:[A-Z]{1,4}(?:\s?[+-]\d{1,2}(?::?\d{2})?)?|[A-Z][a-z]+\/[A-Z][A-Za-z_/]+)(?![\w/])/g,
  )) {
    zoneToken.lastIndex = 0
    const match = zoneToken.exec(word[0])
    if (match !== null && match[0].length === word[0].length) return zoneOfToken(match)
  }
  return null
}

/** Whether a zone can be computed with: an IANA name, "UTC" or an offset "+02:00". */
export function isZone(zone: string): boolean {
  try {
    Temporal.PlainDateTime.from('2026-01-01T00:00').toZonedDateTime(zone)
    return true
  } catch {
    return false
  }
}

/** A day of the calendar with its year. */
export interface FullDay {
  readonly year: number
  readonly month: number
  readonly day: number
}

/** Milliseconds since 1970 of a local clock on a day in a zone, or null when there is no such day or zone. */
export function instantMs(day: FullDay, clock: Clock, zone: string): number | null {
  const real = new Date(
    Date.UTC(2000, day.month - 1, day.day, clock.hour, clock.minute, clock.second, clock.millisecond),
  )
  // Date.UTC takes the year 1 for 1901.
  const local_ms = real.setUTCFullYear(day.year)
  if (real.getUTCMonth() + 1 !== day.month || real.getUTCDate() !== day.day) return null
  if (zone === 'UTC') return local_ms
  const offset = /^([+-])(\d{2}):(\d{2})$/.exec(zone)
  if (offset !== null) {
    const minutes = Number(offset[2]) * 60 + Number(offset[3])
    return local_ms - (offset[1] === '-' ? -minutes : minutes) * 60_000
  }
  try {
    // A clock that a change of daylight saving skipped or repeated is taken as the earlier rules would read it.
    return Temporal.PlainDateTime.from({ ...day, ...clock }).toZonedDateTime(zone).epochMilliseconds
  } catch {
    return null
  }
}
