import type { MapGraph } from '@secondstory/review/model/map'
import { type MapAsk, mapAsks } from '@secondstory/review/model/map-checks'
import { useMemo } from 'react'
import { Fold } from '../kit/Fold.tsx'
import type { MapChoice } from './map-choice.ts'
import { useLanguage } from './use-language.ts'
import { useRoster } from './use-roster.ts'

/** What the map still asks, worked out on the page at every change; the server says the same. */
export function useMapAsks(graph: MapGraph): readonly MapAsk[] {
  const language = useLanguage()
  const roster = useRoster()
  const personShaped = useMemo(
    () =>
      language === null
        ? []
        : graph.nodes.flatMap((node) => {
            const shape = language.isPersonShaped(node.statement, roster)
            const isTold = node.kind === 'event' || node.kind === 'decision'
            if (shape === null || (isTold && shape.found !== 'human-error')) return []
            return [{ nodeId: node.id, quote: shape.quote }]
          }),
    [language, graph, roster],
  )
  return useMemo(() => mapAsks(graph, { personShaped }), [graph, personShaped])
}

/** The questions in order, the first in full, the others folded below it. Never a number. */
export function MapAsks({
  asks,
  onChoose,
}: {
  readonly asks: readonly MapAsk[]
  readonly onChoose: (choice: MapChoice) => void
}) {
  const [first, ...others] = asks
  if (first === undefined) return null
  return (
    <section aria-label="What the map still asks">
      <h2 className="overline-label mb-2">What the map still asks</h2>
      <div
        className={first.isBlocking ? 'border-s-2 border-amber-line ps-4' : 'border-s-2 border-accent ps-4'}
      >
        <Ask ask={first} onChoose={onChoose} />
      </div>
      {others.length > 0 && (
        <div className="mt-2">
          <Fold label="And then">
            <ol className="mt-1 flex flex-col gap-4">
              {others.map((ask) => (
                <li key={`${ask.rule} ${ask.place.id ?? ''}`}>
                  <Ask ask={ask} onChoose={onChoose} />
                </li>
              ))}
            </ol>
          </Fold>
        </div>
      )}
    </section>
  )
}

function Ask({ ask, onChoose }: { readonly ask: MapAsk; readonly onChoose: (choice: MapChoice) => void }) {
  const [nodeId] = ask.nodeIds
  const shown = ask.sentence.replace(ask.prompt, '').trim()
  return (
    <div>
      <p className="title text-md leading-6">{ask.prompt}</p>
      <p className="mt-1 text-soft">{shown}</p>
      {nodeId !== undefined && (
        <button
          type="button"
          onClick={() => onChoose({ kind: 'node', id: nodeId })}
          className="target text-accent underline underline-offset-2"
        >
          Show it
        </button>
      )}
    </div>
  )
}
