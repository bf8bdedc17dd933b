import { Factors } from '../review/Factors.tsx'
import { Room } from '../review/Room.tsx'

/** The tab with the factors of an incident. */
export function ReviewFactors() {
  return (
    <Room>
      <Factors />
    </Room>
  )
}
