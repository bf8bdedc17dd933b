import { FEWEST_ANSWERS } from '@secondstory/review/model/drills'
import type { OperationOutput } from '../client.ts'
import { classes } from '../kit/classes.ts'

type Tally = OperationOutput<'readDrillSeat'>['summary'][number]

/** How a group chose at one decision, as bars beside their words; under five answers only that they came. */
export function TallyRows({ tally }: { readonly tally: Tally }) {
  const { options } = tally
  if (options === null) {
    return (
      <p className="mt-1 text-sm text-faint">
        How the group chose is shown from {FEWEST_ANSWERS} answers on, so that no answer can be told apart.
      </p>
    )
  }
  const most = Math.max(1, ...options.map(({ answers }) => answers))
  return (
    <ul className="mt-2 flex flex-col gap-1.5">
      {options.map(({ text, answers, isHistory }) => (
        <li key={text} className="grid gap-x-3 sm:grid-cols-[minmax(0,1fr)_10rem_2ch] sm:items-center">
          <span className={classes('min-w-0', isHistory ? 'font-medium' : 'text-soft')}>
            {text}
            {isHistory && <span className="text-sm text-faint"> · chosen then</span>}
          </span>
          <span aria-hidden="true" className="h-2 rounded-full bg-sunk max-sm:hidden">
            <span
              className={classes('block h-2 rounded-full', isHistory ? 'bg-accent' : 'bg-edge')}
              style={{ inlineSize: `${(answers / most) * 100}%` }}
            />
          </span>
          <span className="tabular font-mono text-sm text-soft">{answers}</span>
        </li>
      ))}
    </ul>
  )
}

/** Where the group's choices parted from history, decision by decision. Nobody is named, and nobody was kept. */
export function Tallies({ summary }: { readonly summary: readonly Tally[] }) {
  if (summary.length === 0) return null
  const parted = summary.filter(({ isParted }) => isParted === true).length
  const told = summary.some(({ options }) => options !== null)
  return (
    <section aria-label="How the group chose" className="border-t border-line pt-6">
      <h2 className="title text-xl">How the group chose</h2>
      {told && (
        <p className="mt-1 text-soft">
          {parted === 0
            ? 'At every decision most of us did what was done then, with what could be seen then.'
            : `At ${parted} of ${summary.length} decisions most of us went another way. What did those who chose then have in front of them that we did not, or the other way round?`}
        </p>
      )}
      <ol>
        {summary.map((tally) => (
          <li key={`${tally.role} ${tally.chosen}`} className="border-b border-line py-4">
            <p className="text-sm text-faint">{tally.role}</p>
            <p className="title text-lg">{tally.chosen}</p>
            <TallyRows tally={tally} />
          </li>
        ))}
      </ol>
    </section>
  )
}
