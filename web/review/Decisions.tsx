import { blockersOf } from '@secondstory/review/model/decision-policy'
import type { DecisionPoint as Decision } from '@secondstory/review/model/decisions'
import { clockOf, epochMs } from '@secondstory/review/model/instants'
import { inOrder, type TimelineEvent } from '@secondstory/review/model/timeline'
import { type SubmitEvent, useState } from 'react'
import { ask, Refused } from '../client.ts'
import { Button, buttonClass } from '../kit/Button.tsx'
import { Empty } from '../kit/Empty.tsx'
import { Field, Select } from '../kit/Field.tsx'
import { Margin } from '../kit/Margin.tsx'
import { Strip } from '../kit/Strip.tsx'
import { useStart } from '../kit/starts.ts'
import { PathLink, useGo } from '../PathLink.tsx'
import { paths } from '../paths.ts'
import { AsksMargin } from './AsksMargin.tsx'
import { DecisionPoint } from './DecisionPoint.tsx'
import { inDraft } from './timeline-rows.ts'
import { useHash } from './use-hash.ts'
import { Whoever } from './Whoever.tsx'
import { FailureNotice, useWorking } from './working.tsx'

/** The decision points of an incident: a list in the order they were made, or the one the address names. */
export function Decisions() {
  const { record, reference } = useWorking()
  const go = useGo()
  const hash = useHash()
  const [isAdding, setAdding] = useState(false)
  useStart('decision', () => setAdding(true))
  const open = record.decisions.find(({ id }) => id === hash)
  const close = () => go(paths.incident(reference, 'decisions'))
  if (open !== undefined) {
    return (
      <>
        <FailureNotice />
        <DecisionPoint key={open.id} decision={open} onClose={close} />
        <Margin label="What the review asks">
          <AsksMargin place="decisions" />
        </Margin>
      </>
    )
  }
  const ordered = inOrderOfEvents(record.decisions, record.timeline)
  return (
    <div className="max-w-[46rem]">
      <FailureNotice />
      <Margin label="What the review asks">
        <AsksMargin place="decisions" />
      </Margin>
      {ordered.length === 0 && !isAdding ? (
        <NoDecision onAdd={() => setAdding(true)} />
      ) : (
        <>
          <When decisions={ordered} />
          <ul className="mt-6 flex flex-col border-t border-line">
            {ordered.map(({ decision, event }) => (
              <DecisionRow key={decision.id} decision={decision} event={event} />
            ))}
          </ul>
          <div className="mt-4 flex flex-wrap gap-2">
            {!isAdding && (
              <Whoever may="write">
                <Button icon="plus" onClick={() => setAdding(true)}>
                  Add a decision
                </Button>
              </Whoever>
            )}
            <PathLink to={paths.foresight(reference)} className={buttonClass('quiet')}>
              Replay it with the future hidden
            </PathLink>
          </div>
        </>
      )}
      {isAdding && <AddDecision onClose={() => setAdding(false)} />}
    </div>
  )
}

interface Placed {
  readonly decision: Decision
  readonly event: TimelineEvent | undefined
}

function inOrderOfEvents(
  decisions: readonly Decision[],
  timeline: readonly TimelineEvent[],
): readonly Placed[] {
  const place = new Map(inOrder(timeline).map((event, index) => [event.id, { event, index }] as const))
  return decisions
    .map((decision) => ({ decision, at: place.get(decision.eventId) }))
    .toSorted((a, b) => (a.at?.index ?? Number.MAX_SAFE_INTEGER) - (b.at?.index ?? Number.MAX_SAFE_INTEGER))
    .map(({ decision, at }) => ({ decision, event: at?.event }))
}

/** When the decisions were made, true to scale. */
function When({ decisions }: { readonly decisions: readonly Placed[] }) {
  const marks = decisions.flatMap(({ decision, event }) =>
    event?.happenedAt == null
      ? []
      : [
          {
            key: decision.id,
            at_ms: epochMs(event.happenedAt.at),
            label: decision.role,
            clock: clockOf(event.happenedAt),
            shape: 'diamond' as const,
          },
        ],
  )
  return marks.length < 2 ? null : <Strip label="When decisions were made, true to scale" marks={marks} />
}

function NoDecision({ onAdd }: { readonly onAdd: () => void }) {
  return (
    <Empty
      title="What was known when it was decided?"
      sentence="A decision point keeps one choice as it looked from where it was made: what was in view, what existed elsewhere, which options were on the table. What only came to light later stays out of it."
      example="At 14:15 the rollback was a sensible step: the release was the newest change, it touched the write path, and the page said it covered everything."
      action={
        <Whoever may="write">
          <Button look="accent" icon="plus" onClick={onAdd}>
            Add the first decision
          </Button>
        </Whoever>
      }
    />
  )
}

function DecisionRow({ decision, event }: Placed) {
  const { record, reference } = useWorking()
  const [blocker] = blockersOf(decision, record)
  const said = [decision.madeSenseBecause, decision.situation].find((text) => text.trim() !== '')
  return (
    <li id={decision.id} className="border-b border-line">
      <PathLink
        to={paths.onIncident(reference, { tab: 'decisions', id: decision.id })}
        className="group -mx-3 grid grid-cols-[4.5rem_minmax(0,1fr)] gap-x-3 rounded-md px-3 py-4 hover:bg-sunk"
      >
        <span className="pt-0.5 font-mono text-sm text-soft">
          {event?.happenedAt == null ? 'in order' : clockOf(event.happenedAt)}
        </span>
        <span className="min-w-0">
          <span className="block text-sm text-faint">{decision.role}</span>
          <span className="title block text-lg group-hover:text-accent">
            {decision.chosen.trim() === '' ? (event?.text ?? 'An event that was removed') : decision.chosen}
          </span>
          {said !== undefined && (
            <span className="prose-text line-clamp-2 block text-soft">
              {decision.madeSenseBecause.trim() === '' ? '' : 'It made sense: '}
              {said}
            </span>
          )}
          {blocker !== undefined && (
            <span className="mt-1 block border-s-2 border-amber-line ps-2.5 text-sm">{blocker.sentence}</span>
          )}
        </span>
      </PathLink>
    </li>
  )
}

/** Events at which somebody chose come first; any event can be one. */
const choosing: ReadonlySet<string> = new Set(['decision', 'mitigation', 'deploy', 'config-change', 'page'])

/** An event and a role are enough to begin; everything else follows on its own page. */
function AddDecision({ onClose }: { readonly onClose: () => void }) {
  const { record, reference, change } = useWorking()
  const go = useGo()
  const taken = new Set(record.decisions.map(({ eventId }) => eventId))
  const events = inDraft(record.timeline)
  const offered = [
    ...events.filter(({ id, kind }) => choosing.has(kind) && !taken.has(id)),
    ...events.filter(({ id, kind }) => !choosing.has(kind) || taken.has(id)),
  ]
  const [eventId, setEventId] = useState(offered[0]?.id ?? '')
  const event = events.find(({ id }) => id === eventId)
  const [role, setRole] = useState<string | null>(null)
  const shownRole = role ?? roleOf(event)
  const [problem, setProblem] = useState('')
  const [isBusy, setBusy] = useState(false)
  const add = async (submit: SubmitEvent) => {
    submit.preventDefault()
    if (shownRole.trim() === '') return setProblem('Which role decided? "incident commander" is enough.')
    setBusy(true)
    const answer = await change({
      send: () =>
        ask('addDecision', {
          incidentId: record.incident.id,
          eventId,
          role: shownRole,
          decider: event?.actor.kind === 'agent' ? 'agent' : 'role',
        }),
      settle: (row, decision) => ({ ...row, decisions: [...row.decisions, decision] }),
      isShownInPlace: true,
    })
    setBusy(false)
    if (answer instanceof Refused) return setProblem(answer.sentence)
    onClose()
    go(paths.onIncident(reference, { tab: 'decisions', id: answer.id }))
  }
  if (events.length === 0) {
    return <p className="text-soft">A decision hangs on an event, and the timeline has none yet.</p>
  }
  return (
    <form
      onSubmit={(submit) => void add(submit)}
      aria-label="Add a decision"
      className="my-4 flex flex-col gap-4 rounded-lg border border-line bg-raised p-4 sm:p-5"
    >
      <Select
        label="The event at which it was decided"
        value={eventId}
        options={offered.map(({ id, happenedAt, text }) => ({
          value: id,
          label: `${happenedAt === null ? 'in order' : clockOf(happenedAt)}  ${text.slice(0, 90)}`,
        }))}
        onChange={(change) => setEventId(change.target.value)}
      />
      <Field
        label="The role that decided"
        hint="Never a name. An agent is named by its task."
        placeholder="incident commander"
        value={shownRole}
        problem={problem === '' ? undefined : problem}
        onChange={(change) => setRole(change.target.value)}
      />
      <div className="flex gap-2">
        <Button type="submit" look="accent" isBusy={isBusy}>
          Begin
        </Button>
        <Button look="quiet" onClick={onClose}>
          Cancel
        </Button>
      </div>
    </form>
  )
}

function roleOf(event: TimelineEvent | undefined): string {
  return event === undefined || event.actor.kind === 'system' ? '' : event.actor.name
}
