import type { LaneAt } from '@secondstory/review/documents/timeline-lanes'
import {
  drawLane,
  drawLit,
  type LaneDrawing,
  type LanePlace,
  type Tile,
} from '@secondstory/review/documents/timeline-shapes'
import { memo } from 'react'
import { classes } from '../kit/classes.ts'

/** A lane at one zoom and where it stands. */
export interface PlacedLane {
  readonly lane: LaneAt
  readonly place: LanePlace
}

interface LanesProps {
  readonly placed: readonly PlacedLane[]
  readonly tile: Tile
  readonly known: ReadonlyMap<string, number>
}

/** Everything in the lanes for a stretch around the view. While the picture is moved nothing here is drawn again. */
export const LaneShapes = memo(function LaneShapes({ placed, tile, known }: LanesProps) {
  return placed.map(({ lane, place }) => (
    <Shapes key={lane.label} drawing={drawLane(lane, { place, tile, known })} />
  ))
})

/** What is chosen or has the focus, in the accent, over the rest. */
export const LitShapes = memo(function LitShapes({
  placed,
  tile,
  known,
  activeId,
  chosen,
}: LanesProps & { readonly activeId: string | null; readonly chosen: ReadonlySet<string> }) {
  if (activeId === null && chosen.size === 0) return null
  const isLit = (id: string) => id === activeId || chosen.has(id)
  return placed.map(({ lane, place }) => (
    <Shapes key={lane.label} drawing={drawLit(lane, { place, tile, known }, isLit)} isLit />
  ))
})

const LIT = 'fill-accent stroke-accent'
const PALE = 'fill-paper stroke-edge'

/** One path for everything of one look: a few elements a lane, however many events. */
function Shapes({ drawing, isLit = false }: { readonly drawing: LaneDrawing; readonly isLit?: boolean }) {
  const { bars, groups, points, bands, counts } = drawing
  return (
    <g strokeWidth="1.4">
      {bands.map(({ id, x, y, width, isAbout }) => (
        <rect
          key={id}
          x={x}
          y={y - 5}
          width={width}
          height="10"
          rx={isAbout ? 0 : 5}
          fill={isAbout ? 'url(#picture-about)' : undefined}
          className={classes(!isAbout && 'fill-ink/15')}
        />
      ))}
      <path d={drawing.known} className="stroke-accent" strokeDasharray="3 2" fill="none" />
      <path d={bars.proposed} className={isLit ? LIT : PALE} />
      <path d={bars.told} className={isLit ? LIT : 'fill-soft stroke-soft'} />
      <path d={groups.proposed} className={isLit ? LIT : PALE} />
      <path d={groups.told} strokeWidth="0" className={isLit ? LIT : 'fill-soft'} />
      <path d={points.proposed} className={isLit ? LIT : PALE} />
      <path d={points.told} className={isLit ? LIT : 'fill-ink stroke-ink'} />
      <path d={drawing.ties} className="stroke-soft" fill="none" />
      <path d={drawing.rings} className="stroke-ink" fill="none" />
      {counts.map(({ x, y, text, isProposed }, index) => (
        <text
          // biome-ignore lint/suspicious/noArrayIndexKey: its place is what it is; an element that stays is moved and not made anew.
          key={index}
          x={x}
          y={y}
          textAnchor="middle"
          className={classes(
            'tabular text-[0.625rem] font-medium',
            isLit ? 'fill-on-accent' : isProposed ? 'fill-soft' : 'fill-paper',
          )}
        >
          {text}
        </text>
      ))}
    </g>
  )
}
