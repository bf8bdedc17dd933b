import type { MapLayout, MapPoint } from '@secondstory/review/documents/map-layout'
import type { PointerEvent } from 'react'
import type { MapMoves, MapView, Room } from './use-map-view.ts'

const LARGEST: Room = { width: 172, height: 104 }
/** The rim around the small map, in pixels of the page. */
const RIM = 6

interface OverviewProps {
  readonly layout: MapLayout
  readonly view: MapView
  readonly room: Room
  readonly moves: MapMoves
}

/**
 * The whole map, small, with the part in sight marked: shown while some of it is out of sight. A press or a drag on it
 * moves there. Pointers only, and silent to a screen reader: by keyboard the arrows walk and 0 shows all.
 */
export function MapOverview({ layout, view, room, moves }: OverviewProps) {
  const { width, height, nodes, lineY } = layout
  if (width * view.scale <= room.width + 1 && height * view.scale <= room.height + 1) return null
  const scale = Math.min(LARGEST.width / width, LARGEST.height / height)
  const go = (event: PointerEvent<SVGSVGElement>) => moves.center(pointUnder(event, scale))
  return (
    <svg
      aria-hidden="true"
      className="overview shrink-0 cursor-crosshair rounded-md border border-line bg-paper"
      width={width * scale + 2 * RIM}
      height={height * scale + 2 * RIM}
      onPointerDown={(event) => {
        // The map below would take the same press for the start of a drag.
        event.stopPropagation()
        event.currentTarget.setPointerCapture(event.pointerId)
        go(event)
      }}
      onPointerMove={(event) => {
        if (!event.currentTarget.hasPointerCapture(event.pointerId)) return
        event.stopPropagation()
        go(event)
      }}
    >
      <g transform={`translate(${RIM} ${RIM}) scale(${scale})`}>
        {lineY !== null && <line x1={0} x2={width} y1={lineY} y2={lineY} vectorEffect="non-scaling-stroke" />}
        {nodes.map(({ node, ...place }) => (
          <rect
            key={node.id}
            className={node.kind}
            x={place.x}
            y={place.y}
            width={place.width}
            height={place.height}
          />
        ))}
        <rect
          className="sight"
          x={-view.x / view.scale}
          y={-view.y / view.scale}
          width={room.width / view.scale}
          height={room.height / view.scale}
          vectorEffect="non-scaling-stroke"
        />
      </g>
    </svg>
  )
}

/** The place on the large map under a pointer on the small one. */
function pointUnder(event: PointerEvent<SVGSVGElement>, scale: number): MapPoint {
  const box = event.currentTarget.getBoundingClientRect()
  return { x: (event.clientX - box.left - RIM) / scale, y: (event.clientY - box.top - RIM) / scale }
}
