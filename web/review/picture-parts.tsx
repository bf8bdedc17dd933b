import type { EventKind } from '@secondstory/review/model/evidence'
import type { Incident, Mark } from '@secondstory/review/model/incident'
import { epochMs } from '@secondstory/review/model/instants'
import type { TimelineEvent } from '@secondstory/review/model/timeline'
import { memo, useMemo } from 'react'
import { classes } from '../kit/classes.ts'
import {
  type Bar,
  type Dot,
  density,
  type Lane,
  type MarkFlag,
  type Scale,
  type Stretch,
  xOf,
} from './timeline-picture.ts'
import type { GapBand } from './timeline-silence.ts'
import type { Tick } from './timeline-ticks.ts'

/** Four families of events, each with its own shape, so that colour is never needed to tell them apart. */
export type Family = 'alarm' | 'change' | 'remedy' | 'people'

const families: Readonly<Record<EventKind, Family>> = {
  alert: 'alarm',
  page: 'alarm',
  deploy: 'change',
  'config-change': 'change',
  commit: 'change',
  'agent-step': 'change',
  system: 'change',
  mitigation: 'remedy',
  recovery: 'remedy',
  chat: 'people',
  decision: 'people',
  observation: 'people',
  'status-update': 'people',
  note: 'people',
}

export const familyWords: Readonly<Record<Family, string>> = {
  alarm: 'alert',
  change: 'change',
  remedy: 'mitigation',
  people: 'people',
}

export function familyOf(kind: EventKind): Family {
  return families[kind]
}

/** The outline of a family around 0,0. */
export function shapeOf(family: Family, size: number): string {
  const r = size
  if (family === 'alarm') return `M0 ${-r} L${r} ${r * 0.82} H${-r}Z`
  if (family === 'change') return `M${-r * 0.82} ${-r * 0.82}h${r * 1.64}v${r * 1.64}h${-r * 1.64}Z`
  if (family === 'remedy') return `M0 ${-r * 1.12} L${r * 1.12} 0 L0 ${r * 1.12} L${-r * 1.12} 0Z`
  return `M${-r * 0.92} 0a${r * 0.92} ${r * 0.92} 0 1 0 ${r * 1.84} 0a${r * 0.92} ${r * 0.92} 0 1 0 ${-r * 1.84} 0Z`
}

/** The shape of an event beside its words, the same as in the picture. */
export function KindShape({ kind, isPale = false }: { readonly kind: EventKind; readonly isPale?: boolean }) {
  return (
    <svg aria-hidden="true" width="14" height="14" viewBox="-7 -7 14 14" className="shrink-0">
      <path
        d={shapeOf(familyOf(kind), 4.6)}
        strokeWidth="1.4"
        className={isPale ? 'fill-paper stroke-edge' : 'fill-soft stroke-soft'}
      />
    </svg>
  )
}

/** Shapes of the four marks: ● ▲ ■ ◆, as everywhere in the product. */
export const markShapes: Readonly<Record<Mark, Family>> = {
  startedAt: 'people',
  detectedAt: 'alarm',
  mitigatedAt: 'change',
  endedAt: 'remedy',
}

export interface LanePlace {
  readonly lane: Lane
  readonly top: number
  readonly height: number
}

/** Where each lane stands, from the top. On a narrow picture the label needs a line of its own above the dots. */
export function laneplaces(
  lanes: readonly Lane[],
  from: number,
  labelAbove_px: number,
): readonly LanePlace[] {
  let top = from
  return lanes.map((lane) => {
    const height = labelAbove_px + 21 + lane.barRows * 8
    const place = { lane, top, height }
    top += height
    return place
  })
}

/** The time of harm, the only red on the page: from started to ended, paler once it was mitigated. */
export function Harm({
  incident,
  scale,
  height,
}: {
  readonly incident: Pick<Incident, Mark>
  readonly scale: Scale
  readonly height: number
}) {
  const { startedAt, mitigatedAt, endedAt } = incident
  if (startedAt === null) return null
  const end = endedAt ?? mitigatedAt
  if (end === null) return null
  const clip = (at: string) => Math.max(0, Math.min(scale.width_px, xOf(epochMs(at), scale)))
  const from = clip(startedAt.at)
  const middle = clip((mitigatedAt ?? end).at)
  const to = clip(end.at)
  return (
    <g className="fill-harm-wash" opacity="0.65">
      <rect x={from} y={0} width={Math.max(0, middle - from)} height={height} />
      <rect x={middle} y={0} width={Math.max(0, to - middle)} height={height} opacity={0.45} />
    </g>
  )
}

export function Flags({
  flags,
  height,
  width,
}: {
  readonly flags: readonly MarkFlag[]
  readonly height: number
  readonly width: number
}) {
  return flags
    .filter((flag) => flag.isInView)
    .map((flag) => {
      const isLeft = flag.x + (flag.label.length + flag.clock.length + 1) * 6.6 + 20 > width
      const y = 11 + flag.row * 18
      return (
        <g key={flag.mark} transform={`translate(${flag.x} 0)`}>
          <line y1={y} y2={height} className="stroke-edge" strokeWidth="1" />
          <path d={shapeOf(markShapes[flag.mark], 5)} transform={`translate(0 ${y})`} className="fill-ink" />
          <text
            x={isLeft ? -10 : 10}
            y={y + 4}
            textAnchor={isLeft ? 'end' : 'start'}
            // The line of another mark may run below these words: they keep a halo of paper.
            paintOrder="stroke"
            strokeWidth="3"
            strokeLinejoin="round"
            className="fill-ink stroke-paper text-xs"
          >
            <tspan className="font-medium">{flag.label}</tspan>
            <tspan dx="5" className="fill-soft tabular">
              {flag.clock}
            </tspan>
          </text>
        </g>
      )
    })
}

/** Stretches in which nothing was recorded: hatched, with their length. A gap looks like a gap. */
export function Gaps({
  bands,
  top,
  height,
}: {
  readonly bands: readonly GapBand[]
  readonly top: number
  readonly height: number
}) {
  return bands.map((band) => (
    <g key={`${band.x} ${band.label}`}>
      <rect x={band.x} y={top} width={band.width} height={height} fill="url(#picture-gap)" />
      {band.hasRoom && (
        <text
          x={band.x + band.width / 2}
          y={top + height - 6}
          textAnchor="middle"
          className="fill-faint text-xs"
        >
          {band.label}
        </text>
      )}
    </g>
  ))
}

export function Axis({
  ticks,
  top,
  height,
}: {
  readonly ticks: readonly Tick[]
  readonly top: number
  readonly height: number
}) {
  return ticks.map((tick) => (
    <g key={tick.x} transform={`translate(${tick.x} 0)`}>
      <line
        y1={top}
        y2={top + height}
        className={tick.isDayBreak ? 'stroke-edge' : 'stroke-line'}
        strokeDasharray={tick.isDayBreak ? '2 3' : undefined}
      />
      <text
        y={top + height + 15}
        textAnchor="middle"
        className={classes('tabular text-xs', tick.isDayBreak ? 'fill-ink font-medium' : 'fill-faint')}
      >
        {tick.label}
      </text>
    </g>
  ))
}

export interface Linked {
  readonly activeId: string | null
  readonly chosen: ReadonlySet<string>
  readonly onPick: (ids: readonly string[]) => void
  readonly onHover: (
    hovered: { readonly x: number; readonly y: number; readonly label: string } | null,
  ) => void
}

function DotShape({ dot, y, linked }: { readonly dot: Dot; readonly y: number; readonly linked: Linked }) {
  const isActive = linked.activeId !== null && dot.ids.includes(linked.activeId)
  const isChosen = dot.ids.some((id) => linked.chosen.has(id))
  const count = dot.ids.length
  const fill =
    isActive || isChosen
      ? 'fill-accent stroke-accent'
      : dot.isProposed
        ? 'fill-paper stroke-edge'
        : 'fill-ink stroke-ink'
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the list below has every event for the keyboard; the shape only adds the mouse.
    <g
      transform={`translate(${dot.x} ${y})`}
      className="cursor-pointer"
      onClick={() => linked.onPick(dot.ids)}
      onPointerEnter={() => linked.onHover({ x: dot.x, y, label: dot.label })}
      onPointerLeave={() => linked.onHover(null)}
    >
      <rect x="-8" y="-12" width="16" height="24" className="fill-transparent" />
      {(isActive || dot.isTrigger) && (
        <circle
          r="9.5"
          className={classes('fill-transparent', isActive ? 'stroke-accent' : 'stroke-ink')}
          strokeWidth="1.5"
        />
      )}
      {count === 1 ? (
        <path d={shapeOf(familyOf(dot.kind), 4.4)} className={fill} strokeWidth="1.4" />
      ) : (
        <>
          <circle r={count > 9 ? 8.5 : 7} className={fill} strokeWidth="1.4" />
          <text
            y="3.5"
            textAnchor="middle"
            className={classes(
              'tabular pointer-events-none text-[0.625rem] font-medium',
              dot.isProposed && !isActive && !isChosen
                ? 'fill-soft'
                : isActive || isChosen
                  ? 'fill-on-accent'
                  : 'fill-paper',
            )}
          >
            {count > 99 ? '99' : count}
          </text>
        </>
      )}
    </g>
  )
}

function BarShape({ bar, y, linked }: { readonly bar: Bar; readonly y: number; readonly linked: Linked }) {
  const isLit = linked.activeId === bar.id || linked.chosen.has(bar.id)
  const look = isLit
    ? 'fill-accent stroke-accent'
    : bar.isProposed
      ? 'fill-paper stroke-edge'
      : 'fill-soft stroke-soft'
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the list below has every event for the keyboard; the shape only adds the mouse.
    <g
      className="cursor-pointer"
      onClick={() => linked.onPick([bar.id])}
      onPointerEnter={() =>
        linked.onHover({ x: Math.max(0, bar.x) + Math.min(40, bar.width / 2), y, label: bar.label })
      }
      onPointerLeave={() => linked.onHover(null)}
    >
      <rect x={bar.x} y={y - 4.5} width={bar.width} height="9" className="fill-transparent" />
      <rect x={bar.x} y={y - 2.5} width={bar.width} height="5" rx="2.5" className={look} />
    </g>
  )
}

/** Behind the name of a lane, so that the lines of marks and of the axis do not run through it. */
function Plate({ top, width }: { readonly top: number; readonly width: number }) {
  return <rect data-plate x={-2} y={top - 1} width={width} height={16} className="fill-paper" />
}

/** One lane: its name, a hairline, spans above, events below. Drawn again only when something in it changed. */
export const LaneRow = memo(function LaneRow({
  place,
  gutter,
  width,
  linked,
}: {
  readonly place: LanePlace
  readonly gutter: number
  readonly width: number
  readonly linked: Linked
}) {
  const { lane, top, height } = place
  const isNarrow = gutter === 0
  const dotsAt = top + height - 10
  const barsAt = top + (isNarrow ? 16 : 0) + 7
  const most = isNarrow ? Math.floor(width / 6.6) : Math.floor((gutter - 14) / 6.6)
  const name = lane.label.length > most ? `${lane.label.slice(0, most - 1)}…` : lane.label
  return (
    <g>
      <line x1={0} x2={width} y1={dotsAt} y2={dotsAt} className="stroke-line" />
      {isNarrow && <Plate top={top} width={Math.min(width + 4, name.length * 6.6 + 6)} />}
      <text
        x={isNarrow ? 0 : -gutter}
        y={isNarrow ? top + 11 : top + height / 2 + 6}
        className="fill-soft text-xs"
        onPointerEnter={() =>
          name !== lane.label && linked.onHover({ x: isNarrow ? 0 : -gutter, y: dotsAt, label: lane.label })
        }
        onPointerLeave={() => linked.onHover(null)}
      >
        {name}
      </text>
      {lane.bars.map((bar) => (
        <BarShape key={bar.id} bar={bar} y={barsAt + bar.row * 8} linked={linked} />
      ))}
      {lane.dots.map((dot) => (
        <DotShape key={dot.ids[0]} dot={dot} y={dotsAt} linked={linked} />
      ))}
    </g>
  )
})

/** The whole incident in one strip: how much was recorded when, and which part the picture shows. */
export function DensityStrip({
  events,
  whole,
  view,
  width,
}: {
  readonly events: readonly TimelineEvent[]
  readonly whole: Stretch
  readonly view: Stretch
  readonly width: number
}) {
  const bins = Math.max(20, Math.floor(width / 5))
  const counts = useMemo(() => density(events, whole, bins), [events, whole, bins])
  const most = Math.max(1, ...counts)
  const strip: Scale = { ...whole, width_px: width }
  const from = xOf(view.from_ms, strip)
  const to = xOf(view.to_ms, strip)
  return (
    <svg aria-hidden="true" width={width} height="26" className="block">
      {counts.map((count, bin) =>
        count === 0 ? null : (
          <rect
            // biome-ignore lint/suspicious/noArrayIndexKey: its place is what it is; the list is made anew from its source.
            key={bin}
            x={(bin * width) / bins}
            width={Math.max(1.5, width / bins - 1.5)}
            y={24 - 4 - (count / most) * 17}
            height={4 + (count / most) * 17}
            className="fill-edge"
            opacity="0.55"
          />
        ),
      )}
      <line x1="0" x2={width} y1="24.5" y2="24.5" className="stroke-line" />
      <rect
        x={from + 0.5}
        y="0.5"
        width={Math.max(3, to - from - 1)}
        height="25"
        rx="3"
        className="fill-accent/8 stroke-accent"
      />
    </svg>
  )
}
