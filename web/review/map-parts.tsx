import { type MapLayout, mapSizes, type PlacedNode } from '@secondstory/review/documents/map-layout'
import { nodeClasses, nodeShapes } from '@secondstory/review/documents/map-picture'
import type { MapEdge } from '@secondstory/review/model/map'
import { memo, useLayoutEffect, useRef } from 'react'
import { classes } from '../kit/classes.ts'
import type { WatchView } from './use-map-view.ts'

/**
 * The line of the iceberg, and the place of what is not linked yet: below the drawing, in the size of the page however
 * large the map is drawn, with its words always in sight.
 */
export function MapLine({ layout, watch }: { readonly layout: MapLayout; readonly watch: WatchView }) {
  const { lineY, looseY } = layout
  return (
    <>
      {lineY !== null && (
        <Level y={lineY} watch={watch} above="What showed">
          What made it possible
        </Level>
      )}
      {looseY !== null && (
        <Level y={looseY} watch={watch} className="border-dashed">
          Not linked yet
        </Level>
      )}
    </>
  )
}

function Level({
  y,
  watch,
  above,
  className,
  children,
}: {
  readonly y: number
  readonly watch: WatchView
  readonly above?: string
  readonly className?: string
  readonly children: string
}) {
  const line = useRef<HTMLDivElement>(null)
  const words = useRef<HTMLDivElement>(null)
  useLayoutEffect(
    () =>
      watch((view) => {
        if (line.current === null || words.current === null) return
        line.current.style.transform = `translateY(${y * view.scale + view.y}px)`
        words.current.style.transform = `translateX(${Math.max(12, mapSizes.margin * view.scale + view.x)}px)`
      }),
    [watch, y],
  )
  return (
    <div ref={line} className={classes('absolute inset-x-0 top-0 border-t border-line', className)}>
      <div ref={words} className="absolute text-xs font-medium whitespace-nowrap text-faint">
        {above !== undefined && <p className="absolute bottom-full pb-1">{above}</p>}
        <p className="pt-1">{children}</p>
      </div>
    </div>
  )
}

interface EdgesProps {
  readonly layout: MapLayout
  /** Edges of this node stand out. */
  readonly nearId: string | null
  readonly chosenId: string | null
  readonly onEdge: (id: string) => void
  readonly onHear: (edge: MapEdge | null) => void
}

/** The edges. Each is heard when the pointer rests on it; by keyboard, walking along one reads it. */
export const MapEdges = memo(function MapEdges({ layout, nearId, chosenId, onEdge, onHear }: EdgesProps) {
  return (
    <g className="edges">
      <defs>
        <marker
          id="map-tip"
          viewBox="0 0 8 8"
          refX="7"
          refY="4"
          markerWidth="8"
          markerHeight="8"
          markerUnits="userSpaceOnUse"
          orient="auto-start-reverse"
        >
          <path d="M0.5 1 7 4 0.5 7" />
        </marker>
      </defs>
      {layout.edges.map(({ edge, path }) => {
        const isNear = nearId !== null && (edge.fromId === nearId || edge.toId === nearId)
        return (
          // biome-ignore lint/a11y/noStaticElementInteractions: a second way for the pointer; by keyboard an edge is walked and opened in the margin.
          <g
            key={edge.id}
            className={classes('edge', edge.certainty, isNear && 'near', chosenId === edge.id && 'chosen')}
            onClick={() => onEdge(edge.id)}
            onPointerEnter={() => onHear(edge)}
            onPointerLeave={() => onHear(null)}
          >
            <path className="reach" d={path} />
            <path className="way" d={path} markerEnd="url(#map-tip)" />
          </g>
        )
      })}
    </g>
  )
})

interface NodesProps {
  readonly layout: MapLayout
  readonly focusId: string | null
  readonly chosenId: string | null
  readonly onNode: (id: string) => void
  readonly onFocus: (id: string) => void
  readonly onNear: (id: string | null) => void
}

/** The nodes: sentences, each with a word and a shape for what it is. */
export const MapNodes = memo(function MapNodes({ layout, focusId, chosenId, ...calls }: NodesProps) {
  return layout.nodes.map((place) => (
    <Node
      key={place.node.id}
      place={place}
      hasFocus={place.node.id === focusId}
      isChosen={place.node.id === chosenId}
      {...calls}
    />
  ))
})

/** Text of the page and not of a drawing: a drawing's text is shaped anew at every step of a zoom. */
const Node = memo(function Node({
  place,
  hasFocus,
  isChosen,
  onNode,
  onFocus,
  onNear,
}: Pick<NodesProps, 'onNode' | 'onFocus' | 'onNear'> & {
  readonly place: PlacedNode
  readonly hasFocus: boolean
  readonly isChosen: boolean
}) {
  const { node, x, y, width, height, kicker, lines } = place
  return (
    <button
      type="button"
      tabIndex={hasFocus ? 0 : -1}
      data-node={node.id}
      aria-label={`${kicker}${node.isBelief ? ', belief so far' : ''}: ${node.statement}`}
      aria-pressed={isChosen}
      className={classes(nodeClasses(node), isChosen && 'chosen')}
      style={{ left: x, top: y, width, height }}
      onClick={() => onNode(node.id)}
      onFocus={() => onFocus(node.id)}
      onPointerEnter={() => onNear(node.id)}
      onPointerLeave={() => onNear(null)}
    >
      <svg aria-hidden="true" viewBox="-6 -6 12 12">
        <path d={nodeShapes[node.kind]} />
      </svg>
      <span className="kicker">{kicker}</span>
      {lines.join('\n')}
    </button>
  )
})
