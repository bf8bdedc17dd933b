import { type MapLayout, mapSizes, type PlacedNode } from '@secondstory/review/documents/map-layout'
import { nodeClasses, nodeShapes } from '@secondstory/review/documents/map-picture'
import type { MapEdge } from '@secondstory/review/model/map'
import { memo } from 'react'
import { classes } from '../kit/classes.ts'

interface LineProps {
  readonly layout: MapLayout
  /** The left edge of what is in sight: the words of the line stay there. */
  readonly left: number
}

/** The line of the iceberg, and the place of what is not linked yet. */
export const MapLine = memo(function MapLine({ layout, left }: LineProps) {
  const { lineY, looseY, width } = layout
  const margin = Math.max(mapSizes.margin, left)
  return (
    <g className="line">
      {lineY !== null && (
        <>
          <line x1={-4000} x2={width + 4000} y1={lineY} y2={lineY} />
          <text x={margin} y={lineY - 9}>
            What showed
          </text>
          <text x={margin} y={lineY + 19}>
            What made it possible
          </text>
        </>
      )}
      {looseY !== null && (
        <>
          <line x1={-4000} x2={width + 4000} y1={looseY} y2={looseY} className="loose" />
          <text x={margin} y={looseY + 22}>
            Not linked yet
          </text>
        </>
      )}
    </g>
  )
})

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
  return (
    <g className="nodes">
      {layout.nodes.map((place) => (
        <Node
          key={place.node.id}
          place={place}
          hasFocus={place.node.id === focusId}
          isChosen={place.node.id === chosenId}
          {...calls}
        />
      ))}
    </g>
  )
})

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
  const { inset, line } = mapSizes
  const top = mapSizes.kicker + 15
  return (
    // biome-ignore lint/a11y/useSemanticElements: SVG has no button of its own.
    <g
      role="button"
      tabIndex={hasFocus ? 0 : -1}
      data-node={node.id}
      aria-label={`${kicker}${node.isBelief ? ', belief so far' : ''}: ${node.statement}`}
      aria-pressed={isChosen}
      className={classes(nodeClasses(node), isChosen && 'chosen')}
      transform={`translate(${x} ${y})`}
      onClick={() => onNode(node.id)}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' && event.key !== ' ') return
        event.preventDefault()
        onNode(node.id)
      }}
      onFocus={() => onFocus(node.id)}
      onPointerEnter={() => onNear(node.id)}
      onPointerLeave={() => onNear(null)}
    >
      <rect width={width} height={height} rx={3} />
      <line x1={1} x2={1} y1={2} y2={height - 2} />
      <path transform={`translate(${inset + 4} 11)`} d={nodeShapes[node.kind]} />
      <text className="kicker" x={inset + 14} y={15}>
        {kicker}
      </text>
      <text className="statement">
        {lines.map((words, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines have no other name than their place.
          <tspan key={index} x={inset} y={top + index * line}>
            {words}
          </tspan>
        ))}
      </text>
    </g>
  )
})
