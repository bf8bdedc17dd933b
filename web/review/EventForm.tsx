import { type Actor, type EventKind, eventKinds } from '@secondstory/review/model/evidence'
import { clockOf } from '@secondstory/review/model/instants'
import type { TimelineEvent } from '@secondstory/review/model/timeline'
import { type KeyboardEvent, type SubmitEvent, useId, useState } from 'react'
import { Refused } from '../client.ts'
import { Button } from '../kit/Button.tsx'
import { Checkbox, Field, Select, TextArea } from '../kit/Field.tsx'
import { MomentField } from '../kit/MomentField.tsx'
import { actorsKnown, kindOfActor, participantMeant } from './actor-offer.ts'
import { type EventEntry, eventEntryFrom, eventFields, eventWordsOf } from './event-entry.ts'
import type { Place } from './event-place.ts'
import { TwoVersions } from './TwoVersions.tsx'
import { inDraft } from './timeline-rows.ts'
import type { EventWords } from './use-timeline-work.ts'
import { useVersions } from './use-versions.ts'
import { useWorking } from './working.tsx'

const kindOptions = Object.entries(eventKinds).map(([value, label]) => ({ value, label }))
const actorKinds: readonly { readonly value: Actor['kind']; readonly label: string }[] = [
  { value: 'role', label: 'a role' },
  { value: 'team', label: 'a team' },
  { value: 'system', label: 'a system' },
  { value: 'agent', label: 'an agent' },
  { value: 'unknown', label: 'not known' },
]

function isEventKind(value: string): value is EventKind {
  return value in eventKinds
}

function isActorKind(value: string): value is Actor['kind'] {
  return actorKinds.some((each) => each.value === value)
}

export interface EventFormProps {
  readonly event: TimelineEvent | null
  /** Day offered for a new event, `YYYY-MM-DD`. */
  readonly nearOn: string
  /** The event the list is at. */
  readonly nearId: string | null
  readonly onSave: (words: EventWords, version: number) => Promise<unknown>
  readonly onClose: () => void
}

/** An event in words: used in place for an existing one and above the list for a new one. */
export function EventForm({ event, nearOn, nearId, onSave, onClose }: EventFormProps) {
  const { record } = useWorking()
  const around = { timeline: inDraft(record.timeline), nearOn, nearId }
  const [start] = useState(() => eventEntryFrom(event, around))
  const [entry, setEntry] = useState(start)
  const [problem, setProblem] = useState('')
  const set = (more: Partial<EventEntry>) => setEntry((now) => ({ ...now, ...more }))
  const versions = useVersions<EventEntry>({
    fields: eventFields,
    start: { entry: start, version: event?.version ?? 0 },
    send: async (now) => {
      const words = eventWordsOf(now.entry, event, around.timeline)
      return typeof words === 'string' ? new Refused('invalid', words) : onSave(words, now.version)
    },
    read: (truth) => {
      const theirs = truth.timeline.find((each) => each.id === event?.id)
      if (theirs === undefined) return null
      return { entry: eventEntryFrom(theirs, around), version: theirs.version }
    },
    onSaved: onClose,
    onRefused: (refused) => setProblem(refused.blockers[0]?.sentence ?? refused.sentence),
  })
  const onSubmit = (submit: SubmitEvent) => {
    submit.preventDefault()
    void versions.save(entry)
  }
  const onKeyDown = (key: KeyboardEvent) => {
    // Letters written here are not the list's commands; what is held with ⌘ or Ctrl belongs to the whole page.
    if (!key.metaKey && !key.ctrlKey) key.stopPropagation()
    if (key.key === 'Escape') onClose()
    if (key.key === 'Enter' && (key.metaKey || key.ctrlKey)) void versions.save(entry)
  }
  if (versions.meeting !== null) return <TwoVersions noun="this event" meeting={versions.meeting} />
  return (
    <form
      onSubmit={onSubmit}
      onKeyDown={onKeyDown}
      aria-label={event === null ? 'Add an event' : 'Edit the event'}
      className="flex flex-col gap-4 rounded-lg border border-line bg-raised p-4"
    >
      <TextArea
        label="What happened"
        value={entry.text}
        onChange={(change) => set({ text: change.target.value })}
        rows={2}
        autoFocus
      />
      <div className="grid gap-4 sm:grid-cols-2">
        {entry.isOrderOnly ? (
          <PlaceFields event={event} place={entry.place} onChange={(place) => set({ place })} />
        ) : (
          <MomentField label="When" entry={entry.start} onChange={(start) => set({ start })} />
        )}
        {!entry.isOrderOnly && (
          <MomentField
            label="Until"
            hint="Only for something that lasted."
            entry={entry.end}
            onChange={(end) => set({ end })}
          />
        )}
        <Checkbox
          label="Only the order is known"
          checked={entry.isOrderOnly}
          onChange={(change) => set({ isOrderOnly: change.target.checked })}
          className="sm:col-span-2"
        />
        <ActorFields entry={entry} set={set} />
        <Select
          label="Kind"
          value={entry.kind}
          options={kindOptions}
          onChange={(change) => isEventKind(change.target.value) && set({ kind: change.target.value })}
        />
      </div>
      {problem !== '' && (
        <p role="alert" className="border-s-2 border-amber-line ps-3 text-amber">
          {problem}
        </p>
      )}
      <div className="flex flex-wrap items-center gap-2">
        <Button type="submit" look="accent" isBusy={versions.isBusy}>
          {event === null ? 'Add the event' : 'Save'}
        </Button>
        <Button look="quiet" onClick={onClose}>
          Cancel
        </Button>
        {record.participants.length === 0 && (
          <span className="text-sm text-faint">Actors are roles or systems, never names.</span>
        )}
      </div>
    </form>
  )
}

const sides: readonly { readonly value: Place['side']; readonly label: string }[] = [
  { value: 'after', label: 'right after' },
  { value: 'before', label: 'right before' },
]

/** Where an event without a time stands: beside which neighbour, and on which side of it. */
function PlaceFields({
  event,
  place,
  onChange,
}: {
  readonly event: TimelineEvent | null
  readonly place: Place | null
  readonly onChange: (place: Place) => void
}) {
  const { record } = useWorking()
  const others = inDraft(record.timeline).filter((each) => each.id !== event?.id)
  const last = others.at(-1)
  if (last === undefined) return <p className="self-center text-soft">It is the first on the timeline.</p>
  const now = place ?? { side: 'after', neighbourId: last.id }
  return (
    <div className="flex gap-2 sm:col-span-2">
      <Select
        label="It stands"
        value={now.side}
        options={sides}
        onChange={(change) =>
          onChange({ ...now, side: change.target.value === 'before' ? 'before' : 'after' })
        }
        className="w-36 shrink-0"
      />
      <Select
        label="this event"
        value={now.neighbourId}
        options={others.map((each) => ({
          value: each.id,
          label: `${each.happenedAt === null ? 'in order' : clockOf(each.happenedAt)}  ${each.text.slice(0, 90)}`,
        }))}
        onChange={(change) => onChange({ ...now, neighbourId: change.target.value })}
        className="min-w-0 flex-1"
      />
    </div>
  )
}

function ActorFields({
  entry,
  set,
}: {
  readonly entry: EventEntry
  readonly set: (more: Partial<EventEntry>) => void
}) {
  const { record } = useWorking()
  const id = useId()
  const known = actorsKnown(record.participants, record.timeline)
  const meant = participantMeant(entry.actor.name, record.participants)
  return (
    <div className="flex flex-col gap-2">
      <div className="flex gap-2">
        <Field
          label="Who or what"
          placeholder="database on-call"
          list={id}
          value={entry.actor.name}
          onChange={(change) =>
            set({ actor: { name: change.target.value, kind: kindOfActor(change.target.value, known) } })
          }
          className="min-w-0 flex-1"
        />
        <Select
          label="is"
          value={entry.actor.kind}
          options={actorKinds}
          onChange={(change) =>
            isActorKind(change.target.value) && set({ actor: { ...entry.actor, kind: change.target.value } })
          }
          className="w-32"
        />
      </div>
      <datalist id={id}>
        {known.map((actor) => (
          <option key={actor.name} value={actor.name} />
        ))}
      </datalist>
      {meant !== null && (
        <p role="status" className="text-sm text-amber">
          The timeline speaks of roles. In this record that is{' '}
          <button
            type="button"
            className="font-medium underline underline-offset-2"
            onClick={() => set({ actor: { kind: 'role', name: meant.role } })}
          >
            {meant.role}
          </button>
          .
        </p>
      )}
    </div>
  )
}
