import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useRouter, useSearch } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { Button } from '../kit/Button.tsx'
import { Field } from '../kit/Field.tsx'
import { Notice } from '../kit/Notice.tsx'
import { PathLink } from '../PathLink.tsx'
import { paths } from '../paths.ts'
import { selfQuery, useChange } from '../queries.ts'
import { RefusalNotice } from '../RefusalNotice.tsx'
import { signInWaysQuery } from '../settings-queries.ts'
import { Door } from './Door.tsx'
import { enterWithPasskey, hasPasskeys } from './passkey.ts'
import { keepBegun, keepLink } from './sign-in-begun.ts'

/** Where to go after coming in: an address of this app, never one elsewhere. */
export function nextAddress(next: unknown): string {
  return typeof next === 'string' && /^\/(?![/\\])/.test(next) ? next : paths.home()
}

/** After coming in: who is here has changed, so everything kept is asked again. */
export function useArrival(): (next?: unknown) => void {
  const client = useQueryClient()
  const router = useRouter()
  return (next) => {
    client.clear()
    void router.navigate({ href: nextAddress(next), replace: true })
  }
}

/** A button for each provider; the browser goes there and comes back to `/sign-in/back`. */
function Providers({ next }: { readonly next: string | undefined }) {
  const ways = useQuery(signInWaysQuery)
  const begin = useChange('startProviderSession', {
    touches: () => [],
    onDone: ({ address, proof }) => {
      keepBegun({ proof, next: next === undefined ? null : nextAddress(next) })
      location.assign(address)
    },
  })
  const providers = ways.data?.providers ?? []
  if (providers.length === 0) return null
  return (
    <div className="mb-8 flex flex-col gap-2.5">
      {providers.map(({ id, label }, index) => (
        <Button
          key={id}
          look={index === 0 ? 'accent' : 'plain'}
          isBusy={(begin.isPending || begin.isSuccess) && begin.variables.providerId === id}
          onClick={() => begin.mutate({ providerId: id })}
        >
          Continue with {label}
        </Button>
      ))}
      <RefusalNotice error={begin.error} />
      <p className="mt-4 text-sm text-faint">Or with the e-mail address and password of an account here:</p>
    </div>
  )
}

/** A key on this device; nothing is typed. */
function PasskeyWay({ next }: { readonly next: string | undefined }) {
  const arrive = useArrival()
  const enter = useMutation<unknown, Error, void>({
    mutationFn: enterWithPasskey,
    onSuccess: () => arrive(next),
  })
  return (
    <div className="mb-6 flex flex-col gap-2.5">
      <Button isBusy={enter.isPending} onClick={() => enter.mutate()}>
        Sign in with a passkey
      </Button>
      <RefusalNotice error={enter.error} />
    </div>
  )
}

/** A link to the address that is typed, in place of a password. The answer is the same whoever is known here. */
function MailWay({ email, next }: { readonly email: string; readonly next: string | undefined }) {
  const start = useChange('startLinkSession', {
    touches: () => [],
    onDone: ({ proof }) => keepLink({ proof, next: next === undefined ? null : nextAddress(next) }),
  })
  return (
    <div className="flex flex-col items-start gap-2.5">
      <Button
        look="quiet"
        disabled={!email.includes('@')}
        isBusy={start.isPending}
        onClick={() => start.mutate({ email })}
      >
        Mail me a link instead
      </Button>
      <RefusalNotice error={start.error} />
      {start.isSuccess && (
        <Notice tone="accent">
          If {start.variables.email} has an account here, a link is on its way. It works once, for a quarter
          of an hour, best in this browser.
        </Notice>
      )}
    </div>
  )
}

/** Through a provider, with a passkey, by a link in a mail, or with e-mail and password. */
export function SignIn() {
  const search: { readonly next?: string } = useSearch({ strict: false })
  const self = useQuery(selfQuery)
  const ways = useQuery(signInWaysQuery)
  const hasProviders = (ways.data?.providers.length ?? 0) > 0
  const hasLinks = ways.data?.mailLinks.isOpen === true
  const hasKeys = ways.data?.passkeys.isOpen === true && hasPasskeys()
  const arrive = useArrival()
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const enter = useChange('startSession', { touches: () => [], onDone: () => arrive(search.next) })
  const send = (event: FormEvent) => {
    event.preventDefault()
    enter.mutate({ email, password })
  }
  return (
    <Door
      title="Sign in"
      about={
        hasProviders
          ? 'With the account you have at work.'
          : hasLinks || hasKeys
            ? 'With your account here.'
            : 'With the e-mail address and password of your account here.'
      }
    >
      {self.data?.installation.needsSetUp === true && (
        <div className="mb-6">
          <Notice tone="accent">
            Nobody has an account yet. The server printed a set-up link when it started; opening it makes the
            first account.
          </Notice>
        </div>
      )}
      <Providers next={search.next} />
      {hasKeys && <PasskeyWay next={search.next} />}
      <form onSubmit={send} className="flex flex-col gap-4">
        <Field
          label="E-mail"
          type="email"
          autoComplete="username"
          required
          value={email}
          onChange={(event) => setEmail(event.target.value)}
        />
        <Field
          label="Password"
          type="password"
          autoComplete="current-password"
          required
          value={password}
          onChange={(event) => setPassword(event.target.value)}
        />
        <RefusalNotice error={enter.error} />
        <Button
          type="submit"
          look={hasProviders ? 'plain' : 'accent'}
          isBusy={enter.isPending}
          className="mt-1 self-start"
        >
          Sign in
        </Button>
        {hasLinks && <MailWay email={email} next={search.next} />}
      </form>
      <p className="mt-8 text-sm text-faint">
        {hasLinks ? 'No account yet?' : 'No account yet, or the password is lost?'} A keeper of this
        installation can send an invitation.
      </p>
      <p className="mt-3 text-sm text-faint">
        No account is needed to{' '}
        <PathLink to={paths.playground()} className="text-accent underline underline-offset-3">
          try it on a text
        </PathLink>
        ; it stays in your browser.
      </p>
    </Door>
  )
}
