/**
 * A letter to the stewards when something could hurt somebody now. It says that, and nothing of what was reported. A
 * report of nobody is told in the round of a quarter of an hour, so that the letter does not keep the minute it came.
 */
import { queueDelivery } from '../store/outbox.ts'
import { listPeople } from '../store/people.ts'
import { hasUntoldHazard, markHazardsTold } from '../store/reports.ts'
import type { Hands } from './hands.ts'
import { setLetter } from './letters.ts'

/** Queues one letter to every steward when a hazard is on the desk that none was sent about. */
export async function tellHazards({
  store,
  publicUrl,
  now,
}: Pick<Hands, 'store' | 'publicUrl' | 'now'>): Promise<void> {
  if (!(await hasUntoldHazard(store.queries))) return
  const stewards = (await listPeople(store.queries)).filter(
    ({ isSteward, isActive, email }) => isSteward && isActive && email !== '',
  )
  // First the letters and then the mark, in two transactions: no transaction number joins a letter with a report, and
  // a server that dies in between sends the letter once more rather than never.
  await store.transaction(async (queries) => {
    for (const { email } of stewards) {
      await queueDelivery(queries, {
        ...letter(publicUrl),
        kind: 'report',
        to: email,
        about: 'an immediate hazard',
        now,
      })
    }
  })
  await store.transaction((queries) => markHazardsTold(queries))
}

function letter(publicUrl: string) {
  return setLetter({
    subject: 'An immediate hazard is on the desk',
    opening: 'A report says that something could hurt somebody now. What it says stays on the desk.',
    parts: [
      {
        heading: '',
        items: [
          {
            title: 'An immediate hazard',
            lines: ['Immediate hazards are looked at within the hour.'],
            links: [{ label: 'Open the desk', url: `${publicUrl}/reports` }],
          },
        ],
      },
    ],
    closing: 'You get this because you are a steward here.',
    settings: { label: 'Settings', url: `${publicUrl}/settings` },
    unsubscribe: null,
  })
}
