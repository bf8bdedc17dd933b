import { formOf } from '@secondstory/review/model/integrations'
import { isTracker } from '@secondstory/review/model/trackers'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { useMay } from '../access.ts'
import { Button } from '../kit/Button.tsx'
import { Select } from '../kit/Field.tsx'
import { Fold } from '../kit/Fold.tsx'
import { Skeleton } from '../kit/Skeleton.tsx'
import { offerUndo } from '../kit/Undo.tsx'
import { PathLink, useGo } from '../PathLink.tsx'
import { paths } from '../paths.ts'
import { integrationQuery, keys, recordQuery, useChange } from '../queries.ts'
import { RefusalNotice } from '../RefusalNotice.tsx'
import { agoInWords, instantInWords, useNow } from '../words.ts'
import { HistoryForm } from './HistoryForm.tsx'
import { IntegrationDeliveries, useRecentIncidents } from './IntegrationDeliveries.tsx'
import { IntegrationEdit } from './IntegrationEdit.tsx'
import { AskingToken, IntegrationSecret } from './IntegrationSecret.tsx'
import { IntegrationSteps } from './IntegrationSteps.tsx'
import { HealthMark, type IntegrationLine } from './Integrations.tsx'
import { IntegrationTrial } from './IntegrationTrial.tsx'
import { hasHistory } from './integration-words.ts'
import { Page, Part } from './Page.tsx'
import { TrackerPart } from './Tracker.tsx'

/** How it stands, in words: the mark, the last delivery, what went wrong last and when. */
function Standing({ integration }: { readonly integration: IntegrationLine }) {
  const now = useNow()
  const { health, lastDeliveryAt, lastError, lastErrorAt } = integration
  return (
    <div className="mb-5">
      <p className="flex flex-wrap items-baseline gap-x-4 gap-y-1">
        <HealthMark mark={health.mark} />
        <span className="tabular text-soft">
          {lastDeliveryAt === null ? (
            'No delivery yet'
          ) : (
            <time dateTime={lastDeliveryAt} title={instantInWords(lastDeliveryAt)}>
              Last delivery {agoInWords(lastDeliveryAt, now)}
            </time>
          )}
        </span>
      </p>
      <p className="mt-1 text-pretty">{health.sentence}</p>
      {lastErrorAt !== null && health.mark !== 'troubled' && (
        <p className="mt-1 text-sm text-soft">
          {instantInWords(lastErrorAt)}: {lastError}
        </p>
      )}
    </div>
  )
}

/** Pausing and removing, at the end of the page; both can be taken back. */
function WaysOut({ integration }: { readonly integration: IntegrationLine }) {
  const go = useGo()
  const { id, version, state } = integration
  const pause = useChange('correctIntegration', { touches: () => [keys.integrations] })
  const undo = useChange('undoRemoval', { touches: () => [keys.integrations] })
  const remove = useChange('removeIntegration', {
    touches: () => [keys.integrations],
    onDone: ({ removalId }) => {
      offerUndo('The integration is removed.', () => undo.mutate({ removalId }))
      go(paths.settings('integrations'))
    },
  })
  const isOn = state === 'on'
  return (
    <div className="mb-10">
      <div className="flex flex-wrap gap-2.5">
        <Button
          isBusy={pause.isPending}
          onClick={() => pause.mutate({ id, version, state: isOn ? 'off' : 'on' })}
        >
          {isOn ? 'Pause' : 'Go on'}
        </Button>
        <Button look="quiet" icon="remove" isBusy={remove.isPending} onClick={() => remove.mutate({ id })}>
          Remove
        </Button>
      </div>
      <p className="mt-2 text-sm text-soft">
        While it is paused, what arrives is turned away. What has come in stays evidence either way.
      </p>
      <RefusalNotice error={pause.error ?? remove.error} />
    </div>
  )
}

/** Asking for what was recorded before it was connected, for one of the newest incidents. */
function History({ integration }: { readonly integration: IntegrationLine }) {
  const incidents = useRecentIncidents().filter((line) => line.kind === 'incident')
  const [chosen, setChosen] = useState('')
  const name = `INC-${(incidents.find((line) => line.id === chosen) ?? incidents[0])?.number ?? 0}`
  const record = useQuery({ ...recordQuery(name), enabled: incidents.length > 0 })
  if (!integration.hasApiToken)
    return <p className="text-soft">It has no token to be asked with yet; a keeper sets one below.</p>
  if (incidents.length === 0)
    return <p className="text-soft">History is asked for an incident, and there is none yet.</p>
  return (
    <div className="flex flex-col gap-4">
      <Select
        label="For the incident"
        value={record.data?.incident.id ?? ''}
        onChange={(event) => setChosen(event.target.value)}
        options={incidents.map((line) => ({ value: line.id, label: `INC-${line.number} ${line.title}` }))}
      />
      {record.data !== undefined && (
        <HistoryForm
          key={record.data.incident.id}
          incident={record.data.incident}
          integrations={[integration]}
          showsReceipt
        />
      )}
    </div>
  )
}

function KeeperParts({ integration }: { readonly integration: IntegrationLine }) {
  return (
    <>
      <Part title="Secret">
        <div className="flex flex-col gap-6 pt-2">
          <IntegrationSecret integration={integration} />
          <AskingToken integration={integration} />
        </div>
      </Part>
      <Part title="Settings">
        <div className="pt-2">
          <IntegrationEdit key={integration.version} integration={integration} />
        </div>
      </Part>
      <WaysOut integration={integration} />
    </>
  )
}

/** One integration: how it stands, what it sent, how it is set up. */
export function Integration() {
  const { integrationId = '' } = useParams({ strict: false })
  const found = useQuery(integrationQuery(integrationId))
  const may = useMay()
  const integration = found.data
  if (integration === undefined) {
    return (
      <Page width="form" title="Integration">
        <RefusalNotice error={found.error} />
        {found.isPending && <Skeleton lines={5} />}
      </Page>
    )
  }
  const { says, brings } = formOf(integration.kind)
  return (
    <Page
      width="form"
      title={integration.name}
      about={integration.name === says ? brings : `${says}. ${brings}`}
      action={
        <PathLink
          to={paths.settings('integrations')}
          className="target inline-flex items-center text-soft underline-offset-2 hover:text-ink hover:underline"
        >
          All integrations
        </PathLink>
      }
    >
      <Standing integration={integration} />
      <div className="mb-10">
        <IntegrationTrial id={integration.id} />
      </div>
      {isTracker(integration.kind) && may('readTracker') && (
        <Part title="Issues">
          <div className="pt-2">
            <TrackerPart integration={integration} />
          </div>
        </Part>
      )}
      <Part title="Deliveries">
        <div className="pt-2">
          <IntegrationDeliveries integrationId={integration.id} />
        </div>
      </Part>
      {hasHistory(integration.kind) && may('importHistory') && (
        <Part title="History">
          <div className="pt-2">
            <History integration={integration} />
          </div>
        </Part>
      )}
      <Part title={`On the side of ${says}`}>
        <Fold label="Steps, address and how a delivery is known" isOpen={integration.lastDeliveryAt === null}>
          <div className="pt-3">
            <IntegrationSteps integration={integration} />
          </div>
        </Fold>
      </Part>
      {may('correctIntegration') && <KeeperParts integration={integration} />}
    </Page>
  )
}
