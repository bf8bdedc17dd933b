import { reference } from '@secondstory/review/model/incident'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useMay } from '../access.ts'
import type { OperationOutput } from '../client.ts'
import { Button } from '../kit/Button.tsx'
import { Select } from '../kit/Field.tsx'
import { Skeleton } from '../kit/Skeleton.tsx'
import { PathLink } from '../PathLink.tsx'
import { paths } from '../paths.ts'
import { deliveriesQuery, incidentsQuery, keys, useChange } from '../queries.ts'
import { RefusalNotice } from '../RefusalNotice.tsx'
import { agoInWords, counted, useNow } from '../words.ts'
import { deliveryWords } from './integration-words.ts'
import type { IncidentLine } from './rows.tsx'

type DeliveryLine = OperationOutput<'listDeliveries'>['items'][number]

const LATEST = 25
/** One call takes so many ids; what waits beyond them is brought in by the next. */
const MOST_AT_ONCE = 500

/** The newest incidents, to choose from and to name what deliveries went to. */
export function useRecentIncidents(): readonly IncidentLine[] {
  const found = useInfiniteQuery(incidentsQuery({}))
  return found.data?.pages.flatMap((page) => page.items) ?? []
}

/** Deliveries that wait for someone, and the way to give them to an incident. */
function Unassigned({ integrationId }: { readonly integrationId: string }) {
  const waiting = useQuery(deliveriesQuery({ integrationId, states: ['unassigned'], limit: MOST_AT_ONCE }))
  const incidents = useRecentIncidents().filter((line) => line.kind === 'incident')
  const [chosen, setChosen] = useState('')
  const assign = useChange('assignDeliveries', {
    touches: () => [keys.deliveries(), keys.integrations, ['incident']],
  })
  const { count = 0, items = [] } = waiting.data ?? {}
  const incident = incidents.find((line) => line.id === chosen) ?? incidents[0]
  if (count === 0 && assign.data === undefined) return null
  return (
    <section aria-label="Without an incident" className="mb-5 border-s-2 border-edge/60 bg-sunk px-4 py-3">
      <div role="status">
        {assign.data !== undefined && incident !== undefined && (
          <p>
            {counted(assign.data.assigned, 'delivery', 'deliveries')} came in,{' '}
            {counted(assign.data.proposed, 'event')} proposed.
          </p>
        )}
      </div>
      {count > 0 && (
        <>
          <p className="mb-3">
            {counted(count, 'delivery belongs', 'deliveries belong')} to no incident yet.
          </p>
          {incident === undefined ? (
            <p className="text-soft">There is no incident to bring them into; open one first.</p>
          ) : (
            <div className="flex flex-wrap items-end gap-2.5">
              <Select
                label="Incident"
                isLabelHidden
                className="min-w-0 flex-1 basis-56"
                value={incident.id}
                onChange={(event) => setChosen(event.target.value)}
                options={incidents.map((line) => ({
                  value: line.id,
                  label: `${reference(line)} ${line.title}`,
                }))}
              />
              <Button
                isBusy={assign.isPending}
                onClick={() => assign.mutate({ incidentId: incident.id, ids: items.map(({ id }) => id) })}
              >
                Bring into {reference(incident)}
              </Button>
            </div>
          )}
          <RefusalNotice error={assign.error} />
        </>
      )}
    </section>
  )
}

function DeliveryRow({
  delivery,
  incidents,
  now,
}: {
  readonly delivery: DeliveryLine
  readonly incidents: readonly IncidentLine[]
  readonly now: string
}) {
  const incident = incidents.find(({ id }) => id === delivery.incidentId)
  return (
    <li className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-4 gap-y-0.5 py-2.5">
      <span className="min-w-0 break-words">
        {delivery.summary === '' ? (
          <span className="text-soft">{delivery.because || 'Being read.'}</span>
        ) : (
          delivery.summary
        )}
      </span>
      <time dateTime={delivery.receivedAt} className="tabular text-sm text-soft">
        {agoInWords(delivery.receivedAt, now)}
      </time>
      <span className="col-span-2 text-sm text-soft">
        {incident === undefined ? (
          deliveryWords[delivery.state]
        ) : (
          <>
            in{' '}
            <PathLink
              to={paths.incident(reference(incident), 'timeline')}
              className="text-accent underline underline-offset-2"
            >
              {reference(incident)}
            </PathLink>
          </>
        )}
        {delivery.summary !== '' && delivery.because !== '' && `. ${delivery.because}`}
      </span>
    </li>
  )
}

/** What arrived last, in a line each, and what became of it. */
export function IntegrationDeliveries({ integrationId }: { readonly integrationId: string }) {
  const deliveries = useQuery(deliveriesQuery({ integrationId, limit: LATEST }))
  const incidents = useRecentIncidents()
  const mayAssign = useMay()('assignDeliveries')
  const now = useNow()
  const { items = [], count = 0 } = deliveries.data ?? {}
  return (
    <>
      {mayAssign && <Unassigned integrationId={integrationId} />}
      <RefusalNotice error={deliveries.error} />
      {deliveries.isPending && <Skeleton lines={3} />}
      {deliveries.isSuccess && items.length === 0 && (
        <p className="text-soft">
          Nothing has arrived yet. Most tools have a button that sends a test; what it sends is listed here.
        </p>
      )}
      <ul className="flex flex-col divide-y divide-line/70">
        {items.map((delivery) => (
          <DeliveryRow key={delivery.id} delivery={delivery} incidents={incidents} now={now} />
        ))}
      </ul>
      {count > items.length && (
        <p className="mt-2 text-sm text-faint">
          The newest {items.length} of {counted(count, 'delivery', 'deliveries')}.
        </p>
      )}
    </>
  )
}
