import { Actions } from '../review/Actions.tsx'
import { Room } from '../review/Room.tsx'

/** The tab with the actions of an incident. */
export function ReviewActions() {
  return (
    <Room>
      <Actions />
    </Room>
  )
}
