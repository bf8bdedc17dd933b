import { Story } from '../review/Story.tsx'
import { WorkingProvider } from '../review/working.tsx'

/** The tab with the story of an incident. */
export function ReviewStory() {
  return (
    <WorkingProvider>
      <Story />
    </WorkingProvider>
  )
}
