import { useCallback, useEffect, useRef, useState } from 'react'
import { ask, type OperationInput, type OperationOutput, Refused, sentenceOf } from '../client.ts'

/** What one step of a replay shows. */
export type Foresight = OperationOutput<'readForesight'>
/** Which replay: an incident under work, or a published edition by a name that says nothing of it. */
export type ForesightSource =
  | Required<Pick<OperationInput<'readForesight'>, 'reference'>>
  | Required<Pick<OperationInput<'readForesight'>, 'editionId'>>

interface Walk {
  /** Every step the server has shown so far; the future is not among them, because it was not sent. */
  readonly shown: readonly Foresight[]
  /** The step on the page; behind it lie those that were looked at before. */
  readonly place: number
}

const beginning: Walk = { shown: [], place: -1 }

/** Walks a replay: each step is asked for when it is taken, and going back costs no question. */
export function useForesight(source: ForesightSource, role: string) {
  const [walk, setWalk] = useState<Walk>(beginning)
  const [problem, setProblem] = useState<{ readonly sentence: string; readonly isStale: boolean } | null>(
    null,
  )
  const [isBusy, setBusy] = useState(false)
  const latest = useRef({ walk, isBusy: false })
  latest.current.walk = walk
  const request = useCallback(
    async (input: Omit<OperationInput<'readForesight'>, 'reference' | 'editionId'>) => {
      latest.current.isBusy = true
      setBusy(true)
      const answer = await ask('readForesight', { ...source, ...input }).catch((error: unknown) => {
        const isStale = error instanceof Refused && error.kind === 'conflict'
        setProblem({ sentence: sentenceOf(error), isStale })
        return null
      })
      latest.current.isBusy = false
      setBusy(false)
      if (answer !== null) setProblem(null)
      return answer
    },
    [source],
  )
  const step = useCallback(
    async (to: 'next' | 'decision') => {
      const { walk: now, isBusy: isAsking } = latest.current
      if (isAsking) return
      const ahead = now.shown.findIndex(
        (each, index) => index > now.place && (to === 'next' || each.decision !== null),
      )
      if (ahead > 0) return setWalk({ ...now, place: ahead })
      const last = now.shown.at(-1)
      if (last?.isOver === true) return setWalk({ ...now, place: now.shown.length - 1 })
      const answer = await request({
        to,
        ...(last === undefined ? {} : { cursor: last.cursor }),
        ...(role === '' ? {} : { role }),
      })
      if (answer !== null) setWalk(({ shown }) => ({ shown: [...shown, answer], place: shown.length }))
    },
    [request, role],
  )
  const back = useCallback(() => setWalk((now) => ({ ...now, place: Math.max(0, now.place - 1) })), [])
  const begin = useCallback(() => {
    setProblem(null)
    setWalk(beginning)
  }, [])
  // Another role sees another past: the replay goes back to its beginning.
  // biome-ignore lint/correctness/useExhaustiveDependencies: `role` and `source` are what it begins again for.
  useEffect(begin, [role, source, begin])
  const isFresh = walk.shown.length === 0
  useEffect(() => {
    if (isFresh) void step('next')
  }, [isFresh, step])
  return {
    past: walk.shown.slice(0, walk.place + 1),
    place: walk.place,
    isAtFront: walk.place === walk.shown.length - 1,
    isBusy,
    problem,
    step,
    back,
    begin,
  }
}
