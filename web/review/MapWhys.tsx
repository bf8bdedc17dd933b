import { deepestWhy, type WhyStep, whysOf } from '@secondstory/review/model/map-views'
import { useMemo, useState } from 'react'
import { Button } from '../kit/Button.tsx'
import { MapAnswer } from './MapAnswer.tsx'
import type { ViewProps } from './MapLadder.tsx'
import { Statement } from './MapOutline.tsx'
import type { SaidKind } from './map-entry.ts'
import { Whoever } from './Whoever.tsx'

const kinds: readonly SaidKind[] = ['condition', 'control', 'mechanism', 'harm']

/** Five whys that branch: before anyone goes deeper, the question is what else was also needed. */
export function MapWhys({ graph, choice, onChoose, onStart }: ViewProps) {
  const steps = useMemo(() => whysOf(graph), [graph])
  const [asking, setAsking] = useState<string | null>(null)
  // Where somebody said that nothing else was needed, the way down is open.
  const [alone, setAlone] = useState<ReadonlySet<string>>(new Set())
  const narrow = steps.find(({ asksWhatElse, node }) => asksWhatElse && !alone.has(node.id))
  if (steps.length === 0) {
    return (
      <Whoever may="write">
        <Button look="accent" icon="plus" onClick={onStart}>
          Begin with the harm
        </Button>
      </Whoever>
    )
  }
  return (
    <div className="measure">
      <p className="text-soft">
        Each answer needs company: one chain says that cutting any one link ends it. The fifth answer is no
        more the cause than the first.
      </p>
      <ol className="mt-3 flex flex-col">
        {steps.map((step) => (
          <li
            key={step.node.id}
            className="border-s border-line py-3 ps-4"
            style={{ marginInlineStart: `${(step.depth - 1) * 1}rem` }}
          >
            <p className="text-sm text-faint">{askFor(step)}</p>
            <Statement node={step.node} choice={choice} onChoose={onChoose} />
            {step.answers.length > 0 && (
              <ul className="mt-1 flex flex-col gap-1 ps-4">
                {step.answers.map(({ node }) => (
                  <li key={node.id} className="font-serif text-md text-soft">
                    {node.statement}
                  </li>
                ))}
              </ul>
            )}
            {asking === step.node.id ? (
              <MapAnswer
                toId={step.node.id}
                question={step.asksWhatElse ? 'What else was also needed?' : 'How could this happen?'}
                kinds={kinds}
                rung={null}
                onDone={() => setAsking(null)}
                onClose={() => setAsking(null)}
              />
            ) : (
              <Whoever may="write">
                <Ask
                  step={step}
                  isFirstNarrow={narrow === undefined || narrow.node.id === step.node.id}
                  isAlone={alone.has(step.node.id)}
                  onAsk={() => setAsking(step.node.id)}
                  onAlone={() => setAlone(new Set([...alone, step.node.id]))}
                />
              </Whoever>
            )}
          </li>
        ))}
      </ol>
    </div>
  )
}

function askFor({ depth, node }: WhyStep): string {
  const which = ['First', 'Second', 'Third', 'Fourth', 'Fifth'][depth - 1] ?? ''
  return `${which} ${node.kind === 'condition' ? 'question: how did this come to be so?' : 'question: how could this happen?'}`
}

/** Deeper is offered only where nothing above waits for a second answer. */
function Ask({
  step,
  isFirstNarrow,
  isAlone,
  onAsk,
  onAlone,
}: {
  readonly step: WhyStep
  readonly isFirstNarrow: boolean
  readonly isAlone: boolean
  readonly onAsk: () => void
  readonly onAlone: () => void
}) {
  if (step.asksWhatElse && isFirstNarrow && !isAlone) {
    return (
      <div className="mt-2 border-s-2 border-accent ps-3">
        <p className="font-serif text-md">Before going deeper: what else was also needed for this?</p>
        <Button look="quiet" icon="plus" className="-ms-3.5 text-accent!" onClick={onAsk}>
          Add what else was needed
        </Button>
        <Button look="quiet" onClick={onAlone}>
          Nothing else
        </Button>
      </div>
    )
  }
  if (step.answers.length === 0 && !isFirstNarrow) {
    return <p className="mt-1 text-sm text-faint">Waits until the step above has company.</p>
  }
  return (
    <Button look="quiet" icon="plus" className="-ms-3.5" onClick={onAsk}>
      {step.answers.length === 0
        ? step.depth === deepestWhy
          ? 'One more answer'
          : 'Answer'
        : 'Another answer'}
    </Button>
  )
}
