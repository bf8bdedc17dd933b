import { accountLabels, accountParts, eventsOf } from '@secondstory/review/model/accounts'
import { clockOf } from '@secondstory/review/model/instants'
import type { Known } from '@secondstory/review/model/known'
import type { WorkingRecord } from '@secondstory/review/model/reviews'
import { inOrder, type TimelineEvent } from '@secondstory/review/model/timeline'
import { useQuery } from '@tanstack/react-query'
import { Button, buttonClass } from '../kit/Button.tsx'
import { classes } from '../kit/classes.ts'
import { useShortcuts } from '../kit/shortcuts.ts'
import { PathLink } from '../PathLink.tsx'
import { paths } from '../paths.ts'
import { knownQuery } from '../queries.ts'
import { useMayHere } from '../record.ts'
import type { OpenMeeting } from './use-meeting.ts'

/** The timeline event by event, each with its question, when it became known, and what was told of it. */
export function MeetingWalk({
  meeting,
  record,
}: {
  readonly meeting: OpenMeeting
  readonly record: WorkingRecord
}) {
  const { floor } = meeting.wall
  const reference = `INC-${record.incident.number}`
  const known = useQuery(knownQuery(reference, record.incident.id))
  const events = inOrder(record.timeline.filter(({ state }) => state === 'accepted'))
  const place = events.findIndex(({ id }) => id === floor.eventId)
  const to = (index: number) => {
    const event = events[index]
    if (event !== undefined) void meeting.move({ kind: 'walk', eventId: event.id })
  }
  const guides = useMayHere()('write')
  const steps = [
    { keys: 'j', about: 'Next event', run: () => to(place + 1) },
    { keys: 'k', about: 'Event before', run: () => to(Math.max(0, place - 1)) },
  ]
  useShortcuts('Walk', guides ? steps : [])
  const event = events[place]
  if (events.length === 0) {
    return (
      <p className="text-md text-soft">
        No event is accepted yet.{' '}
        <PathLink
          to={paths.incident(reference, 'timeline')}
          className="text-accent underline underline-offset-2"
        >
          Answer the proposals on the timeline
        </PathLink>{' '}
        and the walk begins there.
      </p>
    )
  }
  return (
    <section aria-label="Timeline walk" className="flex flex-col gap-5">
      {event === undefined && !guides && <p className="text-md text-soft">The walk has not begun yet.</p>}
      {event === undefined && guides && (
        <Button className="self-start" onClick={() => to(0)}>
          Walk from the first event
        </Button>
      )}
      {event !== undefined && (
        <>
          <Steps {...{ events, place, to, guides }} />
          <Step
            {...{ event, record }}
            known={known.data?.find(({ eventId }) => eventId === event.id) ?? null}
          />
          <div className={classes('flex-wrap gap-2', guides ? 'flex' : 'hidden')}>
            <Button disabled={place === 0} onClick={() => to(place - 1)}>
              Before
            </Button>
            <Button disabled={place === events.length - 1} onClick={() => to(place + 1)}>
              Next event
            </Button>
          </div>
        </>
      )}
      <Agreement meeting={meeting} reference={reference} />
    </section>
  )
}

/** Where the walk stands, a tick for each event. */
function Steps({
  events,
  place,
  to,
  guides,
}: {
  readonly events: readonly TimelineEvent[]
  readonly place: number
  readonly to: (index: number) => void
  readonly guides: boolean
}) {
  return (
    <label className="flex items-center gap-3 text-sm text-faint">
      <span className="whitespace-nowrap tabular">
        Event {place + 1} of {events.length}
      </span>
      <input
        type="range"
        aria-label="Event of the walk"
        min={1}
        max={events.length}
        value={place + 1}
        disabled={!guides}
        onChange={(change) => to(change.target.valueAsNumber - 1)}
        className="target min-w-0 max-w-72 grow accent-(--color-accent)"
      />
    </label>
  )
}

function Step({
  event,
  record,
  known,
}: {
  readonly event: TimelineEvent
  readonly record: WorkingRecord
  readonly known: Known | null
}) {
  const accounts = record.accounts.filter((account) =>
    eventsOf(account, record.timeline).some(({ id }) => id === event.id),
  )
  return (
    <article aria-live="polite">
      <p className="flex flex-wrap items-baseline gap-x-4 gap-y-1">
        <span className="font-mono text-xl tabular">
          {event.happenedAt === null ? 'in order' : clockOf(event.happenedAt)}
        </span>
        <span className="text-soft">{event.actor.name}</span>
        {known !== null && <span className="text-soft">known at {clockOf(known.at)}</span>}
      </p>
      <p className="title mt-2 max-w-[52rem] text-2xl [overflow-wrap:anywhere] sm:text-[2.5rem] sm:leading-[1.2]">
        {event.text}
      </p>
      <p className="mt-5 font-serif text-xl text-accent">What did you know at this point?</p>
      {accounts.map((account) => (
        <section
          key={account.id}
          aria-label={`The account of ${account.role}`}
          className="mt-4 border-s-2 border-line ps-4"
        >
          <h3 className="overline-label">{account.role}</h3>
          {accountParts
            .filter((part) => account.words[part].trim() !== '')
            .map((part) => (
              <p key={part} className="prose-text mt-1">
                <span className="me-2 font-sans text-sm text-faint">{accountLabels[part].told}</span>
                {account.words[part]}
              </p>
            ))}
        </section>
      ))}
    </article>
  )
}

/** Until the room agrees on the timeline, fixes are parked. */
function Agreement({ meeting, reference }: { readonly meeting: OpenMeeting; readonly reference: string }) {
  const isAgreed = meeting.wall.floor.agreedAt !== null
  const guides = useMayHere()('write')
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
      {guides && (
        <Button
          onClick={() => void meeting.move({ kind: isAgreed ? 'disagree' : 'agree' })}
          aria-pressed={isAgreed}
        >
          {isAgreed ? 'Open the timeline again' : 'We agree on the timeline'}
        </Button>
      )}
      <p className={classes('text-sm', isAgreed ? 'text-soft' : 'text-faint')}>
        {isAgreed
          ? 'Agreed. Fixes come out of the parking lot now.'
          : 'Until then fixes wait in the parking lot.'}
      </p>
      <PathLink to={paths.foresight(reference)} className={buttonClass('quiet')}>
        Replay it with the future hidden
      </PathLink>
    </div>
  )
}
