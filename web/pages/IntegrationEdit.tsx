import { type Routing, routings } from '@secondstory/review/model/integrations'
import { isTracker } from '@secondstory/review/model/trackers'
import { type FormEvent, useState } from 'react'
import { Button } from '../kit/Button.tsx'
import { Choices } from '../kit/Choices.tsx'
import { Checkbox, Field } from '../kit/Field.tsx'
import { keys, useChange } from '../queries.ts'
import { RefusalNotice } from '../RefusalNotice.tsx'
import type { IntegrationLine } from './Integrations.tsx'
import { alarming, placeWords } from './integration-words.ts'
import { TrackerFields } from './Tracker.tsx'

const routes: readonly { readonly value: Routing; readonly label: string; readonly about: string }[] = [
  { value: 'by-time', label: 'By themselves', about: routings['by-time'] },
  { value: 'by-hand', label: 'By hand', about: routings['by-hand'] },
]

/** Headers can be named for the senders whose headers are a setting over there too. */
const namesHeaders = ['grafana', 'shared-token']

/** Its name and how what it brings finds its incident. Renders anew with each version, so that the fields hold what is kept. */
export function IntegrationEdit({ integration }: { readonly integration: IntegrationLine }) {
  const { id, version, kind } = integration
  const [name, setName] = useState(integration.name)
  const [routing, setRouting] = useState(integration.routing)
  const [settings, setSettings] = useState(integration.settings)
  const [reactions, setReactions] = useState(integration.settings.reactions.join(' '))
  const save = useChange('correctIntegration', { touches: () => [keys.integrations] })
  const send = (event: FormEvent) => {
    event.preventDefault()
    const named = reactions.split(/[\s,]+/).filter((word) => word !== '')
    save.mutate({ id, version, name, routing, settings: { ...settings, reactions: named } })
  }
  const place = placeWords(kind)
  return (
    <form onSubmit={send} className="flex flex-col gap-5">
      <Field
        label="What we call it"
        required
        maxLength={100}
        autoComplete="off"
        value={name}
        onChange={(event) => setName(event.target.value)}
      />
      {place !== null && (
        <Field
          label={place.label}
          hint={place.hint}
          isOptional
          maxLength={200}
          autoComplete="off"
          value={settings.place}
          onChange={(event) => setSettings({ ...settings, place: event.target.value })}
        />
      )}
      {isTracker(kind) && <TrackerFields kind={kind} settings={settings} onChange={setSettings} />}
      {kind === 'slack' && (
        <Field
          label="Reactions that choose a message"
          hint="Names of emoji without colons, such as stopwatch pushpin. Whoever adds one proposes the message for the timeline."
          autoComplete="off"
          value={reactions}
          onChange={(event) => setReactions(event.target.value)}
        />
      )}
      {namesHeaders.includes(kind) && (
        <Field
          label={kind === 'grafana' ? 'Header of the signed time' : 'Header of the token'}
          hint="Only when the other side calls it something else."
          isOptional
          maxLength={100}
          autoComplete="off"
          value={kind === 'grafana' ? settings.timestampHeader : settings.signatureHeader}
          onChange={(event) =>
            setSettings({
              ...settings,
              [kind === 'grafana' ? 'timestampHeader' : 'signatureHeader']: event.target.value,
            })
          }
        />
      )}
      <Choices
        label="Deliveries find their incident"
        columns={2}
        value={routing}
        onChange={setRouting}
        choices={routes}
      />
      {alarming.includes(kind) && (
        <Checkbox
          label="An alert or a page opens an incident when none is under way"
          checked={settings.opensIncidents}
          onChange={(event) => setSettings({ ...settings, opensIncidents: event.target.checked })}
        />
      )}
      <RefusalNotice error={save.error} />
      <Button type="submit" isBusy={save.isPending} className="self-start">
        Save
      </Button>
    </form>
  )
}
