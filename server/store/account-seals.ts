/** Accounts of before they were sealed: brought under the key at a start, because a migration has none. */
import type { AccountWords } from '@secondstory/review/model/accounts'
import { sql } from 'kysely'
import type { Queries } from './database.ts'
import { accountSeal } from './sealed.ts'
import type { Strongbox } from './strongbox.ts'

interface OpenRow extends AccountWords {
  readonly id: string
  readonly author_id: string
  readonly consent: string
  readonly version: number
}

/** Seals every account that is not released and lies as text, and answers how many; running it again changes nothing. */
export async function sealAccounts(queries: Queries, strongbox: Strongbox): Promise<number> {
  const { rows } = await sql<OpenRow>`
    select id, author_id, saw, believed, tried, expected, surprised, consent, version from accounts
    where state <> 'released' and sealed is null and author_id is not null order by id`.execute(queries)
  let count = 0
  for (const { id, author_id, consent, version, ...words } of rows) {
    const told = JSON.stringify({ words, consent })
    const { numAffectedRows = 0n } = await sql`
      update accounts set sealed = ${strongbox.seal(told, accountSeal(author_id))}, saw = '', believed = '', tried = '',
        expected = '', surprised = '', consent = ''
      where id = ${id} and version = ${version} and sealed is null`.execute(queries)
    count += Number(numAffectedRows)
  }
  return count
}
