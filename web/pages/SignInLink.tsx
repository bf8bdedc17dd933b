import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { ask } from '../client.ts'
import { Button, buttonClass } from '../kit/Button.tsx'
import { Skeleton } from '../kit/Skeleton.tsx'
import { PathLink } from '../PathLink.tsx'
import { paths } from '../paths.ts'
import { useChange } from '../queries.ts'
import { RefusalNotice } from '../RefusalNotice.tsx'
import { Door } from './Door.tsx'
import { useArrival } from './SignIn.tsx'
import { type Begun, takeLink } from './sign-in-begun.ts'

/** The link as it was opened: read once, because it does not stay in the address. */
function readLink(): Begun & { readonly token: string } {
  const token = location.hash.slice(1)
  history.replaceState(history.state, '', paths.signInLink())
  return { token, ...takeLink() }
}

/** A link from a mail: signs in by itself in the browser that asked for it, and asks first in any other. */
export function SignInLink() {
  const arrive = useArrival()
  const [{ token, proof, next }] = useState(readLink)
  const isSent = useRef(false)
  const accept = useChange('acceptLinkSession', {
    touches: () => [],
    onDone: () => arrive(next ?? undefined),
  })
  const { mutate } = accept
  const link = useQuery({
    queryKey: ['sign-in-link', token],
    queryFn: ({ signal }) => ask('readLinkSession', { token, proof }, signal),
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  })
  const isOfThisBrowser = link.data?.isOfThisBrowser === true
  useEffect(() => {
    if (!isOfThisBrowser || isSent.current) return
    isSent.current = true
    mutate({ token, proof })
  }, [isOfThisBrowser, mutate, token, proof])
  const error = link.error ?? accept.error
  if (error !== null) {
    return (
      <Door title="Not signed in" about="Nothing was changed.">
        <RefusalNotice error={error} />
        <PathLink to={paths.signIn()} className={buttonClass('accent', 'mt-6')}>
          Back to signing in
        </PathLink>
      </Door>
    )
  }
  if (link.data === undefined || isOfThisBrowser) {
    return (
      <Door title="Signing in" about="One moment: the link is being checked.">
        <Skeleton lines={2} label="Signing in" />
      </Door>
    )
  }
  return (
    <Door
      title="Sign in here?"
      about={`This link signs in ${link.data.email}. It was asked for in another browser, so we ask before it does anything in this one.`}
    >
      <div className="flex flex-wrap gap-2.5">
        <Button look="accent" isBusy={accept.isPending} onClick={() => mutate({ token, isConfirmed: true })}>
          Sign in as {link.data.email}
        </Button>
        <PathLink to={paths.signIn()} className={buttonClass('quiet')}>
          That is not me
        </PathLink>
      </div>
    </Door>
  )
}
