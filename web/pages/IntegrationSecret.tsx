import { formOf } from '@secondstory/review/model/integrations'
import { type FormEvent, useState } from 'react'
import { Button } from '../kit/Button.tsx'
import { Copied } from '../kit/Copied.tsx'
import { Field } from '../kit/Field.tsx'
import { keys, useChange } from '../queries.ts'
import { RefusalNotice } from '../RefusalNotice.tsx'
import { counted } from '../words.ts'
import type { IntegrationLine } from './Integrations.tsx'
import { placeWords } from './integration-words.ts'

const touches = () => [keys.integrations]

/** A new secret stands beside the old one, so that nothing is lost while the other side is changed. */
export function IntegrationSecret({ integration }: { readonly integration: IntegrationLine }) {
  const { id, version, signingSecrets } = integration
  const { says, secretFrom } = formOf(integration.kind)
  const [pasted, setPasted] = useState('')
  const change = useChange('correctIntegration', { touches, onDone: () => setPasted('') })
  const paste = (event: FormEvent) => {
    event.preventDefault()
    change.mutate({ id, version, secret: pasted })
  }
  const made = change.data?.secret ?? null
  return (
    <div className="flex flex-col gap-4">
      <p className="text-soft">
        {signingSecrets === 0
          ? `None is known yet, so everything that arrives is turned away.`
          : signingSecrets === 1
            ? 'One is known, sealed, and shown to nobody.'
            : `${counted(signingSecrets, 'secret')} are good right now: the new one and the one it takes the place of.`}
      </p>
      {secretFrom === 'there' ? (
        <form onSubmit={paste} className="flex flex-wrap items-end gap-2.5">
          <Field
            label={`The secret ${says} shows`}
            type="password"
            autoComplete="off"
            required
            maxLength={500}
            className="min-w-0 flex-1 basis-64"
            value={pasted}
            onChange={(event) => setPasted(event.target.value)}
          />
          <Button type="submit" isBusy={change.isPending}>
            {signingSecrets === 0 ? 'Keep it' : 'Keep it beside the old one'}
          </Button>
        </form>
      ) : (
        <Button
          className="self-start"
          isBusy={change.isPending}
          onClick={() => change.mutate({ id, version, makeSecret: true })}
        >
          Make a new secret
        </Button>
      )}
      {made !== null && (
        <section aria-label="The new secret" className="border-s-2 border-accent bg-accent-wash px-4 py-3">
          <p className="font-medium">The new secret</p>
          <p className="mt-0.5 mb-3 text-sm text-soft">
            It is shown this once. Set it at {says}; the old one stays good until it is forgotten here.
          </p>
          <Copied label="the new secret" text={made} />
        </section>
      )}
      {signingSecrets > 1 && (
        <Button
          look="quiet"
          className="-ms-3.5 self-start"
          onClick={() => change.mutate({ id, version, forgetOldSecret: true })}
        >
          Forget the old one: {says} has the new one
        </Button>
      )}
      <RefusalNotice error={change.error} />
    </div>
  )
}

/** The token the other side is asked with: set, replaced, forgotten; never shown. */
export function AskingToken({ integration }: { readonly integration: IntegrationLine }) {
  const { id, version, hasApiToken } = integration
  const [pasted, setPasted] = useState('')
  const change = useChange('correctIntegration', { touches, onDone: () => setPasted('') })
  const words = placeWords(integration.kind)
  if (words === null) return null
  const keep = (event: FormEvent) => {
    event.preventDefault()
    change.mutate({ id, version, apiToken: pasted })
  }
  return (
    <div className="flex flex-col gap-2">
      <form onSubmit={keep} className="flex flex-wrap items-end gap-2.5">
        <Field
          label={hasApiToken ? 'Another token to ask it with' : 'A token to ask it with'}
          type="password"
          autoComplete="off"
          required
          maxLength={2000}
          className="min-w-0 flex-1 basis-64"
          value={pasted}
          onChange={(event) => setPasted(event.target.value)}
        />
        <Button type="submit" isBusy={change.isPending}>
          Keep it
        </Button>
        {hasApiToken && (
          <Button look="quiet" onClick={() => change.mutate({ id, version, apiToken: null })}>
            Forget the token
          </Button>
        )}
      </form>
      <p className="text-sm text-soft">{words.token}</p>
      <RefusalNotice error={change.error} />
    </div>
  )
}
