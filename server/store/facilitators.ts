/** The pool of people who facilitate: one list, read as a whole, in the order of the alphabet. */
import type { Facilitator } from '@secondstory/review/model/facilitators'
import { type Author, isSame, recordChanges } from './change.ts'
import type { Queries } from './database.ts'
import { newId } from './ids.ts'
import { listTeams } from './teams.ts'

/** Everybody of the pool who is here, by name, each with their teams. */
export async function listFacilitators(queries: Queries): Promise<readonly Facilitator[]> {
  const rows = await queries
    .selectFrom('facilitators')
    .innerJoin('people', 'people.id', 'facilitators.person_id')
    .select(['people.id', 'people.name'])
    .where('people.is_active', '=', true)
    .execute()
  const teams = await listTeams(queries)
  return rows
    .map(({ id, name }) => ({
      personId: id,
      name,
      teams: teams.filter(({ members }) => members.some(({ personId }) => personId === id)).map(nameOf),
    }))
    .toSorted((one, other) => one.name.localeCompare(other.name))
}

function nameOf({ name }: { readonly name: string }): string {
  return name
}

/** Writes the pool anew; the history says who was in it, by id. */
export async function saveFacilitators(
  queries: Queries,
  personIds: readonly string[],
  author: Author,
): Promise<void> {
  const rows = await queries.selectFrom('facilitators').select('person_id').execute()
  const before = rows.map(({ person_id }) => person_id).toSorted()
  const after = [...new Set(personIds)].toSorted()
  if (isSame(before, after)) return
  await queries.deleteFrom('facilitators').execute()
  if (after.length > 0) {
    await queries
      .insertInto('facilitators')
      .values(after.map((person_id) => ({ person_id })))
      .execute()
  }
  const about = { noun: 'facilitator pool', rowId: newId(), incidentId: null, verb: 'corrected' } as const
  await recordChanges(queries, author, [
    { ...about, before: { memberIds: before }, after: { memberIds: after } },
  ])
}
