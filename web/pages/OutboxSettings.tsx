import { type Dispatch, dispatchKinds } from '@secondstory/review/model/outbox'
import { useQuery } from '@tanstack/react-query'
import { Button } from '../kit/Button.tsx'
import { Notice } from '../kit/Notice.tsx'
import { Skeleton } from '../kit/Skeleton.tsx'
import { keys, useChange } from '../queries.ts'
import { RefusalNotice } from '../RefusalNotice.tsx'
import { outboxQuery } from '../settings-queries.ts'
import { agoInWords, instantInWords, useNow } from '../words.ts'
import { Listeners } from './Listeners.tsx'

/** What goes out of this installation: what came back, what waits and what was sent last. Never what it says. */
export function OutboxSettings() {
  const outbox = useQuery(outboxQuery)
  return (
    <div className="flex max-w-[46rem] flex-col gap-10">
      <p className="text-soft">
        Reminders, invitations, digests and webhooks wait here until they are taken. What they say is shown to
        nobody but whoever they are for.
      </p>
      <RefusalNotice error={outbox.error} />
      {outbox.isPending && <Skeleton lines={4} label="Loading what goes out" />}
      {outbox.data !== undefined && (
        <>
          {!outbox.data.canMail && <NoMail />}
          <Listeners />
          <Dispatches title="Came back" none="Nothing came back." items={outbox.data.returned} />
          <Dispatches title="Waits" none="Nothing waits." items={outbox.data.waiting} />
          <Dispatches title="Went out last" none="Nothing has gone out yet." items={outbox.data.sent} />
        </>
      )}
    </div>
  )
}

function NoMail() {
  return (
    <Notice tone="amber">
      Mail has no way out yet, so it waits here and nothing is lost. Start the server with{' '}
      <code className="font-mono text-sm">SMTP_URL</code> and{' '}
      <code className="font-mono text-sm">MAIL_FROM</code>, and what waits goes out.
    </Notice>
  )
}

function Dispatches({
  title,
  none,
  items,
}: {
  readonly title: string
  readonly none: string
  readonly items: readonly Dispatch[]
}) {
  const now = useNow()
  return (
    <section aria-label={title}>
      <h2 className="title text-lg">{title}</h2>
      {items.length === 0 && <p className="mt-1 text-soft">{none}</p>}
      <ul className="mt-1 flex flex-col divide-y divide-line/70">
        {items.map((dispatch) => (
          <DispatchRow key={dispatch.id} dispatch={dispatch} now={now} />
        ))}
      </ul>
    </section>
  )
}

function DispatchRow({ dispatch, now }: { readonly dispatch: Dispatch; readonly now: string }) {
  const release = useChange('releaseDispatch', { touches: () => [keys.outbox] })
  const { state, sentAt, madeAt, dueAt, because } = dispatch
  return (
    <li className="flex flex-wrap items-start justify-between gap-x-6 gap-y-1 py-2.5">
      <div className="min-w-0 flex-1 basis-72 break-words">
        <p>
          {dispatchKinds[dispatch.kind]}{' '}
          {dispatch.channel !== 'webhook' && <span className="text-soft">to {dispatch.to}</span>}
        </p>
        <p className="text-sm text-soft">
          {dispatch.about}
          {because !== '' && ` · ${because}`}
        </p>
        <RefusalNotice error={release.error} />
      </div>
      <div className="flex items-center gap-3 text-sm text-soft">
        <time dateTime={sentAt ?? madeAt} className="tabular">
          {state === 'waiting' && dueAt > now
            ? `from ${instantInWords(dueAt)}`
            : agoInWords(sentAt ?? madeAt, now)}
        </time>
        {state === 'returned' && (
          <Button
            aria-label={`Send again: ${dispatchKinds[dispatch.kind]}, ${dispatch.about}`}
            isBusy={release.isPending}
            onClick={() => release.mutate({ id: dispatch.id })}
          >
            Send again
          </Button>
        )}
      </div>
    </li>
  )
}
