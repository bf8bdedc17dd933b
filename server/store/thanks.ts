/** Notes of thanks, sealed beside the account they are for. There is no query for who wrote one: that is kept nowhere. */
import { randomUUID } from 'node:crypto'
import type { AccountThanks, Thanks } from '@secondstory/review/model/thanks'
import { sql } from 'kysely'
import type { AccountAuthor } from './accounts.ts'
import type { Queries } from './database.ts'
import { thanksSeal } from './sealed.ts'
import type { Strongbox } from './strongbox.ts'

/** Whether whoever told a released account of this incident said that thanks are welcome; null when there is none. */
export async function welcomesThanks(
  queries: Queries,
  { incidentId, accountId }: { readonly incidentId: string; readonly accountId: string },
): Promise<boolean | null> {
  const row = await queries
    .selectFrom('accounts')
    .select(['welcomes_thanks', 'author_id'])
    .where('id', '=', accountId)
    .where('incident_id', '=', incidentId)
    .where('state', '=', 'released')
    .forUpdate()
    .executeTakeFirst()
  // Once the way to its teller is gone, nothing would reach them.
  return row === undefined ? null : row.welcomes_thanks && row.author_id !== null
}

/** Lays a note beside an account. Its id tells no time, and no row says who wrote it. */
export async function addThanks(
  queries: Queries,
  said: Thanks & { readonly accountId: string },
  strongbox: Strongbox,
): Promise<void> {
  const { accountId, text, on } = said
  const sealed = strongbox.seal(text, thanksSeal(accountId))
  await queries
    .insertInto('thanks')
    .values({ id: randomUUID(), account_id: accountId, sealed, said_on: on })
    .execute()
}

/** The notes beside somebody's own accounts of one incident, by day. */
export async function listOwnThanks(
  queries: Queries,
  incidentId: string,
  { personId, strongbox }: AccountAuthor,
): Promise<readonly AccountThanks[]> {
  const rows = await queries
    .selectFrom('thanks')
    .innerJoin('accounts', 'accounts.id', 'thanks.account_id')
    .select(['thanks.id', 'thanks.account_id', 'thanks.sealed', 'thanks.said_on'])
    .where('accounts.incident_id', '=', incidentId)
    .where('accounts.author_id', '=', personId)
    .orderBy('thanks.said_on')
    .orderBy('thanks.id')
    .execute()
  return rows.flatMap(({ id, account_id: accountId, sealed, said_on: on }) => {
    const text = strongbox.open(sealed, thanksSeal(accountId))
    return text === null ? [] : [{ id, accountId, text, on }]
  })
}

/** Deletes a note beside one's own account, for good; false when there is none. */
export async function deleteThanks(queries: Queries, id: string, personId: string): Promise<boolean> {
  const { numAffectedRows = 0n } = await sql`
    delete from thanks using accounts
    where thanks.id = ${id} and accounts.id = thanks.account_id and accounts.author_id = ${personId}`.execute(
    queries,
  )
  return numAffectedRows === 1n
}
