/**
 * When something could be known, beside when it happened. An alert may begin at 14:02 and nobody learn of it before the
 * page at 14:07; whoever judges a decision of 14:05 by that alert judges it by what was not there to be seen.
 *
 * "Visible" speaks of one piece of evidence: the earliest instant at which its words stood somewhere a person on the
 * response could have read them. "Known" speaks of an event: the first instant at which the record shows it in front of
 * people, in a message, a page or a status update. Before that it stood at most in a system nobody is shown to have
 * looked at. Both say what could be known, never who knew it, and both say nothing where the record is silent.
 */
import { type Evidence, familyOf } from './evidence.ts'
import { epochMs, type Moment, moment, reachOf } from './instants.ts'
import type { TimelineEvent } from './timeline.ts'

/** What the rules read of a piece of evidence. */
export type Visible = Pick<
  Evidence,
  'id' | 'source' | 'kind' | 'happenedAt' | 'basis' | 'until' | 'speaker' | 'text' | 'correlates'
>

/** What the rules read of an event. */
type Happened = Pick<TimelineEvent, 'id' | 'kind' | 'happenedAt' | 'evidenceIds'>

/**
 * When this piece could first be read by someone on the response; null where the record cannot say.
 *
 * A message, a page, an alert, a record of a machine stood there from its own time on. A span of a trace is sent when
 * it ends, so its end counts. What a person declared or wrote down tells of a time, and not when the words were
 * written: unknown. A plan in a calendar is the same.
 */
export function visibleAt(
  evidence: Pick<Visible, 'source' | 'happenedAt' | 'basis' | 'until'>,
): Moment | null {
  const { source, happenedAt, basis, until } = evidence
  if (happenedAt === null || basis === 'declared' || source === 'calendar') return null
  if (basis === 'written' && familyOf(source) === 'written') return null
  if (source === 'otlp' && until !== undefined && epochMs(until) > epochMs(happenedAt.at))
    return moment(until, happenedAt.precision, happenedAt.isAbout)
  return happenedAt
}

/**
 * Whether this piece surely appeared only after a moment, so that it cannot have been seen then. Where a precision
 * leaves room for both, or the record cannot say, the answer is no: only what is certain is refused.
 */
export function appearedAfter(
  evidence: Pick<Visible, 'source' | 'happenedAt' | 'basis' | 'until'>,
  seenAt: Moment,
): boolean {
  const visible = visibleAt(evidence)
  return visible !== null && reachOf(visible).from_ms >= reachOf(seenAt).to_ms
}

/**
 * How an event became known. `told`: its own evidence is a message, a page or a status update. `named`: a later one
 * names the same alert, commit, version or page. `paged`: nothing names it, and this was the first page after the
 * alert; likely, not certain, and the page says so.
 */
export type Telling = 'told' | 'named' | 'paged'

/** When an event became known, and by which piece of evidence. */
export interface Known {
  readonly eventId: string
  readonly at: Moment
  readonly how: Telling
  readonly evidenceId: string
}

const MINUTE_MS = 60_000
/** How long after an alert the first page may be taken as the page about it. */
const PAGED_WITHIN_MS = 15 * MINUTE_MS
/** How long after an event a message that names it may be its first telling. */
const NAMED_WITHIN_MS = 6 * 60 * MINUTE_MS
/** Names shorter than this are found in texts that mean something else. */
const SHORTEST_NAME = 6

/** Whether a piece stood in front of people by its nature: talk, a call to someone, a public word, a step of an agent. */
function isTelling({ source, kind, speaker }: Visible): boolean {
  const family = familyOf(source)
  if (family === 'chat' || family === 'pages' || family === 'agents') return true
  if (kind === 'page' || kind === 'status-update' || kind === 'chat') return true
  // Whoever ends the harm or decides by hand knows it while doing it; a deploy is known to those who look for it.
  return speaker?.kind === 'person' && (kind === 'mitigation' || kind === 'decision')
}

/** A call to someone: a page, or what a paging tool was set off by. */
function isPage({ source, kind }: Visible): boolean {
  return kind === 'page' || (kind === 'alert' && familyOf(source) === 'pages')
}

/** A piece that told people something, and when. */
interface Telltale {
  readonly piece: Visible
  readonly at: Moment
  readonly at_ms: number
}

/** The tellings of a record, looked up by what they name, each list in order of time. Made once for all events. */
interface Tellings {
  readonly byId: ReadonlyMap<string, Visible>
  readonly byName: ReadonlyMap<string, readonly Telltale[]>
  readonly pages: readonly Telltale[]
  /** Pages whose words name an alert; kept, because many events are of one alert. */
  readonly paging: Map<string, readonly Telltale[]>
}

function telltaleOf(piece: Visible): readonly Telltale[] {
  const at = isTelling(piece) ? visibleAt(piece) : null
  return at === null ? [] : [{ piece, at, at_ms: epochMs(at.at) }]
}

function byTime(a: Telltale, b: Telltale): number {
  return a.at_ms - b.at_ms || (a.piece.id < b.piece.id ? -1 : 1)
}

function tellingsOf(evidence: readonly Visible[]): Tellings {
  const telling = evidence.flatMap(telltaleOf).toSorted(byTime)
  const byName = new Map<string, Telltale[]>()
  for (const each of telling) {
    for (const name of each.piece.correlates) {
      const named = byName.get(name)
      if (named === undefined) byName.set(name, [each])
      else named.push(each)
    }
  }
  return {
    byId: new Map(evidence.map((piece) => [piece.id, piece])),
    byName,
    pages: telling.filter(({ piece }) => isPage(piece)),
    paging: new Map(),
  }
}

/**
 * When each event became known. `evidence` is that of the events and everything that may name them: messages, pages,
 * status updates. Events the record says nothing about are left out. The same whatever order either comes in.
 */
export function knownTimes(events: readonly Happened[], evidence: readonly Visible[]): readonly Known[] {
  const tellings = tellingsOf(evidence)
  return events.flatMap((event) => knownIn(event, tellings) ?? [])
}

/** When one event became known; null where the record is silent. */
export function knownAt(event: Happened, evidence: readonly Visible[]): Known | null {
  return knownIn(event, tellingsOf(evidence))
}

function knownIn(event: Happened, tellings: Tellings): Known | null {
  if (event.happenedAt === null) return null
  const { from_ms } = reachOf(event.happenedAt)
  const own = event.evidenceIds.flatMap((id) => tellings.byId.get(id) ?? [])
  const told = own.flatMap(telltaleOf).toSorted(byTime)[0]
  const named = firstNaming(own, tellings, from_ms)
  const first = [told, named].filter((each) => each !== undefined).toSorted(byTime)[0]
  if (first !== undefined) return knownBy(event.id, first, first === told ? 'told' : 'named')
  if (event.kind !== 'alert' || own.length === 0) return null
  const page = within(tellings.pages, from_ms, PAGED_WITHIN_MS)
  return page === undefined ? null : knownBy(event.id, page, 'paged')
}

function knownBy(eventId: string, { piece, at }: Telltale, how: Telling): Known {
  return { eventId, at, how, evidenceId: piece.id }
}

/** The first telling at or after an instant that names what these pieces name. */
function firstNaming(own: readonly Visible[], tellings: Tellings, from_ms: number): Telltale | undefined {
  const names = new Set(own.flatMap(({ correlates }) => correlates))
  return [...names]
    .flatMap((name) => [tellings.byName.get(name) ?? [], pagesNaming(name, tellings)])
    .map((telling) => within(telling, from_ms, NAMED_WITHIN_MS))
    .filter((each) => each !== undefined)
    .toSorted(byTime)[0]
}

/** Pages carry the name of an alert as plain words, with no fingerprint to look up. */
function pagesNaming(name: string, { pages, paging }: Tellings): readonly Telltale[] {
  const value = name.startsWith('alertname:') ? name.slice('alertname:'.length) : ''
  if (value.length < SHORTEST_NAME) return []
  const found = paging.get(name) ?? pages.filter(({ piece }) => piece.text.includes(value))
  paging.set(name, found)
  return found
}

/** The first of those in order of time that comes at or after an instant and not too late. */
function within(telling: readonly Telltale[], from_ms: number, longest_ms: number): Telltale | undefined {
  let low = 0
  let high = telling.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((telling[middle]?.at_ms ?? 0) < from_ms) low = middle + 1
    else high = middle
  }
  const first = telling[low]
  return first !== undefined && first.at_ms - from_ms <= longest_ms ? first : undefined
}

/** How much later than it happened an event became known, in milliseconds; null when less than a minute, which no clock needs to show. */
export function knownLater(
  event: Pick<TimelineEvent, 'happenedAt'>,
  known: Pick<Known, 'at'>,
): number | null {
  if (event.happenedAt === null) return null
  const later_ms = epochMs(known.at.at) - epochMs(event.happenedAt.at)
  const isCertain = reachOf(known.at).from_ms >= reachOf(event.happenedAt).to_ms
  return isCertain && later_ms >= MINUTE_MS ? later_ms : null
}
