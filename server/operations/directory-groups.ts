/** Groups of a company's directory (SCIM), and the teams of ours a keeper lets them stand for. */
import type { DirectoryGroup } from '@secondstory/review/model/directory'
import { z } from 'zod'
import type { Queries } from '../store/database.ts'
import { findDirectoryPeople } from '../store/directory.ts'
import {
  addDirectoryGroup as addRow,
  listDirectoryGroups as listRows,
  removeDirectoryGroup as removeRow,
  saveDirectoryGroup,
} from '../store/directory-groups.ts'
import { lockTeams } from '../store/teams.ts'
import { found } from './answers.ts'
import { type DirectoryPage, paged, pageOf } from './directory.ts'
import { refuseStale, seenTags } from './directory-versions.ts'
import { id, ids, line, lineOrNothing, type Nothing, nothing, ofRow } from './fields.ts'
import { by } from './hands.ts'
import { operation, Refusal } from './operation.ts'

const fields = { name: line(200), externalId: lineOrNothing(200).nullable() }

/** Groups of the directory, all or those it asks for. */
export const listDirectoryGroups = operation({
  name: 'listDirectoryGroups',
  about: 'Lists the groups a directory (SCIM) brought, all or by name or external id.',
  access: 'directory',
  touches: 'installation',
  changes: false,
  input: z.object({
    id: id.optional(),
    name: line(200).optional(),
    externalId: line(200).optional(),
    ...pageOf,
  }),
  run: async ({ startIndex, limit, ...wanted }, hands): Promise<DirectoryPage<DirectoryGroup>> => {
    const name = wanted.name?.toLowerCase()
    const rows = (await listRows(hands.store.queries)).filter(
      (group) =>
        (wanted.id === undefined || group.id === wanted.id) &&
        (name === undefined || group.name.toLowerCase() === name) &&
        (wanted.externalId === undefined || group.externalId === wanted.externalId),
    )
    return paged(rows, { startIndex, limit })
  },
})

/** One of them. */
export const readDirectoryGroup = operation({
  name: 'readDirectoryGroup',
  about: 'Reads a group a directory (SCIM) brought, with its members.',
  access: 'directory',
  touches: 'installation',
  changes: false,
  input: ofRow,
  run: async (input, hands): Promise<DirectoryGroup> => visible(hands.store.queries, input.id),
})

/** Brings a group. It fills the team of its name, if there is one. */
export const addDirectoryGroup = operation({
  name: 'addDirectoryGroup',
  about: 'Brings a group of a directory (SCIM); it fills the team of its name until a keeper says otherwise.',
  access: 'directory',
  audits: 'group',
  touches: 'installation',
  changes: true,
  input: z.object({
    ...fields,
    externalId: fields.externalId.default(null),
    memberIds: ids.optional(),
  }),
  run: async ({ memberIds = [], ...given }, hands): Promise<DirectoryGroup> => {
    const group = await hands.store.transaction(async (queries) => {
      await lockTeams(queries)
      await refuseStrangers(queries, memberIds)
      const added = await addRow(queries, { ...given, memberIds }, by(hands))
      if (added === null) throw taken(given.name)
      return added
    })
    hands.forgetAskers()
    return group
  },
})

/** Changes a group: its name, and who comes and goes. */
export const correctDirectoryGroup = operation({
  name: 'correctDirectoryGroup',
  about: 'Changes a group of a directory (SCIM): its name, and which members come and go.',
  access: 'directory',
  audits: 'group',
  touches: 'installation',
  changes: true,
  input: z.object({
    id,
    ...z.object(fields).partial().shape,
    addedIds: ids.optional(),
    removedIds: ids.optional(),
    seenTags,
  }),
  run: async (
    { id: groupId, addedIds = [], removedIds = [], seenTags: seen, ...given },
    hands,
  ): Promise<DirectoryGroup> => {
    const group = await hands.store.transaction(async (queries) => {
      await lockTeams(queries)
      const before = await visible(queries, groupId)
      refuseStale(before, seen)
      const { name = before.name, externalId = before.externalId } = given
      const namesake = (await listRows(queries)).find((each) => each.name === name && each.id !== groupId)
      if (namesake !== undefined) throw taken(name)
      await refuseStrangers(queries, addedIds)
      const change = { name, externalId, team: before.team, addedIds, removedIds }
      return saveDirectoryGroup(queries, { before, change }, by(hands))
    })
    hands.forgetAskers()
    return group
  },
})

/** Takes a group away; the team it stood for keeps whoever a keeper wrote into it. */
export const removeDirectoryGroup = operation({
  name: 'removeDirectoryGroup',
  about: 'Takes a group of a directory (SCIM) away; the team keeps whoever a keeper wrote into it.',
  access: 'directory',
  audits: 'group',
  touches: 'installation',
  changes: true,
  input: ofRow.extend({ seenTags }),
  run: async ({ id: groupId, seenTags: seen }, hands): Promise<Nothing> => {
    await hands.store.transaction(async (queries) => {
      await lockTeams(queries)
      const before = await visible(queries, groupId)
      refuseStale(before, seen)
      await removeRow(queries, before, by(hands))
    })
    hands.forgetAskers()
    return {}
  },
})

/** The groups of the directory as a keeper sees them. */
export const listGroups = operation({
  name: 'listGroups',
  about: 'Lists the groups a directory brought, with the team each stands for.',
  access: 'keeper',
  touches: 'installation',
  changes: false,
  input: nothing,
  run: async (_input, hands): Promise<readonly DirectoryGroup[]> => listRows(hands.store.queries),
})

/** Says which team a group of the directory stands for. */
export const assignGroup = operation({
  name: 'assignGroup',
  about: 'Says which team a group of a directory stands for; without one, it fills none.',
  access: 'keeper',
  audits: 'group',
  touches: 'installation',
  changes: true,
  input: z.object({ id, teamId: id.nullable() }),
  run: async ({ id: groupId, teamId }, hands): Promise<DirectoryGroup> => {
    const group = await hands.store.transaction(async (queries) => {
      const teams = await lockTeams(queries)
      const before = await visible(queries, groupId)
      const team = teamId === null ? '' : found(teams.find((each) => each.id === teamId) ?? null, 'team').name
      const { name, externalId } = before
      const change = { name, externalId, team, addedIds: [], removedIds: [] }
      return saveDirectoryGroup(queries, { before, change }, by(hands))
    })
    hands.forgetAskers()
    return group
  },
})

async function visible(queries: Queries, groupId: string): Promise<DirectoryGroup> {
  const group = (await listRows(queries)).find((each) => each.id === groupId)
  return found(group ?? null, 'group of the directory')
}

async function refuseStrangers(queries: Queries, memberIds: readonly string[]): Promise<void> {
  if (memberIds.length === 0) return
  const here = new Set((await findDirectoryPeople(queries, {})).map((person) => person.id))
  const stranger = memberIds.find((each) => !here.has(each))
  if (stranger === undefined) return
  throw new Refusal(
    'invalid',
    `Nobody here has the id ${stranger}; a group has people of this directory alone.`,
  )
}

function taken(name: string): Refusal {
  return new Refusal('conflict', `The directory brought a group ${name} already; change that one.`)
}
