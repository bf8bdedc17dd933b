import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import type { OperationOutput } from '../client.ts'
import { Button } from '../kit/Button.tsx'
import { Field } from '../kit/Field.tsx'
import { Skeleton } from '../kit/Skeleton.tsx'
import { guess, keys, useChange } from '../queries.ts'
import { RefusalNotice } from '../RefusalNotice.tsx'
import { passkeysQuery, signInWaysQuery } from '../settings-queries.ts'
import { agoInWords, dayInWords, useNow } from '../words.ts'
import { hasPasskeys, makePasskey } from './passkey.ts'

type Passkey = OperationOutput<'listPasskeys'>[number]

function PasskeyLine({ passkey }: { readonly passkey: Passkey }) {
  const now = useNow()
  const [name, setName] = useState<string | null>(null)
  const rename = useChange('namePasskey', { touches: () => [keys.passkeys], onDone: () => setName(null) })
  const remove = useChange('removePasskey', {
    touches: () => [keys.passkeys],
    guesses: ({ id }) => [
      guess<readonly Passkey[]>(keys.passkeys, (kept) => kept.filter((each) => each.id !== id)),
    ],
  })
  const used = passkey.usedAt === null ? 'not used yet' : `last used ${agoInWords(passkey.usedAt, now)}`
  return (
    <li className="py-3">
      {name === null ? (
        <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
          <div className="min-w-0">
            <p className="font-medium">{passkey.name}</p>
            <p className="text-sm text-soft">
              since {dayInWords(passkey.madeAt)}, {used}
            </p>
          </div>
          <div className="flex">
            <Button
              look="quiet"
              aria-label={`Rename the passkey ${passkey.name}`}
              onClick={() => setName(passkey.name)}
            >
              Rename
            </Button>
            <Button
              look="quiet"
              aria-label={`Remove the passkey ${passkey.name}`}
              onClick={() => remove.mutate({ id: passkey.id })}
            >
              Remove
            </Button>
          </div>
        </div>
      ) : (
        <form
          className="flex flex-wrap items-end gap-2.5"
          onSubmit={(event) => {
            event.preventDefault()
            rename.mutate({ id: passkey.id, name })
          }}
        >
          <Field
            label="Name"
            required
            maxLength={60}
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
          <Button type="submit" isBusy={rename.isPending}>
            Keep the name
          </Button>
        </form>
      )}
      <RefusalNotice error={rename.error ?? remove.error} />
    </li>
  )
}

function NewPasskey() {
  const client = useQueryClient()
  const [name, setName] = useState('')
  const add = useMutation<Passkey, Error, string>({
    mutationFn: makePasskey,
    onSuccess: () => {
      setName('')
      void client.invalidateQueries({ queryKey: keys.passkeys })
    },
  })
  const send = (event: FormEvent) => {
    event.preventDefault()
    add.mutate(name)
  }
  return (
    <form onSubmit={send} className="mt-3 flex flex-col gap-4">
      <Field
        label="Name of the new passkey"
        hint="Where it lives, so that you know it again: “work laptop”."
        required
        maxLength={60}
        autoComplete="off"
        value={name}
        onChange={(event) => setName(event.target.value)}
      />
      <RefusalNotice error={add.error} />
      <Button type="submit" isBusy={add.isPending} className="self-start">
        Add a passkey
      </Button>
    </form>
  )
}

/** My passkeys: a key on a device in place of a password. */
export function PasskeySettings() {
  const passkeys = useQuery(passkeysQuery)
  const way = useQuery(signInWaysQuery).data?.passkeys
  const isOpen = way?.isOpen === true && hasPasskeys()
  const because = hasPasskeys() ? (way?.because ?? '') : 'This browser has no passkeys.'
  return (
    <section>
      <h2 className="title mb-1 text-lg">Passkeys</h2>
      <p className="text-soft">
        A key that this device or your password manager holds. It signs you in with a fingerprint, a face or
        its PIN, works at this address alone, and there is nothing to type that somebody else could read.
      </p>
      <RefusalNotice error={passkeys.error} />
      {passkeys.isPending && <Skeleton lines={1} label="Loading the passkeys" />}
      <ul className="flex flex-col divide-y divide-line/70">
        {passkeys.data?.map((passkey) => (
          <PasskeyLine key={passkey.id} passkey={passkey} />
        ))}
      </ul>
      {isOpen ? <NewPasskey /> : <p className="mt-2 text-sm text-faint">{because}</p>}
    </section>
  )
}
