import { useQuery } from '@tanstack/react-query'
import type { OperationOutput } from '../client.ts'
import { Button } from '../kit/Button.tsx'
import { Skeleton } from '../kit/Skeleton.tsx'
import { guess, keys, useChange } from '../queries.ts'
import { RefusalNotice } from '../RefusalNotice.tsx'
import { sessionsQuery } from '../settings-queries.ts'
import { agoInWords, dayInWords, useNow } from '../words.ts'

type Session = OperationOutput<'listSessions'>[number]

function SessionLine({ session, onEnd }: { readonly session: Session; readonly onEnd: () => void }) {
  const now = useNow()
  const device = session.device === '' ? 'An unnamed device' : session.device
  return (
    <li className="flex items-center justify-between gap-4 py-3">
      <div className="min-w-0">
        <p className="font-medium">
          {device}
          {session.isThis && <span className="ms-2 font-normal text-faint">this one</span>}
        </p>
        <p className="text-sm text-soft">
          since {dayInWords(session.since)}, last seen {agoInWords(session.seenAt, now)}
        </p>
      </div>
      {!session.isThis && (
        <Button look="quiet" aria-label={`End the session on ${device}`} onClick={onEnd}>
          End it
        </Button>
      )}
    </li>
  )
}

/** Where I am signed in, each session with the way to end it. */
export function SessionSettings() {
  const sessions = useQuery(sessionsQuery)
  const close = useChange('closeSessions', {
    touches: () => [keys.sessions],
    guesses: ({ id }) => [
      guess<readonly Session[]>(keys.sessions, (kept) =>
        kept.filter((each) => each.isThis || (id !== undefined && each.id !== id)),
      ),
    ],
  })
  const list = sessions.data ?? []
  return (
    <section>
      <h2 className="title mb-1 text-lg">Where you are signed in</h2>
      <RefusalNotice error={sessions.error ?? close.error} />
      {sessions.isPending && <Skeleton lines={2} label="Loading the sessions" />}
      <ul className="flex flex-col divide-y divide-line/70">
        {list.map((session) => (
          <SessionLine key={session.id} session={session} onEnd={() => close.mutate({ id: session.id })} />
        ))}
      </ul>
      {list.length > 1 && (
        <Button className="mt-3" onClick={() => close.mutate({})}>
          End all others
        </Button>
      )}
    </section>
  )
}
