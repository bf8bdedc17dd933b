import { kickerOf } from '@secondstory/review/documents/map-layout'
import { controlStates, nodeOfEvent } from '@secondstory/review/model/map'
import {
  type AgentLimit,
  type AgentStep,
  isAgentStep,
  type LimitHold,
  trajectoryOf,
} from '@secondstory/review/model/map-views'
import { inOrder } from '@secondstory/review/model/timeline'
import { type SubmitEvent, useMemo, useState } from 'react'
import { Button } from '../kit/Button.tsx'
import { Field } from '../kit/Field.tsx'
import { Fold } from '../kit/Fold.tsx'
import { MapAnswer } from './MapAnswer.tsx'
import type { ViewProps } from './MapLadder.tsx'
import { Statement } from './MapOutline.tsx'
import { useMapWork } from './use-map-work.ts'
import { Whoever } from './Whoever.tsx'
import { useWorking } from './working.tsx'

/** What an agent did, step by step: the first step nothing took back, its limits, and what it said against the record. */
export function MapTrajectory(props: ViewProps) {
  const { graph } = props
  const trajectory = useMemo(() => trajectoryOf(graph), [graph])
  const { record } = useWorking()
  const known = new Set(graph.nodes.map(({ id }) => id))
  const others = inOrder(record.timeline)
    .filter((event) => event.state === 'accepted' && !known.has(event.id))
    .map(nodeOfEvent)
    .filter(isAgentStep)
  if (trajectory.steps.length + others.length + trajectory.limits.length === 0) {
    return (
      <p className="measure prose-text text-soft">
        No step of an agent is on the timeline. Import a transcript on the Evidence tab, and its steps can be
        accepted and linked here like everything else.
      </p>
    )
  }
  return (
    <div className="measure">
      <p className="text-soft">
        An agent is read as a system: which limit was enforced and which only asked for in words, which check
        ran, and from which step on was there no way back?
      </p>
      <Limits limits={trajectory.limits} {...props} />
      <h3 className="title mt-6 text-lg">Steps</h3>
      <ol className="mt-1">
        {trajectory.steps.map((step) => (
          <Step key={step.node.id} step={step} {...props} />
        ))}
      </ol>
      {others.length > 0 && (
        <Fold label={`Steps on the timeline that are not on the map (${others.length})`}>
          <ul className="mt-1">
            {others.map((node) => (
              <li key={node.id} className="py-1.5">
                <span className="block text-xs text-faint">{kickerOf(node)}</span>
                <span className="font-serif text-md">{node.statement}</span>
              </li>
            ))}
          </ul>
        </Fold>
      )}
    </div>
  )
}

function Step({ step, choice, onChoose }: ViewProps & { readonly step: AgentStep }) {
  const [isAsking, setAsking] = useState(false)
  return (
    <li className="border-s border-line py-2.5 ps-4">
      {step.isFirstWithoutReturn && (
        <p className="mb-0.5 text-sm font-medium text-accent">First step without a way back</p>
      )}
      <Statement node={step.node} choice={choice} onChoose={onChoose} />
      {step.limits.length > 0 && (
        <p className="mt-0.5 text-sm text-soft">{step.limits.map(({ statement }) => statement).join(' ')}</p>
      )}
      {isAsking ? (
        <MapAnswer
          toId={step.node.id}
          question="Which limit or check stood around this step?"
          hint="Automatic: enforced by something other than the prompt. Procedural: only written as an instruction."
          kinds={['control', 'condition']}
          rung={3}
          onDone={() => setAsking(false)}
          onClose={() => setAsking(false)}
        />
      ) : (
        <Whoever may="write">
          <Button look="quiet" icon="plus" className="-ms-3.5" onClick={() => setAsking(true)}>
            Add a limit or a check
          </Button>
        </Whoever>
      )}
    </li>
  )
}

function Limits({ limits, choice, onChoose }: ViewProps & { readonly limits: readonly AgentLimit[] }) {
  if (limits.length === 0) return null
  const groups = [
    { title: 'Enforced', about: 'Something other than the prompt refused or bounded it.', hold: 'enforced' },
    { title: 'Only instructed', about: 'It stood in words, and nothing made it hold.', hold: 'instructed' },
    {
      title: 'Not there',
      about: 'Absent or switched off: nothing refused, bounded or checked.',
      hold: 'missing',
    },
  ] satisfies readonly { readonly title: string; readonly about: string; readonly hold: LimitHold }[]
  return groups.map(({ title, about, hold }) => {
    const shown = limits.filter((limit) => limit.hold === hold)
    if (shown.length === 0) return null
    return (
      <section key={title} aria-label={title} className="mt-5">
        <h3 className="title text-lg">{title}</h3>
        <p className="text-sm text-faint">{about}</p>
        <ul>
          {shown.map(({ node, isContradicted }) => (
            <li key={node.id} className="border-b border-line py-2.5 last:border-0">
              <Statement node={node} choice={choice} onChoose={onChoose} />
              <div className="mt-1 grid gap-x-6 text-sm sm:grid-cols-2">
                <p className="text-soft">
                  <span className="text-faint">Said: </span>
                  {node.control.claim === '' ? 'nothing' : node.control.claim}
                </p>
                <p className={isContradicted ? 'text-amber' : 'text-soft'}>
                  <span className="text-faint">The record shows: </span>
                  {controlStates[node.control.state].toLowerCase()}
                </p>
              </div>
              <Whoever may="write">
                <Claim id={node.id} claim={node.control.claim} />
              </Whoever>
            </li>
          ))}
        </ul>
      </section>
    )
  })
}

function Claim({ id, claim }: { readonly id: string; readonly claim: string }) {
  const { correctControl } = useMapWork()
  const [text, setText] = useState(claim)
  const save = (submit: SubmitEvent) => {
    submit.preventDefault()
    correctControl({ id }, { claim: text.trim() })
  }
  return (
    <Fold label="What was said of it">
      <form onSubmit={save} className="mt-1 flex items-end gap-2">
        <Field
          label="In the agent’s words"
          hint="Its own account is testimony until the record confirms it."
          className="flex-1"
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        <Button type="submit">Save</Button>
      </form>
    </Fold>
  )
}
