import { dueWords } from '@secondstory/review/model/action-check'
import { reminderDeeds } from '@secondstory/review/model/reminders'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { ask, type OperationOutput } from '../client.ts'
import { Button } from '../kit/Button.tsx'
import { Field, TextArea } from '../kit/Field.tsx'
import { Notice } from '../kit/Notice.tsx'
import { Skeleton } from '../kit/Skeleton.tsx'
import { useChange } from '../queries.ts'
import { RefusalNotice } from '../RefusalNotice.tsx'
import { Door } from './Door.tsx'

type Read = OperationOutput<'readReminder'>

/** Where a link of a reminder leads: what it would do, and the one line it asks for first. */
export function FollowUp() {
  const [token] = useState(() => window.location.hash.slice(1))
  const read = useQuery({
    queryKey: ['reminder', token],
    queryFn: ({ signal }) => ask('readReminder', { token }, signal),
    refetchOnWindowFocus: false,
  })
  return (
    <Door
      title={read.data === undefined ? 'An action' : reminderDeeds[read.data.deed].label}
      about={
        read.data === undefined
          ? 'Nothing has changed by opening this link.'
          : `${read.data.incidentReference}, ${dueWords(read.data.dueOn, read.data.today)}. Nothing has changed by opening this link.`
      }
    >
      {read.isPending && <Skeleton lines={2} label="Reading the link" />}
      <RefusalNotice error={read.error} />
      {read.data !== undefined && <Answer token={token} read={read.data} />}
    </Door>
  )
}

const over: Readonly<Record<Read['deed'], string>> = {
  done: 'It is done. In a month we look whether it works.',
  're-date': 'The day moved, and what you wrote stands beside it.',
  blocked: 'It waits, and the weekly check shows what for.',
  drop: 'It is dropped, with your reason beside it.',
}

function Answer({ token, read }: { readonly token: string; readonly read: Read }) {
  const [text, setText] = useState('')
  const [dueOn, setDueOn] = useState('')
  const answer = useChange('answerReminder', { touches: () => [] })
  const send = (event: FormEvent) => {
    event.preventDefault()
    answer.mutate({ token, text, ...(dueOn === '' ? {} : { dueOn }) })
  }
  if (answer.isSuccess) return <Notice tone="accent">{over[read.deed]}</Notice>
  return (
    <form onSubmit={send} className="flex flex-col gap-4">
      <p className="title text-md">{read.title}</p>
      {read.deed === 're-date' && (
        <Field
          label="New day"
          type="date"
          required
          min={read.today}
          max="2099-12-31"
          className="max-w-52"
          value={dueOn}
          onChange={(event) => setDueOn(event.target.value)}
        />
      )}
      <TextArea
        label={reminderDeeds[read.deed].asks}
        hint="One line is enough."
        value={text}
        rows={2}
        required
        onChange={(event) => setText(event.target.value)}
      />
      <RefusalNotice error={answer.error} />
      <Button type="submit" look="accent" isBusy={answer.isPending} className="self-start">
        {reminderDeeds[read.deed].label}
      </Button>
    </form>
  )
}
