import { type Actor, type EventKind, eventKinds } from '@secondstory/review/model/evidence'
import { clockOf, dayOf } from '@secondstory/review/model/instants'
import type { TimelineEvent } from '@secondstory/review/model/timeline'
import { type KeyboardEvent, type SubmitEvent, useId, useState } from 'react'
import { Refused } from '../client.ts'
import { Button } from '../kit/Button.tsx'
import { Checkbox, Field, Select, TextArea } from '../kit/Field.tsx'
import { MomentField } from '../kit/MomentField.tsx'
import { entryOf, type MomentEntry, noEntry, readEntry } from '../kit/moment-entry.ts'
import { actorsKnown, kindOfActor, participantMeant } from './actor-offer.ts'
import type { EventWords } from './use-timeline-work.ts'
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

interface Entry {
  readonly start: MomentEntry
  readonly end: MomentEntry
  readonly isOrderOnly: boolean
  readonly kind: EventKind
  readonly actorName: string
  readonly actorKind: Actor['kind']
  readonly text: string
}

function entryFrom(event: TimelineEvent | null, nearOn: string): Entry {
  if (event === null) {
    return {
      start: { ...noEntry, day: nearOn },
      end: noEntry,
      isOrderOnly: false,
      kind: 'observation',
      actorName: '',
      actorKind: 'role',
      text: '',
    }
  }
  return {
    start: event.happenedAt === null ? { ...noEntry, day: nearOn } : entryOf(event.happenedAt),
    end: event.until === null ? noEntry : entryOf({ at: event.until, precision: 'second', isAbout: false }),
    isOrderOnly: event.happenedAt === null,
    kind: event.kind,
    actorName: event.actor.name,
    actorKind: event.actor.kind,
    text: event.text,
  }
}

/** What the entry says, or the sentence about what is missing. */
function wordsOf(entry: Entry): EventWords | string {
  const start = readEntry(entry.start)
  const end = readEntry(entry.end)
  if (!entry.isOrderOnly && start.problem !== '') return start.problem
  if (!entry.isOrderOnly && start.moment === null) {
    return 'An event needs a time, or the note that only its order is known.'
  }
  if (end.problem !== '') return end.problem
  if (entry.text.trim() === '') return 'An event needs a sentence: what happened?'
  return {
    happenedAt: entry.isOrderOnly ? null : start.moment,
    until: entry.isOrderOnly ? null : (end.moment?.at ?? null),
    kind: entry.kind,
    actor: {
      kind: entry.actorName.trim() === '' ? 'unknown' : entry.actorKind,
      name: entry.actorName.trim(),
    },
    text: entry.text.trim(),
  }
}

export interface EventFormProps {
  readonly event: TimelineEvent | null
  /** Day offered for a new event, `YYYY-MM-DD`. */
  readonly nearOn: string
  readonly onSave: (words: EventWords, version: number) => Promise<unknown>
  readonly onClose: () => void
}

/** An event in words: used in place for an existing one and above the list for a new one. */
export function EventForm({ event, nearOn, onSave, onClose }: EventFormProps) {
  const { record, refresh } = useWorking()
  const [entry, setEntry] = useState(() => entryFrom(event, nearOn))
  const [problem, setProblem] = useState('')
  const [theirs, setTheirs] = useState<TimelineEvent | null>(null)
  const [isBusy, setBusy] = useState(false)
  const set = (more: Partial<Entry>) => setEntry((now) => ({ ...now, ...more }))
  const save = async (version: number) => {
    const words = wordsOf(entry)
    if (typeof words === 'string') return setProblem(words)
    setBusy(true)
    const answer = await onSave(words, version)
    setBusy(false)
    if (!(answer instanceof Refused)) return onClose()
    if (answer.kind === 'conflict' && event !== null) {
      const truth = await refresh().catch(() => null)
      return setTheirs(truth?.timeline.find((each) => each.id === event.id) ?? null)
    }
    setProblem(answer.blockers[0]?.sentence ?? answer.sentence)
  }
  const onSubmit = (submit: SubmitEvent) => {
    submit.preventDefault()
    void save(event?.version ?? 0)
  }
  const onKeyDown = (key: KeyboardEvent) => {
    key.stopPropagation()
    if (key.key === 'Escape') onClose()
    if (key.key === 'Enter' && (key.metaKey || key.ctrlKey)) void save(event?.version ?? 0)
  }
  if (theirs !== null) {
    return (
      <TwoVersions mine={entry} theirs={theirs} onKeep={() => void save(theirs.version)} onTake={onClose} />
    )
  }
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
          <p className="self-center text-soft">It keeps its place in the list between its neighbours.</p>
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
        <Button type="submit" look="accent" isBusy={isBusy}>
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

function ActorFields({
  entry,
  set,
}: {
  readonly entry: Entry
  readonly set: (more: Partial<Entry>) => void
}) {
  const { record } = useWorking()
  const id = useId()
  const known = actorsKnown(record.participants, record.timeline)
  const meant = participantMeant(entry.actorName, record.participants)
  return (
    <div className="flex flex-col gap-2">
      <div className="flex gap-2">
        <Field
          label="Who or what"
          placeholder="database on-call"
          list={id}
          value={entry.actorName}
          onChange={(change) =>
            set({ actorName: change.target.value, actorKind: kindOfActor(change.target.value, known) })
          }
          className="min-w-0 flex-1"
        />
        <Select
          label="is"
          value={entry.actorKind}
          options={actorKinds}
          onChange={(change) => isActorKind(change.target.value) && set({ actorKind: change.target.value })}
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
            onClick={() => set({ actorName: meant.role, actorKind: 'role' })}
          >
            {meant.role}
          </button>
          .
        </p>
      )}
    </div>
  )
}

/** Two people changed one event: both are shown, and the person at hand chooses. */
function TwoVersions({
  mine,
  theirs,
  onKeep,
  onTake,
}: {
  readonly mine: Entry
  readonly theirs: TimelineEvent
  readonly onKeep: () => void
  readonly onTake: () => void
}) {
  const when =
    theirs.happenedAt === null ? 'order only' : `${dayOf(theirs.happenedAt.at)} ${clockOf(theirs.happenedAt)}`
  const mineWhen = mine.isOrderOnly
    ? 'order only'
    : `${mine.isOrderOnly ? '' : mine.start.day} ${mine.start.isAbout ? 'about ' : ''}${mine.start.clock}`
  return (
    <section aria-label="Two versions" className="rounded-lg border border-amber-line bg-raised p-4">
      <p className="mb-3">
        While you were writing, this event was changed elsewhere. Which words should stand?
      </p>
      <div className="grid gap-4 sm:grid-cols-2">
        <Version
          title="Yours"
          lines={[mineWhen, mine.actorName, mine.text]}
          action={
            <Button look="plain" onClick={onKeep}>
              Keep mine
            </Button>
          }
        />
        <Version
          title="Theirs"
          lines={[when, theirs.actor.name, theirs.text]}
          action={
            <Button look="plain" onClick={onTake}>
              Take theirs
            </Button>
          }
        />
      </div>
    </section>
  )
}

function Version({
  title,
  lines,
  action,
}: {
  readonly title: string
  readonly lines: readonly string[]
  readonly action: React.ReactNode
}) {
  const [when, actor, text] = lines
  return (
    <div>
      <h4 className="overline-label mb-1">{title}</h4>
      <p className="tabular text-sm text-soft">
        {when} {actor !== '' && `· ${actor}`}
      </p>
      <p className="mb-3">{text}</p>
      {action}
    </div>
  )
}
