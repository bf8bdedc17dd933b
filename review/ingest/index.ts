/**
 * Every source in one list, and the one way from a file to evidence: recognise, inspect, read. What leaves
 * `readEvidence` is redacted, inside the years we accept, inside the window and named; nothing else is.
 */
import type { EvidenceDraft } from '../model/evidence.ts'
import { epochMs, isReal } from '../model/instants.ts'
import { agent } from './agent.ts'
import { alertmanager } from './alertmanager.ts'
import { isGzip, openGzip } from './archive.ts'
import { calendar } from './calendar.ts'
import { cloudtrail } from './cloudtrail.ts'
import { csv } from './csv.ts'
import { datadog } from './datadog.ts'
import { discord } from './discord.ts'
import { git } from './git.ts'
import { github } from './github.ts'
import { gitlab } from './gitlab.ts'
import { grafana } from './grafana.ts'
import { irc } from './irc.ts'
import { jira } from './jira.ts'
import { kubernetes } from './kubernetes.ts'
import { linear } from './linear.ts'
import { markdown } from './markdown.ts'
import { mattermost } from './mattermost.ts'
import { Met } from './met.ts'
import { notes } from './notes.ts'
import { opsgenie } from './opsgenie.ts'
import { otlp } from './otlp.ts'
import { pagerduty } from './pagerduty.ts'
import { peer } from './peer.ts'
import { type Redactor, type Removed, redact, redactor } from './redact.ts'
import { sentry } from './sentry.ts'
import { slack } from './slack.ts'
import type { FileView, ReadOptions, Source, SourceRecord } from './source.ts'
import { finish, type Inspection, isNotUnderstood, Unreadable } from './source.ts'
import { statuspage } from './statuspage.ts'
import { terraform } from './terraform.ts'
import { refuseHuge } from './windows.ts'
import { carriable, fingerprintOf, looksBinary } from './words.ts'
import { isZone } from './zones.ts'
import { zulip } from './zulip.ts'

/** Sources in the order they are asked; the surest answer wins, the earlier of two equal ones. */
export const sources: readonly Source[] = [
  slack,
  discord,
  mattermost,
  zulip,
  irc,
  calendar,
  peer,
  grafana,
  alertmanager,
  pagerduty,
  opsgenie,
  sentry,
  datadog,
  statuspage,
  kubernetes,
  cloudtrail,
  otlp,
  github,
  gitlab,
  jira,
  linear,
  git,
  terraform,
  agent,
  csv,
  markdown,
  notes,
]

/** The source of a file, and the file to give it (a gzip arrives unpacked). */
export interface Recognised {
  readonly source: Source
  readonly file: FileView
}

/** Finds the source that knows a file. Throws `Unreadable` with one sentence when none does. */
export function recognise(file: FileView): Recognised {
  if (file.sizeBytes === 0) throw new Unreadable(`${file.name} is empty; there is nothing to import.`)
  refuseHuge(file)
  const plain = isGzip(file) ? openGzip(file) : file
  const scored = sources.map((source) => ({ source, score: source.recognises(plain) }))
  const best = scored.reduce((a, b) => (b.score > a.score ? b : a))
  if (best.score > 0) return { source: best.source, file: plain }
  const found = looksBinary(plain.bytes(0, Math.min(8192, plain.sizeBytes)))
    ? 'is not text and not a zip'
    : 'is not in a form we know'
  throw new Unreadable(
    `${file.name} ${found}; we read chat exports, alerts, pages, deploys and other changes, agent transcripts, traces, calendars, notes with times, CSV and Markdown.`,
  )
}

/** What a file holds, in one call. Throws `Unreadable`. */
export function inspectFile(file: FileView): Recognised & { readonly inspection: Inspection } {
  const recognised = recognise(file)
  return { ...recognised, inspection: finish(recognised.source.inspect(recognised.file)) }
}

/** What became of one record of a file. */
export type Reading =
  | { readonly outcome: 'read'; readonly draft: EvidenceDraft; readonly removed: readonly Removed[] }
  | { readonly outcome: 'outside-window' }
  | {
      readonly outcome: 'not-understood'
      readonly because: string
      readonly text: string
      readonly place: string
    }

/**
 * The records of a recognised file, one at a time; stop asking and the reading stops. Throws `Unreadable`
 * when the file as a whole turns out to be damaged.
 */
export function* readEvidence({ source, file }: Recognised, options: ReadOptions): Generator<Reading> {
  if (options.zone !== undefined && !isZone(options.zone)) {
    throw new Unreadable(
      `"${options.zone}" is not a time zone we know; choose one such as Europe/Berlin or UTC.`,
    )
  }
  yield* finished(source.read(file, options), options)
}

/** Turns what a source wrote into what may be stored. For drafts that come from elsewhere, `readDocument` say. */
export function* finished(records: Iterable<SourceRecord>, options: ReadOptions): Generator<Reading> {
  const making: Making = { limits: limitsOf(options), met: new Met(), clean: redactor() }
  for (const record of records) yield readingOf(record, making)
}

interface Limits {
  readonly latest_ms: number
  readonly from_ms: number
  readonly to_ms: number
}

const DAY_MS = 86_400_000

function limitsOf({ now, from, to }: ReadOptions): Limits {
  return {
    latest_ms: epochMs(now) + DAY_MS,
    from_ms: from === undefined ? -Infinity : epochMs(from),
    to_ms: to === undefined ? Infinity : epochMs(to),
  }
}

interface Making {
  readonly limits: Limits
  readonly met: Met
  readonly clean: Redactor
}

function readingOf(record: SourceRecord, { limits, met, clean }: Making): Reading {
  if (isNotUnderstood(record)) {
    const { notUnderstood, text, place } = record
    return {
      outcome: 'not-understood',
      because: redact(carriable(notUnderstood)).text,
      text: redact(carriable(text)).text,
      place: redact(carriable(place)).text,
    }
  }
  const { draft, removed } = clean(record)
  const at_ms = draft.happenedAt === null ? null : epochMs(draft.happenedAt.at)
  if (at_ms !== null && draft.happenedAt !== null) {
    const because = unreal(draft.happenedAt.at, at_ms, limits)
    if (because !== null)
      return { outcome: 'not-understood', because, text: draft.text.slice(0, 200), place: draft.place }
    // An alert that began before the window and ends inside it belongs to the incident.
    const end_ms = draft.until === undefined ? at_ms : epochMs(draft.until)
    if (end_ms < limits.from_ms || at_ms > limits.to_ms) return { outcome: 'outside-window' }
  }
  return { outcome: 'read', draft: draft.key === '' ? named(draft, met) : draft, removed }
}

function unreal(at: string, at_ms: number, limits: Limits): string | null {
  if (!isReal(at)) return `${at} lies outside the years 2000 to 2100; it is most likely a slip of the pen.`
  if (at_ms > limits.latest_ms) return `${at} lies in the future; evidence is about what has happened.`
  return null
}

/**
 * The key of a record whose source gives it none: its time and its words, after redaction, so that no
 * secret can be guessed from it. The second of two equal lines is told apart by its number.
 */
function named(draft: EvidenceDraft, met: Met): EvidenceDraft {
  const fingerprint = fingerprintOf(`${draft.happenedAt?.at ?? ''}\n${draft.text}`)
  const name = `${draft.source}:${fingerprint}`
  const before = met.meet(fingerprint)
  return { ...draft, key: before === 0 ? name : `${name}:${before + 1}` }
}
