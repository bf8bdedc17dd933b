import { isPaused, pauseBlockers } from '@secondstory/review/model/pauses'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { Button } from '../kit/Button.tsx'
import { Field } from '../kit/Field.tsx'
import { offerUndo } from '../kit/Undo.tsx'
import { keys, useChange } from '../queries.ts'
import { RefusalNotice } from '../RefusalNotice.tsx'
import { pausesQuery } from '../settings-queries.ts'
import { dayInWords, useNow } from '../words.ts'

const touches = () => [keys.pauses]

/** Days on which digests and exports rest. */
export function PauseSettings() {
  const now = useNow()
  const pauses = useQuery(pausesQuery)
  const add = useChange('addPause', { touches })
  const remove = useChange('removePause', { touches })
  const [fromOn, setFrom] = useState('')
  const [untilOn, setUntil] = useState('')
  const problem =
    fromOn === '' || untilOn === '' ? undefined : pauseBlockers({ fromOn, untilOn })[0]?.sentence
  const send = (event: FormEvent) => {
    event.preventDefault()
    if (problem === undefined) add.mutate({ fromOn, untilOn })
  }
  const take = (pause: { readonly id: string; readonly fromOn: string; readonly untilOn: string }) => {
    remove.mutate({ id: pause.id })
    offerUndo('The pause is gone.', () => add.mutate({ fromOn: pause.fromOn, untilOn: pause.untilOn }))
  }
  return (
    <section>
      <h2 className="title text-lg">Review season</h2>
      <p className="mt-1 text-soft">
        While people's work is judged elsewhere, digests and exports rest here, so that neither can be
        mistaken for the other.
      </p>
      <RefusalNotice error={pauses.error ?? add.error ?? remove.error} />
      <ul className="mt-2 flex flex-col divide-y divide-line/70">
        {pauses.data?.map((pause) => (
          <li key={pause.id} className="flex flex-wrap items-center justify-between gap-x-4 py-1.5">
            <span>
              {dayInWords(pause.fromOn)} to {dayInWords(pause.untilOn)}
              {isPaused(now, [pause]) && <span className="ms-2 text-accent">now</span>}
            </span>
            <Button look="quiet" onClick={() => take(pause)}>
              Take it away
            </Button>
          </li>
        ))}
      </ul>
      <form onSubmit={send} className="mt-3 flex flex-wrap items-end gap-4">
        <Field
          label="From"
          type="date"
          required
          className="w-44"
          value={fromOn}
          onChange={(event) => setFrom(event.target.value)}
        />
        <Field
          label="Until"
          type="date"
          required
          className="w-44"
          value={untilOn}
          problem={problem}
          onChange={(event) => setUntil(event.target.value)}
        />
        <Button type="submit" isBusy={add.isPending}>
          Add the pause
        </Button>
      </form>
    </section>
  )
}
