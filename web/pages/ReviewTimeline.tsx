import { Timeline } from '../review/Timeline.tsx'
import { WorkingProvider } from '../review/working.tsx'

/** The tab with the timeline of an incident. */
export function ReviewTimeline() {
  return (
    <WorkingProvider>
      <Timeline />
    </WorkingProvider>
  )
}
