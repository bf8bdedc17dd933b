import { clockToSecond, epochMs, lengthInWords } from '@secondstory/review/model/instants'
import { classes } from '../kit/classes.ts'
import type { Foresight } from './use-foresight.ts'

const LONG_SILENCE_MS = 10 * 60_000

/** Everything visible so far; the newest in ink, what is past a little paler, silences to be felt. */
export function PastEvents({
  events,
  fresh,
}: {
  readonly events: Foresight['events']
  readonly fresh: number
}) {
  return (
    <ol aria-label="What is visible so far" className="flex flex-col">
      {events.map((event, index) => {
        const before = events[index - 1]?.happenedAt
        const gap_ms =
          before == null || event.happenedAt === null ? 0 : epochMs(event.happenedAt.at) - epochMs(before.at)
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: the past does not change its order.
          <li key={index}>
            {gap_ms >= LONG_SILENCE_MS && (
              <p className="ps-22 py-3 text-sm text-faint italic max-sm:ps-0">
                {lengthInWords(gap_ms)} without news
              </p>
            )}
            <div
              className={classes(
                'grid gap-x-4 py-2 transition-colors sm:grid-cols-[4.5rem_minmax(0,1fr)]',
                index < events.length - fresh && 'text-soft',
              )}
            >
              <span className="pt-0.5 font-mono text-sm text-faint">
                {event.happenedAt === null ? '·' : clockToSecond(event.happenedAt)}
              </span>
              <div className="min-w-0">
                <p className="text-sm text-faint">
                  {event.actor.name}
                  {event.knownAt !== null && ` · known at ${clockToSecond(event.knownAt)}`}
                </p>
                <p className="prose-text">{event.text}</p>
              </div>
            </div>
          </li>
        )
      })}
    </ol>
  )
}
