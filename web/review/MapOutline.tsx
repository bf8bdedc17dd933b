import { kickerOf } from '@secondstory/review/documents/map-layout'
import { certaintyWord } from '@secondstory/review/documents/map-outline'
import type { GraphNode, MapGraph } from '@secondstory/review/model/map'
import { mapOutline, type OutlineItem } from '@secondstory/review/model/map-outline'
import { useMemo } from 'react'
import { classes, dottedFactClass, factRowClass } from '../kit/classes.ts'
import type { MapChoice } from './map-choice.ts'

interface Chosen {
  readonly choice: MapChoice | null
  readonly onChoose: (choice: MapChoice) => void
}

/** The map as a list to read, from the harm backwards. It says what the picture says, and everything on it can be opened. */
export function MapOutline({ graph, ...chosen }: Chosen & { readonly graph: MapGraph }) {
  const outline = useMemo(() => mapOutline(graph), [graph])
  return (
    <div className="measure">
      {outline.items.map((item) => (
        <ul key={item.node.id} className="mb-6" aria-label={`What led to: ${item.node.statement}`}>
          <Item item={item} {...chosen} />
        </ul>
      ))}
      {outline.loose.length > 0 && (
        <section aria-label="Not linked yet">
          <h3 className="overline-label">Not linked yet</h3>
          <ul className="mt-1">
            {outline.loose.map((node) => (
              <li key={node.id} className="py-1.5">
                <Statement node={node} {...chosen} />
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  )
}

function Item({ item, ...chosen }: Chosen & { readonly item: OutlineItem }) {
  const { node, edge, causes } = item
  return (
    <li className="py-1.5">
      <Statement node={node} {...chosen} />
      {edge !== null && (
        <button
          type="button"
          onClick={() => chosen.onChoose({ kind: 'edge', id: edge.id })}
          aria-pressed={chosen.choice?.id === edge.id}
          className={classes(
            factRowClass,
            'w-full rounded-sm py-0.5 text-start text-sm text-soft hover:text-ink aria-pressed:bg-accent-wash',
          )}
        >
          <span className="min-w-0">{item.sentence}</span>
          <span className={dottedFactClass}>{certaintyWord(item)}</span>
          {edge.explanation !== '' && (
            <span className={dottedFactClass}>explanation: {edge.explanation}</span>
          )}
          {item.isRepeated && <span className={dottedFactClass}>told above</span>}
        </button>
      )}
      {causes.length > 0 && (
        <ul className="mt-1 border-s border-line ps-4 sm:ps-5">
          {causes.map((cause) => (
            <Item key={`${cause.edge?.id ?? ''} ${cause.node.id}`} item={cause} {...chosen} />
          ))}
        </ul>
      )}
    </li>
  )
}

/** A statement with what it is; choosing it opens it beside the list. */
export function Statement({ node, choice, onChoose }: Chosen & { readonly node: GraphNode }) {
  return (
    <button
      type="button"
      id={`outline-${node.id}`}
      onClick={() => onChoose({ kind: 'node', id: node.id })}
      aria-pressed={choice?.id === node.id}
      className="block w-full rounded-sm py-0.5 text-start hover:text-accent aria-pressed:bg-accent-wash"
    >
      <span className={classes('block text-xs', node.kind === 'harm' ? 'text-harm' : 'text-faint')}>
        {kickerOf(node)}
        {node.isBelief && ', belief so far'}
      </span>
      <span className="block font-serif text-md leading-6">{node.statement}</span>
    </button>
  )
}
