import { clockOf, dayOf } from '@secondstory/review/model/instants'
import type { TimelineEvent } from '@secondstory/review/model/timeline'
import { useState } from 'react'
import { Button, IconButton } from '../kit/Button.tsx'
import { Chip } from '../kit/Chip.tsx'
import { Icon } from '../kit/Icon.tsx'
import { KindShape } from './picture-parts.tsx'
import type { TimelineWork } from './use-timeline-work.ts'
import { Whoever } from './Whoever.tsx'

const FIRST = 40

/** What was likely enough to show and not likely enough to be in the draft. Folded, with its count. */
export function Tray({
  events,
  work,
}: {
  readonly events: readonly TimelineEvent[]
  readonly work: TimelineWork
}) {
  const [isOpen, setOpen] = useState(false)
  const [shown, setShown] = useState(FIRST)
  if (events.length === 0) return null
  return (
    <section aria-label="Tray" className="mt-8 border-t border-line pt-2">
      <button
        type="button"
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
        className="target flex w-full items-center gap-2 rounded-md text-start text-soft hover:text-ink"
      >
        <Icon name={isOpen ? 'down' : 'right'} size={18} />
        <span className="font-medium">Tray</span>
        <span className="text-faint">
          {events.length === 1 ? 'one message that may belong' : `${events.length} messages that may belong`}
        </span>
      </button>
      {isOpen && (
        <ul className="mt-1 flex flex-col">
          {events.slice(0, shown).map((event) => (
            <li key={event.id} className="flex items-start gap-2 rounded-md py-1 ps-7 hover:bg-sunk/60">
              <Whoever may="correct">
                <IconButton
                  label={`Put on the timeline: ${event.text.slice(0, 60)}`}
                  icon="plus"
                  onClick={() => void work.mark([event.id], 'accepted')}
                />
              </Whoever>
              <div className="min-w-0 flex-1 py-1.5">
                <p className="flex gap-2 text-soft">
                  <span className="pt-1">
                    <KindShape kind={event.kind} isPale />
                  </span>
                  <span className="min-w-0 [overflow-wrap:anywhere]">{event.text}</span>
                </p>
                <p className="flex flex-wrap gap-x-2 ps-[1.375rem] text-sm text-faint">
                  {event.happenedAt !== null && (
                    <time dateTime={event.happenedAt.at} className="font-mono">
                      {dayOf(event.happenedAt.at).slice(5)} {clockOf(event.happenedAt)}
                    </time>
                  )}
                  {event.actor.name}
                  {event.reasons.map((reason) => (
                    <Chip key={reason}>{reason}</Chip>
                  ))}
                </p>
              </div>
            </li>
          ))}
        </ul>
      )}
      {isOpen && events.length > shown && (
        <Button look="quiet" className="ms-7" onClick={() => setShown(shown + 100)}>
          Show {Math.min(100, events.length - shown)} more
        </Button>
      )}
    </section>
  )
}
