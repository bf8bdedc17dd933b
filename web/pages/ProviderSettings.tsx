import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { OperationOutput } from '../client.ts'
import { Button } from '../kit/Button.tsx'
import { Copied } from '../kit/Copied.tsx'
import { Empty } from '../kit/Empty.tsx'
import { Skeleton } from '../kit/Skeleton.tsx'
import { offerUndo } from '../kit/Undo.tsx'
import { keys, useChange } from '../queries.ts'
import { RefusalNotice } from '../RefusalNotice.tsx'
import { providersQuery, signInWaysQuery } from '../settings-queries.ts'
import { DirectorySettings } from './DirectorySettings.tsx'
import { ProviderForm } from './ProviderForm.tsx'

type Provider = OperationOutput<'listProviders'>[number]

/** What a provider lets happen, as one sentence. */
function aboutProvider({ domains, newcomerRole, groupTeams }: Provider): string {
  const whose =
    domains.length === 0 ? 'with any verified address' : `with an address of ${domains.join(', ')}`
  const who =
    newcomerRole === null
      ? `People who have an account here come in ${whose}.`
      : `Everyone ${whose} comes in; people nobody invited as a ${newcomerRole}.`
  const teams = groupTeams.map(({ group, team }) => `${group} is ${team}`)
  return teams.length === 0 ? who : `${who} Groups: ${teams.join(', ')}.`
}

function ProviderLine({ provider }: { readonly provider: Provider }) {
  const [isOpen, setOpen] = useState(false)
  const touches = { touches: () => [keys.providers, keys.signInWays] }
  const undo = useChange('undoRemoval', touches)
  const remove = useChange('removeProvider', {
    ...touches,
    onDone: ({ removalId }) =>
      offerUndo(`${provider.label} is no longer offered.`, () => undo.mutate({ removalId })),
  })
  const check = useChange('checkProvider', { touches: () => [] })
  if (isOpen) return <ProviderForm provider={provider} onDone={() => setOpen(false)} />
  return (
    <>
      <div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-2">
        <div className="min-w-0 flex-1 basis-72">
          <p className="font-medium">{provider.label}</p>
          <p className="text-sm break-all text-faint">{provider.issuer}</p>
          <p className="mt-1 text-sm text-pretty text-soft">{aboutProvider(provider)}</p>
        </div>
        <div className="flex flex-wrap gap-1">
          <Button
            look="quiet"
            isBusy={check.isPending}
            aria-label={`Try ${provider.label} out`}
            onClick={() => check.mutate({ id: provider.id })}
          >
            Try it out
          </Button>
          <Button look="quiet" aria-label={`Change ${provider.label}`} onClick={() => setOpen(true)}>
            Change
          </Button>
          <Button
            look="quiet"
            aria-label={`Remove ${provider.label}`}
            onClick={() => remove.mutate({ id: provider.id })}
          >
            Remove
          </Button>
        </div>
      </div>
      {check.data !== undefined && (
        <p
          role="status"
          className={check.data.isUsable ? 'mt-2 text-sm text-accent-deep' : 'mt-2 text-sm text-amber'}
        >
          {check.data.sentence}
        </p>
      )}
      <RefusalNotice error={check.error ?? remove.error ?? undo.error} />
    </>
  )
}

/** Where a provider sends people back to; it has to be registered there, letter by letter. */
function ReturnAddress() {
  const address = `${location.origin}/sign-in/back`
  return (
    <div className="flex flex-col gap-2 text-soft">
      <p>
        Register this installation there as a web application with the address below to come back to. You get
        a client id and a secret in return.
      </p>
      <Copied text={address} label="the redirect address" />
    </div>
  )
}

/** Whether people come in by a link in a mail, and why not where they do not. */
function MailLinks() {
  const ways = useQuery(signInWaysQuery)
  const correct = useChange('correctSignInWays', { touches: () => [keys.signInWays] })
  const way = ways.data?.mailLinks
  if (way === undefined) return null
  return (
    <section>
      <h2 className="title mb-1 text-lg">Signing in by mail</h2>
      <p className="text-soft">
        {way.isOpen
          ? 'Whoever has an account here can ask for a link by mail, which works once and for a quarter of an hour. Close it where only your company’s sign-in should open the door.'
          : way.because}
      </p>
      {ways.data?.hasMail === true && (
        <Button
          className="mt-3"
          isBusy={correct.isPending}
          onClick={() => correct.mutate({ hasMailLinks: !way.isOpen })}
        >
          {way.isOpen ? 'Close this way in' : 'Open this way in'}
        </Button>
      )}
      <RefusalNotice error={ways.error ?? correct.error} />
    </section>
  )
}

/** Every way in that a keeper decides about. */
export function ProviderSettings() {
  return (
    <div className="flex max-w-[46rem] flex-col gap-10">
      <Providers />
      <MailLinks />
      <DirectorySettings />
    </div>
  )
}

/** The providers people sign in at. */
function Providers() {
  const providers = useQuery(providersQuery)
  const [isAdding, setAdding] = useState(false)
  const list = providers.data ?? []
  return (
    <section className="flex flex-col gap-6">
      <div>
        <h2 className="title mb-1 text-lg">Signing in through your company</h2>
        <p className="text-soft">
          Google, Entra ID, Okta, Keycloak and whatever else speaks OpenID Connect. People are known by who
          they are there, so a changed name or address stays the same person; e-mail and password stay as a
          second way in.
        </p>
      </div>
      <RefusalNotice error={providers.error} />
      {providers.isPending && <Skeleton lines={3} label="Loading the providers" />}
      {providers.isSuccess && list.length === 0 && !isAdding && (
        <Empty
          title="No provider yet"
          sentence="With one, people come in with the account they have already, and whoever leaves the company loses this door with all others."
          example="Harbour accounts, https://accounts.harbour.example: everyone with an address of harbour.example comes in as a member; the group crew-payments is the team Payments."
          action={
            <Button look="accent" onClick={() => setAdding(true)}>
              Add the first provider
            </Button>
          }
        />
      )}
      {list.length > 0 && (
        <ul className="flex flex-col divide-y divide-line/70">
          {list.map((provider) => (
            <li key={provider.id} className="py-3">
              <ProviderLine provider={provider} />
            </li>
          ))}
        </ul>
      )}
      {isAdding && (
        <>
          <ReturnAddress />
          <ProviderForm provider={null} onDone={() => setAdding(false)} />
        </>
      )}
      {list.length > 0 && !isAdding && (
        <Button className="self-start" onClick={() => setAdding(true)}>
          Add a provider
        </Button>
      )}
    </section>
  )
}
