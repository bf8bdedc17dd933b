import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { ask } from '../client.ts'
import { Button } from '../kit/Button.tsx'
import { Skeleton } from '../kit/Skeleton.tsx'
import { useChange } from '../queries.ts'
import { RefusalNotice } from '../RefusalNotice.tsx'
import { AccountFields } from './AccountFields.tsx'
import { Door } from './Door.tsx'
import { useArrival } from './SignIn.tsx'

function Acceptance({ token, name }: { readonly token: string; readonly name: string }) {
  const arrive = useArrival()
  const [account, setAccount] = useState({ name, password: '' })
  const accept = useChange('acceptInvitation', { touches: () => [], onDone: () => arrive() })
  const send = (event: FormEvent) => {
    event.preventDefault()
    accept.mutate({ token, ...account })
  }
  return (
    <form onSubmit={send} className="flex flex-col gap-4">
      <AccountFields account={account} onChange={setAccount} />
      <RefusalNotice error={accept.error} />
      <Button type="submit" look="accent" isBusy={accept.isPending} className="mt-1 self-start">
        Accept the invitation
      </Button>
    </form>
  )
}

/** An invitation link: for whom it is, and the two things it asks. */
export function Invitation() {
  const { token = '' } = useParams({ strict: false })
  const invitation = useQuery({
    queryKey: ['invitation', token],
    queryFn: ({ signal }) => ask('readInvitation', { token }, signal),
  })
  return (
    <Door
      title="You are invited"
      about={
        invitation.data === undefined
          ? 'An invitation works once, and for seven days.'
          : `This invitation is for ${invitation.data.email}.`
      }
    >
      {invitation.isPending && <Skeleton lines={2} label="Reading the invitation" />}
      <RefusalNotice error={invitation.error} />
      {invitation.data !== undefined && <Acceptance token={token} name={invitation.data.name} />}
    </Door>
  )
}
