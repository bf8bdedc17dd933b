/** The text of the page that leads out: where matters about the conduct of a person go instead. */
import type { Conduct } from '@secondstory/review/model/conduct'
import { type Author, isSame, recordChanges } from './change.ts'
import type { Queries } from './database.ts'
import { newId } from './ids.ts'

/** The text, held for this transaction when it is about to change. */
export async function readConduct(queries: Queries, isHeld = false): Promise<Conduct> {
  return queries
    .selectFrom('conduct')
    .select(['text', 'version'])
    .$if(isHeld, (query) => query.forUpdate())
    .executeTakeFirstOrThrow()
}

/** Writes a text that was held before. */
export async function saveConduct(
  queries: Queries,
  change: { readonly before: Conduct; readonly after: Conduct },
  author: Author,
): Promise<Conduct> {
  const { before } = change
  if (isSame(before, change.after)) return before
  const after = { ...change.after, version: before.version + 1 }
  await queries.updateTable('conduct').set(after).execute()
  const about = { noun: 'conduct', rowId: newId(), incidentId: null, verb: 'corrected' } as const
  await recordChanges(queries, author, [{ ...about, before, after }])
  return after
}
