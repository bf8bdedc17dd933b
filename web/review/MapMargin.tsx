import { kickerOf } from '@secondstory/review/documents/map-layout'
import { certainties } from '@secondstory/review/model/factors'
import {
  controlFlaws,
  controlStates,
  controlTypes,
  type GraphNode,
  type MapEdge,
  type MapGraph,
  nodeKinds,
} from '@secondstory/review/model/map'
import { edgeReader } from '@secondstory/review/model/map-sentences'
import { linksOf } from '@secondstory/review/model/map-walks'
import { factorName } from '@secondstory/review/model/taxonomy'
import { useEffect, useMemo, useRef } from 'react'
import { Button, IconButton } from '../kit/Button.tsx'
import { PathLink } from '../PathLink.tsx'
import { paths } from '../paths.ts'
import type { MapChoice } from './map-choice.ts'
import { CommentButton, type CommentedRow } from './RowComments.tsx'
import { SeenAt } from './SeenAt.tsx'
import { useMapWork } from './use-map-work.ts'
import { Whoever } from './Whoever.tsx'
import { useWorking } from './working.tsx'

export interface MarginProps {
  readonly graph: MapGraph
  readonly choice: MapChoice
  readonly onChoose: (choice: MapChoice | null) => void
  readonly onEdit: () => void
  /** Begins a link at this node. */
  readonly onLink: (fromId: string) => void
}

/** What is open on the map: a statement with everything linked to it, or a link with its sentence. */
export function MapOpen(props: MarginProps) {
  const { graph, choice } = props
  const node = choice.kind === 'node' ? graph.nodes.find(({ id }) => id === choice.id) : undefined
  const edge = choice.kind === 'edge' ? graph.edges.find(({ id }) => id === choice.id) : undefined
  if (node !== undefined) return <NodeOpen key={node.id} node={node} {...props} />
  return edge === undefined ? null : <EdgeOpen key={edge.id} edge={edge} {...props} />
}

/** The heading takes the focus, so that what was opened by a key is read where it opens. */
function Heading({ words, onClose }: { readonly words: string; readonly onClose: () => void }) {
  const ref = useRef<HTMLHeadingElement>(null)
  useEffect(() => ref.current?.focus({ preventScroll: true }), [])
  return (
    <div className="flex items-start justify-between gap-2">
      <h2 ref={ref} tabIndex={-1} className="overline-label pt-1.5">
        {words}
      </h2>
      <IconButton label="Close" icon="close" keys="Esc" onClick={onClose} />
    </div>
  )
}

function NodeOpen({ node, graph, onChoose, onEdit, onLink }: MarginProps & { readonly node: GraphNode }) {
  const { reference, record } = useWorking()
  const { removeNode } = useMapWork()
  const links = useMemo(() => linksOf(graph), [graph])
  const isOwn = record.map.nodes.some(({ id }) => id === node.id)
  const isEvent = node.kind === 'event' || node.kind === 'decision'
  const actions = record.actions.filter(({ factorIds }) => factorIds.includes(node.id))
  return (
    <section aria-label={nodeKinds[node.kind].name} className="flex flex-col gap-4">
      <div>
        <Heading words={kickerOf(node)} onClose={() => onChoose(null)} />
        <p className="font-serif text-prose leading-7">{node.statement}</p>
        {node.code !== null && <p className="mt-1 text-sm text-soft">{factorName(node.code)}</p>}
        <Facts node={node} />
        <SeenAt ids={isEvent ? [] : node.eventIds} label="Seen at" />
        {node.isBelief && (
          <p className="mt-1 text-sm text-amber">
            Nothing on the timeline shows it yet, so it reads as belief.
          </p>
        )}
      </div>
      <div className="-mt-2 flex flex-wrap gap-1">
        {isEvent ? (
          <PathLink
            to={paths.onIncident(reference, { tab: 'timeline', id: node.id })}
            className="target inline-flex items-center text-accent underline underline-offset-2"
          >
            On the timeline
          </PathLink>
        ) : (
          <Whoever may="write">
            <Button look="quiet" icon="edit" onClick={onEdit}>
              Edit
            </Button>
          </Whoever>
        )}
        <Whoever may="write">
          <Button look="quiet" icon="link" onClick={() => onLink(node.id)}>
            Link
          </Button>
        </Whoever>
        <CommentButton row={{ kind: placeOf(node, isOwn), id: node.id, words: node.statement }} />
        {isOwn && (
          <Whoever may="write">
            <Button
              look="quiet"
              icon="remove"
              onClick={() => {
                onChoose(null)
                void removeNode(node.id)
              }}
            >
              Remove
            </Button>
          </Whoever>
        )}
      </div>
      <EdgeList title="What led to it" edges={links.into(node.id)} graph={graph} onChoose={onChoose} />
      <EdgeList title="What it led to" edges={links.outOf(node.id)} graph={graph} onChoose={onChoose} />
      {actions.length > 0 && (
        <div>
          <h3 className="overline-label">What changes it</h3>
          <ul>
            {actions.map((action) => (
              <li key={action.id} className="py-1">
                <PathLink
                  to={paths.onIncident(reference, { tab: 'actions', id: action.id })}
                  className="hover:text-accent"
                >
                  {action.title}
                </PathLink>
              </li>
            ))}
          </ul>
        </div>
      )}
    </section>
  )
}

/** A node is a row of the map, or an event or a factor that stands on it by itself. */
function placeOf({ kind }: GraphNode, isOwn: boolean): CommentedRow['kind'] {
  if (isOwn) return 'map node'
  return kind === 'event' || kind === 'decision' ? 'timeline event' : 'factor'
}

function Facts({ node: { control } }: { readonly node: GraphNode }) {
  if (control === null) return null
  const { type, state, controller, claim, flaw } = control
  const lines = [
    controlTypes[type],
    controlStates[state],
    controller === '' ? null : `Exercised by: ${controller}`,
    claim === '' ? null : `Said of it: ${claim}`,
    flaw === null ? null : controlFlaws[flaw],
  ].filter((line) => line !== null)
  return (
    <ul className="mt-1.5 text-sm text-soft">
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  )
}

function EdgeList({
  title,
  edges,
  graph,
  onChoose,
}: {
  readonly title: string
  readonly edges: readonly MapEdge[]
  readonly graph: MapGraph
  readonly onChoose: (choice: MapChoice) => void
}) {
  const sentence = useMemo(() => edgeReader(graph).sentence, [graph])
  if (edges.length === 0) return null
  const names = [...new Set(edges.map(({ explanation }) => explanation))]
  return (
    <div>
      <h3 className="overline-label">{title}</h3>
      {names.map((name) => (
        <div key={name} className={names.length > 1 ? 'mt-1.5 border-s border-line ps-3' : ''}>
          {name !== '' && <p className="text-sm font-medium">Explanation: {name}</p>}
          <ul>
            {edges
              .filter(({ explanation }) => explanation === name)
              .map((edge) => (
                <li key={edge.id}>
                  <button
                    type="button"
                    onClick={() => onChoose({ kind: 'edge', id: edge.id })}
                    className="target w-full py-1 text-start text-soft hover:text-accent"
                  >
                    {sentence(edge)}
                  </button>
                </li>
              ))}
          </ul>
        </div>
      ))}
    </div>
  )
}

function EdgeOpen({ edge, graph, onChoose, onEdit }: MarginProps & { readonly edge: MapEdge }) {
  const { removeEdge } = useMapWork()
  const sentence = useMemo(() => edgeReader(graph).sentence(edge), [graph, edge])
  const ends = [edge.fromId, edge.toId].flatMap((id) => graph.nodes.find((node) => node.id === id) ?? [])
  return (
    <section aria-label="A link" className="flex flex-col gap-4">
      <div>
        <Heading words="What led to what" onClose={() => onChoose(null)} />
        <p className="font-serif text-prose leading-7">{sentence}</p>
        <p className="mt-1 text-sm text-soft">{certainties[edge.certainty]}</p>
        {edge.explanation !== '' && <p className="text-sm text-soft">Explanation: {edge.explanation}</p>}
        <SeenAt ids={edge.eventIds} label="Seen at" />
      </div>
      <div className="-mt-2 flex flex-wrap gap-1">
        <Whoever may="write">
          <Button look="quiet" icon="edit" onClick={onEdit}>
            Edit
          </Button>
          <Button
            look="quiet"
            icon="remove"
            onClick={() => {
              onChoose(null)
              void removeEdge(edge.id)
            }}
          >
            Remove
          </Button>
        </Whoever>
      </div>
      <ul className="flex flex-col gap-2">
        {ends.map((node) => (
          <li key={node.id}>
            <button
              type="button"
              onClick={() => onChoose({ kind: 'node', id: node.id })}
              className="block text-start hover:text-accent"
            >
              <span className="block text-xs text-faint">{kickerOf(node)}</span>
              {node.statement}
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}
