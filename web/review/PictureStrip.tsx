import { density } from '@secondstory/review/documents/timeline-picture'
import { instantAt, type Scale, type Stretch, xOf } from '@secondstory/review/documents/timeline-scale'
import { ticksOf } from '@secondstory/review/documents/timeline-ticks'
import type { Incident } from '@secondstory/review/model/incident'
import { epochMs } from '@secondstory/review/model/instants'
import type { TimelineEvent } from '@secondstory/review/model/timeline'
import { memo, type PointerEvent, useMemo, useRef } from 'react'
import type { PictureView } from './use-picture-view.ts'

const BARS_PX = 26
const HEIGHT_PX = 42
/** How near to an edge of the window a press takes hold of it. */
const EDGE_PX = 8

interface StripProps {
  /** Everything on the timeline, and what of it passes the filter. */
  readonly events: readonly TimelineEvent[]
  readonly shown: readonly TimelineEvent[]
  readonly incident: Incident
  readonly whole: Stretch
  readonly picture: PictureView
  readonly width: number
  readonly gutter: number
}

/** What a press on the strip takes hold of. */
type Hold = { readonly part: 'from' | 'to' } | { readonly part: 'window'; readonly grip_ms: number }

/** The whole record in one strip: how much was recorded when; the window is what the picture shows, and can be dragged. */
export function PictureStrip({ events, shown, incident, whole, picture, width, gutter }: StripProps) {
  const hold = useRef<Hold | null>(null)
  const left = useRef(0)
  const scale: Scale = useMemo(() => ({ ...whole, width_px: width }), [whole, width])
  const { view } = picture
  const [from, to] = [xOf(view.from_ms, scale), xOf(view.to_ms, scale)]
  const at = (event: PointerEvent) => instantAt(event.clientX - left.current, scale)
  const drag = (event: PointerEvent<HTMLDivElement>) => {
    const held = hold.current
    if (held === null) return
    const now = picture.seen()
    const at_ms = at(event)
    if (held.part === 'window') {
      const from_ms = at_ms - held.grip_ms
      picture.look({ from_ms, to_ms: from_ms + now.to_ms - now.from_ms })
    } else {
      const other = held.part === 'from' ? now.to_ms : now.from_ms
      picture.look({ from_ms: Math.min(at_ms, other), to_ms: Math.max(at_ms, other) })
    }
  }
  return (
    <div
      aria-hidden="true"
      className="relative touch-none select-none"
      style={{
        marginLeft: gutter,
        width,
        height: HEIGHT_PX,
        cursor: picture.isWhole ? 'col-resize' : 'grab',
      }}
      onPointerDown={(event) => {
        left.current = event.currentTarget.getBoundingClientRect().left
        event.currentTarget.setPointerCapture(event.pointerId)
        hold.current = holdAt(event.clientX - left.current, { from, to }, { at_ms: at(event), picture })
        drag(event)
      }}
      onPointerMove={drag}
      onPointerUp={() => {
        hold.current = null
      }}
      onDoubleClick={picture.reset}
    >
      <StripGround events={events} shown={shown} incident={incident} scale={scale} />
      <svg
        aria-hidden="true"
        width={width}
        height={BARS_PX}
        className="absolute inset-x-0 top-0 overflow-visible"
      >
        <rect
          x={from + 0.5}
          y="0.5"
          width={Math.max(3, to - from - 1)}
          height={BARS_PX - 1}
          rx="3"
          className="fill-accent/8 stroke-accent"
        />
        {[from, to].map((x, index) => (
          <path
            key={index === 0 ? 'from' : 'to'}
            d={`M${Math.round(x)} 8v10`}
            strokeWidth="3"
            strokeLinecap="round"
            className="cursor-ew-resize stroke-accent"
          />
        ))}
      </svg>
    </div>
  )
}

/** An edge when one is near; the window when inside it or, centred there first, when beside it. */
function holdAt(
  x: number,
  { from, to }: { readonly from: number; readonly to: number },
  { at_ms, picture }: { readonly at_ms: number; readonly picture: PictureView },
): Hold {
  const nearFrom = Math.abs(x - from)
  const nearTo = Math.abs(x - to)
  if (Math.min(nearFrom, nearTo) <= EDGE_PX) return { part: nearFrom < nearTo ? 'from' : 'to' }
  const { from_ms, to_ms } = picture.view
  const isInside = x > from && x < to
  return { part: 'window', grip_ms: isInside ? at_ms - from_ms : (to_ms - from_ms) / 2 }
}

/** Everything below the window; drawn again only when the record changes. */
const StripGround = memo(function StripGround({
  events,
  shown,
  incident,
  scale,
}: Pick<StripProps, 'events' | 'shown' | 'incident'> & { readonly scale: Scale }) {
  const width = scale.width_px
  const bins = Math.max(20, Math.floor(width / 5))
  const all = useMemo(() => density(events, scale, bins), [events, scale, bins])
  const part = useMemo(
    () => (shown === events ? null : density(shown, scale, bins)),
    [shown, events, scale, bins],
  )
  const most = Math.max(1, ...all)
  const { startedAt, mitigatedAt, endedAt, kind } = incident
  const end = endedAt ?? mitigatedAt
  return (
    <svg aria-hidden="true" width={width} height={HEIGHT_PX} className="block overflow-visible">
      {startedAt !== null && end !== null && kind !== 'near-miss' && (
        <rect
          x={xOf(epochMs(startedAt.at), scale)}
          width={Math.max(2, xOf(epochMs(end.at), scale) - xOf(epochMs(startedAt.at), scale))}
          y="0"
          height={BARS_PX}
          className="fill-harm-wash"
        />
      )}
      <path d={barsPath(all, { most, width })} className="fill-edge" opacity={part === null ? 0.55 : 0.28} />
      {part !== null && <path d={barsPath(part, { most, width })} className="fill-soft" opacity="0.8" />}
      <line x1="0" x2={width} y1={BARS_PX - 0.5} y2={BARS_PX - 0.5} className="stroke-line" />
      {ticksOf(scale, { apart_px: 110 }).map(({ x, label, isDayBreak }) => (
        <text
          key={x}
          x={x}
          y={HEIGHT_PX - 3}
          textAnchor={x < 20 ? 'start' : x > width - 20 ? 'end' : 'middle'}
          className={isDayBreak ? 'tabular fill-ink text-xs font-medium' : 'tabular fill-faint text-xs'}
        >
          {label}
        </text>
      ))}
    </svg>
  )
})

/** Bars of one look as one path: heights grow with the square root, so that a quiet hour beside a storm is still seen. */
function barsPath(counts: readonly number[], { most, width }: { most: number; width: number }): string {
  const step = width / counts.length
  return counts
    .map((count, bin) => {
      if (count === 0) return ''
      const height = 3 + Math.sqrt(count / most) * (BARS_PX - 6)
      return `M${(bin * step).toFixed(1)} ${BARS_PX - 1}v${(-height).toFixed(1)}h${Math.max(1.5, step - 1.5).toFixed(1)}v${height.toFixed(1)}z`
    })
    .join('')
}
