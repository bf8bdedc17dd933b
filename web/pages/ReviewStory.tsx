import { Room } from '../review/Room.tsx'
import { Story } from '../review/Story.tsx'

/** The tab with the story of an incident. */
export function ReviewStory() {
  return (
    <Room>
      <Story />
    </Room>
  )
}
