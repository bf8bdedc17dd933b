import { clockOf } from '@secondstory/review/model/instants'
import { inOrder } from '@secondstory/review/model/timeline'
import { PathLink } from '../PathLink.tsx'
import { paths } from '../paths.ts'
import { useWorking } from './working.tsx'

/** The events that show something, each as its clock and the way to it on the timeline. */
export function SeenAt({ ids, label }: { readonly ids: readonly string[]; readonly label?: string }) {
  const { record, reference } = useWorking()
  const events = inOrder(record.timeline.filter(({ id }) => ids.includes(id)))
  if (events.length === 0) return null
  return (
    <p className="mt-1 flex flex-wrap gap-x-3 text-sm">
      {label !== undefined && <span className="text-faint">{label}</span>}
      {events.map((event) => (
        <PathLink
          key={event.id}
          to={paths.onIncident(reference, { tab: 'timeline', id: event.id })}
          title={event.text}
          className="text-accent underline decoration-accent/40 underline-offset-2"
        >
          <span className="sr-only">{event.text.slice(0, 60)}, </span>
          {event.happenedAt === null ? 'an event in order' : clockOf(event.happenedAt)}
        </PathLink>
      ))}
    </p>
  )
}
