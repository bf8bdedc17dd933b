import { Publish } from '../review/Publish.tsx'
import { Room } from '../review/Room.tsx'

/** The tab on which a review becomes an edition. */
export function ReviewPublish() {
  return (
    <Room>
      <Publish />
    </Room>
  )
}
