import { Decisions } from '../review/Decisions.tsx'
import { Room } from '../review/Room.tsx'

/** The tab with the decision points of an incident. */
export function ReviewDecisions() {
  return (
    <Room>
      <Decisions />
    </Room>
  )
}
