import { Decisions } from '../review/Decisions.tsx'
import { WorkingProvider } from '../review/working.tsx'

/** The tab with the decision points of an incident. */
export function ReviewDecisions() {
  return (
    <WorkingProvider>
      <Decisions />
    </WorkingProvider>
  )
}
