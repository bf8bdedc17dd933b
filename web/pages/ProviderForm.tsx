import type { NewcomerRole } from '@secondstory/review/model/providers'
import { type FormEvent, useState } from 'react'
import type { OperationOutput } from '../client.ts'
import { Button } from '../kit/Button.tsx'
import { Field, Select, TextArea } from '../kit/Field.tsx'
import { keys, useChange } from '../queries.ts'
import { RefusalNotice } from '../RefusalNotice.tsx'
import { domainsIn, groupTeamsIn, groupTeamsText } from './provider-entry.ts'

type Provider = OperationOutput<'listProviders'>[number]

const newcomers = [
  { value: '', label: 'Nobody: only people with an account here' },
  { value: 'reader', label: 'As readers' },
  { value: 'member', label: 'As members' },
]

interface Entry {
  readonly label: string
  readonly issuer: string
  readonly clientId: string
  readonly secret: string
  readonly domains: string
  readonly newcomers: string
  readonly groupsClaim: string
  readonly groupTeams: string
}

function entryOf(provider: Provider | null): Entry {
  return {
    label: provider?.label ?? '',
    issuer: provider?.issuer ?? '',
    clientId: provider?.clientId ?? '',
    secret: '',
    domains: provider?.domains.join(', ') ?? '',
    newcomers: provider?.newcomerRole ?? '',
    groupsClaim: provider?.groupsClaim ?? '',
    groupTeams: groupTeamsText(provider?.groupTeams ?? []),
  }
}

function roleIn(text: string): NewcomerRole | null {
  return text === 'member' || text === 'reader' ? text : null
}

function choiceOf(entry: Entry) {
  const { label, issuer, clientId, secret, groupsClaim } = entry
  const newcomerRole = roleIn(entry.newcomers)
  return {
    label,
    issuer,
    clientId,
    groupsClaim,
    newcomerRole,
    domains: domainsIn(entry.domains),
    groupTeams: groupTeamsIn(entry.groupTeams),
    ...(secret === '' ? {} : { secret }),
  }
}

/** Adds a provider, or changes one. */
export function ProviderForm({
  provider,
  onDone,
}: {
  readonly provider: Provider | null
  readonly onDone: () => void
}) {
  const [entry, setEntry] = useState(() => entryOf(provider))
  const plan = { touches: () => [keys.providers, keys.signInWays], onDone }
  const add = useChange('addProvider', plan)
  const correct = useChange('correctProvider', plan)
  const send = (event: FormEvent) => {
    event.preventDefault()
    const choice = choiceOf(entry)
    if (provider === null) add.mutate(choice)
    else correct.mutate({ id: provider.id, version: provider.version, ...choice })
  }
  const bind = (name: keyof Entry) => ({
    value: entry[name],
    autoComplete: 'off',
    onChange: (event: { readonly target: { readonly value: string } }) =>
      setEntry({ ...entry, [name]: event.target.value }),
  })
  return (
    <form onSubmit={send} className="flex flex-col gap-5">
      <Field
        label="What the button says"
        hint="“Harbour accounts”"
        required
        maxLength={60}
        {...bind('label')}
      />
      <Field
        label="Issuer"
        hint="The address the provider calls itself by, exactly as it writes it: https://accounts.google.com, https://login.example/realms/staff."
        type="url"
        required
        maxLength={500}
        {...bind('issuer')}
      />
      <div className="grid gap-5 sm:grid-cols-2">
        <Field label="Client id" required maxLength={300} {...bind('clientId')} />
        <Field
          label="Client secret"
          hint={
            provider?.hasSecret === true
              ? 'One is kept, sealed. Leave this empty to keep it.'
              : 'Kept sealed; shown never.'
          }
          isOptional
          type="password"
          maxLength={1000}
          {...bind('secret')}
          autoComplete="new-password"
        />
      </div>
      <Field
        label="Mail domains that come in"
        hint="Separated by commas. Empty: every address the provider has verified."
        isOptional
        {...bind('domains')}
      />
      <Select label="People nobody invited" options={newcomers} {...bind('newcomers')} />
      <div className="grid gap-5 sm:grid-cols-[minmax(0,1fr)_minmax(0,2fr)]">
        <Field
          label="Claim with their groups"
          hint="Mostly “groups”. Empty: not read."
          isOptional
          maxLength={100}
          {...bind('groupsClaim')}
        />
        <TextArea
          label="Groups and the teams they stand for"
          hint="One a line: crew-payments = Payments. Other groups are not remembered."
          isOptional
          rows={3}
          {...bind('groupTeams')}
        />
      </div>
      <RefusalNotice error={add.error ?? correct.error} />
      <div className="flex flex-wrap gap-2.5">
        <Button type="submit" look="accent" isBusy={add.isPending || correct.isPending}>
          {provider === null ? 'Offer it on the sign-in page' : 'Save the provider'}
        </Button>
        <Button look="quiet" onClick={onDone}>
          Leave it
        </Button>
      </div>
    </form>
  )
}
