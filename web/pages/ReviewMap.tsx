import { MapTab } from '../review/Map.tsx'
import { WorkingProvider } from '../review/working.tsx'

/** The tab with the causal map of an incident. */
export function ReviewMap() {
  return (
    <WorkingProvider>
      <MapTab />
    </WorkingProvider>
  )
}
