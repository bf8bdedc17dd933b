import { Factors } from '../review/Factors.tsx'
import { WorkingProvider } from '../review/working.tsx'

/** The tab with the factors of an incident. */
export function ReviewFactors() {
  return (
    <WorkingProvider>
      <Factors />
    </WorkingProvider>
  )
}
