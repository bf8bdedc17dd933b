import { Actions } from '../review/Actions.tsx'
import { WorkingProvider } from '../review/working.tsx'

/** The tab with the actions of an incident. */
export function ReviewActions() {
  return (
    <WorkingProvider>
      <Actions />
    </WorkingProvider>
  )
}
