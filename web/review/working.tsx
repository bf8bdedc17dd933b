import type { WorkingRecord } from '@secondstory/review/model/reviews'
import { useQueryClient } from '@tanstack/react-query'
import { createContext, type ReactNode, useContext, useMemo, useRef, useState } from 'react'
import { Refused, sentenceOf } from '../client.ts'
import { Button } from '../kit/Button.tsx'
import { Notice } from '../kit/Notice.tsx'
import { keys, recordQuery } from '../queries.ts'
import { useRecord, useReference } from '../record.ts'

type Update = (record: WorkingRecord) => WorkingRecord

/** The record under work, and the one way to change what the page shows of it. */
export interface Working {
  readonly record: WorkingRecord
  /** "INC-42": the part of the address. */
  readonly reference: string
  /** Changes what is shown, at once. */
  readonly apply: (update: Update) => unknown
  /** Reads the record again; resolves with the truth. */
  readonly refresh: () => Promise<WorkingRecord>
  /** Runs a change: shown at once, sent, then replaced by the answer; taken back with a sentence when it is refused. */
  readonly change: <Answer>(change: Change<Answer>) => Promise<Answer | Refused>
  readonly failure: Failure | null
  readonly closeFailure: () => void
}

export interface Change<Answer> {
  /** How the record looks once this is done, as far as the page can tell. */
  readonly expect?: Update
  readonly send: () => Promise<Answer>
  /** Puts the answer in the place of what was expected. */
  readonly settle?: (record: WorkingRecord, answer: Answer) => WorkingRecord
  /** The caller shows the refusal itself, in place. */
  readonly isShownInPlace?: boolean
}

interface Failure {
  readonly sentence: string
  readonly retry: () => void
}

const Context = createContext<Working | null>(null)

/** The record of the incident whose page this is. */
export function useWorking(): Working {
  const working = useContext(Context)
  if (working === null)
    throw new Error('A part of the review stands outside WorkingProvider; it needs the record around it.')
  return working
}

/** Gives every tab the record and one honest way to change it. Stands inside `IncidentFrame`. */
export function WorkingProvider({ children }: { readonly children: ReactNode }) {
  const [failure, setFailure] = useState<Failure | null>(null)
  const client = useQueryClient()
  const record = useRecord()
  const reference = useReference()
  const latest = useRef({ record, reference })
  latest.current = { record, reference }
  const steady = useMemo(() => {
    const apply = (update: Update) =>
      client.setQueryData<WorkingRecord>(
        keys.incident(latest.current.reference),
        (kept) => kept && update(kept),
      )
    const refresh = () => client.fetchQuery({ ...recordQuery(latest.current.reference), staleTime: 0 })
    const touch = () => {
      const now = latest.current.reference
      for (const queryKey of [
        keys.blockers(now),
        keys.preview(now),
        keys.history(now),
        keys.home,
        keys.actions(),
        keys.incidents(),
      ]) {
        void client.invalidateQueries({ queryKey })
      }
    }
    const change = async <Answer,>(wanted: Change<Answer>): Promise<Answer | Refused> => {
      // A read that was under way would put the old rows back over what is shown.
      await client.cancelQueries({ queryKey: keys.incident(latest.current.reference), exact: true })
      const before = client.getQueryData<WorkingRecord>(keys.incident(latest.current.reference))
      if (wanted.expect !== undefined) apply(wanted.expect)
      const answer = await wanted.send().catch((error: unknown) => asRefused(error))
      if (answer instanceof Refused) {
        // Put back first so that nothing false stays on the page while the truth is fetched: another change may have
        // been made meanwhile, and only the server knows both.
        if (wanted.expect !== undefined && before !== undefined) apply(() => before)
        refresh().catch(() => undefined)
        if (wanted.isShownInPlace !== true) {
          setFailure({ sentence: answer.sentence, retry: () => void change(wanted) })
        }
        return answer
      }
      setFailure(null)
      const { settle } = wanted
      if (settle !== undefined) apply((now) => settle(now, answer))
      touch()
      return answer
    }
    return { change, apply, refresh, closeFailure: () => setFailure(null) }
  }, [client])
  const working = useMemo(
    () => ({ ...steady, record, reference, failure }),
    [steady, record, reference, failure],
  )
  return <Context.Provider value={working}>{children}</Context.Provider>
}

function asRefused(error: unknown): Refused {
  return error instanceof Refused ? error : new Refused('defect', sentenceOf(error))
}

/** What could not be done, with a way to try it once more. What was shown has been taken back. */
export function FailureNotice() {
  const { failure, closeFailure } = useWorking()
  if (failure === null) return null
  return (
    <div className="mb-4">
      <Notice
        tone="amber"
        isUrgent
        action={
          <span className="flex gap-1">
            <Button look="plain" onClick={failure.retry}>
              Try again
            </Button>
            <Button look="quiet" onClick={closeFailure}>
              Leave it
            </Button>
          </span>
        }
      >
        {failure.sentence} The page shows it as it was before.
      </Notice>
    </div>
  )
}
