import type { WorkingRecord } from '@secondstory/review/model/reviews'
import { useQueryClient } from '@tanstack/react-query'
import { createContext, type ReactNode, useContext, useMemo, useRef, useState } from 'react'
import { ask, Refused, sentenceOf } from '../client.ts'
import { Button } from '../kit/Button.tsx'
import { Notice } from '../kit/Notice.tsx'
import { keys } from '../queries.ts'
import { useRecord, useReference } from '../record.ts'
import { openExpected } from './expected.ts'
import { useOthersChanges } from './use-others-changes.ts'

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
  /** Changes that were refused and taken back, oldest first, until they are tried again or left. */
  readonly failures: readonly Failure[]
  readonly closeFailures: () => void
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
  const [failures, setFailures] = useState<readonly Failure[]>([])
  const client = useQueryClient()
  const record = useRecord()
  const reference = useReference()
  const latest = useRef({ record, reference })
  latest.current = { record, reference }
  const steady = useMemo(() => {
    const expected = openExpected<WorkingRecord>()
    const read = () => client.getQueryData<WorkingRecord>(keys.incident(latest.current.reference))
    const show = (record: WorkingRecord | undefined) => {
      // The cache shares unchanged parts with what it had, so that what stands there is an object of its own.
      if (record !== undefined)
        expected.kept(client.setQueryData<WorkingRecord>(keys.incident(latest.current.reference), record))
    }
    const apply = (update: Update) => show(expected.settle(null, update, read()))
    // A read of its own each time: joining one under way could bring the record from before the change it follows.
    let begun = 0
    let newest = 0
    let answered = 0
    const refresh = async (): Promise<WorkingRecord> => {
      begun += 1
      const mine = begun
      const known = answered
      const truth = await ask('readIncident', { reference: latest.current.reference })
      // A change that was answered meanwhile may be missing in what was read, and would go from the page again.
      if (known !== answered) return refresh()
      if (mine > newest) {
        newest = mine
        show(expected.renew(truth))
      }
      return truth
    }
    const touch = () => {
      const now = latest.current.reference
      for (const queryKey of [
        keys.blockers(now),
        keys.preview(now),
        keys.history(now),
        keys.issueLinks(now),
        keys.comments(now),
        keys.known(now),
        keys.home,
        keys.actions(),
        keys.incidents(),
      ]) {
        void client.invalidateQueries({ queryKey })
      }
    }
    // One after the other: a change and the undo of it, sent side by side, may arrive the other way round.
    let before: Promise<unknown> = Promise.resolve()
    const change = async <Answer,>(wanted: Change<Answer>): Promise<Answer | Refused> => {
      // A read that was under way would put the old rows back over what is shown.
      const guessed = client
        .cancelQueries({ queryKey: keys.incident(latest.current.reference), exact: true })
        .then(() => {
          const guess = wanted.expect === undefined ? null : expected.add(read(), wanted.expect)
          if (guess !== null) show(expected.shown(read()))
          return guess
        })
      // The place in the row is taken before anything is waited for: a change that finds no read to call off would
      // overtake the one before it.
      const sent = Promise.all([before, guessed])
        .then(() => wanted.send())
        .catch((error: unknown) => asRefused(error))
      before = sent
      const guess = await guessed
      const answer = await sent
      answered += 1
      if (answer instanceof Refused) {
        if (guess !== null) show(expected.drop(guess, read()))
        // Another change may have been made meanwhile, and only the server knows both.
        refresh().catch(() => undefined)
        if (wanted.isShownInPlace !== true) {
          setFailures((now) => [...now, { sentence: answer.sentence, retry: () => void change(wanted) }])
        }
        return answer
      }
      const { settle } = wanted
      const settled = (row: WorkingRecord) => (settle === undefined ? row : settle(row, answer))
      show(expected.settle(guess, settled, read()))
      touch()
      return answer
    }
    return { change, apply, refresh, touch, closeFailures: () => setFailures([]) }
  }, [client])
  useOthersChanges(record.incident.id, steady)
  const working = useMemo(
    () => ({ ...steady, record, reference, failures }),
    [steady, record, reference, failures],
  )
  return <Context.Provider value={working}>{children}</Context.Provider>
}

function asRefused(error: unknown): Refused {
  return error instanceof Refused ? error : new Refused('defect', sentenceOf(error))
}

/** What could not be done, with a way to try it once more. What was shown has been taken back. */
export function FailureNotice() {
  const { failures, closeFailures } = useWorking()
  const last = failures.at(-1)
  if (last === undefined) return null
  const count = failures.length
  const retry = () => {
    closeFailures()
    for (const failure of failures) failure.retry()
  }
  return (
    <div className="mb-4">
      <Notice
        tone="amber"
        isUrgent
        action={
          <span className="flex gap-1">
            <Button look="plain" onClick={retry}>
              {count === 1 ? 'Try again' : `Try all ${count} again`}
            </Button>
            <Button look="quiet" onClick={closeFailures}>
              Leave it
            </Button>
          </span>
        }
      >
        {last.sentence}{' '}
        {count === 1
          ? 'The page shows it as it was before.'
          : `${count} changes were taken back; the page shows them as they were before.`}
      </Notice>
    </div>
  )
}
