/** The timeline's picture as a file of its own: the layout and the paths of the page, in colours that print. */

import { type Incident, type Mark, reference } from '../model/incident.ts'
import { dayOf, epochMs } from '../model/instants.ts'
import { type Known, knownLater } from '../model/known.ts'
import { shortened } from '../model/shortened.ts'
import type { TimelineEvent } from '../model/timeline.ts'
import { shortDay } from './dates.ts'
import { escapeHtml } from './html.ts'
import { type LaneBy, laneEvents, laneOf } from './timeline-lanes.ts'
import { type Layout, lanesAt, layOut, phaseBands } from './timeline-picture.ts'
import { type Scale, type Stretch, wholeStretch, xOf } from './timeline-scale.ts'
import { drawLane, type LaneDrawing, type LanePlace, shapeAt } from './timeline-shapes.ts'
import { silences } from './timeline-silence.ts'

/** What is drawn: events of one incident in one view. */
export interface ToDraw {
  readonly incident: Incident
  readonly events: readonly TimelineEvent[]
  readonly known: readonly Known[]
  readonly by: LaneBy
  /** The stretch to show; null shows everything. */
  readonly view: Stretch | null
}

const SHEET_PX = 1280
const MARGIN_PX = 24
const HEAD_PX = 46
const LETTER_PX = 6.6

/** The picture as SVG; a sheet with a sentence when nothing has a time. Text is text, so that it can be found and read aloud. */
export function timelineSvg(drawn: ToDraw): string {
  const { incident, events, by } = drawn
  const whole = wholeStretch(events, incident)
  if (whole === null)
    return sheet(drawn, { height: 40, body: text({ x: 0, y: 20 }, 'No event has a time.', 'soft') })
  const lanes = laneEvents(events, by, incident.components)
  const longest = Math.max(0, ...lanes.map(({ label }) => label.length))
  const gutter = Math.min(230, Math.max(96, Math.ceil(longest * LETTER_PX) + 16))
  const scale: Scale = { ...(drawn.view ?? whole), width_px: SHEET_PX - 2 * MARGIN_PX - gutter }
  const layout = layOut(
    {
      lanes,
      stretches: silences(events),
      incident,
      folded: new Set(),
      phases: phaseBands(events, incident),
      isNarrow: false,
      ahead_ms: null,
    },
    scale,
  )
  const ms_per_px = (scale.to_ms - scale.from_ms) / scale.width_px
  const known = knownMs(drawn)
  const tile = { from_ms: scale.from_ms, to_ms: scale.to_ms, origin_ms: scale.from_ms, ms_per_px }
  const inLanes = lanesAt(lanes, ms_per_px).flatMap((lane, index) => {
    const place = layout.places[index]
    return place === undefined ? [] : [{ place, drawing: drawLane(lane, { place, tile, known }) }]
  })
  const body = [
    `<linearGradient id="about">${aboutStops}</linearGradient><clipPath id="view"><rect x="-10" width="${scale.width_px + 20}" height="${layout.height}"/></clipPath>`,
    `<g transform="translate(${gutter} 0)">`,
    ...harm(incident, scale, layout),
    ...ground(layout, scale),
    ...layout.places.flatMap((place) => rail(place, gutter, scale.width_px)),
    '<g clip-path="url(#view)">',
    ...inLanes.flatMap(({ drawing }) => laneSvg(drawing)),
    '</g>',
    ...flags(layout, scale.width_px),
    '</g>',
  ].join('')
  return sheet(drawn, { height: layout.height, body })
}

/** When events became known, in milliseconds, where that was later. */
function knownMs({ events, known }: Pick<ToDraw, 'events' | 'known'>): ReadonlyMap<string, number> {
  const byId = new Map(events.map((event) => [event.id, event]))
  return new Map(
    known.flatMap(({ eventId, at }) => {
      const event = byId.get(eventId)
      return event !== undefined && knownLater(event, { at }) !== null
        ? [[eventId, epochMs(at.at)] as const]
        : []
    }),
  )
}

/** "About" has no edge: it fades on both sides. */
const aboutStops = [0, 0.3, 0.7, 1]
  .map(
    (offset, index) =>
      `<stop offset="${offset}" stop-color="#23262d" stop-opacity="${index % 3 === 0 ? 0 : 1}"/>`,
  )
  .join('')

const style = [
  'text{font:12px Inter,system-ui,sans-serif;fill:#23262d}',
  '.soft{fill:#565a63}.faint{fill:#6b6f78}.ink{fill:#23262d}.head{font:600 17px "Source Serif 4",Georgia,serif}',
  '.line{stroke:#dcd9d4;fill:none}.edge{stroke:#8d8a85;fill:none}.tie{stroke:#565a63;fill:none;stroke-width:1.2}',
  '.told{fill:#23262d;stroke:#23262d}.group{fill:#565a63}.span{fill:#565a63;stroke:#565a63}',
  '.proposed{fill:#fbfaf8;stroke:#8d8a85;stroke-width:1.3}.reach{fill:#23262d;opacity:.14}.about{fill:url(#about)}',
  '.known{stroke:#0f7a82;fill:none;stroke-dasharray:3 2}.ring{stroke:#23262d;fill:none;stroke-width:1.4}',
  '.harm{fill:#f7e3df}.gap{fill:#efede9}.count{font-size:10px;text-anchor:middle}.paper{fill:#fbfaf8}',
  '.on{fill:#fbfaf8}.middle{text-anchor:middle}.end{text-anchor:end}.phase{fill:#efede9}',
].join('')

function sheet({ incident, events, by }: ToDraw, { height, body }: { height: number; body: string }): string {
  const [width, full] = [SHEET_PX, HEAD_PX + height + MARGIN_PX + 14]
  const title = `${reference(incident)} ${incident.title}`
  const days = [
    ...new Set(events.flatMap(({ happenedAt }) => (happenedAt === null ? [] : dayOf(happenedAt.at)))),
  ]
  const [first] = days
  const last = days.at(-1)
  const when =
    first === undefined || last === undefined
      ? ''
      : `, ${shortDay(first)}${first === last ? '' : ` to ${shortDay(last)}`} ${last.slice(0, 4)}`
  const lanes = new Set(events.map((event) => laneOf(event, by, incident.components))).size
  const about = `Timeline, ${events.length === 1 ? 'one event' : `${events.length} events`}${when}, times in UTC`
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${full}" viewBox="0 0 ${width} ${full}" role="img">`,
    `<title>${xmlText(title)}</title><desc>${xmlText(`${about}, ${lanes} lanes by ${by}.`)}</desc>`,
    `<style>${style}</style><rect class="paper" width="${width}" height="${full}"/>`,
    `<text class="head" x="${MARGIN_PX}" y="28">${xmlText(shortened(title, 110))}</text>`,
    `<text class="faint" x="${MARGIN_PX}" y="${full - 12}">${xmlText(about)}</text>`,
    `<g transform="translate(${MARGIN_PX} ${HEAD_PX})">${body}</g></svg>\n`,
  ].join('')
}

function text(at: { x: number; y: number }, words: string, look: string): string {
  return `<text class="${look}" x="${round(at.x)}" y="${round(at.y)}">${xmlText(words)}</text>`
}

/** Text for XML, which holds no control characters. */
function xmlText(words: string): string {
  return escapeHtml(words.replace(/\p{Cc}+/gu, ' '))
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}

function rectangle(look: string, box: { x: number; y: number; width: number; height: number }): string {
  return `<rect class="${look}" x="${round(box.x)}" y="${round(box.y)}" width="${round(Math.max(0, box.width))}" height="${round(box.height)}"/>`
}

function path(look: string, d: string): string {
  return d === '' ? '' : `<path class="${look}" d="${d}"/>`
}

function harm(incident: Pick<Incident, Mark | 'kind'>, scale: Scale, { axisAt }: Layout): readonly string[] {
  const end = incident.endedAt ?? incident.mitigatedAt
  // A near miss harmed nobody, and the colour of harm is left out.
  if (incident.startedAt === null || end === null || incident.kind === 'near-miss') return []
  const clip = (at: string) => Math.max(0, Math.min(scale.width_px, xOf(epochMs(at), scale)))
  const x = clip(incident.startedAt.at)
  return [rectangle('harm', { x, y: 0, width: clip(end.at) - x, height: axisAt })]
}

/** What lies under the lanes: silences, round times, phases. */
function ground({ bands, ticks, phases, phasesAt, top, axisAt }: Layout, scale: Scale): readonly string[] {
  const height = axisAt - top
  return [
    ...bands.map(({ x, width, label, hasRoom }) =>
      [
        rectangle('gap', { x, y: top, width, height }),
        hasRoom ? text({ x: x + width / 2, y: axisAt - 4 }, label, 'faint middle') : '',
      ].join(''),
    ),
    ...ticks.map(({ x, label, isDayBreak }) =>
      [
        path(isDayBreak ? 'edge' : 'line', `M${round(x)} ${top}V${axisAt}`),
        text({ x, y: axisAt + 15 }, label, isDayBreak ? 'ink middle' : 'faint middle'),
      ].join(''),
    ),
    ...phases.map(({ x, width, label }) =>
      [
        rectangle('phase', { x: x + 0.5, y: phasesAt, width: width - 1, height: 14 }),
        label === '' ? '' : text({ x: x + width / 2, y: phasesAt + 11 }, label, 'faint middle'),
      ].join(''),
    ),
    path('line', `M0 ${axisAt}H${scale.width_px}`),
  ]
}

function rail(place: LanePlace, gutter: number, width: number): readonly string[] {
  const most = Math.floor((gutter - 12) / LETTER_PX)
  return [
    path('line', `M0 ${round(place.pointsAt)}H${width}`),
    text({ x: -gutter, y: place.pointsAt + 4 }, shortened(place.label, most), 'soft'),
  ]
}

function laneSvg(lane: LaneDrawing): readonly string[] {
  return [
    ...lane.bands.map(({ x, width, y, isAbout }) =>
      rectangle(isAbout ? 'reach about' : 'reach', { x, y: y - 5, width, height: 10 }),
    ),
    path('known', lane.known),
    path('proposed', lane.bars.proposed),
    path('span', lane.bars.told),
    path('proposed', lane.groups.proposed),
    path('group', lane.groups.told),
    path('proposed', lane.points.proposed),
    path('told', lane.points.told),
    path('tie', lane.ties),
    path('ring', lane.rings),
    ...lane.counts.map(
      ({ x, y, text: count, isProposed }) =>
        `<text class="count ${isProposed ? 'soft' : 'on'}" x="${round(x)}" y="${round(y)}">${count}</text>`,
    ),
  ]
}

const markFamilies = {
  startedAt: 'people',
  detectedAt: 'alarm',
  mitigatedAt: 'change',
  endedAt: 'remedy',
} as const

function flags({ flags: all, phases, axisAt }: Layout, width: number): readonly string[] {
  const from = phases.length === 0 ? 0 : 18
  return all
    .filter(({ isInView }) => isInView)
    .map(({ mark, label, clock, x, row }) => {
      const y = from + 11 + row * 18
      const words = `${label} ${clock}`
      const isLeft = x + words.length * LETTER_PX + 20 > width
      return [
        path('edge', `M${round(x)} ${y}V${axisAt}`),
        path('told', shapeAt(markFamilies[mark], { x, y }, 5)),
        text({ x: x + (isLeft ? -10 : 10), y: y + 4 }, words, isLeft ? 'ink end' : 'ink'),
      ].join('')
    })
}
