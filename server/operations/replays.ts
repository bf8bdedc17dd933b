/** Whether exactly this request was here before: someone who kept a copy must not open an incident with it. */
import { fingerprintOf } from '@secondstory/review/ingest/words'
import { later } from '@secondstory/review/model/instants'
import { seeRequest } from '../store/replays.ts'
import type { Store } from '../store/store.ts'

/** A signature is good for five minutes on either side; after that nobody can send the same again. */
const REMEMBERED_MS = 11 * 60_000

/** Remembers a request by its signature, for every server on this database, and answers whether it was here before. */
export async function isReplay(
  store: Store,
  {
    integrationId,
    signature,
    now,
  }: { readonly integrationId: string; readonly signature: string; readonly now: string },
): Promise<boolean> {
  const seen = { integrationId, request: fingerprintOf(signature), at: now }
  return !(await seeRequest(store.queries, { ...seen, forgottenBefore: later(now, -REMEMBERED_MS) }))
}
