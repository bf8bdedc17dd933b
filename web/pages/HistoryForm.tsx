import { hoursOf } from '@secondstory/review/model/deliveries'
import type { Incident } from '@secondstory/review/model/incident'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useId, useState } from 'react'
import { Button } from '../kit/Button.tsx'
import { Field, Select } from '../kit/Field.tsx'
import { importQuery, keys, useChange } from '../queries.ts'
import { RefusalNotice } from '../RefusalNotice.tsx'
import { useNow } from '../words.ts'
import type { IntegrationLine } from './Integrations.tsx'
import { placeWords } from './integration-words.ts'
import { Receipt } from './Receipt.tsx'

/** What the form needs to know of an incident. */
export type AskedIncident = Pick<
  Incident,
  'id' | 'number' | 'startedAt' | 'detectedAt' | 'endedAt' | 'openedAt'
>

/** The hours of an incident, as far as they have passed, in the form the fields hold them: "2026-03-12T14:05". */
function hoursFor(incident: AskedIncident, now: string): { readonly from: string; readonly to: string } {
  const { from, to } = hoursOf(incident)
  return { from: from.slice(0, 16), to: (to < now ? to : now).slice(0, 16) }
}

function Progress({ importId, reference }: { readonly importId: string; readonly reference: string }) {
  const done = useQuery(importQuery(importId))
  if (done.data === undefined) return null
  return (
    <ul className="rounded-sm border border-line bg-raised px-5">
      <Receipt done={done.data} reference={reference} />
    </ul>
  )
}

/** Asks a tool what it recorded in the hours of an incident. What comes of it is a receipt like any other. */
export function HistoryForm({
  incident,
  integrations,
  showsReceipt,
}: {
  readonly incident: AskedIncident
  /** Those that can be asked; at least one. */
  readonly integrations: readonly IntegrationLine[]
  /** Where the receipts of the incident are not on the page anyway. */
  readonly showsReceipt: boolean
}) {
  const id = useId()
  const now = useNow()
  const reference = `INC-${incident.number}`
  const [integrationId, setIntegrationId] = useState(integrations[0]?.id ?? '')
  const [hours, setHours] = useState(() => hoursFor(incident, now))
  const [typed, setTyped] = useState<string | null>(null)
  const ask = useChange('importHistory', { touches: () => [keys.incident(reference)] })
  const integration = integrations.find((each) => each.id === integrationId) ?? integrations[0]
  if (integration === undefined) return null
  const words = placeWords(integration.kind)
  const place = typed ?? integration.settings.place
  const send = (event: FormEvent) => {
    event.preventDefault()
    ask.mutate({
      incidentId: incident.id,
      integrationId: integration.id,
      place,
      from: `${hours.from}:00Z`,
      to: `${hours.to}:00Z`,
    })
  }
  return (
    <form onSubmit={send} aria-describedby={`${id}-about`} className="flex flex-col gap-4">
      <p id={`${id}-about`} className="text-sm text-soft">
        What comes in twice is known by its key and changes nothing.
      </p>
      <div className="grid gap-4 sm:grid-cols-2">
        {integrations.length > 1 && (
          <Select
            label="Ask"
            value={integration.id}
            onChange={(event) => {
              setIntegrationId(event.target.value)
              setTyped(null)
            }}
            options={integrations.map(({ id: value, name }) => ({ value, label: name }))}
          />
        )}
        <Field
          label={words?.label ?? 'Place'}
          hint={words?.hint}
          maxLength={300}
          autoComplete="off"
          className={integrations.length > 1 ? '' : 'sm:col-span-2'}
          value={place}
          onChange={(event) => setTyped(event.target.value)}
        />
        <Field
          label="From, in UTC"
          type="datetime-local"
          required
          value={hours.from}
          onChange={(event) => setHours({ ...hours, from: event.target.value })}
        />
        <Field
          label="To, in UTC"
          type="datetime-local"
          required
          value={hours.to}
          onChange={(event) => setHours({ ...hours, to: event.target.value })}
        />
      </div>
      <RefusalNotice error={ask.error} />
      <Button type="submit" isBusy={ask.isPending} className="self-start">
        Ask for these hours
      </Button>
      {showsReceipt && ask.data !== undefined && <Progress importId={ask.data.id} reference={reference} />}
    </form>
  )
}
