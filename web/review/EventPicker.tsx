import { clockOf, dayOf } from '@secondstory/review/model/instants'
import { Chip } from '../kit/Chip.tsx'
import { Finder } from '../kit/Finder.tsx'
import { inDraft } from './timeline-rows.ts'
import { useWorking } from './working.tsx'

/** More than fit on a screen; the list scrolls, and a word narrows it faster. */
const MOST = 60

/** Ties a factor to the events that show it, or an account to those it speaks of: search by words or time, pick, take off again. */
export function EventPicker({
  label: name = 'Events that show it',
  ids,
  onChange,
}: {
  readonly label?: string
  readonly ids: readonly string[]
  readonly onChange: (ids: readonly string[]) => void
}) {
  const { record } = useWorking()
  const events = inDraft(record.timeline)
  const picked = events.filter((event) => ids.includes(event.id))
  const label = (event: (typeof events)[number]) =>
    `${event.happenedAt === null ? 'in order' : `${dayOf(event.happenedAt.at).slice(5)} ${clockOf(event.happenedAt)}`}`
  return (
    <Finder
      label={name}
      placeholder={
        events.length === 0 ? 'The timeline is still empty' : 'Search the timeline: 14:02, alert, deploy…'
      }
      isDisabled={events.length === 0}
      items={events
        .filter((event) => !ids.includes(event.id))
        .map((event) => ({
          id: event.id,
          words: `${event.happenedAt === null ? '' : clockOf(event.happenedAt)} ${event.text} ${event.actor.name}`,
          line: (
            <>
              <span className="shrink-0 font-mono text-sm text-soft">{label(event)}</span>
              <span className="line-clamp-2 min-w-0">
                {event.text}
                {event.isTrigger && <span className="text-sm text-faint"> · trigger</span>}
              </span>
            </>
          ),
        }))}
      onPick={(id) => onChange([...ids, id])}
      foundLabel="Events found"
      nothing="No event reads like that."
      most={MOST}
    >
      {picked.length > 0 && (
        <ul className="mt-1.5 flex flex-col gap-1">
          {picked.map((event) => (
            <li key={event.id}>
              <Chip onRemove={() => onChange(ids.filter((each) => each !== event.id))}>
                <span className="font-mono text-xs">{label(event)}</span>{' '}
                <span className="max-w-80 truncate">{event.text}</span>
              </Chip>
            </li>
          ))}
        </ul>
      )}
    </Finder>
  )
}
