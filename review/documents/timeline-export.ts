/**
 * The timeline as a table to take along: CSV for a spreadsheet, Markdown for a document. Roles and systems only; the
 * caller has put roles in place of names before anything comes here.
 */
import { eventKinds } from '../model/evidence.ts'
import { clockOf, dayOf, lengthInWords, type Moment, type Precision } from '../model/instants.ts'
import { type Known, knownLater } from '../model/known.ts'
import { inOrder, type TimelineEvent } from '../model/timeline.ts'
import { tableOf } from './cells.ts'
import { dayInWords } from './dates.ts'

/** What is exported: events, when they became known, and the words above them. */
export interface ToExport {
  readonly title: string
  readonly events: readonly TimelineEvent[]
  readonly known: readonly Known[]
}

const headings = [
  'time',
  'until',
  'known',
  'precision',
  'kind',
  'actor',
  'event',
  'source',
  'state',
  'trigger',
  'pieces of evidence',
  'reasons',
] as const

/** The timeline as CSV: times in UTC no finer than they were known, one event a line, safe to open in a spreadsheet. */
export function timelineCsv({ events, known }: ToExport): string {
  const knownOf = knownById(events, known)
  const rows = inOrder(events).map((event) => [
    event.happenedAt === null ? '' : stampOf(event.happenedAt),
    event.until ?? '',
    stampOrNothing(knownOf.get(event.id)),
    event.happenedAt === null ? 'order only' : precisionOf(event.happenedAt),
    eventKinds[event.kind].toLowerCase(),
    event.actor.name,
    event.text,
    event.lane,
    event.state,
    event.isTrigger ? 'trigger' : '',
    String(event.evidenceIds.length),
    event.reasons.join('; '),
  ])
  return [headings, ...rows].map((cells) => `${cells.map(csvCell).join(',')}\r\n`).join('')
}

/**
 * One cell. A spreadsheet takes a cell that begins like a formula for one and runs it, so such a cell begins with an
 * apostrophe, which spreadsheets hide.
 */
export function csvCell(text: string): string {
  const safe = /^[\s\p{Cf}]*[=+\-@\t\r＝＋－＠]/u.test(text) ? `'${text}` : text
  return /[",\r\n]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** "2026-03-12", "2026-03-12T14:02Z", "2026-03-12T14:02:09Z": the digits that are known. */
function stampOf({ at, precision }: Moment): string {
  const lengths: Readonly<Record<Precision, number>> = {
    day: 10,
    hour: 16,
    minute: 16,
    second: 19,
    millisecond: 23,
  }
  return precision === 'day' ? dayOf(at) : `${at.slice(0, lengths[precision])}Z`
}

function stampOrNothing(moment: Moment | undefined): string {
  return moment === undefined ? '' : stampOf(moment)
}

function precisionOf({ precision, isAbout }: Moment): string {
  return isAbout ? `about, to the ${precision}` : `to the ${precision}`
}

/** The timeline as Markdown: a table for each day, because a time without its day is half a time. */
export function timelineMarkdown(exported: ToExport): string {
  const { title, events } = exported
  const knownOf = knownById(events, exported.known)
  const days = byDay(inOrder(events))
  const tables = days.map(({ heading, events: inDay }) => {
    const rows = inDay.map((event) => [
      timeCell(event, knownOf.get(event.id)),
      event.actor.name,
      textCell(event),
      event.lane,
    ])
    return `## ${heading}\n\n${tableOf(['Time (UTC)', 'Who or what', 'What happened', 'Source'], rows)}`
  })
  const count = events.length === 1 ? 'One event.' : `${events.length} events.`
  return `${[`# ${title}`, `${count} Times in UTC; order within one time is not known.`, ...tables].join('\n\n')}\n`
}

function timeCell(event: TimelineEvent, known: Moment | undefined): string {
  if (event.happenedAt === null) return 'in order'
  const clock = event.happenedAt.precision === 'day' ? 'that day' : clockOf(event.happenedAt)
  if (known === undefined) return clock
  const isOtherDay = dayOf(known.at) !== dayOf(event.happenedAt.at)
  return `${clock} (known ${isOtherDay ? `${dayInWords(known.at)}, ` : ''}${clockOf(known)})`
}

function textCell({ text, isTrigger, happenedAt, until }: TimelineEvent): string {
  const lasted =
    until === null || happenedAt === null
      ? ''
      : ` (for ${lengthInWords(Date.parse(until) - Date.parse(happenedAt.at))})`
  return `${isTrigger ? 'Trigger: ' : ''}${text}${lasted}`
}

/** Events without a time stand in the day of the one before them. */
function byDay(
  events: readonly TimelineEvent[],
): readonly { readonly heading: string; readonly events: readonly TimelineEvent[] }[] {
  const days: { day: string; events: TimelineEvent[] }[] = []
  for (const event of events) {
    const last = days.at(-1)
    const day = event.happenedAt === null ? (last?.day ?? '') : dayOf(event.happenedAt.at)
    if (last?.day === day) last.events.push(event)
    else days.push({ day, events: [event] })
  }
  return days.map(({ day, events: inDay }) => ({
    heading: day === '' ? 'Only the order is known' : dayInWords(day),
    events: inDay,
  }))
}

/** When events became known, for those where that was later. */
function knownById(events: readonly TimelineEvent[], known: readonly Known[]): ReadonlyMap<string, Moment> {
  const byId = new Map(events.map((event) => [event.id, event]))
  return new Map(
    known.flatMap(({ eventId, at }) => {
      const event = byId.get(eventId)
      return event !== undefined && knownLater(event, { at }) !== null ? [[eventId, at] as const] : []
    }),
  )
}
