import { guestAnswers } from '@secondstory/review/model/meeting-dates'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ask } from '../client.ts'
import { Button } from '../kit/Button.tsx'
import { Notice } from '../kit/Notice.tsx'
import { Skeleton } from '../kit/Skeleton.tsx'
import { useChange } from '../queries.ts'
import { RefusalNotice } from '../RefusalNotice.tsx'
import { Door } from './Door.tsx'

const said = {
  coming: 'Whoever guides the meeting knows that you come. The letter has the way in.',
  'not-coming': 'Whoever guides the meeting knows. The review stays open to what you want to say in it.',
} as const

/** Where a link of an invitation leads. Opening the page alone changes nothing: mail programs open links too. */
export function Invited() {
  const [token] = useState(() => window.location.hash.slice(1))
  const read = useQuery({
    queryKey: ['invited', token],
    queryFn: ({ signal }) => ask('readMeetingInvitation', { token }, signal),
    refetchOnWindowFocus: false,
  })
  const answer = useChange('answerMeetingInvitation', { touches: () => [] })
  const { data } = read
  return (
    <Door
      title={data === undefined ? 'An invitation' : `The meeting about ${data.incidentReference}`}
      about={
        data === undefined
          ? 'Nothing has changed by opening this link.'
          : `${[data.when, data.place].filter((part) => part !== '').join('. ')}. Nothing has changed by opening this link.`
      }
    >
      {read.isPending && <Skeleton lines={2} label="Reading the link" />}
      <RefusalNotice error={read.error} />
      {data !== undefined && answer.data === undefined && (
        <Button look="accent" isBusy={answer.isPending} onClick={() => answer.mutate({ token })}>
          {guestAnswers[data.answer].label}
        </Button>
      )}
      {answer.data !== undefined && <Notice tone="accent">{said[answer.data.answer]}</Notice>}
      <RefusalNotice error={answer.error} />
    </Door>
  )
}
