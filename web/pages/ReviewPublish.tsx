import { Publish } from '../review/Publish.tsx'
import { WorkingProvider } from '../review/working.tsx'

/** The tab on which a review becomes an edition. */
export function ReviewPublish() {
  return (
    <WorkingProvider>
      <Publish />
    </WorkingProvider>
  )
}
