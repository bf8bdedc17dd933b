/** Plain notes with times, as people keep them during an incident and write them into a timeline afterwards. */
import type { EvidenceDraft, EvidenceSource, Speaker } from '../model/evidence.ts'
import type { Moment } from '../model/instants.ts'
import { correlatesOf } from './correlations.ts'
import { type NoteItem, noteItems, noteItemsIn } from './note-lines.ts'
import type { FileView, Inspection, ReadOptions, Source } from './source.ts'
import { readTimeHead } from './times.ts'
import { refuseUntextual, textLines } from './windows.ts'
import { counted, looksBinary, MOST_TEXT_BYTES, openingOf, ordinal, textOf } from './words.ts'
import { instantMs } from './zones.ts'

/** What decides the instants of a text's clocks, and where the text stood. */
export interface NoteContext {
  readonly source: EvidenceSource
  readonly place: string
  readonly zone?: string
  readonly day?: string
}

/** Evidence in a text, in its order; keys are left empty for `readEvidence` to name. */
export function* readNotes(text: string, context: NoteContext): Generator<EvidenceDraft> {
  for (const item of noteItems(text, context.day ?? null)) yield draftOf(item, context)
}

/** The items of a file: read whole when it is small, line by line when it is not. */
function itemsOf(file: FileView, day: string | null): Generator<NoteItem> {
  if (file.sizeBytes <= MOST_TEXT_BYTES) return noteItems(textOf(file), day)
  refuseUntextual(file)
  return noteItemsIn(textLines(file), { opening: openingOf(file, 2_000_000), day })
}

function draftOf(item: NoteItem, context: NoteContext): EvidenceDraft {
  const zone = item.zone ?? context.zone ?? null
  const happenedAt = momentOf(item, zone)
  const isAssumed = happenedAt !== null && item.clock !== null && item.zone === null
  const until = happenedAt === null ? null : endOf(item, zone, happenedAt)
  return {
    source: context.source,
    key: '',
    happenedAt,
    basis: 'declared',
    ...(isAssumed && zone !== null ? { zoneAssumed: zone } : {}),
    ...(until === null ? {} : { until }),
    sequence: ordinal(item.line),
    kind: 'note',
    speaker: item.speaker === null ? null : speakerNamed(item.speaker, context.source),
    // A time we cannot place stays in the words, so that nothing is lost.
    text: happenedAt === null && item.clock !== null ? `${written(item)} ${item.text}`.trim() : item.text,
    place: context.place,
    marks: marksOf(item, happenedAt, zone),
    correlates: correlatesOf(item.text),
  }
}

function written(item: NoteItem): string {
  const { clock } = item
  return clock === null
    ? ''
    : `${String(clock.hour).padStart(2, '0')}:${String(clock.minute).padStart(2, '0')}`
}

function marksOf(item: NoteItem, happenedAt: Moment | null, zone: string | null): readonly string[] {
  if (happenedAt !== null || item.shape !== 'timed') return [item.shape]
  return [item.shape, zone === null ? 'zone-missing' : 'day-missing']
}

function momentOf(item: NoteItem, zone: string | null): Moment | null {
  if (item.day === null) return null
  if (item.clock === null) {
    const midnight_ms = item.shape === 'timed' ? instantMs(item.day, dayStart, 'UTC') : null
    return midnight_ms === null
      ? null
      : { at: new Date(midnight_ms).toISOString(), precision: 'day', isAbout: item.isAbout }
  }
  const at_ms = zone === null ? null : instantMs(item.day, item.clock, zone)
  if (at_ms === null) return null
  return { at: new Date(at_ms).toISOString(), precision: item.clock.precision, isAbout: item.isAbout }
}

const dayStart = { hour: 0, minute: 0, second: 0, millisecond: 0, precision: 'day' } as const

/** The end of a range; one that reads earlier than its start lies behind midnight. */
function endOf(item: NoteItem, zone: string | null, start: Moment): string | null {
  if (item.until === null || item.day === null || zone === null) return null
  const end_ms = instantMs(item.day, item.until, zone)
  if (end_ms === null) return null
  const isNextDay = end_ms < Date.parse(start.at)
  return new Date(isNextDay ? end_ms + 86_400_000 : end_ms).toISOString()
}

const systems =
  /^(?:pager ?duty|alertmanager|grafana|prometheus|status ?page|github(?: actions)?|gitlab(?: ci)?|ci|cd|jenkins|argo ?cd|datadog|sentry|cloudwatch|monitoring|system|automation|pipeline|.{0,40}\b(?:bot|pipeline|service|system|flags?|controller|scheduler|monitor(?:ing)?|cron|job))$/i

/** A speaker as notes or a table name them: "@ana", "Ana Lima", "PagerDuty", "ana@example.org". */
export function speakerNamed(written: string, source: EvidenceSource): Speaker {
  const name = written.replace(/^[`*_"'\s]+|[`*_"':,\s]+$/g, '').slice(0, 80)
  const plain = name.replace(/^@/, '').replace(/@.*$/, '')
  const kind = systems.test(plain) ? 'system' : 'person'
  const isHandle = name.includes('@') || /^[a-z][\w.-]*$/.test(name)
  return {
    kind,
    ref: `${source}:${plain.toLowerCase()}`,
    name: plain,
    handles: isHandle && kind === 'person' ? [`@${plain}`] : [],
  }
}

function* inspectNotes(file: FileView): Generator<number, Inspection> {
  let records = 0
  let timed = 0
  let zoneNeeded = false
  let dayNeeded = false
  for (const item of itemsOf(file, null)) {
    records++
    if (records % 1000 === 0) yield records
    if (item.clock === null) continue
    timed++
    if (item.zone === null) zoneNeeded = true
    if (item.day === null) dayNeeded = true
  }
  const describes = `Notes with ${counted(timed, 'line that carries', 'lines that carry')} a time.`
  return { describes, records, firstAt: null, lastAt: null, zoneNeeded, dayNeeded }
}

/** Text in which lines begin with a time; the reader of last resort for anything that is text. */
export const notes: Source = {
  name: 'notes',
  describes: 'Notes with times',
  recognises(file) {
    if (file.sizeBytes === 0 || looksBinary(file.bytes(0, Math.min(8192, file.sizeBytes)))) return 0
    const opening = openingOf(file)
    // JSON and HTML are text too, and no notes.
    if (/^\s*(?:\[\s*[[{"\]]|\{\s*["}]|<[!a-z?])/i.test(opening)) return 0
    const lines = opening.split('\n').filter((line) => line.trim() !== '')
    const timed = lines.filter((line) => readTimeHead(line) !== null).length
    return timed > 0 ? 0.3 + 0.2 * (timed / lines.length) : 0.1
  },
  inspect: inspectNotes,
  *read(file: FileView, options: ReadOptions) {
    const { zone, day } = options
    const context = { source: 'notes', place: file.name, ...(zone && { zone }), ...(day && { day }) } as const
    for (const item of itemsOf(file, day ?? null)) yield draftOf(item, context)
  },
}
