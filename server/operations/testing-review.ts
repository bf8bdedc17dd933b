/** A review that can be published, made through the operations. For tests alone. */
import type { Asker } from './asker.ts'
import type { Ask } from './testing.ts'

const impact = {
  duration: { state: 'known', text: '47 minutes' },
  users: { state: 'known', text: 'about 3,100 customers, from checkout logs' },
  revenue: { state: 'unknown', text: '' },
  dataLoss: { state: 'none', text: '' },
  reputation: { state: 'none', text: '' },
} as const

const answers = {
  madePossible: 'Any job could hold a lock on the orders table without a limit.',
  impossibleNext: 'The database ends a lock on that table after five seconds.',
}

/** What differs from one review to the next. */
export interface ReviewWords {
  readonly title: string
  /** The draft, word for word. */
  readonly words: string
}

/** Opens an incident with one participant (Zoë Lindqvist, database on-call) and everything an edition asks for. */
export async function readyReview(ask: Ask, member: Asker, { title, words }: ReviewWords) {
  const at = (clock: string) => ({ at: `2026-03-12T${clock}Z`, precision: 'second' as const })
  const incident = await ask('openIncident', {
    title,
    kind: 'incident',
    severity: 'SEV1',
    startedAt: at('14:02:11'),
    endedAt: at('14:49:40'),
    components: ['checkout-api'],
  })
  const incidentId = incident.id
  const participant = await ask('addParticipant', {
    incidentId,
    name: 'Zoë Lindqvist',
    handles: ['@zoe.l'],
    role: 'database on-call',
  })
  const { review, draft } = await ask('readIncident', { id: incidentId })
  await ask('correctReview', { incidentId, version: review.version, impact, answers })
  await ask('correctDraft', { incidentId, version: draft.version, text: words })
  const event = await ask('addTimelineEvent', {
    incidentId,
    happenedAt: at('14:02:11'),
    kind: 'observation',
    actor: { kind: 'role', name: 'database on-call' },
    text: 'A lock was held on the orders table.',
  })
  await ask('markTrigger', { incidentId, eventId: event.id })
  const factor = await ask('nameFactor', {
    incidentId,
    code: 'GRD-1',
    statement: 'A lock on the orders table could be held without a limit.',
    certainty: 'observed',
    eventIds: [event.id],
    weakness: { existedBefore: true, remainsAfterRepair: true, couldCauseOthers: true },
  })
  const action = await ask('proposeAction', {
    incidentId,
    title: 'Refuse locks on the orders table that last longer than 5 seconds',
    kind: 'guardrail',
    priority: 'P1',
    strength: 4,
    worksIfForgotten: true,
    canBeBypassedUnnoticed: false,
    factorIds: [factor.id],
    howWeWillKnow: 'A session that holds the lock longer is ended in the staging test.',
    owner: { personId: member.personId, role: 'storage team lead' },
    dueOn: '2026-04-20',
  })
  return { incidentId, incident, participant, event, action }
}
