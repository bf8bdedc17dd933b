import type { MapLayout, MapPoint } from '@secondstory/review/documents/map-layout'
import { memo, type PointerEvent, useLayoutEffect, useRef, useState } from 'react'
import type { MapMoves, Room, WatchView } from './use-map-view.ts'

const LARGEST: Room = { width: 172, height: 104 }
/** The rim around the small map, in pixels of the page. */
const RIM = 6

interface OverviewProps {
  readonly layout: MapLayout
  readonly room: Room
  readonly moves: MapMoves
  readonly watch: WatchView
}

/**
 * The whole map, small, with the part in sight marked: shown while some of it is out of sight. A press or a drag on it
 * moves there. Pointers only, and silent to a screen reader: by keyboard the arrows walk and 0 shows all.
 */
export function MapOverview({ layout, room, moves, watch }: OverviewProps) {
  const { width, height } = layout
  const [isWhole, setWhole] = useState(true)
  useLayoutEffect(
    () =>
      watch(({ scale }) => {
        setWhole(width * scale <= room.width + 1 && height * scale <= room.height + 1)
      }),
    [watch, width, height, room],
  )
  if (isWhole) return null
  const small = Math.min(LARGEST.width / width, LARGEST.height / height)
  const go = (event: PointerEvent<SVGSVGElement>) => moves.center(pointUnder(event, small))
  return (
    <svg
      aria-hidden="true"
      className="overview shrink-0 cursor-crosshair rounded-md border border-line bg-paper"
      width={width * small + 2 * RIM}
      height={height * small + 2 * RIM}
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
      <g transform={`translate(${RIM} ${RIM}) scale(${small})`}>
        <Places layout={layout} />
        <Sight room={room} watch={watch} />
      </g>
    </svg>
  )
}

/** The part of the map that is in sight. */
function Sight({ room, watch }: Pick<OverviewProps, 'room' | 'watch'>) {
  const frame = useRef<SVGRectElement>(null)
  useLayoutEffect(
    () =>
      watch(({ x, y, scale }) => {
        const part = { x: -x, y: -y, width: room.width, height: room.height }
        for (const [name, length] of Object.entries(part)) {
          frame.current?.setAttribute(name, String(length / scale))
        }
      }),
    [watch, room],
  )
  return <rect ref={frame} className="sight" vectorEffect="non-scaling-stroke" />
}

/** Where everything stands: one shape for the harm and one for all the rest. */
const Places = memo(function Places({ layout }: { readonly layout: MapLayout }) {
  const { width, nodes, lineY } = layout
  const boxes = (isHarm: boolean): string =>
    nodes
      .filter(({ node }) => (node.kind === 'harm') === isHarm)
      .map((place) => `M${place.x} ${place.y}h${place.width}v${place.height}h${-place.width}z`)
      .join('')
  return (
    <>
      {lineY !== null && <line x1={0} x2={width} y1={lineY} y2={lineY} vectorEffect="non-scaling-stroke" />}
      <path className="places" d={boxes(false)} />
      <path className="places harm" d={boxes(true)} />
    </>
  )
})

/** The place on the large map under a pointer on the small one. */
function pointUnder(event: PointerEvent<SVGSVGElement>, scale: number): MapPoint {
  const box = event.currentTarget.getBoundingClientRect()
  return { x: (event.clientX - box.left - RIM) / scale, y: (event.clientY - box.top - RIM) / scale }
}
