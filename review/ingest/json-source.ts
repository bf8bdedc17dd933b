/** The frame of a source whose files are JSON: taking them apart, what stands in them once, spans, counting. */
import type { EvidenceDraft, EvidenceSource } from '../model/evidence.ts'
import { epochMs, type Moment } from '../model/instants.ts'
import { type Fields, fieldsAt, glimpse, isFields, parseExactJson, wordsAt } from './json.ts'
import { jsonPartsOf } from './json-stream.ts'
import type { FileView, Inspection, Source, SourceRecord } from './source.ts'
import { isNotUnderstood, Unreadable } from './source.ts'
import { firstMoment } from './stamps.ts'
import { counted, excerpt, looksBinary, openingOf } from './words.ts'

/** One body as it was delivered: what it says, and what its envelope says if it was kept. */
export interface Delivery {
  readonly body: Fields
  /** A header of the request by its name in lower case, or ''. */
  header(name: string): string
  /** When the envelope says it arrived. */
  readonly receivedAt: Moment | null
  readonly fileName: string
}

/** What tells one JSON source from another. */
export interface JsonForm {
  readonly name: EvidenceSource
  readonly describes: string
  /** What its records are called: one, several. */
  readonly holds: readonly [string, string]
  /** How sure the first 64 kB make it, 0 to 1. */
  recognises(opening: string): number
  /** The records of one body; a list inside it may be long, so they are handed out one at a time. */
  records(delivery: Delivery): Iterable<SourceRecord>
  /** Its records begin and end things (`key` and `key:resolved`): a beginning learns its end from the same file. */
  readonly hasEnds: boolean
}

/** A record that could not be placed, with the first words of it. */
export function notUnderstood(because: string, value: unknown, place: string): SourceRecord {
  return { notUnderstood: because, text: excerpt(glimpse(value)), place }
}

/** A system as the one that speaks. */
export function systemNamed(ref: string, name: string): EvidenceDraft['speaker'] {
  return { kind: 'system', ref, name, handles: [] }
}

/** Lines that say something, one below the other. */
export function linesOf(...lines: readonly string[]): string {
  return lines
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join('\n')
}

/** The source that reads one form of JSON. */
export function jsonSource(form: JsonForm): Source {
  return {
    name: form.name,
    describes: form.describes,
    recognises(file) {
      if (looksBinary(file.bytes(0, Math.min(8192, file.sizeBytes)))) return 0
      const opening = openingOf(file)
      if (!/^\s*[[{]/.test(opening)) return 0
      // A body kept as text inside its request has every quote behind a stroke.
      const isWrapped = /"headers"\s*:/.test(opening) && /"body"\s*:\s*"\s*[[{]/.test(opening)
      return form.recognises(isWrapped ? opening.replaceAll('\\"', '"') : opening)
    },
    inspect: (file) => inspectJson(form, file),
    read: (file) => readJson(form, file),
  }
}

function* readJson(form: JsonForm, file: FileView): Generator<SourceRecord> {
  if (form.hasEnds) yield* withEnds(recordsOf(form, file))
  else yield* eachOnce(recordsOf(form, file))
}

function* recordsOf(form: JsonForm, file: FileView): Generator<SourceRecord> {
  let isAnythingWhole = false
  for (const part of jsonPartsOf(file)) {
    if ('tooLong' in part) {
      isAnythingWhole = true
      yield { notUnderstood: part.tooLong, text: '', place: file.name }
      continue
    }
    if ('broken' in part) {
      if (!isAnythingWhole && part.broken.length > 1_000_000) throw stopped(file)
      yield brokenPart(part.broken, file.name)
      continue
    }
    isAnythingWhole = true
    const delivery = deliveryOf(part.value, file.name)
    if (delivery === null)
      yield notUnderstood(`${file.name} holds a value that is no record.`, part.value, file.name)
    else yield* form.records(delivery)
  }
  if (!isAnythingWhole) throw stopped(file)
}

function stopped(file: FileView): Unreadable {
  return new Unreadable(`${file.name} stops in the middle of its JSON; save it again and import it whole.`)
}

function brokenPart(broken: string, place: string): SourceRecord {
  return {
    notUnderstood: 'A record stops in the middle; the file was cut off or is still being written.',
    text: excerpt(broken),
    place,
  }
}

/** Bodies arrive bare or with their request around them: `{headers, body}`, the body as JSON or as its text. */
function deliveryOf(value: unknown, fileName: string): Delivery | null {
  if (!isFields(value)) return null
  const body = typeof value.body === 'string' ? parseExactJson(value.body)?.value : value.body
  const isEnvelope = isFields(value.headers) && isFields(body)
  const headers = isEnvelope ? fieldsAt(value, 'headers') : {}
  return {
    body: isEnvelope ? body : value,
    fileName,
    header(name) {
      const own = Object.keys(headers).find((key) => key.toLowerCase() === name)
      return own === undefined ? '' : wordsAt(headers, own)
    },
    receivedAt: isEnvelope
      ? firstMoment(value.receivedAt, value.received_at, value.timestamp, value.time)
      : null,
  }
}

/** What one file says twice is told once; of a file with more records than this the store tells repeats apart. */
const REMEMBERED = 100_000

/** Every key once; records that have no key yet are told apart later. */
function* eachOnce(records: Iterable<SourceRecord>): Generator<SourceRecord> {
  const seen = new Set<string>()
  for (const record of records) {
    if (isNotUnderstood(record) || record.key === '') yield record
    else if (!seen.has(record.key)) {
      if (seen.size < REMEMBERED) seen.add(record.key)
      yield record
    }
  }
}

function* withEnds(records: Iterable<SourceRecord>): Generator<SourceRecord> {
  const drafts = new Map<string, EvidenceDraft>()
  for (const record of records) {
    if (isNotUnderstood(record) || record.key === '') yield record
    else keep(drafts, record)
    // An end that comes later still finds its beginning when the timeline is proposed.
    if (drafts.size < REMEMBERED / 4) continue
    yield* ended(drafts)
    drafts.clear()
  }
  yield* ended(drafts)
}

function* ended(drafts: ReadonlyMap<string, EvidenceDraft>): Generator<SourceRecord> {
  for (const draft of drafts.values()) {
    const end = drafts.get(`${draft.key}:resolved`)?.happenedAt?.at
    const isLater = end !== undefined && draft.happenedAt !== null && end > draft.happenedAt.at
    yield draft.until === undefined && isLater ? { ...draft, until: end } : draft
  }
}

/** Two tellings further apart than this are two things: an incident opened again ends a second time. */
const APART_MS = 60_000

function keep(drafts: Map<string, EvidenceDraft>, draft: EvidenceDraft): void {
  const known = drafts.get(draft.key)
  const first = firstOf(known, draft)
  drafts.set(draft.key, first)
  const other = first.happenedAt?.at === draft.happenedAt?.at ? known : draft
  const [from_ms, to_ms] = [first, other].map((one) => epochMs(one?.happenedAt?.at ?? ''))
  if (other === undefined || from_ms === undefined || to_ms === undefined) return
  if (to_ms - from_ms <= APART_MS || Number.isNaN(to_ms - from_ms)) return
  const key = `${draft.key}:${new Date(to_ms).toISOString()}`
  drafts.set(key, { ...other, key })
}

/** Of two tellings of one thing the earlier, then the one that says more, so that their order does not matter. */
function firstOf(known: EvidenceDraft | undefined, draft: EvidenceDraft): EvidenceDraft {
  if (known === undefined) return draft
  const first = [known, draft].toSorted((a, b) => (rankOf(a) < rankOf(b) ? -1 : 1))[0] ?? draft
  const until = [known.until, draft.until]
    .filter((end) => end !== undefined)
    .toSorted()
    .at(-1)
  return until === undefined ? first : { ...first, until }
}

function rankOf({ happenedAt, text }: EvidenceDraft): string {
  return `${happenedAt?.at ?? '9'} ${String(1_000_000_000 - text.length).padStart(10, '0')} ${text}`
}

function* inspectJson(form: JsonForm, file: FileView): Generator<number, Inspection> {
  let records = 0
  let understood = 0
  let firstAt: string | null = null
  let lastAt: string | null = null
  for (const record of readJson(form, file)) {
    records++
    if (records % 500 === 0) yield records
    if (isNotUnderstood(record)) continue
    understood++
    const at = record.happenedAt?.at
    if (at === undefined) continue
    if (firstAt === null || at < firstAt) firstAt = at
    if (lastAt === null || at > lastAt) lastAt = at
  }
  return {
    describes: `${form.describes} with ${counted(understood, ...form.holds)}.`,
    records,
    firstAt,
    lastAt,
    zoneNeeded: false,
    dayNeeded: false,
  }
}
