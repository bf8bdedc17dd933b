import { useEffect, useRef } from 'react'
import { buttonClass } from '../kit/Button.tsx'
import { Skeleton } from '../kit/Skeleton.tsx'
import { PathLink } from '../PathLink.tsx'
import { paths } from '../paths.ts'
import { useChange } from '../queries.ts'
import { RefusalNotice } from '../RefusalNotice.tsx'
import { Door } from './Door.tsx'
import { useArrival } from './SignIn.tsx'
import { takeBegun } from './sign-in-begun.ts'

/** The way back from a provider: finishes what was begun in this tab, once. */
export function SignInBack() {
  const arrive = useArrival()
  const isSent = useRef(false)
  const accept = useChange('acceptProviderSession', { touches: () => [] })
  useEffect(() => {
    // React may run an effect twice; an answer of a provider works once.
    if (isSent.current) return
    isSent.current = true
    const { proof, next } = takeBegun()
    const answer = location.search
    // What came back is a secret for as long as it works; it does not stay in the history of this browser.
    history.replaceState(history.state, '', paths.signInBack())
    accept.mutate(
      { answer: answer === '' ? '?' : answer, proof },
      { onSuccess: () => arrive(next ?? undefined) },
    )
  }, [accept, arrive])
  return (
    <Door
      title={accept.isError ? 'Not signed in' : 'Signing in'}
      about={accept.isError ? 'Nothing was changed.' : 'One moment: the answer is being checked.'}
    >
      {accept.isError ? (
        <>
          <RefusalNotice error={accept.error} />
          <PathLink to={paths.signIn()} className={buttonClass('accent', 'mt-6')}>
            Back to signing in
          </PathLink>
        </>
      ) : (
        <Skeleton lines={2} label="Signing in" />
      )}
    </Door>
  )
}
