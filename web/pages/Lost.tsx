import { useRouter } from '@tanstack/react-router'
import { sentenceOf } from '../client.ts'
import { Button, buttonClass } from '../kit/Button.tsx'
import { PathLink } from '../PathLink.tsx'
import { paths } from '../paths.ts'
import { useTitle } from './Page.tsx'

/** An address with nothing at it. */
export function PageNotFound() {
  useTitle('Nothing at this address')
  return (
    <div className="mx-auto w-full max-w-[60rem] py-4">
      <h1 tabIndex={-1} className="title text-2xl">
        There is nothing at this address
      </h1>
      <p className="prose-text measure mt-3 text-soft">
        The link may be older than the thing it led to, or a letter may be missing. Incidents have addresses
        like /incidents/INC-42, and everything published stands in the library.
      </p>
      <div className="mt-7 flex flex-wrap gap-2.5">
        <PathLink to={paths.home()} className={buttonClass('accent')}>
          Go home
        </PathLink>
        <PathLink to={paths.library()} className={buttonClass('plain')}>
          Open the library
        </PathLink>
      </div>
    </div>
  )
}

/** A page that could not be shown: what happened in one sentence, and the way to try again. */
export function PageFailed({ error }: { readonly error: unknown }) {
  const router = useRouter()
  useTitle('The page is not here')
  return (
    <div className="mx-auto w-full max-w-[60rem] py-4">
      <h1 tabIndex={-1} className="title text-2xl">
        This page could not be shown
      </h1>
      <p role="alert" className="prose-text measure mt-3 text-soft">
        {sentenceOf(error)}
      </p>
      <div className="mt-7 flex flex-wrap gap-2.5">
        <Button look="accent" onClick={() => void router.invalidate()}>
          Try again
        </Button>
        <PathLink to={paths.home()} className={buttonClass('plain')}>
          Go home
        </PathLink>
      </div>
    </div>
  )
}

/** An address for members, met by a reader. */
export function NotForYou() {
  useTitle('For members')
  return (
    <div className="mx-auto w-full max-w-[60rem] py-4">
      <h1 tabIndex={-1} className="title text-2xl">
        This page is for members
      </h1>
      <p className="prose-text measure mt-3 text-soft">
        Reviews are worked on here before they are published. What was learned stands in the library; a keeper
        of this installation can make you a member.
      </p>
      <div className="mt-7">
        <PathLink to={paths.library()} className={buttonClass('accent')}>
          Open the library
        </PathLink>
      </div>
    </div>
  )
}
