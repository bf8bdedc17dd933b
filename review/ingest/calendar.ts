/**
 * Calendars (iCalendar): maintenance windows, freezes, bridges and reviews as they were planned. A plan is no
 * proof that it happened, so an appointment lies in the tray unless it speaks of a change or an incident.
 */
import type { EvidenceDraft } from '../model/evidence.ts'
import type { Moment } from '../model/instants.ts'
import { type Appointment, appointmentsIn, type Property, wordsOfValue } from './calendar-lines.ts'
import { correlatesOf } from './correlations.ts'
import { linesOf } from './json-source.ts'
import type { FileView, Inspection, ReadOptions, Source, SourceRecord } from './source.ts'
import { isNotUnderstood } from './source.ts'
import { refuseUntextual, textLines } from './windows.ts'
import { counted, excerpt, fingerprintOf, looksBinary, openingOf, ordinal } from './words.ts'
import { instantMs, isZone } from './zones.ts'

/** Zones as Outlook names them; all others it names are asked for. */
const officeZones: Readonly<Record<string, string>> = {
  'w. europe standard time': 'Europe/Berlin',
  'central european standard time': 'Europe/Warsaw',
  'central europe standard time': 'Europe/Budapest',
  'romance standard time': 'Europe/Paris',
  'gmt standard time': 'Europe/London',
  'eastern standard time': 'America/New_York',
  'central standard time': 'America/Chicago',
  'mountain standard time': 'America/Denver',
  'pacific standard time': 'America/Los_Angeles',
  'india standard time': 'Asia/Kolkata',
  'tokyo standard time': 'Asia/Tokyo',
  'china standard time': 'Asia/Shanghai',
  'aus eastern standard time': 'Australia/Sydney',
  utc: 'UTC',
}

function zoneNamed(tzid: string): string | null {
  const plain = tzid.trim()
  if (plain === '') return null
  const office = officeZones[plain.toLowerCase()]
  if (office !== undefined) return office
  // Some programs put their own name before the zone's: "/example.org/Europe/Berlin".
  const region =
    /(?:Africa|America|Antarctica|Asia|Atlantic|Australia|Europe|Indian|Pacific)\/[A-Za-z_/]{2,40}$/.exec(
      plain,
    )
  const zone = region?.[0] ?? plain
  return isZone(zone) ? zone : null
}

interface Stamp {
  readonly moment: Moment | null
  /** The zone was taken from the options. */
  readonly assumed: string | null
  readonly isDay: boolean
}

const written = /^(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})?(Z)?)?$/

function stampOf(property: Property | undefined, zone: string | undefined): Stamp | null {
  const match = written.exec(property?.value.trim() ?? '')
  if (match === null || property === undefined) return null
  const [, year, month, dayOfMonth, hour, minute, second, utc] = match
  const day = { year: Number(year), month: Number(month), day: Number(dayOfMonth) }
  const isDay = hour === undefined
  const clock = {
    hour: Number(hour ?? 0),
    minute: Number(minute ?? 0),
    second: Number(second ?? 0),
    millisecond: 0,
    precision: 'minute',
  } as const
  const own = isDay || utc !== undefined ? 'UTC' : zoneNamed(property.parameters.TZID ?? '')
  const used = own ?? zone ?? null
  const at_ms = used === null || clock.hour > 23 || clock.minute > 59 ? null : instantMs(day, clock, used)
  if (at_ms === null && used !== null) return null
  const moment: Moment | null =
    at_ms === null
      ? null
      : { at: new Date(at_ms).toISOString(), precision: isDay ? 'day' : 'minute', isAbout: false }
  return { moment, assumed: own === null && used !== null ? used : null, isDay }
}

const span = /^\+?P(?:(\d{1,4})W)?(?:(\d{1,5})D)?(?:T(?:(\d{1,5})H)?(?:(\d{1,6})M)?(?:(\d{1,8})S)?)?$/

function spanMs(value: string): number {
  const [, weeks, days, hours, minutes, seconds] = span.exec(value.trim()) ?? []
  const minutesInAll =
    Number(weeks ?? 0) * 10_080 + Number(days ?? 0) * 1440 + Number(hours ?? 0) * 60 + Number(minutes ?? 0)
  return minutesInAll * 60_000 + Number(seconds ?? 0) * 1000
}

type Known = (name: string) => Property | undefined

function endOf(start: Moment, known: Known, zone: string | undefined): string | null {
  const end = stampOf(known('DTEND'), zone)?.moment?.at
  const length_ms = spanMs(known('DURATION')?.value ?? '')
  const until = end ?? (length_ms > 0 ? new Date(Date.parse(start.at) + length_ms).toISOString() : start.at)
  return until > start.at ? until : null
}

function organiserOf(known: Known): EvidenceDraft['speaker'] {
  const property = known('ORGANIZER')
  const address = /^mailto:([^@\s]{1,80})@/i.exec(property?.value ?? '')?.[1] ?? ''
  const name = (property?.parameters.CN ?? '').replace(/@.*$/, '') || address
  if (name === '') return null
  return { kind: 'person', ref: `calendar:${(address || name).toLowerCase()}`, name, handles: [] }
}

/** What makes an appointment one that an incident may have to do with. */
const works =
  /\b(?:deploy(?:ment)?|release|rollout|go[- ]live|maintenance|migration|upgrade|failover|change window|cutover|incident|outage|bridge|war room|sev ?-?\d|freeze|game day)\b/i

function draftOf({ properties, line }: Appointment, zone: string | undefined): EvidenceDraft | string {
  const known: Known = (name) => properties.find((property) => property.name === name)
  const words = (name: string): string => wordsOfValue(known(name)?.value ?? '')
  const start = stampOf(known('DTSTART'), zone)
  if (start === null) return 'An appointment has no start we can read.'
  const title = words('SUMMARY') || 'Appointment without a title'
  const isCancelled = words('STATUS').toUpperCase() === 'CANCELLED'
  const isRecurring = known('RRULE') !== undefined
  const until = start.moment === null ? null : endOf(start.moment, known, zone)
  const head = isCancelled
    ? `Cancelled: ${title}`
    : isRecurring
      ? `${title} (comes again and again from here)`
      : title
  const when = start.moment === null ? `${known('DTSTART')?.value ?? ''}: ` : ''
  const text = linesOf(
    `${when}${head}`,
    words('DESCRIPTION'),
    words('LOCATION') === '' ? '' : `Place: ${words('LOCATION')}`,
  )
  const isPlain = !works.test(title) || isCancelled || isRecurring || start.isDay
  const again = known('RECURRENCE-ID')?.value.trim() ?? ''
  const uid = known('UID')?.value.trim() ?? ''
  return {
    source: 'calendar',
    // Most ids look like an address, and addresses are removed wherever they stand: all keys would be one.
    key: uid === '' ? '' : `calendar:${fingerprintOf(uid)}${again === '' ? '' : `:${again}`}`,
    happenedAt: start.moment,
    basis: 'declared',
    ...(start.assumed === null ? {} : { zoneAssumed: start.assumed }),
    ...(until === null ? {} : { until }),
    sequence: ordinal(line),
    // A plan that was given up and one that never ends say nothing about a night.
    kind: isCancelled || isRecurring ? 'system' : 'note',
    speaker: organiserOf(known),
    text,
    place: words('LOCATION') || 'Calendar',
    marks: [
      ...(isCancelled ? ['cancelled'] : []),
      ...(isRecurring ? ['repeated'] : []),
      ...(isPlain ? ['routine'] : []),
      ...(start.moment === null ? ['zone-missing'] : []),
    ],
    correlates: correlatesOf(text),
  }
}

interface Version {
  readonly draft: EvidenceDraft
  readonly rank: string
}

/** A calendar keeps older versions of an appointment; the one with the highest number is what was planned last. */
function rankOf({ properties }: Appointment, draft: EvidenceDraft): string {
  const newest = (name: string): string =>
    properties.find((property) => property.name === name)?.value.trim() ?? ''
  return `${newest('SEQUENCE').padStart(9, '0')} ${newest('LAST-MODIFIED') || newest('DTSTAMP')} ${draft.text}`
}

/** Versions of one appointment stand near each other; of a calendar with more than this, what was told goes on. */
const MOST_VERSIONS = 20_000

function* readCalendar(file: FileView, zone: string | undefined): Generator<SourceRecord> {
  refuseUntextual(file)
  const versions = new Map<string, Version>()
  for (const appointment of appointmentsIn(textLines(file))) {
    const draft = draftOf(appointment, zone)
    if (typeof draft === 'string' || !appointment.isWhole) {
      const because =
        appointment.isWhole && typeof draft === 'string'
          ? draft
          : 'An appointment stops in the middle; the file was cut off.'
      const text = excerpt(
        appointment.properties.map(({ name, value }) => `${name}:${value.slice(0, 200)}`).join(' '),
      )
      yield { notUnderstood: because, text, place: file.name }
    } else if (draft.key === '') yield draft
    else {
      const rank = rankOf(appointment, draft)
      const known = versions.get(draft.key)
      if (known === undefined || rank > known.rank) versions.set(draft.key, { draft, rank })
      if (versions.size < MOST_VERSIONS) continue
      for (const version of versions.values()) yield version.draft
      versions.clear()
    }
  }
  for (const { draft } of versions.values()) yield draft
}

function* inspectCalendar(file: FileView): Generator<number, Inspection> {
  let records = 0
  let zoneNeeded = false
  let firstAt: string | null = null
  let lastAt: string | null = null
  for (const record of readCalendar(file, undefined)) {
    records++
    if (records % 500 === 0) yield records
    if (isNotUnderstood(record)) continue
    const at = record.happenedAt?.at
    if (at === undefined) zoneNeeded = true
    else {
      if (firstAt === null || at < firstAt) firstAt = at
      if (lastAt === null || at > lastAt) lastAt = at
    }
  }
  return {
    describes: `A calendar with ${counted(records, 'appointment')}.`,
    records,
    firstAt,
    lastAt,
    zoneNeeded,
    dayNeeded: false,
  }
}

/** Calendars, as every program exports them. */
export const calendar: Source = {
  name: 'calendar',
  describes: 'Calendar (iCalendar, .ics)',
  recognises(file) {
    if (file.sizeBytes === 0 || looksBinary(file.bytes(0, Math.min(8192, file.sizeBytes)))) return 0
    return /^\s*BEGIN:VCALENDAR\s/i.test(openingOf(file, 4096)) ? 0.95 : 0
  },
  inspect: inspectCalendar,
  read: (file, options: ReadOptions) => readCalendar(file, options.zone),
}
