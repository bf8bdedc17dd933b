import { useParams } from '@tanstack/react-router'
import { Refused, sentenceOf } from '../client.ts'
import { Notice } from '../kit/Notice.tsx'
import { Skeleton } from '../kit/Skeleton.tsx'
import { Seat } from '../review/Seat.tsx'
import { useSeat } from '../review/use-seat.ts'
import { useTitle } from './Page.tsx'

/** A seat in a meeting, on a phone: one question and one box. Nobody is asked for a name. */
export function SeatPage() {
  const { link = '' } = useParams({ strict: false })
  useTitle('Meeting')
  const seat = useSeat(link)
  const { looked, problem } = seat
  const isLost = problem instanceof Refused && (problem.kind === 'offline' || problem.kind === 'away')
  return (
    <main id="main" className="mx-auto flex min-h-dvh w-full max-w-[34rem] flex-col px-5 py-6">
      {problem !== null && (looked === null || isLost) && (
        <Notice tone="amber">
          {isLost && looked !== null
            ? 'The server is out of reach. What you write stays here until it is back.'
            : sentenceOf(problem)}
        </Notice>
      )}
      {looked === null && problem === null && <Skeleton lines={4} label="Taking a seat" />}
      {looked !== null && <Seat seat={seat} seen={looked.seen} skew_ms={looked.skew_ms} />}
    </main>
  )
}
