import { useParams } from '@tanstack/react-router'
import { type ReactNode, useMemo } from 'react'
import { buttonClass } from '../kit/Button.tsx'
import { PathLink } from '../PathLink.tsx'
import { paths } from '../paths.ts'
import { Foresight } from '../review/Foresight.tsx'
import { useTitle } from './Page.tsx'

/** A replay stands alone: the pages around an incident say how it ends. */
export function ForesightFrame({
  leave,
  children,
}: {
  readonly leave: string
  readonly children: ReactNode
}) {
  return (
    <div className="mx-auto flex min-h-dvh w-full max-w-[60rem] flex-col px-4 sm:px-8">
      <header className="no-print -mx-2.5 flex items-center justify-between py-3 md:py-5">
        <p className="title px-2.5 text-lg">Second Story</p>
        <PathLink to={leave} className={buttonClass('quiet')}>
          Leave
        </PathLink>
      </header>
      <main id="main" className="flex-1 pt-2 md:pt-6">
        {children}
      </main>
    </div>
  )
}

/** The foresight reader of an incident under work. */
export function ForesightOfIncident() {
  useTitle('Foresight')
  const { reference = '' } = useParams({ strict: false })
  const source = useMemo(() => ({ reference }), [reference])
  return (
    <ForesightFrame leave={paths.incident(reference, 'decisions')}>
      <Foresight
        source={source}
        ending={
          <PathLink to={paths.incident(reference, 'decisions')} className={buttonClass('accent')}>
            To the decisions of this review
          </PathLink>
        }
      />
    </ForesightFrame>
  )
}

/** The foresight reader of a published edition, by an address that says nothing of it. */
export function ForesightOfEdition() {
  useTitle('Foresight')
  const { editionId = '' } = useParams({ strict: false })
  const source = useMemo(() => ({ editionId }), [editionId])
  return (
    <ForesightFrame leave={paths.library()}>
      <Foresight
        source={source}
        ending={
          <PathLink to={paths.library()} className={buttonClass('accent')}>
            To the library
          </PathLink>
        }
      />
    </ForesightFrame>
  )
}
