/** When the events of a timeline became known, beside when they happened. */
import { type Known, knownLater, knownTimes } from '@secondstory/review/model/known'
import { findIncident } from '../store/incidents.ts'
import { listVisible } from '../store/known.ts'
import { listEvents } from '../store/timeline.ts'
import { found } from './answers.ts'
import { ofIncident } from './fields.ts'
import type { Hands } from './hands.ts'
import { operation } from './operation.ts'

/**
 * Events of one incident that became known at least a minute after they happened, with when and by which piece of
 * evidence. Worked out from the record each time; an event that is not in the list was known at once, or the record is
 * silent about it.
 */
export const listKnownTimes = operation({
  name: 'listKnownTimes',
  about: 'Lists events that became known later than they happened, with the evidence that shows it.',
  access: 'member',
  changes: false,
  input: ofIncident,
  run: async ({ incidentId }, hands): Promise<readonly Known[]> => {
    found(await findIncident(hands.store.queries, { id: incidentId }), 'incident')
    return readKnown(hands, incidentId)
  },
})

/** The same for another operation that shows the timeline. */
export async function readKnown(
  { store }: Pick<Hands, 'store'>,
  incidentId: string,
): Promise<readonly Known[]> {
  const [events, evidence] = await Promise.all([
    listEvents(store.queries, incidentId),
    listVisible(store.queries, incidentId),
  ])
  const byId = new Map(events.map((event) => [event.id, event]))
  return knownTimes(events, evidence).filter((known) => {
    const event = byId.get(known.eventId)
    return event !== undefined && knownLater(event, known) !== null
  })
}
