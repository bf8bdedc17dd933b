/**
 * An incident's time, drawn to scale: a strip with its marks and events, and a larger picture with one lane for
 * each actor. Positions are percentages, so that lines stretch with the page while words keep their size.
 */
import type { EditionEvent, EditionRecord } from '../model/editions.ts'
import { type Mark, markMeanings, marks } from '../model/incident.ts'
import { clockOf, dayOf, epochMs, lengthInWords, type Moment } from '../model/instants.ts'
import { dayInWords, momentInWords, shortDay } from './dates.ts'
import { escapeHtml } from './html.ts'

/** A stretch of time on paper. */
export interface Scale {
  readonly from_ms: number
  readonly to_ms: number
  /** Timed events that lie outside, because they would press everything else together. */
  readonly earlier: number
  readonly later: number
}

/** How many lengths of the incident an event may lie away before the scale leaves it out. */
const REACH = 1.5

type Timed = Pick<EditionRecord, Mark | 'timeline' | 'kind'>

/** The stretch to draw: all marks, and the events that are not too far from them. Null when no clock time is known. */
export function scaleOf(record: Timed): Scale | null {
  const markTimes = marks.flatMap((mark) => clockTime(record[mark]))
  const eventTimes = record.timeline.flatMap(({ happenedAt }) => clockTime(happenedAt))
  const core = markTimes.length > 1 ? markTimes : [...markTimes, ...eventTimes]
  if (core.length === 0) return null
  const first = Math.min(...core)
  const last = Math.max(...core)
  const reach_ms = Math.max(last - first, 10 * 60_000) * REACH
  const inside = eventTimes.filter((ms) => ms >= first - reach_ms && ms <= last + reach_ms)
  const from_ms = Math.min(first, ...inside)
  const to_ms = Math.max(last, ...inside)
  const margin_ms = Math.max((to_ms - from_ms) * 0.03, 60_000)
  return {
    from_ms: from_ms - margin_ms,
    to_ms: to_ms + margin_ms,
    earlier: eventTimes.filter((ms) => ms < first - reach_ms).length,
    later: eventTimes.filter((ms) => ms > last + reach_ms).length,
  }
}

/** A day without a clock has no place on a scale of minutes. */
function clockTime(moment: Moment | null): readonly number[] {
  return moment === null || moment.precision === 'day' ? [] : [epochMs(moment.at)]
}

/** Position on the scale in percent, two digits. */
export function placeOn(scale: Scale, at_ms: number): number {
  return Math.round(((at_ms - scale.from_ms) / (scale.to_ms - scale.from_ms)) * 10_000) / 100
}

function isOn(scale: Scale, at_ms: number): boolean {
  return at_ms >= scale.from_ms && at_ms <= scale.to_ms
}

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const steps = [1, 2, 5, 10, 15, 30]
  .map((n) => n * MINUTE)
  .concat(
    [1, 2, 3, 6, 12].map((n) => n * HOUR),
    [1, 2, 7, 14, 30, 90, 365].map((n) => n * DAY),
  )

/** Round times along the scale, at most six, and the midnights it crosses. */
export function axisOf(scale: Scale): {
  readonly ticks: readonly { readonly x: number; readonly label: string }[]
  readonly days: readonly number[]
} {
  const length_ms = scale.to_ms - scale.from_ms
  const step = steps.find((each) => length_ms / each <= 6) ?? Math.ceil(length_ms / 6)
  const ticks = multiples(scale, step).map((ms) => {
    const at = new Date(ms).toISOString()
    // Every step under a day meets midnight, and there the new day says more than "00:00".
    return { x: placeOn(scale, ms), label: ms % DAY === 0 ? shortDay(at) : at.slice(11, 16) }
  })
  const days = step >= DAY ? [] : multiples(scale, DAY).map((ms) => placeOn(scale, ms))
  return { ticks, days }
}

function multiples(scale: Scale, step: number): readonly number[] {
  const first = Math.ceil(scale.from_ms / step)
  const count = Math.floor(scale.to_ms / step) - first + 1
  return Array.from({ length: Math.max(0, count) }, (_, index) => (first + index) * step)
}

/** The shape of a mark, about 12 px across, around 0/0. Shape and word carry the meaning, colour only helps. */
export const markShapes: Readonly<Record<Mark, string>> = {
  startedAt: '<circle r="6"/>',
  detectedAt: '<path d="M0-7 7 5.5H-7Z"/>',
  mitigatedAt: '<path d="M-5.5-5.5h11v11h-11Z"/>',
  endedAt: '<path d="M0-7.5 7.5 0 0 7.5-7.5 0Z"/>',
}

interface PlacedMark {
  readonly mark: Mark
  readonly x: number
  readonly label: string
  readonly row: number
  /** How many shapes already stand at this place; the next one stands above them. */
  readonly stacked: number
}

/** Percent of the strip's width a letter of a label takes on a page of ordinary width. */
const LETTER = 0.82

/** Marks from left to right, each label in the first row where it has room. */
function placedMarks(record: Timed, scale: Scale): readonly PlacedMark[] {
  const ends: number[] = []
  const placed: PlacedMark[] = []
  const known = marks
    .flatMap((mark) => {
      const moment = record[mark]
      return moment === null || clockTime(moment).length === 0
        ? []
        : [{ mark, moment, x: placeOn(scale, epochMs(moment.at)) }]
    })
    .toSorted((a, b) => a.x - b.x)
  for (const { mark, moment, x } of known) {
    const label = `${markMeanings[mark].label} ${hasSeveralDays(record) ? `${shortDay(moment.at)}, ` : ''}${clockOf(moment)}`
    const left = Math.max(0, Math.min(x, 100 - label.length * LETTER))
    const free = ends.findIndex((end) => end < left)
    const row = free < 0 ? ends.length : free
    ends[row] = left + label.length * LETTER + 1.5
    placed.push({
      mark,
      x,
      label,
      row,
      stacked: placed.filter((other) => Math.abs(other.x - x) < 1.1).length,
    })
  }
  return placed
}

/** Whether the marks fall on more than one day, so that a clock alone would not say when. */
export function hasSeveralDays(record: Pick<EditionRecord, Mark>): boolean {
  return new Set(marks.flatMap((mark) => (record[mark] === null ? [] : dayOf(record[mark].at)))).size > 1
}

/** The strip as SVG; empty when there is no time to draw. */
export function stripSvg(record: Timed): string {
  const scale = scaleOf(record)
  if (scale === null) return ''
  const placed = placedMarks(record, scale)
  const rows = Math.max(1, ...placed.map(({ row }) => row + 1))
  const top = 18 * rows + 14
  const { ticks, days } = axisOf(scale)
  return [
    `<svg class="strip rows-${rows}" width="100%" height="${top + 48}" role="img" aria-label="${escapeHtml(stripInWords(record))}">`,
    ...days.map((x) => dayBreak(x, top - 8, top + 30)),
    `<line class="scale" x1="0" x2="100%" y1="${top + 12}" y2="${top + 12}"/>`,
    ...harm(record, scale, top),
    ...record.timeline.flatMap((event) => tick(event, scale, top)),
    ...ticks.map(({ x, label }) => axisTick(x, label, top)),
    ...placed.map((each) => markSvg(each, top)),
    '</svg>',
  ].join('')
}

function dayBreak(x: number, from: number, to: number): string {
  return `<line class="day" x1="${x}%" x2="${x}%" y1="${from}" y2="${to}"/>`
}

function axisTick(x: number, label: string, top: number): string {
  const anchor = x < 4 ? 'start' : x > 96 ? 'end' : 'middle'
  return `<g class="axis"><line x1="${x}%" x2="${x}%" y1="${top + 22}" y2="${top + 27}"/><text x="${x}%" y="${top + 41}" text-anchor="${anchor}">${label}</text></g>`
}

/** Harm from its start to its limit, and the paler rest until it was over. */
function harm(record: Timed, scale: Scale, top: number): readonly string[] {
  const [from] = clockTime(record.startedAt)
  const [to] = clockTime(record.endedAt)
  if (from === undefined || to === undefined || to < from) return []
  const [limited = to] = clockTime(record.mitigatedAt)
  const turn = Math.min(Math.max(limited, from), to)
  const bar = (name: string, a: number, b: number): string =>
    `<rect class="${name}" x="${placeOn(scale, a)}%" width="${Math.round((placeOn(scale, b) - placeOn(scale, a)) * 100) / 100}%" y="${top + 8}" height="8"/>`
  // A near miss harmed nobody: the stretch is drawn, the colour of harm is not.
  if (record.kind === 'near-miss') return [bar('nearly', from, to)]
  return [bar('harm', from, turn), bar('harm limited', turn, to)]
}

function tick({ happenedAt, isTrigger }: EditionEvent, scale: Scale, top: number): readonly string[] {
  return clockTime(happenedAt)
    .filter((ms) => isOn(scale, ms))
    .map((ms) => {
      const x = placeOn(scale, ms)
      return `<line class="${isTrigger ? 'event trigger' : 'event'}" x1="${x}%" x2="${x}%" y1="${top + (isTrigger ? -2 : 3)}" y2="${top + 21}"/>`
    })
}

function markSvg({ mark, x, label, row, stacked }: PlacedMark, top: number): string {
  const isLeft = x + label.length * LETTER > 100
  const y = 12 + row * 18
  const shapeY = top + 12 - stacked * 15
  return [
    `<g class="mark">`,
    `<line x1="${x}%" x2="${x}%" y1="${y + 5}" y2="${shapeY}"/>`,
    `<svg x="${x}%" y="${shapeY}" overflow="visible">${markShapes[mark]}</svg>`,
    `<text x="${x}%" y="${y}" text-anchor="${isLeft ? 'end' : 'start'}" dx="${isLeft ? 2 : -2}">${escapeHtml(label)}</text>`,
    '</g>',
  ].join('')
}

/** What the strip shows, as sentences: marks with times, and how long they lie apart. */
export function stripInWords(record: Timed): string {
  const known = marks.flatMap((mark) => {
    const moment = record[mark]
    return moment === null ? [] : [`${markMeanings[mark].label} ${momentInWords(moment)}`]
  })
  const length = lengthOf(record.startedAt, record.endedAt)
  const scale = scaleOf(record)
  return [
    known.length > 0 ? `${known.join('; ')}.` : '',
    length === null ? '' : `Impact lasted ${length}.`,
    record.timeline.length > 0
      ? `${record.timeline.length === 1 ? 'One event' : `${record.timeline.length} events`} in the timeline.`
      : '',
    scale === null ? '' : outsideInWords(scale),
  ]
    .filter((sentence) => sentence !== '')
    .join(' ')
}

/** The events the scale leaves out, so that a strip never hides something silently. */
export function outsideInWords({ earlier, later }: Pick<Scale, 'earlier' | 'later'>): string {
  const sentence = (count: number, where: string): string =>
    count === 0
      ? ''
      : `${count === 1 ? 'One event lies' : `${count} events lie`} much ${where} and ${count === 1 ? 'is' : 'are'} not drawn.`
  return `${sentence(earlier, 'earlier')} ${sentence(later, 'later')}`.trim()
}

/** Length between two moments in words, "about" when either is; null unless both are known and in order. */
export function lengthOf(from: Moment | null, to: Moment | null): string | null {
  if (from === null || to === null) return null
  const length_ms = epochMs(to.at) - epochMs(from.at)
  if (length_ms < 0) return null
  const isAbout = [from, to].some(
    (moment) => moment.isAbout || moment.precision === 'hour' || moment.precision === 'day',
  )
  return `${isAbout ? 'about ' : ''}${lengthInWords(length_ms)}`
}

/** Most lanes drawn; the quietest actors share the last one. */
const MOST_LANES = 8
const LANE_HEIGHT = 38

/** A lane: one actor, and the positions of its events in the edition's timeline. */
export interface Lane {
  readonly name: string
  readonly events: readonly number[]
}

/** Lanes in the order their actors first appear. */
export function lanesOf(timeline: readonly EditionEvent[]): readonly Lane[] {
  const byActor = new Map<string, number[]>()
  timeline.forEach(({ actor, happenedAt }, index) => {
    if (clockTime(happenedAt).length === 0) return
    const name = actor.name === '' ? 'Not known' : actor.name
    byActor.set(name, [...(byActor.get(name) ?? []), index])
  })
  const lanes = [...byActor].map(([name, events]) => ({ name, events }))
  if (lanes.length <= MOST_LANES) return lanes
  const busiest = new Set(
    lanes.toSorted((a, b) => b.events.length - a.events.length).slice(0, MOST_LANES - 1),
  )
  const others = lanes.filter((lane) => !busiest.has(lane)).flatMap(({ events }) => events)
  return [
    ...lanes.filter((lane) => busiest.has(lane)),
    { name: 'Others', events: others.toSorted((a, b) => a - b) },
  ]
}

/** Lanes over time as SVG, each event a dot (a span a bar) that says its time and words; empty without clock times. */
export function lanesSvg(record: Timed): string {
  const scale = scaleOf(record)
  const lanes = lanesOf(record.timeline)
  if (scale === null || lanes.length === 0) return ''
  const bottom = lanes.length * LANE_HEIGHT + 8
  const { ticks, days } = axisOf(scale)
  return [
    `<svg class="lanes" width="100%" height="${bottom + 26}" role="img" aria-label="${escapeHtml(lanesInWords(record))}">`,
    ...harmBackground(record, scale, bottom),
    ...days.map((x) => dayBreak(x, 0, bottom)),
    ...ticks.map(({ x, label }) => laneTick(x, label, bottom)),
    ...lanes.map((lane, index) => laneSvg(lane, index, { record, scale })),
    '</svg>',
  ].join('')
}

function laneTick(x: number, label: string, bottom: number): string {
  const anchor = x < 4 ? 'start' : x > 96 ? 'end' : 'middle'
  return `<g class="axis"><line x1="${x}%" x2="${x}%" y1="0" y2="${bottom}"/><text x="${x}%" y="${bottom + 16}" text-anchor="${anchor}">${label}</text></g>`
}

function harmBackground(record: Timed, scale: Scale, bottom: number): readonly string[] {
  const [from] = clockTime(record.startedAt)
  const [to] = clockTime(record.endedAt)
  if (from === undefined || to === undefined || to < from) return []
  const x = placeOn(scale, from)
  return [
    `<rect class="${record.kind === 'near-miss' ? 'nearly-behind' : 'harm-behind'}" x="${x}%" width="${Math.round((placeOn(scale, to) - x) * 100) / 100}%" y="0" height="${bottom}"/>`,
  ]
}

function laneSvg(
  lane: Lane,
  index: number,
  { record, scale }: { readonly record: Timed; readonly scale: Scale },
): string {
  const y = index * LANE_HEIGHT + 28
  const dots = lane.events.flatMap((position) => {
    const event = record.timeline[position]
    return event === undefined ? [] : laneEvent(event, y, scale)
  })
  return `<g class="lane"><text x="0" y="${y - 13}">${escapeHtml(lane.name)}</text><line class="rail" x1="0" x2="100%" y1="${y}" y2="${y}"/>${dots.join('')}</g>`
}

function laneEvent(event: EditionEvent, y: number, scale: Scale): readonly string[] {
  return clockTime(event.happenedAt)
    .filter((ms) => isOn(scale, ms))
    .map((ms) => {
      const x = placeOn(scale, ms)
      const until_ms = event.until === null ? ms : Math.min(epochMs(event.until), scale.to_ms)
      const width = Math.round((placeOn(scale, until_ms) - x) * 100) / 100
      const bar =
        width > 0.4 ? `<rect class="span" x="${x}%" width="${width}%" y="${y - 3}" height="6" rx="3"/>` : ''
      const ring = event.isTrigger ? `<circle class="ring" cx="${x}%" cy="${y}" r="8.5"/>` : ''
      const words = event.happenedAt === null ? event.text : `${clockOf(event.happenedAt)} ${event.text}`
      return `${bar}${ring}<circle class="dot" cx="${x}%" cy="${y}" r="4.5"><title>${escapeHtml(words)}</title></circle>`
    })
}

/** What the lanes show, lane by lane. */
export function lanesInWords(record: Timed): string {
  return lanesOf(record.timeline)
    .map(({ name, events }) => {
      const times = events.flatMap((position) => record.timeline[position]?.happenedAt ?? [])
      const [first, last] = [times[0], times[times.length - 1]]
      if (first === undefined || last === undefined) return `${name}.`
      if (events.length === 1) return `${name}: one event, ${clockOf(first)}.`
      const isOneDay = first.at.slice(0, 10) === last.at.slice(0, 10)
      const end = isOneDay ? clockOf(last) : `${dayInWords(last.at)}, ${clockOf(last)}`
      return `${name}: ${events.length} events, ${clockOf(first)} to ${end}.`
    })
    .join(' ')
}
