import { formOf, type IntegrationHealth } from '@secondstory/review/model/integrations'
import { useQuery } from '@tanstack/react-query'
import { useMay } from '../access.ts'
import type { OperationOutput } from '../client.ts'
import { buttonClass } from '../kit/Button.tsx'
import { classes } from '../kit/classes.ts'
import { Empty } from '../kit/Empty.tsx'
import { Skeleton } from '../kit/Skeleton.tsx'
import { PathLink } from '../PathLink.tsx'
import { paths } from '../paths.ts'
import { integrationsQuery } from '../queries.ts'
import { RefusalNotice } from '../RefusalNotice.tsx'
import { agoInWords, useNow } from '../words.ts'
import { RowList, useRowKeys } from './rows.tsx'

/** An integration as the server shows it. */
export type IntegrationLine = OperationOutput<'listIntegrations'>[number]

const marks: Readonly<
  Record<IntegrationHealth['mark'], { readonly shape: string; readonly word: string; readonly tone: string }>
> = {
  well: { shape: 'M6 1.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9z', word: 'Working', tone: 'text-accent' },
  waiting: {
    shape: 'M6 1.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9zm0 1.6a2.9 2.9 0 1 1 0 5.8 2.9 2.9 0 0 1 0-5.8z',
    word: 'Waiting',
    tone: 'text-soft',
  },
  unfinished: {
    shape: 'M6 1.5a4.5 4.5 0 1 0 0 9zm0 0a4.5 4.5 0 0 1 0 9V8.9a2.9 2.9 0 0 0 0-5.8z',
    word: 'Not finished',
    tone: 'text-amber',
  },
  troubled: { shape: 'M6 1.2 11.4 10.6H.6z', word: 'Needs a look', tone: 'text-amber' },
  off: { shape: 'M2.4 2h2.6v8H2.4zM7 2h2.6v8H7z', word: 'Paused', tone: 'text-soft' },
}

/** How an integration stands: a shape and a word, so that colour says nothing alone. */
export function HealthMark({ mark }: Pick<IntegrationHealth, 'mark'>) {
  const { shape, word, tone } = marks[mark]
  return (
    <span className={classes('inline-flex items-baseline gap-2 font-medium whitespace-nowrap', tone)}>
      <svg aria-hidden="true" viewBox="0 0 12 12" className="size-3 fill-current">
        <path d={shape} fillRule="evenodd" />
      </svg>
      {word}
    </span>
  )
}

function IntegrationRow({ line, now }: { readonly line: IntegrationLine; readonly now: string }) {
  const { says } = formOf(line.kind)
  return (
    <li>
      <PathLink
        to={paths.integration(line.id)}
        data-row=""
        className="group -mx-3 flex flex-wrap items-baseline gap-x-4 gap-y-0.5 rounded-md px-3 py-3 transition-colors hover:bg-sunk focus-visible:bg-sunk sm:grid sm:grid-cols-[minmax(0,1fr)_9rem_9rem]"
      >
        <span className="min-w-0 basis-full">
          <span className="font-medium group-hover:text-accent-deep">{line.name}</span>
          {says !== line.name && <span className="ms-2 text-sm text-faint">{says}</span>}
          <span className="block text-sm text-pretty text-soft">{line.health.sentence}</span>
        </span>
        <HealthMark mark={line.health.mark} />
        <span className="tabular text-sm text-soft sm:text-end">
          {line.lastDeliveryAt === null ? 'no delivery yet' : agoInWords(line.lastDeliveryAt, now)}
        </span>
      </PathLink>
    </li>
  )
}

function NoneYet({ mayAdd }: { readonly mayAdd: boolean }) {
  return (
    <Empty
      title="Nothing is connected yet"
      sentence="Connect the tools your incidents already pass through, and the timeline of the next one begins to write itself: alerts, pages, deploys and messages arrive as evidence, each with the way back to where it came from."
      example="PagerDuty: someone was paged at 14:02 by the rule “checkout error rate”. GitHub: a deploy of payments-db 4.18 ended at 13:58."
      action={
        mayAdd ? (
          <PathLink to={paths.addIntegration()} className={buttonClass('accent')}>
            Connect the first tool
          </PathLink>
        ) : (
          <p className="text-soft">A keeper connects them: whoever looks after this installation.</p>
        )
      }
    />
  )
}

/** What is connected, how each stands, and when it last sent something. */
export function Integrations() {
  const integrations = useQuery(integrationsQuery)
  const mayAdd = useMay()('addIntegration')
  const now = useNow()
  useRowKeys('Integrations')
  const lines = integrations.data ?? []
  return (
    <section>
      <h2 className="sr-only">Integrations</h2>
      <RefusalNotice error={integrations.error} />
      {integrations.isPending && <Skeleton lines={3} />}
      {integrations.isSuccess && lines.length === 0 && <NoneYet mayAdd={mayAdd} />}
      {lines.length > 0 && (
        <>
          <div className="mb-4 flex flex-wrap items-end justify-between gap-4">
            <p className="max-w-[36rem] text-soft">
              What these tools send is evidence of the incident under way. Secrets are removed before anything
              is stored.
            </p>
            {mayAdd && (
              <PathLink to={paths.addIntegration()} className={buttonClass('accent')}>
                Add an integration
              </PathLink>
            )}
          </div>
          <RowList>
            {lines.map((line) => (
              <IntegrationRow key={line.id} line={line} now={now} />
            ))}
          </RowList>
        </>
      )}
    </section>
  )
}
