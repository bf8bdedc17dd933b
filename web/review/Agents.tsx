import {
  type AgentClaim,
  type AgentRun,
  agentGates,
  autonomies,
  claimStandings,
  gateQuestionsOf,
  gateStates,
  runModes,
} from '@secondstory/review/model/agent-runs'
import { clockOf } from '@secondstory/review/model/instants'
import { useState } from 'react'
import { ask } from '../client.ts'
import { Button, IconButton } from '../kit/Button.tsx'
import { classes, dottedFactClass, factRowClass } from '../kit/classes.ts'
import { useStart } from '../kit/starts.ts'
import { AgentForm } from './AgentForm.tsx'
import { Mirror } from './Mirror.tsx'
import { useRemoval } from './use-removal.ts'
import { Whoever } from './Whoever.tsx'
import { useWorking } from './working.tsx'

/** Agents and their part, each read as a system: facts, three gates, its own words against its trace, and the mirror. */
export function Agents() {
  const { record } = useWorking()
  const [editing, setEditing] = useState<string | null>(null)
  useStart('agent', () => setEditing('new'))
  const close = () => setEditing(null)
  const hasAny = record.agentRuns.length > 0
  return (
    <section id="agents" aria-label="Agents" className="mt-12 scroll-mt-8">
      {(hasAny || editing === 'new') && (
        <header className="border-b border-line pb-1.5">
          <h2 className="title text-lg">Agents</h2>
          <p className="text-sm text-faint">
            Read as a system: what was in front of it, what was there to refuse, and which check its work had
            to pass.
          </p>
        </header>
      )}
      <ul>
        {record.agentRuns.map((run) => (
          <li key={run.id} id={run.id} className="scroll-mt-8 border-b border-line">
            {editing === run.id ? (
              <AgentForm run={run} onClose={close} />
            ) : (
              <AgentCard run={run} onEdit={() => setEditing(run.id)} />
            )}
          </li>
        ))}
      </ul>
      {editing === 'new' ? (
        <AgentForm run={null} onClose={close} />
      ) : (
        <Whoever may="write">
          <Button look="quiet" icon="plus" className="mt-2 -ms-3.5" onClick={() => setEditing('new')}>
            {hasAny ? 'Add another agent' : 'An agent took part'}
          </Button>
        </Whoever>
      )}
      {hasAny && <Mirror />}
    </section>
  )
}

function AgentCard({ run, onEdit }: { readonly run: AgentRun; readonly onEdit: () => void }) {
  const remove = useRemoval()
  const facts = [
    [run.model, run.modelVersion].filter((part) => part !== '').join(' '),
    autonomies[run.autonomy],
    ...run.modes.map((mode) => runModes[mode]),
  ].filter((fact) => fact !== '')
  return (
    <article className="py-4">
      <div className="flex items-start gap-3">
        <div className="min-w-0 flex-1">
          <h3 className="font-serif text-prose">{run.role}</h3>
          <p className={classes(factRowClass, 'text-sm text-soft')}>
            {facts.map((fact, index) => (
              <span key={fact} className={index === 0 ? undefined : dottedFactClass}>
                {fact}
              </span>
            ))}
          </p>
        </div>
        <div className="flex shrink-0">
          <Whoever may="write">
            <IconButton label={`Edit the ${run.role}`} icon="edit" onClick={onEdit} />
            <IconButton
              label={`Remove the ${run.role}`}
              icon="close"
              onClick={() =>
                void remove({
                  sentence: 'Agent removed.',
                  expect: (row) => ({ ...row, agentRuns: row.agentRuns.filter(({ id }) => id !== run.id) }),
                  send: () => ask('removeAgentRun', { id: run.id }),
                })
              }
            />
          </Whoever>
        </div>
      </div>
      <Reach label="Tools" words={run.tools} />
      <Reach label="Permitted" words={run.permissions} />
      <ol className="mt-4 grid gap-x-6 gap-y-4 sm:grid-cols-3">
        {agentGates.map((gate) => {
          const { state, finding } = run.gates[gate]
          return (
            <li key={gate} className={classes('border-t-2 pt-2', gateEdges[state])}>
              <p className="font-medium">{gateQuestionsOf[gate].name}</p>
              <p className="text-sm text-soft">{gateStates[state]}</p>
              <p className={classes('mt-1 font-serif text-md', finding === '' && 'text-faint italic')}>
                {finding === '' ? gateQuestionsOf[gate].ask : finding}
              </p>
            </li>
          )
        })}
      </ol>
      {run.claims.length > 0 && <Claims claims={run.claims} />}
    </article>
  )
}

/** The line above a gate says the same as the words below it: open, held, or not looked at. */
const gateEdges = { open: 'border-amber-line', held: 'border-accent', unknown: 'border-line border-dashed' }

function Reach({ label, words }: { readonly label: string; readonly words: readonly string[] }) {
  if (words.length === 0) return null
  return (
    <p className="mt-1.5 text-sm [overflow-wrap:anywhere]">
      <span className="text-faint">{label}: </span>
      {words.join(' · ')}
    </p>
  )
}

function Claims({ claims }: { readonly claims: readonly AgentClaim[] }) {
  const { record } = useWorking()
  return (
    <div className="mt-5">
      <h4 className="font-medium">What it said of itself</h4>
      <ul>
        {claims.map(({ text, standing, eventId }) => {
          const event = record.timeline.find(({ id }) => id === eventId)
          return (
            <li key={text} className="border-b border-line py-2 last:border-0">
              <p className="font-serif text-md">“{text}”</p>
              <p className={classes('text-sm', standing === 'contradicted' ? 'text-amber' : 'text-soft')}>
                {claimStandings[standing]}
                {event !== undefined && (
                  <>
                    :{' '}
                    {event.happenedAt !== null && (
                      <span className="font-mono text-xs">{clockOf(event.happenedAt)} </span>
                    )}
                    {event.text}
                  </>
                )}
              </p>
            </li>
          )
        })}
      </ul>
    </div>
  )
}
