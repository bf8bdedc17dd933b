import { lengthInWords } from '@secondstory/review/model/instants'
import { Tooltip } from '../kit/Tooltip.tsx'
import { PathLink } from '../PathLink.tsx'
import { paths } from '../paths.ts'
import type { MinutesBefore as Minutes } from './minutes-before.ts'
import { useWorking } from './working.tsx'

const seenClass = 'size-2.5 rounded-full bg-ink'
const elsewhereClass = 'size-2.5 rounded-full border-[1.5px] border-edge bg-paper'

/** The minutes before, true to scale, ending where the decision was made: filled what was in view, hollow what was elsewhere. */
export function MinutesBefore({ minutes }: { readonly minutes: Minutes }) {
  const { reference } = useWorking()
  const seen = minutes.marks.filter(({ isSeen }) => isSeen).length
  return (
    <figure aria-label={`The ${lengthInWords(minutes.length_ms)} before ${minutes.until}, true to scale`}>
      {/* Time runs from left to right in every script. */}
      <div dir="ltr" className="relative h-14">
        <svg
          aria-hidden="true"
          className="absolute inset-0 size-full overflow-visible"
          preserveAspectRatio="none"
          viewBox="0 0 1000 56"
        >
          <line
            x1="0"
            x2="1000"
            y1="22"
            y2="22"
            stroke="var(--color-line)"
            strokeWidth="1.5"
            vectorEffect="non-scaling-stroke"
          />
          {minutes.ticks.map(({ share, label }) => (
            <line
              key={label}
              x1={share * 1000}
              x2={share * 1000}
              y1="18"
              y2="26"
              stroke="var(--color-line)"
              strokeWidth="1.5"
              vectorEffect="non-scaling-stroke"
            />
          ))}
          <line
            x1="1000"
            x2="1000"
            y1="4"
            y2="40"
            stroke="var(--color-accent)"
            strokeWidth="2"
            vectorEffect="non-scaling-stroke"
          />
        </svg>
        {minutes.ticks.map(({ share, label }, index) => (
          <span
            key={label}
            aria-hidden="true"
            className={`absolute top-7 -translate-x-1/2 text-xs text-faint ${index === 0 ? '' : 'max-sm:hidden'}`}
            style={{ left: `${share * 100}%` }}
          >
            {label}
          </span>
        ))}
        <span aria-hidden="true" className="absolute end-0 top-9 font-mono text-xs text-accent">
          {minutes.until}
        </span>
        {minutes.marks.map((mark) => (
          <span
            key={mark.id}
            className="absolute top-[22px] -translate-1/2"
            style={{ left: `${mark.share * 100}%` }}
          >
            <Tooltip
              text={`${mark.clock} ${mark.isSeen ? 'in view' : 'elsewhere'}: ${mark.text.slice(0, 120)}`}
            >
              <PathLink
                to={paths.onIncident(reference, { tab: 'timeline', id: mark.id })}
                aria-label={`${mark.clock}, ${mark.isSeen ? 'in view' : 'elsewhere'}: ${mark.text.slice(0, 80)}`}
                className="flex size-6 items-center justify-center"
              >
                <span aria-hidden="true" className={mark.isSeen ? seenClass : elsewhereClass} />
              </PathLink>
            </Tooltip>
          </span>
        ))}
      </div>
      <figcaption className="mt-1 flex flex-wrap gap-x-5 text-sm text-faint">
        <span className="inline-flex items-center gap-1.5">
          <span aria-hidden="true" className={seenClass} /> in view: {seen}
        </span>
        <span className="inline-flex items-center gap-1.5">
          <span aria-hidden="true" className={elsewhereClass} /> had happened, elsewhere:{' '}
          {minutes.marks.length - seen}
        </span>
        <span>Nothing after {minutes.until} is drawn: it was not there yet.</span>
      </figcaption>
    </figure>
  )
}
