/** Who works on a review: the team it belongs to, and the people named for it with the part each takes. */
import { facilitatorBlockers, type GuideConsent, noConsent } from '@secondstory/review/model/facilitators'
import type { RecordStanding } from '@secondstory/review/model/permission'
import type { ReviewPeople } from '@secondstory/review/model/review-people'
import { z } from 'zod'
import type { Queries } from '../store/database.ts'
import { findIncident, lockIncident } from '../store/incidents.ts'
import { findPerson } from '../store/people.ts'
import { type NamedPerson, readReviewPeople as readRow, saveReviewRoles } from '../store/review-people.ts'
import { assignTeam as assignRow, listTeams } from '../store/teams.ts'
import { found, refuseFor } from './answers.ts'
import { isRegisterSealed, readConflicts } from './facilitators.ts'
import { id, lineOrNothing, ofIncident } from './fields.ts'
import { by, type Hands } from './hands.ts'
import { readRegister, roleBlockers } from './names.ts'
import { rolesOnEntry } from './names-on-entry.ts'
import { operation, Refusal } from './operation.ts'

/** The people of a review, and how whoever asks stands to its record. */
export interface ReviewPeopleRead extends ReviewPeople {
  readonly standing: RecordStanding
}

const reviewRole = z.enum(['facilitator', 'author', 'participant', 'reader'])

/** The team and the people of a review. */
export const readReviewPeople = operation({
  name: 'readReviewPeople',
  about: 'Reads which team a review belongs to, who was named for it, and what you are to it.',
  access: 'member',
  changes: false,
  input: ofIncident,
  run: async ({ incidentId }, { store, standing }): Promise<ReviewPeopleRead> => {
    found(await findIncident(store.queries, { id: incidentId }), 'incident')
    return { ...(await readRow(store.queries, incidentId)), standing: found(standing ?? null, 'incident') }
  },
})

/** Names someone for a review, with everything they are in it; with nothing they take no part any more. */
export const nameReviewRoles = operation({
  name: 'nameReviewRoles',
  about:
    'Names someone for a review as facilitator, author, participant or reader; without any role they take no part in it.',
  access: 'member',
  audits: 'review role',
  needs: 'name',
  changes: true,
  input: ofIncident.extend({
    personId: id,
    roles: z.array(reviewRole).max(4),
    /** For a facilitator who is close to the incident: what was agreed, and by whom, in which role. */
    consent: z.object({ because: lineOrNothing(500), agreedByRole: lineOrNothing(100) }).default(noConsent),
  }),
  run: async (named, hands): Promise<ReviewPeople> =>
    hands.store.transaction(async (queries) => {
      found(await lockIncident(queries, named.incidentId), 'incident')
      const person = found(await findPerson(queries, named.personId), 'person')
      if (!person.isActive && named.roles.length > 0) {
        throw new Refusal('not-ready', `The account of ${person.name} is closed; a keeper can reopen it.`)
      }
      const consent = await consentFor(queries, named, hands)
      await saveReviewRoles(queries, { ...named, consent }, by(hands))
      return readRow(queries, named.incidentId)
    }),
})

/**
 * The consent a facilitator is named by; refused where one is needed and missing. What was agreed before stays as long
 * as they guide, and who agreed is a role.
 */
async function consentFor(
  queries: Queries,
  named: NamedPerson & { readonly consent: GuideConsent },
  hands: Hands,
): Promise<GuideConsent> {
  const { incidentId, personId, roles } = named
  if (!roles.includes('facilitator')) return noConsent
  const conflicts = await readConflicts(queries, { incidentId, personId })
  if (conflicts.length === 0) return noConsent
  const { people } = await readRow(queries, incidentId)
  const before = people.find((each) => each.personId === personId)
  const isGuiding = before?.roles.includes('facilitator') === true
  const given = named.consent.because === '' ? (before?.consent ?? named.consent) : named.consent
  // Somebody who guides already goes on guiding: what came up since is asked when they are named anew.
  if (isGuiding && given.because === '') return noConsent
  refuseFor(facilitatorBlockers(conflicts, given, isRegisterSealed(hands)))
  const place = { tab: 'incident', id: null } as const
  refuseFor(roleBlockers(given.agreedByRole, await readRegister(queries, incidentId), place))
  const { because } = await rolesOnEntry(queries, incidentId, { because: given.because })
  return { because, agreedByRole: given.agreedByRole }
}

/** Chooses the team a record belongs to, or leaves it to the owners of its components. */
export const assignTeam = operation({
  name: 'assignTeam',
  about: 'Gives an incident to a team; without one it belongs to whoever owns its components.',
  access: 'member',
  audits: 'review role',
  needs: 'entrust',
  changes: true,
  input: ofIncident.extend({ teamId: id.nullable() }),
  run: async ({ incidentId, teamId }, hands): Promise<ReviewPeople> =>
    hands.store.transaction(async (queries) => {
      found(await lockIncident(queries, incidentId), 'incident')
      const team =
        teamId === null
          ? null
          : found((await listTeams(queries)).find((each) => each.id === teamId) ?? null, 'team')
      await assignRow(queries, { incidentId, team }, by(hands))
      return readRow(queries, incidentId)
    }),
})
