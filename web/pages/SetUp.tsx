import { useSearch } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { Button } from '../kit/Button.tsx'
import { Field } from '../kit/Field.tsx'
import { Notice } from '../kit/Notice.tsx'
import { useChange } from '../queries.ts'
import { RefusalNotice } from '../RefusalNotice.tsx'
import { AccountFields } from './AccountFields.tsx'
import { Door } from './Door.tsx'
import { useArrival } from './SignIn.tsx'

/** The first account of an installation, from the link the server printed. */
export function SetUp() {
  const { token = '' }: { readonly token?: string } = useSearch({ strict: false })
  const arrive = useArrival()
  const [email, setEmail] = useState('')
  const [account, setAccount] = useState({ name: '', password: '' })
  const start = useChange('startInstallation', { touches: () => [], onDone: () => arrive() })
  const send = (event: FormEvent) => {
    event.preventDefault()
    start.mutate({ token, email, ...account })
  }
  if (token === '') {
    return (
      <Door title="Set up" about="The first account is made from a link that works once.">
        <Notice tone="amber">
          This address carries no set-up token. The whole link stands in the output of the server, in the line
          printed when it started.
        </Notice>
      </Door>
    )
  }
  return (
    <Door
      title="Set up Second Story"
      about="The first account keeps the installation: it invites people and looks after the settings."
    >
      <form onSubmit={send} className="flex flex-col gap-4">
        <Field
          label="E-mail"
          type="email"
          autoComplete="username"
          required
          value={email}
          onChange={(event) => setEmail(event.target.value)}
        />
        <AccountFields account={account} onChange={setAccount} />
        <RefusalNotice error={start.error} />
        <Button type="submit" look="accent" isBusy={start.isPending} className="mt-1 self-start">
          Make the account and begin
        </Button>
      </form>
    </Door>
  )
}
