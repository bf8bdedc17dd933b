import { clockOf, epochMs, lengthInWords, type Moment } from '@secondstory/review/model/instants'
import type { Foresight } from './use-foresight.ts'

/** From the first event to now, true to scale. The right edge is now; there is nothing to the right of it. */
export function PastStrip({
  events,
  seen,
  now,
}: {
  readonly events: Foresight['events']
  /** What the decision that is open had in view. */
  readonly seen: NonNullable<Foresight['decision']>['seen']
  readonly now: Moment | null
}) {
  const timed = events.flatMap(({ happenedAt, knownAt, text }) =>
    happenedAt === null
      ? []
      : [{ at_ms: epochMs((knownAt ?? happenedAt).at), isSeen: seen.some((each) => each.text === text) }],
  )
  const now_ms = now === null ? Number.NaN : epochMs(now.at)
  const first_ms = Math.min(now_ms, ...timed.map(({ at_ms }) => at_ms))
  const length_ms = now_ms - first_ms
  if (Number.isNaN(length_ms) || now === null) return <div className="h-12" />
  const share = (at_ms: number) => (length_ms === 0 ? 1 : (at_ms - first_ms) / length_ms)
  return (
    <figure aria-label={`${lengthInWords(length_ms)} so far, true to scale`} dir="ltr">
      <div className="relative h-12">
        <span aria-hidden="true" className="absolute inset-x-0 top-4 h-px bg-line" />
        {timed.map(({ at_ms, isSeen }, index) => (
          <span
            // biome-ignore lint/suspicious/noArrayIndexKey: marks stand still; new ones come at the end.
            key={index}
            aria-hidden="true"
            style={{ left: `${share(at_ms) * 100}%` }}
            className={`absolute top-4 size-2.5 -translate-1/2 rounded-full border-2 border-paper transition-[left] duration-150 ${isSeen ? 'bg-accent' : 'bg-edge'}`}
          />
        ))}
        <span aria-hidden="true" className="absolute end-0 top-0 h-8 w-0.5 bg-accent" />
        <span aria-hidden="true" className="absolute start-0 top-7 font-mono text-xs text-faint">
          {new Date(first_ms).toISOString().slice(11, 16)}
        </span>
        <span aria-hidden="true" className="absolute end-0 top-8.5 font-mono text-xs text-accent">
          now, {clockOf(now)}
        </span>
      </div>
    </figure>
  )
}
