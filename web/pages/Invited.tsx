import { guestAnswers } from '@secondstory/review/model/meeting-dates'
import { useQuery } from '@tanstack/react-query'
import { useSyncExternalStore } from 'react'
import { ask } from '../client.ts'
import { Button } from '../kit/Button.tsx'
import { Notice } from '../kit/Notice.tsx'
import { Skeleton } from '../kit/Skeleton.tsx'
import { useChange } from '../queries.ts'
import { RefusalNotice } from '../RefusalNotice.tsx'
import { Door } from './Door.tsx'

const said = {
  coming: 'It is known that you come. The letter has the way in.',
  'not-coming': 'It is known that you do not come. The review stays open to what you want to say in it.',
} as const

const UNCHANGED = 'Nothing has changed by opening this link.'

/** Where a link of an invitation leads. Opening the page alone changes nothing: mail programs open links too. */
export function Invited() {
  const token = useHash()
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
          ? UNCHANGED
          : `${[data.when, data.place].filter((part) => part !== '').join('. ')}.${answer.data === undefined ? ` ${UNCHANGED}` : ''}`
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

/** What stands behind the `#`: the other link of a letter, opened in the same tab, changes nothing else. */
function useHash(): string {
  return useSyncExternalStore(hearHash, () => window.location.hash.slice(1))
}

function hearHash(heard: () => void): () => void {
  window.addEventListener('hashchange', heard)
  return () => window.removeEventListener('hashchange', heard)
}
