/** The rooms of the house as people go through them: beside every page, and on a phone below it. */
import { type May, useMay } from '../access.ts'
import type { OperationName } from '../client.ts'
import type { IconName } from '../kit/Icon.tsx'
import { paths } from '../paths.ts'

interface Room {
  readonly label: string
  readonly icon: IconName
  readonly to: string
  /** What stands there; the room is shown to those who may ask for it. */
  readonly needs: OperationName
}

const rooms: readonly Room[] = [
  { label: 'Home', icon: 'home', to: paths.home(), needs: 'listIncidents' },
  { label: 'Incidents', icon: 'list', to: paths.incidents(), needs: 'listIncidents' },
  { label: 'Actions', icon: 'done', to: paths.actions(), needs: 'listActions' },
  { label: 'Library', icon: 'book', to: paths.library(), needs: 'listEditions' },
  { label: 'Patterns', icon: 'pattern', to: paths.patterns(), needs: 'findPatterns' },
  { label: 'Practice', icon: 'clock', to: paths.drills(), needs: 'openDrill' },
]

/** Below this many a thumb still meets each: the bar of a phone shows the first ones, and its menu the others. */
export const ON_PHONES = 4

/** The rooms this reader may go into. */
export function useRooms(): { rooms: readonly Room[]; may: May } {
  const may = useMay()
  return { rooms: rooms.filter((room) => may(room.needs)), may }
}
