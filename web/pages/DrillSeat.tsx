import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import { ask, type OperationOutput } from '../client.ts'
import { Button } from '../kit/Button.tsx'
import { Skeleton } from '../kit/Skeleton.tsx'
import { useChange } from '../queries.ts'
import { RefusalNotice } from '../RefusalNotice.tsx'
import { Clock, Over } from '../review/Foresight.tsx'
import { PastEvents } from '../review/PastEvents.tsx'
import { PastStrip } from '../review/PastStrip.tsx'
import { Tallies } from '../review/Tallies.tsx'
import { type Mine, OTHER, WasChosen, WhatWouldYouDo } from '../review/WhatWouldYouDo.tsx'
import { useTitle } from './Page.tsx'

type Seat = OperationOutput<'readDrillSeat'>

/** The facilitator moves the drill; this page follows. */
const LOOK_AGAIN_MS = 1_500

/** A drill from a seat: what is visible now, and a choice before history's. Whoever has the link can sit here. */
export function DrillSeat() {
  useTitle('Drill')
  const { secret = '' } = useParams({ strict: false })
  const found = useQuery({
    queryKey: ['drill-seat', secret],
    queryFn: ({ signal }) => ask('readDrillSeat', { secret }, signal),
    refetchInterval: (query) => (query.state.status === 'error' ? false : LOOK_AGAIN_MS),
    retry: false,
  })
  const seat = found.data
  return (
    <div className="mx-auto flex min-h-dvh w-full max-w-[46rem] flex-col px-4 sm:px-8">
      <header className="py-3 md:py-5">
        <p className="title text-lg">Second Story</p>
      </header>
      <main id="main" className="flex flex-1 flex-col gap-7 pt-2 md:pt-6">
        {found.isPending && <Skeleton lines={3} label="Taking a seat" />}
        <RefusalNotice error={found.error} />
        {seat !== undefined && found.error === null && <Shown seat={seat} secret={secret} />}
      </main>
    </div>
  )
}

function Shown({ seat, secret }: { readonly seat: Seat; readonly secret: string }) {
  const latest = seat.made.at(-1)
  const [mine, setMine] = useState<Mine | null>(null)
  const bottom = useRef<HTMLDivElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: `moved` says that something came.
  useEffect(() => {
    // In braces: newer browsers answer with a promise, which an effect may not hand on.
    bottom.current?.scrollIntoView({ block: 'end' })
  }, [seat.moved])
  return (
    <>
      <Clock now={seat} />
      <PastStrip events={seat.events} seen={seat.decision?.seen ?? []} now={seat.clock} />
      <PastEvents events={seat.events} fresh={1} />
      {latest !== undefined && seat.decision === null && !seat.isOver && (
        <WasChosen made={latest} mine={mine} />
      )}
      {seat.decision !== null && (
        <Choice key={seat.moved} seat={seat} decision={seat.decision} secret={secret} onChosen={setMine} />
      )}
      {seat.decision === null && !seat.isOver && (
        <p className="text-faint">
          What do you believe is going on? The next step comes when the group is ready.
        </p>
      )}
      {seat.isOver && (
        <>
          <Tallies summary={seat.summary} />
          <Over
            hindsight={seat.hindsight}
            ending={<p className="text-soft">That was the drill. Thank you.</p>}
          />
        </>
      )}
      <div ref={bottom} className="h-16" />
    </>
  )
}

/** One choice at one decision. The seat is made here, for this decision, and forgotten with it. */
function Choice({
  seat,
  decision,
  secret,
  onChosen,
}: {
  readonly seat: Seat
  readonly decision: NonNullable<Seat['decision']>
  readonly secret: string
  readonly onChosen: (mine: Mine) => void
}) {
  const [mine, setMine] = useState<Mine | null>(null)
  const [place] = useState(() => crypto.randomUUID())
  const send = useChange('addDrillChoice', {
    touches: () => [],
    onDone: () => mine !== null && onChosen(mine),
  })
  const answer = (
    <>
      <Button
        look="accent"
        isBusy={send.isPending}
        disabled={mine === null}
        onClick={() =>
          mine !== null &&
          send.mutate({
            secret,
            seat: place,
            option: mine.option === OTHER ? OTHER : mine.option,
            moved: seat.moved,
          })
        }
      >
        {send.isSuccess ? 'Choose again' : 'Choose this'}
      </Button>
      <span role="status" className="text-sm text-faint">
        {send.isSuccess
          ? 'It is in. What was chosen then is shown when the group goes on.'
          : 'Your words stay on this page; which option it was is counted without you.'}
      </span>
      <RefusalNotice error={send.error} />
    </>
  )
  return (
    <WhatWouldYouDo
      decision={decision}
      mine={mine}
      onChange={setMine}
      onGoOn={() => undefined}
      isBusy={false}
      answer={answer}
    />
  )
}
