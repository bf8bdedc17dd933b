import { formOf, type IntegrationKind, integrationForms } from '@secondstory/review/model/integrations'
import { isTracker } from '@secondstory/review/model/trackers'
import { type FormEvent, useState } from 'react'
import { Button, buttonClass } from '../kit/Button.tsx'
import { Checkbox, Field } from '../kit/Field.tsx'
import { PathLink } from '../PathLink.tsx'
import { paths } from '../paths.ts'
import { keys, useChange } from '../queries.ts'
import { RefusalNotice } from '../RefusalNotice.tsx'
import { IntegrationSteps } from './IntegrationSteps.tsx'
import { alarming, hasHistory, placeWords } from './integration-words.ts'
import { Page } from './Page.tsx'
import { TrackerFields } from './Tracker.tsx'
import { oneOf, useFilters } from './use-filters.ts'

const kinds = Object.keys(integrationForms).filter(
  (each): each is IntegrationKind => each in integrationForms,
)

/** Every sort of sender, as links: the choice is part of the address. */
function KindChoice() {
  return (
    <ul className="grid gap-2 sm:grid-cols-2">
      {kinds.map((kind) => (
        <li key={kind}>
          <PathLink
            to={paths.addIntegration(kind)}
            className="flex h-full flex-col gap-1 rounded-lg border border-line bg-raised p-3.5 transition-colors hover:border-edge"
          >
            <span className="font-medium">{formOf(kind).says}</span>
            <span className="text-sm text-pretty text-soft">{formOf(kind).brings}</span>
          </PathLink>
        </li>
      ))}
    </ul>
  )
}

function AddForm({ kind }: { readonly kind: IntegrationKind }) {
  const form = formOf(kind)
  const place = placeWords(kind)
  const [name, setName] = useState<string>(form.says)
  const [where, setWhere] = useState('')
  const [secret, setSecret] = useState('')
  const [apiToken, setApiToken] = useState('')
  const [tracker, setTracker] = useState({ baseAddress: '', account: '', keepsIssues: !hasHistory(kind) })
  const [opensIncidents, setOpensIncidents] = useState(false)
  const add = useChange('addIntegration', { touches: () => [keys.integrations] })
  const send = (event: FormEvent) => {
    event.preventDefault()
    add.mutate({
      kind,
      name,
      settings: { ...(isTracker(kind) ? tracker : {}), opensIncidents, place: where },
      ...(secret === '' ? {} : { secret }),
      ...(apiToken === '' ? {} : { apiToken }),
    })
  }
  if (add.data !== undefined) {
    const { integration } = add.data
    return (
      <section className="flex flex-col gap-6">
        <h2 className="title text-lg">On the side of {form.says}</h2>
        <IntegrationSteps integration={integration} secret={add.data.secret} />
        <PathLink to={paths.integration(integration.id)} className={buttonClass('accent', 'self-start')}>
          Done, go to its page
        </PathLink>
      </section>
    )
  }
  return (
    <form onSubmit={send} className="flex flex-col gap-6">
      <Field
        label="What we call it"
        required
        maxLength={100}
        autoComplete="off"
        value={name}
        onChange={(event) => setName(event.target.value)}
      />
      {form.secretFrom === 'there' && (
        <Field
          label={`The secret ${form.says} shows`}
          hint="It can be pasted later: some show it only once the address is known."
          isOptional
          type="password"
          autoComplete="off"
          maxLength={500}
          value={secret}
          onChange={(event) => setSecret(event.target.value)}
        />
      )}
      {place !== null && (
        <>
          <Field
            label={place.label}
            hint={place.hint}
            isOptional
            maxLength={200}
            autoComplete="off"
            value={where}
            onChange={(event) => setWhere(event.target.value)}
          />
          <Field
            label="A token to ask it with"
            hint={place.token}
            isOptional
            type="password"
            autoComplete="off"
            maxLength={2000}
            value={apiToken}
            onChange={(event) => setApiToken(event.target.value)}
          />
        </>
      )}
      {isTracker(kind) && <TrackerFields kind={kind} settings={tracker} onChange={setTracker} />}
      {alarming.includes(kind) && (
        <Checkbox
          label="An alert opens an incident when none is under way"
          hint="As SEV3, until someone looks at it."
          checked={opensIncidents}
          onChange={(event) => setOpensIncidents(event.target.checked)}
        />
      )}
      <RefusalNotice error={add.error} />
      <div className="flex flex-wrap gap-2.5">
        <Button type="submit" look="accent" isBusy={add.isPending}>
          Make its address
        </Button>
        <PathLink to={paths.addIntegration()} className={buttonClass('quiet')}>
          Another sort
        </PathLink>
      </div>
    </form>
  )
}

/** Connecting a tool: which one, what we call it, and what to do on the other side. */
export function IntegrationAdd() {
  const [search] = useFilters((filters) => paths.addIntegration(filters.kind))
  const kind = oneOf(kinds, search.kind)
  return (
    <Page
      width="form"
      title={kind === undefined ? 'Add an integration' : `Connect ${formOf(kind).says}`}
      about={
        kind === undefined
          ? 'Which tool shall send what it knows? Each gets an address of its own, and a way to show that it is the sender.'
          : formOf(kind).brings
      }
    >
      {kind === undefined ? <KindChoice /> : <AddForm key={kind} kind={kind} />}
    </Page>
  )
}
