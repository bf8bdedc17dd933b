import { MapTab } from '../review/Map.tsx'
import { Room } from '../review/Room.tsx'

/** The tab with the causal map of an incident. */
export function ReviewMap() {
  return (
    <Room>
      <MapTab />
    </Room>
  )
}
