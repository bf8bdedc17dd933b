import { Room } from '../review/Room.tsx'
import { Timeline } from '../review/Timeline.tsx'

/** The tab with the timeline of an incident. */
export function ReviewTimeline() {
  return (
    <Room>
      <Timeline />
    </Room>
  )
}
