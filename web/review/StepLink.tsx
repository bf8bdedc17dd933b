import type { Place } from '@secondstory/review/model/blocker'
import type { ReactNode } from 'react'
import { start } from '../kit/starts.ts'
import { PathLink } from '../PathLink.tsx'
import { paths } from '../paths.ts'
import { useWorking } from './working.tsx'

/** Where a step or a blocker is mended. */
export interface Mended {
  readonly tab: Place['tab'] | 'evidence'
  readonly id: string | null
}

/** The way to where a step or a blocker is mended. What belongs to the incident itself is mended here, in its dialog. */
export function StepLink({
  place,
  className,
  children,
}: {
  readonly place: Mended
  readonly className: string
  readonly children: ReactNode
}) {
  const { reference } = useWorking()
  const { tab, id } = place
  if (tab === 'incident') {
    return (
      <button type="button" className={className} onClick={() => start('edit-incident')}>
        {children}
      </button>
    )
  }
  return (
    <PathLink to={paths.onIncident(reference, { tab, id })} className={className}>
      {children}
    </PathLink>
  )
}
