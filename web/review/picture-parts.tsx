import { type Family, familyOf } from '@secondstory/review/documents/timeline-lanes'
import type { Layout, MarkFlag, PlacedPhase } from '@secondstory/review/documents/timeline-picture'
import { type Scale, xOf } from '@secondstory/review/documents/timeline-scale'
import { shapeAt } from '@secondstory/review/documents/timeline-shapes'
import type { GapBand } from '@secondstory/review/documents/timeline-silence'
import type { Tick } from '@secondstory/review/documents/timeline-ticks'
import type { EventKind } from '@secondstory/review/model/evidence'
import type { Incident, Mark } from '@secondstory/review/model/incident'
import { epochMs } from '@secondstory/review/model/instants'
import { phases as phaseWords } from '@secondstory/review/model/phases'
import { classes } from '../kit/classes.ts'

/** The outline of a family around 0,0. */
export function shapeOf(family: Family, size: number): string {
  return shapeAt(family, { x: 0, y: 0 }, size)
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
const markShapes: Readonly<Record<Mark, Family>> = {
  startedAt: 'people',
  detectedAt: 'alarm',
  mitigatedAt: 'change',
  endedAt: 'remedy',
}

/** The time of harm, the only red on the page: from started to ended, paler once it was mitigated. */
function Harm({
  incident,
  scale,
  height,
}: {
  readonly incident: Pick<Incident, Mark | 'kind'>
  readonly scale: Scale
  readonly height: number
}) {
  const { startedAt, mitigatedAt, endedAt, kind } = incident
  const end = endedAt ?? mitigatedAt
  if (startedAt === null || end === null || kind === 'near-miss') return null
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

function Flags({
  flags,
  top,
  height,
  width,
}: {
  readonly flags: readonly MarkFlag[]
  readonly top: number
  readonly height: number
  readonly width: number
}) {
  return flags
    .filter((flag) => flag.isInView)
    .map((flag) => {
      const isLeft = flag.x + (flag.label.length + flag.clock.length + 1) * 6.6 + 20 > width
      const y = top + 11 + flag.row * 18
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
function Gaps({ bands, layout }: { readonly bands: readonly GapBand[]; readonly layout: Layout }) {
  const { top, axisAt } = layout
  return bands.map((band, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: its place is what it is; an element that stays is moved and not made anew.
    <g key={index}>
      <rect x={band.x} y={top} width={band.width} height={axisAt - top} fill="url(#picture-gap)" />
      {band.hasRoom && (
        <text
          x={band.x + band.width / 2}
          y={axisAt - 4}
          textAnchor="middle"
          paintOrder="stroke"
          strokeWidth="3"
          className="fill-faint stroke-paper text-xs"
        >
          {band.label}
        </text>
      )}
    </g>
  ))
}

function Axis({
  ticks,
  layout,
  isOwn,
}: {
  readonly ticks: readonly Tick[]
  readonly layout: Layout
  readonly isOwn: boolean
}) {
  const { top, axisAt } = layout
  return ticks.map((tick, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: its place is what it is; an element that stays is moved and not made anew.
    <g key={index} transform={`translate(${tick.x} 0)`}>
      {!isOwn && (
        <line
          y1={top}
          y2={axisAt}
          className={tick.isDayBreak ? 'stroke-edge' : 'stroke-line'}
          strokeDasharray={tick.isDayBreak ? '2 3' : undefined}
        />
      )}
      <text
        y={axisAt + (isOwn ? 34 : 15)}
        textAnchor="middle"
        className={classes('tabular text-xs', tick.isDayBreak ? 'fill-ink font-medium' : 'fill-faint')}
      >
        {tick.label}
      </text>
    </g>
  ))
}

/** What the time was used for, as a quiet band. */
function Phases({ placed }: { readonly placed: readonly PlacedPhase[] }) {
  return placed.map(({ phase, x, width, label }, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: its place is what it is; an element that stays is moved and not made anew.
    <g key={index}>
      <title>{`${phaseWords[phase].label}: ${phaseWords[phase].means}`}</title>
      <rect x={x + 0.5} y={0} width={Math.max(0, width - 1)} height={14} className="fill-sunk" />
      {label !== '' && (
        <text x={x + width / 2} y={11} textAnchor="middle" className="fill-soft text-xs">
          {label}
        </text>
      )}
    </g>
  ))
}

/** Everything below the lanes: harm, phases, silences, the scale, the marks. Drawn again with every move. */
export function Ground({
  layout,
  incident,
  scale,
}: {
  readonly layout: Layout
  readonly incident: Incident
  readonly scale: Scale
}) {
  const flagsAt = layout.phases.length === 0 ? 0 : 18
  return (
    <>
      <Harm incident={incident} scale={scale} height={layout.axisAt} />
      <Phases placed={layout.phases} />
      <Gaps bands={layout.bands} layout={layout} />
      <Axis ticks={layout.ticks} layout={layout} isOwn={false} />
      <Axis ticks={layout.ownTicks} layout={layout} isOwn />
      <Flags flags={layout.flags} top={flagsAt} height={layout.axisAt} width={scale.width_px} />
      {layout.places.map(({ label, pointsAt }) => (
        <line key={label} x1={0} x2={scale.width_px} y1={pointsAt} y2={pointsAt} className="stroke-line" />
      ))}
    </>
  )
}

/** Patterns and cuts the picture refers to. */
export function Definitions({ width, height }: { readonly width: number; readonly height: number }) {
  return (
    <defs>
      <pattern
        id="picture-gap"
        width="7"
        height="7"
        patternUnits="userSpaceOnUse"
        patternTransform="rotate(45)"
      >
        <line x1="0" y1="0" x2="0" y2="7" className="stroke-line" strokeWidth="1" />
      </pattern>
      <linearGradient id="picture-about">
        {[0, 0.3, 0.7, 1].map((offset, index) => (
          <stop
            key={offset}
            offset={offset}
            stopColor="var(--color-ink)"
            stopOpacity={index % 3 === 0 ? 0 : 0.18}
          />
        ))}
      </linearGradient>
      <clipPath id="picture-view">
        <rect x={-2} y={0} width={width + 4} height={height} />
      </clipPath>
    </defs>
  )
}
