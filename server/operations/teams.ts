/** Teams: who is in them and what they own. They decide which working records their people see. */
import { type Team, type TeamMember, teamBlockers } from '@secondstory/review/model/teams'
import { z } from 'zod'
import type { Queries } from '../store/database.ts'
import { listPeople } from '../store/people.ts'
import {
  addTeam as addRow,
  listTeams as listRows,
  lockTeams,
  type NewTeam,
  removeTeam as removeRow,
  saveTeam,
} from '../store/teams.ts'
import { corrected, current, found, refuseFor } from './answers.ts'
import { id, ids, line, nothing, ofRow, type Removed, version } from './fields.ts'
import { by } from './hands.ts'
import { operation, Refusal } from './operation.ts'

const fields = {
  name: line(100),
  components: z.array(line(100)).max(200),
  memberIds: ids.pipe(z.array(z.string()).max(500)),
  /** Those with authority over its members, who guide no review of theirs unless they agree. */
  leadIds: ids.pipe(z.array(z.string()).max(50)),
}

/** Every team with its people and what it owns: whom to ask about a component is no secret. */
export const listTeams = operation({
  name: 'listTeams',
  about: 'Lists the teams, who is in them, who leads them and which components they own.',
  access: 'reader',
  changes: false,
  input: nothing,
  run: async (_input, { store }): Promise<readonly Team[]> => listRows(store.queries),
})

/** Makes a team. From the first one on, working records are seen by their teams and their people. */
export const addTeam = operation({
  name: 'addTeam',
  about: 'Makes a team with its people, those who lead it and the components it owns.',
  access: 'keeper',
  audits: 'team',
  changes: true,
  input: z.object({
    ...fields,
    components: fields.components.optional(),
    memberIds: fields.memberIds.optional(),
    leadIds: fields.leadIds.optional(),
  }),
  run: async (given, hands): Promise<Team> => {
    const empty: NewTeam = { name: given.name, components: [], memberIds: [], leadIds: [] }
    const team = corrected(empty, given)
    const added = await hands.store.transaction(async (queries) => {
      await refuseUnfit(queries, team, await lockTeams(queries))
      return addRow(queries, team, by(hands))
    })
    hands.forgetAskers()
    return added
  },
})

/** Corrects the name of a team, its people, who leads it or what it owns. */
export const correctTeam = operation({
  name: 'correctTeam',
  about: 'Corrects the name of a team, its people, who leads it or the components it owns.',
  access: 'keeper',
  audits: 'team',
  touches: 'installation',
  changes: true,
  input: z.object({ id, version, ...z.object(fields).partial().shape }),
  run: async ({ id: teamId, version: seen, ...given }, hands): Promise<Team> => {
    const team = await hands.store.transaction(async (queries) => {
      const all = await lockTeams(queries)
      const before = current(all.find((each) => each.id === teamId) ?? null, seen, 'team')
      const { name, components, members, leads } = before
      const was = { name, components, memberIds: members.map(idOf), leadIds: leads.map(idOf) }
      const after = corrected(was, given)
      await refuseUnfit(
        queries,
        after,
        all.filter((each) => each.id !== teamId),
      )
      return saveTeam(queries, { before, after }, by(hands))
    })
    hands.forgetAskers()
    return team
  },
})

/** Removes a team; its records are then seen by the people named for them, until `undoRemoval` brings it back. */
export const removeTeam = operation({
  name: 'removeTeam',
  about: 'Removes a team; undoRemoval brings it back.',
  access: 'keeper',
  audits: 'team',
  touches: 'installation',
  changes: true,
  input: ofRow,
  run: async ({ id: teamId }, hands): Promise<Removed> => {
    const removalId = await hands.store.transaction(async (queries) => {
      const team = (await lockTeams(queries)).find((each) => each.id === teamId)
      return removeRow(queries, found(team ?? null, 'team'), by(hands))
    })
    hands.forgetAskers()
    return { removalId }
  },
})

function idOf({ personId }: TeamMember): string {
  return personId
}

async function refuseUnfit(queries: Queries, team: NewTeam, others: readonly Team[]): Promise<void> {
  refuseFor(teamBlockers(team, others))
  const here = new Set((await listPeople(queries)).map((person) => person.id))
  const stranger = [...team.memberIds, ...team.leadIds].find((each) => !here.has(each))
  if (stranger !== undefined)
    throw new Refusal('invalid', 'Nobody here has one of these ids for members or leads.')
}
