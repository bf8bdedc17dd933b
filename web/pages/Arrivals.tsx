import { useQuery } from '@tanstack/react-query'
import { useRef } from 'react'
import { useMay } from '../access.ts'
import { Button } from '../kit/Button.tsx'
import { Fold } from '../kit/Fold.tsx'
import { Notice } from '../kit/Notice.tsx'
import { useStart } from '../kit/starts.ts'
import { deliveriesQuery, integrationsQuery, keys, useChange } from '../queries.ts'
import { RefusalNotice } from '../RefusalNotice.tsx'
import { useRecord, useReference } from '../record.ts'
import { counted } from '../words.ts'
import { HistoryForm } from './HistoryForm.tsx'
import { placeWords } from './integration-words.ts'

/** What arrived by itself in the hours of the incident and belongs to none yet. Nothing, when nothing did. */
export function Arrivals() {
  const { incident } = useRecord()
  const reference = useReference()
  const waiting = useQuery(deliveriesQuery({ incidentId: incident.id, limit: 1 }))
  const assign = useChange('assignDeliveries', {
    touches: () => [keys.deliveries(), keys.incident(reference)],
  })
  const count = waiting.data?.count ?? 0
  if (count === 0) return null
  return (
    <Notice
      action={
        <Button isBusy={assign.isPending} onClick={() => assign.mutate({ incidentId: incident.id })}>
          Bring {count === 1 ? 'it' : 'them'} into {reference}
        </Button>
      }
    >
      <p>{counted(count, 'delivery', 'deliveries')} arrived in these hours and belong to no incident yet.</p>
      <RefusalNotice error={assign.error} />
    </Notice>
  )
}

/** Asking the tools that can be asked what they recorded in these hours; folded until it is wanted. */
export function AskForHours() {
  const { incident } = useRecord()
  const may = useMay()
  const integrations = useQuery({ ...integrationsQuery, enabled: may('listIntegrations') })
  const fold = useRef<HTMLDivElement>(null)
  useStart('ask-history', () => {
    const details = fold.current?.querySelector('details')
    if (details != null) details.open = true
    fold.current?.querySelector<HTMLElement>('input, select')?.focus()
  })
  const askable = (integrations.data ?? []).filter(
    ({ kind, hasApiToken }) => hasApiToken && placeWords(kind) !== null,
  )
  if (askable.length === 0) return null
  const [only] = askable
  const whom = askable.length === 1 && only !== undefined ? only.name : 'a tool'
  return (
    <div ref={fold}>
      <Fold label={`Or ask ${whom} for these hours`}>
        <div className="mt-3">
          <HistoryForm incident={incident} integrations={askable} showsReceipt={false} />
        </div>
      </Fold>
    </div>
  )
}
