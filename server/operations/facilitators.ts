/** Who can guide a review: the pool, whoever of it is free of the incident, and the guard for everybody else. */
import type { Blocker } from '@secondstory/review/model/blocker'
import {
  type Conflict,
  conflictsOf,
  type Facilitator,
  facilitatorBlockers,
  facilitatorOrder,
  type Involvement,
  leftOutSentence,
  noConsent,
} from '@secondstory/review/model/facilitators'
import type { Incident } from '@secondstory/review/model/incident'
import type { Participant, Person } from '@secondstory/review/model/people'
import { mayOnRecord } from '@secondstory/review/model/permission'
import type { ReviewPeople } from '@secondstory/review/model/review-people'
import { owns, type Team } from '@secondstory/review/model/teams'
import { z } from 'zod'
import type { Queries } from '../store/database.ts'
import { listFacilitators as listPool, saveFacilitators } from '../store/facilitators.ts'
import { findIncident } from '../store/incidents.ts'
import { listParticipants } from '../store/participants.ts'
import { listPeople } from '../store/people.ts'
import { readReviewPeople } from '../store/review-people.ts'
import { listTeams } from '../store/teams.ts'
import { accountOf } from './addresses.ts'
import { found } from './answers.ts'
import { ids, nothing, ofIncident } from './fields.ts'
import { asked, by, type Hands } from './hands.ts'
import { operation, Refusal } from './operation.ts'

/** Everybody who facilitates here, by name. */
export const listFacilitators = operation({
  name: 'listFacilitators',
  about: 'Lists who facilitates here, each with their teams, in the order of the alphabet.',
  access: 'member',
  touches: 'installation',
  changes: false,
  input: nothing,
  run: async (_input, { store }): Promise<readonly Facilitator[]> => listPool(store.queries),
})

/** Says who facilitates here. */
export const correctFacilitators = operation({
  name: 'correctFacilitators',
  about: 'Says who facilitates here; the whole list at once.',
  access: 'keeper',
  touches: 'installation',
  changes: true,
  input: z.object({ personIds: ids }),
  run: async ({ personIds }, hands): Promise<readonly Facilitator[]> =>
    hands.store.transaction(async (queries) => {
      const everyone = await listPeople(queries)
      for (const personId of personIds) {
        const person = found(everyone.find((each) => each.id === personId) ?? null, 'person')
        if (person.isActive) continue
        throw new Refusal('not-ready', `The account of ${person.name} is closed; a keeper can reopen it.`)
      }
      await saveFacilitators(queries, personIds, by(hands))
      return listPool(queries)
    }),
})

/** Who of the pool can guide one review, and why everybody else is left out. */
export interface ProposedFacilitators {
  /** How both lists are ordered, to be said beside them. */
  readonly order: string
  readonly free: readonly Facilitator[]
  readonly leftOut: readonly (Facilitator & { readonly because: string })[]
  /** What stands in the way of anybody here who is close to the incident, of the pool or not. */
  readonly close: readonly { readonly personId: string; readonly blocker: Blocker }[]
}

/** Proposes who could guide a review: everybody of the pool who is nothing to the incident. */
export const proposeFacilitator = operation({
  name: 'proposeFacilitator',
  about:
    'Proposes who of the pool could guide a review: whoever is nothing to the incident; everybody else is left out with the reason.',
  access: 'member',
  needs: 'name',
  changes: false,
  input: ofIncident,
  run: async ({ incidentId }, hands): Promise<ProposedFacilitators> => {
    const { queries } = hands.store
    const facts = await readFacts(queries, incidentId)
    const isSealed = isRegisterSealed(hands)
    const judged = (await listPool(queries)).map((each) => ({
      facilitator: each,
      conflicts: conflictsIn(facts, each.personId),
    }))
    return {
      order: facilitatorOrder,
      free: judged.filter(({ conflicts }) => conflicts.length === 0).map(({ facilitator }) => facilitator),
      leftOut: judged
        .filter(({ conflicts }) => conflicts.length > 0)
        .map(({ facilitator, conflicts }) => ({
          ...facilitator,
          because: leftOutSentence(conflicts, isSealed),
        })),
      close: facts.people.flatMap(({ id: personId }) =>
        facilitatorBlockers(conflictsIn(facts, personId), noConsent, isSealed).map((blocker) => ({
          personId,
          blocker,
        })),
      ),
    }
  },
})

/** Why somebody should not guide a review, for the operation that names them. */
export async function readConflicts(
  queries: Queries,
  of: { readonly incidentId: string; readonly personId: string },
): Promise<readonly Conflict[]> {
  return conflictsIn(await readFacts(queries, of.incidentId), of.personId)
}

/** Once a facilitator is named, who is behind a role is theirs to know; a reason must not tell it to anybody else. */
export function isRegisterSealed(hands: Hands): boolean {
  const { standing } = hands
  if (standing == null || !standing.hasFacilitator) return false
  return !mayOnRecord(asked(hands), 'register', standing)
}

interface Facts {
  readonly incident: Incident
  readonly register: readonly Participant[]
  readonly people: readonly Person[]
  readonly review: ReviewPeople
  readonly teams: readonly Team[]
}

async function readFacts(queries: Queries, incidentId: string): Promise<Facts> {
  return {
    incident: found(await findIncident(queries, { id: incidentId }), 'incident'),
    register: await listParticipants(queries, incidentId),
    people: await listPeople(queries),
    review: await readReviewPeople(queries, incidentId),
    teams: await listTeams(queries),
  }
}

function conflictsIn(facts: Facts, personId: string): readonly Conflict[] {
  return conflictsOf(involvementOf(facts, personId))
}

function involvementOf({ incident, register, people, review, teams }: Facts, personId: string): Involvement {
  const described = new Set(register.flatMap((row) => accountOf(row, people)?.id ?? []))
  const isIn = (team: Team, person: string) => team.members.some((member) => member.personId === person)
  const mine = teams.filter((team) => isIn(team, personId))
  return {
    isDescribed: described.has(personId),
    isParticipant: participantsOf(review).includes(personId),
    owned: mine.flatMap((team) =>
      incident.components
        .filter((component) => owns(team, [component]))
        .map((component) => ({ team: team.name, component })),
    ),
    reviewed: mine
      .filter(({ id: teamId }) => review.teams.some((each) => each.id === teamId))
      .map(({ name }) => name),
    besideThem: mine
      .filter((team) => [...described].some((person) => person !== personId && isIn(team, person)))
      .map(({ name }) => name),
    ledByThem: teams
      .filter((team) => team.leads.some((lead) => lead.personId === personId))
      .filter(
        (team) =>
          review.teams.some((each) => each.id === team.id) ||
          owns(team, incident.components) ||
          [...described, ...participantsOf(review)].some((person) => isIn(team, person)),
      )
      .map(({ name }) => name),
  }
}

function participantsOf({ people }: ReviewPeople): readonly string[] {
  return people.filter(({ roles }) => roles.includes('participant')).map(({ personId }) => personId)
}
