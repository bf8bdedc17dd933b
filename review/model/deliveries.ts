/** A delivery is one thing an integration sent, kept from the moment it was answered until it is evidence. */
import type { Incident } from './incident.ts'
import { epochMs, later } from './instants.ts'

/**
 * `waiting`: stored, not yet read. `read`: it is evidence, or it held nothing for a timeline. `unassigned`: understood,
 * and no incident fits by itself. `not-understood`: kept word for word. `refused`: the incident it was for is gone.
 */
export type DeliveryState = 'waiting' | 'read' | 'unassigned' | 'not-understood' | 'refused'

/** Every state with its meaning as a sentence. */
export const deliveryStates: Readonly<Record<DeliveryState, string>> = {
  waiting: 'Stored, and read in a moment.',
  read: 'Read; what it holds is evidence.',
  unassigned: 'Read; no incident fits by itself, so it waits for someone to assign it.',
  'not-understood': 'Kept as it came; no reader of ours knows it.',
  refused: 'Turned away while it was read.',
}

/** A delivery as it is listed: what it says in a line, never its body. */
export interface Delivery {
  readonly id: string
  readonly integrationId: string
  readonly receivedAt: string
  /** When what it tells happened; null while it is not read, or when it does not say. */
  readonly happenedAt: string | null
  readonly state: DeliveryState
  readonly incidentId: string | null
  /** What it says in a line, secrets removed; '' while it is not read. */
  readonly summary: string
  /** Why it stands as it does, as a sentence; ''. */
  readonly because: string
}

/** From when to when something belongs to an incident. */
export interface Hours {
  readonly from: string
  readonly to: string
}

const HOUR_MS = 3_600_000
/** An incident nobody ended is not under way for ever. */
const LONGEST_MS = 7 * 24 * HOUR_MS

/**
 * The hours of an incident: an hour before it started, for what led up to it, until an hour after it ended. One whose
 * end is not known is under way for a week at most.
 */
export function hoursOf(
  incident: Pick<Incident, 'startedAt' | 'detectedAt' | 'endedAt' | 'openedAt'>,
): Hours {
  const start = incident.startedAt?.at ?? incident.detectedAt?.at ?? incident.openedAt
  const to = incident.endedAt === null ? later(start, LONGEST_MS) : later(incident.endedAt.at, HOUR_MS)
  return { from: later(start, -HOUR_MS), to }
}

/** An incident as routing sees it. */
export type RoutedIncident = Pick<
  Incident,
  'id' | 'startedAt' | 'detectedAt' | 'endedAt' | 'openedAt' | 'components'
>

/** The incident something belongs to, or why none does. */
export type Route =
  | { readonly incidentId: string }
  | {
      readonly incidentId: null
      /** How many incidents were under way then. */
      readonly underWay: number
      readonly because: string
    }

/** Where something that happened then and says this belongs: to the one incident under way that fits. */
export function routeOf(
  told: { readonly at: string; readonly text: string },
  incidents: readonly RoutedIncident[],
): Route {
  const at_ms = epochMs(told.at)
  const fitting = incidents.filter((incident) => {
    const { from, to } = hoursOf(incident)
    return at_ms >= epochMs(from) && at_ms <= epochMs(to)
  })
  const [only] = fitting
  if (only === undefined)
    return { incidentId: null, underWay: 0, because: 'No incident was under way at the time it tells of.' }
  if (fitting.length === 1) return { incidentId: only.id }
  const named = fitting.filter(({ components }) => components.some((each) => isNamed(each, told.text)))
  const [chosen] = named
  if (named.length === 1 && chosen !== undefined) return { incidentId: chosen.id }
  const because = `${fitting.length} incidents were under way then, and its words name a component of ${
    named.length === 0 ? 'none of them' : `${named.length} of them`
  }.`
  return { incidentId: null, underWay: fitting.length, because }
}

/** "api" is not named by "checkout-api". */
const OF_A_NAME = /[\p{L}\p{N}_-]/u

/** Whether a component stands in a text as a word of its own. */
function isNamed(component: string, text: string): boolean {
  const wanted = component.trim().toLowerCase()
  if (wanted === '') return false
  const words = text.toLowerCase()
  for (let at = words.indexOf(wanted); at !== -1; at = words.indexOf(wanted, at + 1)) {
    const [before = ' ', after = ' '] = [words[at - 1], words[at + wanted.length]]
    if (!OF_A_NAME.test(before) && !OF_A_NAME.test(after)) return true
  }
  return false
}
