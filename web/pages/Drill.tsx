import { factorEntry, factorName } from '@secondstory/review/model/taxonomy'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useLocation, useParams } from '@tanstack/react-router'
import { ask, type OperationOutput } from '../client.ts'
import { Button } from '../kit/Button.tsx'
import { Copied } from '../kit/Copied.tsx'
import { Skeleton } from '../kit/Skeleton.tsx'
import { useShortcuts } from '../kit/shortcuts.ts'
import { PathLink } from '../PathLink.tsx'
import { paths } from '../paths.ts'
import { useChange } from '../queries.ts'
import { RefusalNotice } from '../RefusalNotice.tsx'
import { Clock, Line, Over } from '../review/Foresight.tsx'
import { PastEvents } from '../review/PastEvents.tsx'
import { Tallies, TallyRows } from '../review/Tallies.tsx'
import { Page } from './Page.tsx'

type View = OperationOutput<'readDrill'>

/** Answers come while nobody does anything here. */
const LOOK_AGAIN_MS = 2_000

/** A drill as its facilitator sees it: what is visible, the notes on what comes, and the buttons that move everyone. */
export function Drill() {
  const { drillId = '' } = useParams({ strict: false })
  const client = useQueryClient()
  const key = ['drill', drillId]
  const found = useQuery({
    queryKey: key,
    queryFn: ({ signal }) => ask('readDrill', { id: drillId }, signal),
    refetchInterval: LOOK_AGAIN_MS,
  })
  const move = useChange('correctDrill', {
    touches: () => [],
    onDone: (view) => client.setQueryData(key, view),
  })
  const drill = found.data
  const to = (where: 'next' | 'decision' | 'back' | 'end') => {
    if (drill === undefined || move.isPending) return
    move.mutate({ id: drillId, version: drill.version, to: where }, { onError: () => void found.refetch() })
  }
  useShortcuts('Drill', [
    { keys: 'ArrowRight', about: 'One step on', run: () => to('next') },
    { keys: 'ArrowLeft', about: 'One step back', run: () => to('back') },
    { keys: 'd', about: 'On to the next decision', run: () => to('decision') },
  ])
  return (
    <Page title="Drill" about={drill?.title}>
      <RefusalNotice error={found.error ?? move.error} />
      {found.isPending && <Skeleton lines={4} />}
      {drill !== undefined && (
        <div className="grid gap-10 lg:grid-cols-[minmax(0,1fr)_20rem]">
          <div className="flex min-w-0 flex-col gap-6">
            <Clock now={drill} />
            <Moves drill={drill} isBusy={move.isPending} onMove={to} />
            <PastEvents events={drill.events} fresh={1} />
            {drill.isOver && (
              <>
                <Tallies summary={drill.summary} />
                <Over
                  hindsight={drill.hindsight}
                  ending={<PathLink to={paths.library()}>To the library</PathLink>}
                />
              </>
            )}
          </div>
          <aside aria-label="For you alone" className="flex flex-col gap-6">
            <Link drill={drill} />
            <Notes drill={drill} />
          </aside>
        </div>
      )}
    </Page>
  )
}

function Moves({
  drill,
  isBusy,
  onMove,
}: {
  readonly drill: View
  readonly isBusy: boolean
  readonly onMove: (to: 'next' | 'decision' | 'back' | 'end') => void
}) {
  const isStill = drill.isOver || drill.isClosed
  return (
    <div className="sticky top-0 z-10 -mx-2 flex flex-wrap items-center gap-2 bg-paper px-2 py-2">
      <Button look="accent" isBusy={isBusy} disabled={isStill} onClick={() => onMove('next')}>
        {drill.decision === null ? 'Step on' : 'Show what was chosen'}
      </Button>
      <Button look="quiet" disabled={drill.place < 2 || drill.isClosed} onClick={() => onMove('back')}>
        Back
      </Button>
      <Button look="quiet" disabled={isStill} onClick={() => onMove('decision')}>
        Next decision
      </Button>
      <span className="flex-1 text-end text-sm text-faint">
        {Math.min(drill.place, drill.steps)} of {drill.steps} steps
      </span>
      <Button look="quiet" disabled={drill.isClosed} onClick={() => onMove('end')}>
        {drill.isClosed ? 'The drill is ended' : 'End the drill'}
      </Button>
    </div>
  )
}

function Link({ drill }: { readonly drill: View }) {
  const { hash } = useLocation()
  if (drill.isClosed) return <p className="text-soft">The link for participants leads nowhere any more.</p>
  return (
    <section aria-label="The link" className="rounded-lg border border-line bg-raised p-4">
      <h2 className="title text-md">For everyone who takes part</h2>
      {hash === '' ? (
        <p className="mt-1 text-sm text-soft">
          The link was shown when this drill was opened and is not kept; it stands in the address of that
          page. Another drill has another link.
        </p>
      ) : (
        <>
          <p className="mt-1 mb-2 text-sm text-soft">No account is needed. It works for a day.</p>
          <Copied
            label="the link"
            text={`${window.location.origin}${paths.drillSeat(hash.replace(/^#/, ''))}`}
          />
        </>
      )}
    </section>
  )
}

/** What the facilitator knows and nobody else: what was chosen, what came of it, and how the group stands. */
function Notes({ drill }: { readonly drill: View }) {
  const { notes, answers, fewestAnswers } = drill
  if (notes === null) {
    return (
      <p className="text-soft">
        Notes appear at each decision. Until then: what would you look at now, and what does each of us
        believe is going on?
      </p>
    )
  }
  const { decision, hindsight, tally } = notes
  return (
    <section aria-label="Notes" className="rounded-lg border border-line bg-raised p-4">
      <h2 className="title text-md">Notes, for you alone</h2>
      <p className="mt-1 text-sm text-soft">
        {answers === 0
          ? 'Nobody has answered yet.'
          : `${answers === 1 ? 'One answer' : `${answers} answers`} so far.`}
        {answers < fewestAnswers && ` How they fall is shown from ${fewestAnswers} on.`}
      </p>
      {tally.options !== null && <TallyRows tally={tally} />}
      <Line title="Chosen then" text={decision.chosen} />
      <Line title="It made sense because" text={decision.madeSenseBecause} />
      <Line title="Believed then" text={decision.believed} />
      <Line title="What came of it" text={hindsight.observed} />
      <Line title="How it usually goes" text={hindsight.usually} />
      {hindsight.notReached.map(({ what, where, barrier }) => (
        <Line
          key={what}
          title="Existed, out of reach"
          text={`${what}${where.trim() === '' ? '' : ` (${where})`}${factorEntry(barrier) === null ? '' : `. Between: ${factorName(barrier).toLowerCase()}`}`}
        />
      ))}
      <p className="mt-3 border-t border-line pt-3 text-sm text-soft">
        Ask before you go on: what told you it was this and not something else? What would have changed your
        mind?
      </p>
    </section>
  )
}
