/** A seat in a meeting on this device: taken once with the link, kept until the meeting is over; a look from it waits for news. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { ask, type OperationOutput, Refused } from '../client.ts'
import { onDevice } from './on-device.ts'
import { patient, skewOf, untilLook } from './use-meeting.ts'

type Answer = OperationOutput<'readSeat'>
/** What a seat sees. */
export type SeatSeen = Extract<Answer, { readonly isSame: false }>['seat']

/** Everything of a seat that is looked from. */
interface Looked {
  readonly seen: SeatSeen
  readonly skew_ms: number
}

/** The secret of the seat of this link, as this device keeps it; taken when there is none. */
function useSecret(link: string) {
  const [secret, setSecret] = useState<string | null>(null)
  const [problem, setProblem] = useState<Error | null>(null)
  useEffect(() => {
    let isHere = true
    const take = async () => {
      const kept = await onDevice.read(`seat ${link}`)
      if (typeof kept === 'string') return kept
      const { seat } = await ask('startSeat', { link })
      await onDevice.write(`seat ${link}`, seat)
      return seat
    }
    take().then(
      (seat) => isHere && setSecret(seat),
      (error: Error) => isHere && setProblem(error),
    )
    return () => {
      isHere = false
    }
  }, [link])
  return { secret, problem }
}

/** The seat of this device, and what can be done from it. */
export function useSeat(link: string) {
  const client = useQueryClient()
  const { secret, problem } = useSecret(link)
  const queryKey = ['seat', secret]
  const seen = useQuery({
    queryKey,
    enabled: secret !== null,
    queryFn: async ({ signal }): Promise<Looked> => {
      const before = client.getQueryData<Looked>(queryKey)
      const known = before === undefined ? {} : { seen: before.seen.version, waits: true }
      const answer = await ask('readSeat', { seat: secret ?? '', ...known }, patient(signal))
      if (answer.isSame && before !== undefined) return before
      if (answer.isSame)
        throw new Refused('defect', 'The server said that nothing changed, and nothing was known.')
      return { seen: answer.seat, skew_ms: skewOf(answer.seat.now) }
    },
    refetchInterval: untilLook,
    staleTime: 0,
  })
  const work = useMutation({
    mutationFn: (run: () => Promise<unknown>) => run(),
    onSettled: () => client.invalidateQueries({ queryKey }),
  })
  const send = (run: (seat: string) => Promise<unknown>) =>
    work.mutateAsync(() => run(secret ?? '')).catch(() => undefined)
  return { looked: seen.data ?? null, problem: problem ?? seen.error, work, send }
}

/** What the parts of a seat's page share. */
export type SeatWork = ReturnType<typeof useSeat>
