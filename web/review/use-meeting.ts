/** The wall of a meeting on this screen: looked at without end, and moved by whoever guides it. */
import type { Move } from '@secondstory/review/model/meetings'
import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { ask, type OperationInput, type OperationName, type OperationOutput } from '../client.ts'
import { keys } from '../queries.ts'

type Answer = OperationOutput<'readMeeting'>
/** The wall as the server tells it. */
export type Wall = NonNullable<Extract<Answer, { readonly isSame: false }>['wall']>

/** What is kept of an answer: the wall, and how far the clock of this device is from the server's. */
export interface WallSeen {
  readonly wall: Wall | null
  readonly skew_ms: number
}

/** A look waits for news at the server; this long after it was answered the next one begins. */
const LOOK_MS = 100
/** And so long after one that failed. */
const FAILED_LOOK_MS = 2_000

/** A look that has no answer for so long has none: the device slept, or the network is another one. */
const PATIENCE_MS = 30_000

/** A look ends with its page, and by itself when nothing answers. */
export function patient(signal: AbortSignal): AbortSignal {
  return AbortSignal.any([signal, AbortSignal.timeout(PATIENCE_MS)])
}

/** How long until the next look. */
export function untilLook({ state }: { readonly state: { readonly status: string } }): number {
  return state.status === 'error' ? FAILED_LOOK_MS : LOOK_MS
}

/** The wall of the newest meeting. While nothing changes one question waits at the server. */
export function wallQuery(reference: string, incidentId: string) {
  return queryOptions({
    queryKey: keys.meeting(reference),
    queryFn: async ({ signal, client }): Promise<WallSeen> => {
      const before = client.getQueryData<WallSeen>(keys.meeting(reference))
      const wall = before?.wall ?? null
      const seen = wall === null ? undefined : { meetingId: wall.id, version: wall.version }
      const known = seen === undefined ? {} : { seen, waits: true }
      const answer = await ask('readMeeting', { incidentId, ...known }, patient(signal))
      if (answer.isSame) return before ?? { wall: null, skew_ms: 0 }
      return { wall: answer.wall, skew_ms: skewOf(answer.wall?.now) }
    },
    refetchInterval: untilLook,
    refetchIntervalInBackground: true,
    staleTime: 0,
  })
}

/** How far the server's clock is ahead of this device's. */
export function skewOf(now: string | undefined): number {
  return now === undefined ? 0 : Date.parse(now) - Date.now()
}

/** The time of the server, turning once a second. */
export function useSecond(skew_ms: number): string {
  const [now_ms, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1_000)
    return () => clearInterval(timer)
  }, [])
  return new Date(now_ms + skew_ms).toISOString()
}

/** The wall, its clock, and everything that can be done to it. */
export function useMeeting(reference: string, incidentId: string) {
  const client = useQueryClient()
  const seen = useQuery(wallQuery(reference, incidentId))
  const look = () => client.invalidateQueries({ queryKey: keys.meeting(reference), exact: true })
  const work = useMutation({ mutationFn: (run: () => Promise<unknown>) => run(), onSettled: look })
  /** Asks for a change and looks again at once. */
  const change = <Name extends OperationName>(name: Name, input: OperationInput<Name>) =>
    work.mutateAsync(() => ask(name, input)).catch(() => undefined)
  const wall = seen.data?.wall ?? null
  const move = (made: Move) =>
    wall === null ? Promise.resolve(undefined) : change('markMeeting', { id: wall.id, move: made })
  return {
    wall,
    skew_ms: seen.data?.skew_ms ?? 0,
    isReading: seen.isPending,
    lost: seen.error,
    work,
    change,
    move,
    look,
  }
}

/** What the parts of the wall share. */
export type MeetingWork = ReturnType<typeof useMeeting>
/** The same where there is a wall. */
export type OpenMeeting = MeetingWork & { readonly wall: Wall }
