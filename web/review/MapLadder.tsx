import type { GraphNode, MapGraph, Rung } from '@secondstory/review/model/map'
import { type LadderRung, ladderOf, rungs } from '@secondstory/review/model/map-views'
import { endsOf } from '@secondstory/review/model/map-walks'
import { useMemo, useState } from 'react'
import { Button } from '../kit/Button.tsx'
import { MapAnswer } from './MapAnswer.tsx'
import { Statement } from './MapOutline.tsx'
import type { MapChoice } from './map-choice.ts'
import type { SaidKind } from './map-entry.ts'
import { Whoever } from './Whoever.tsx'

export interface ViewProps {
  readonly graph: MapGraph
  readonly choice: MapChoice | null
  readonly onChoose: (choice: MapChoice) => void
  /** Begins a map that has nothing on it. */
  readonly onStart: () => void
}

const kindsOn: Readonly<Record<Rung, readonly SaidKind[]>> = {
  1: ['mechanism', 'harm', 'mitigator', 'condition'],
  2: ['condition', 'mechanism', 'control'],
  3: ['control', 'condition'],
  4: ['condition', 'control'],
  5: ['condition'],
}

/** The ladder: five questions, each with as many answers as it takes. Every answer is drawn on the map. */
export function MapLadder({ graph, choice, onChoose, onStart }: ViewProps) {
  const ladder = useMemo(() => ladderOf(graph), [graph])
  const [asking, setAsking] = useState<{ rung: Rung; toId: string } | null>(null)
  const above = (rung: Rung): GraphNode | undefined => aboveOf({ ladder, graph, choice }, rung)
  return (
    <ol className="measure flex flex-col">
      {ladder.map(({ rung, answers }) => {
        const target = above(rung)
        return (
          <li key={rung} className="border-b border-line py-4 last:border-0">
            <h3 className="title text-lg">
              <span className="me-2 text-faint">{rung}</span>
              {rungs[rung].ask}
            </h3>
            <p className="text-soft">{rungs[rung].hint}</p>
            {answers.length > 0 && (
              <ul className="mt-2 flex flex-col gap-1">
                {answers.map(({ node }) => (
                  <li key={node.id}>
                    <Statement node={node} choice={choice} onChoose={onChoose} />
                  </li>
                ))}
              </ul>
            )}
            {asking?.rung === rung ? (
              <MapAnswer
                toId={asking.toId}
                question={rungs[rung].ask}
                hint={`About: ${graph.nodes.find(({ id }) => id === asking.toId)?.statement ?? ''}`}
                kinds={kindsOn[rung]}
                rung={rung}
                onDone={() => setAsking(null)}
                onClose={() => setAsking(null)}
              />
            ) : (
              <Whoever may="write">
                <Button
                  look="quiet"
                  icon="plus"
                  className="-ms-3.5 mt-1"
                  onClick={() => (target === undefined ? onStart() : setAsking({ rung, toId: target.id }))}
                >
                  {target === undefined
                    ? 'Begin with the harm'
                    : answers.length === 0
                      ? 'Answer'
                      : 'Another answer'}
                </Button>
              </Whoever>
            )}
          </li>
        )
      })}
    </ol>
  )
}

/** What a rung's answer is about: what is open, when it stands on this rung or above; otherwise the nearest thing above. */
function aboveOf(
  { ladder, graph, choice }: Pick<ViewProps, 'graph' | 'choice'> & { readonly ladder: readonly LadderRung[] },
  rung: Rung,
): GraphNode | undefined {
  const upTo = ladder.filter((each) => each.rung <= rung)
  const open = upTo.flatMap(({ answers }) => answers).find(({ node }) => node.id === choice?.id)
  if (open !== undefined) return open.node
  const above = upTo.filter((each) => each.rung < rung).toReversed()
  const nearest = above.find(({ answers }) => answers.length > 0)?.answers
  return rung === 1 ? endsOf(graph)[0] : (nearest?.find(({ node }) => node.isTrigger) ?? nearest?.[0])?.node
}
