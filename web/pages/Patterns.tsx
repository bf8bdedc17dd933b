import {
  type Pattern,
  type PatternQuarter,
  type Share,
  shareSentence,
} from '@secondstory/review/model/patterns'
import { factorGroups } from '@secondstory/review/model/taxonomy'
import { useQuery } from '@tanstack/react-query'
import { ask } from '../client.ts'
import { Empty } from '../kit/Empty.tsx'
import { Skeleton } from '../kit/Skeleton.tsx'
import { PathLink } from '../PathLink.tsx'
import { paths } from '../paths.ts'
import { keys } from '../queries.ts'
import { RefusalNotice } from '../RefusalNotice.tsx'
import { counted } from '../words.ts'
import { Page } from './Page.tsx'

/** Which conditions came up in how many reviews: small pictures side by side, in the order of the list, never ranked. */
export function Patterns() {
  const found = useQuery({
    // Made of the editions: whatever makes those stale makes these stale.
    queryKey: [...keys.editions(), 'patterns'],
    queryFn: ({ signal }) => ask('findPatterns', {}, signal),
  })
  const told = found.data
  return (
    <Page
      title="Patterns"
      about="Which conditions published reviews have named. Each picture says in how many, and how much that leaves open. They stand in the order of the list of factors; none is ahead of another."
    >
      <RefusalNotice error={found.error} />
      {found.isPending && <Skeleton lines={5} />}
      {told !== undefined &&
        (told.reviews < told.fewestReviews ? (
          <Empty
            title="Too few reviews to tell"
            sentence={`${counted(told.reviews, 'review is', 'reviews are')} published. From ${told.fewestReviews} on, this page shows which conditions come up again. Fewer would say more about chance than about us.`}
            example="“Human vigilance as last layer: named in 7 of 12 reviews, between 32 and 81 in 100.”"
            action={null}
          />
        ) : (
          <Groups patterns={told.patterns} reviews={told.reviews} />
        ))}
    </Page>
  )
}

function Groups({ patterns, reviews }: { readonly patterns: readonly Pattern[]; readonly reviews: number }) {
  const groups = [...new Set(patterns.map(({ group }) => group))]
  return (
    <>
      <p className="measure text-soft">
        {counted(reviews, 'published review', 'published reviews')}. The line is the interval that would hold
        the true share 95 times of 100; the mark on it is the share found. Columns are quarters, and a quarter
        with fewer than five reviews stays empty.
      </p>
      {groups.map((group) => (
        <section key={group} aria-labelledby={`patterns-${group}`} className="mt-10">
          <h2 id={`patterns-${group}`} className="title border-b border-line pb-1.5 text-lg">
            {factorGroups[group]}
          </h2>
          <ul className="grid gap-x-8 gap-y-7 pt-4 sm:grid-cols-2 xl:grid-cols-3">
            {patterns
              .filter((each) => each.group === group)
              .map((pattern) => (
                <Small key={pattern.code} pattern={pattern} />
              ))}
          </ul>
        </section>
      ))}
    </>
  )
}

function Small({ pattern: { code, name, share, quarters } }: { readonly pattern: Pattern }) {
  return (
    <li className="min-w-0">
      <h3 className="text-md leading-6">
        <PathLink to={paths.library({ factor: code })} className="hover:text-accent">
          {name}
        </PathLink>
      </h3>
      <Interval share={share} />
      <p className="tabular-nums text-sm text-soft">{shareSentence(share)}</p>
      <Quarters quarters={quarters} />
    </li>
  )
}

/** The share on a line from none to all. The sentence below says the same. */
function Interval({ share: { named, reviews, low, high } }: { readonly share: Share }) {
  const at = (part: number): string => `${part * 100}%`
  return (
    <svg aria-hidden="true" width="100%" height="18" className="my-1 block overflow-visible">
      <line x1="0" x2="100%" y1="9" y2="9" className="stroke-line" strokeWidth="1" />
      <line
        x1={at(low)}
        x2={at(high)}
        y1="9"
        y2="9"
        className="stroke-edge"
        strokeWidth="5"
        strokeLinecap="round"
      />
      <circle cx={at(named / reviews)} cy="9" r="4.5" className="fill-accent" />
    </svg>
  )
}

const TALL = 36

/** The quarters as columns of one height; the filled part is the share. Read aloud as one sentence each. */
function Quarters({ quarters }: { readonly quarters: readonly PatternQuarter[] }) {
  const shown = quarters.slice(-8)
  if (shown.length < 2) return null
  return (
    <ol className="mt-2 flex items-end gap-1.5" aria-label="By quarter">
      {shown.map(({ quarter, share }) => (
        <li key={quarter} className="flex w-9 flex-col items-center gap-1 text-xs text-faint">
          <span className="sr-only">
            {share === null ? 'Fewer than five reviews' : `${share.named} of ${share.reviews}`}
          </span>
          <svg aria-hidden="true" width="20" height={TALL} className="block">
            {share === null ? (
              <line
                x1="0"
                x2="20"
                y1={TALL - 0.5}
                y2={TALL - 0.5}
                className="stroke-line"
                strokeDasharray="2 3"
              />
            ) : (
              <>
                <rect x="0" y="0" width="20" height={TALL} rx="2" className="fill-line" fillOpacity="0.5" />
                <rect
                  x="0"
                  y={TALL - (TALL * share.named) / share.reviews}
                  width="20"
                  height={(TALL * share.named) / share.reviews}
                  rx="2"
                  className="fill-accent"
                  fillOpacity="0.75"
                />
              </>
            )}
          </svg>
          <span className="whitespace-nowrap">{quarter.replace(/^\d\d(\d\d) /, '’$1 ')}</span>
        </li>
      ))}
    </ol>
  )
}
