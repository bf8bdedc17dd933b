/** Writing a line of the audit log beside what an audited operation does: both stand, or neither does. */
import type { AuditNoun } from '@secondstory/review/model/audit'
import { later } from '@secondstory/review/model/instants'
import { appendAudit, takeAuditTurn, wasOpenedSince, wasRefusedSince } from '../store/audit.ts'
import type { Store } from '../store/store.ts'
import { asked, by, type Hands } from './hands.ts'

/** Runs an operation in one transaction with its line in the log. The line names the row the input names. */
export async function audited<Output>(
  deed: { readonly operation: string; readonly noun: AuditNoun; readonly input: unknown },
  hands: Hands,
  run: (hands: Hands) => Promise<Output>,
): Promise<Output> {
  // Told once it stands: whoever asks again before that would be remembered as who they were.
  let isForgotten = false
  const forgetAskers = () => {
    isForgotten = true
  }
  const output = await hands.store.transaction(async (queries) => {
    const store: Store = { queries, transaction: (work) => work(queries) }
    const done = await run({ ...hands, store, forgetAskers })
    const { operation, noun } = deed
    await appendAudit(queries, { operation, noun, rowId: rowIn(deed.input) }, by(hands))
    return done
  })
  if (isForgotten) hands.forgetAskers()
  return output
}

/** Of a person, a row or a record, whichever the input is about. */
function rowIn(input: unknown): string | null {
  const { personId, id, incidentId }: Readonly<Record<string, unknown>> =
    typeof input === 'object' && input !== null ? { ...input } : {}
  const row = [personId, id, incidentId].find((each) => typeof each === 'string')
  return typeof row === 'string' ? row : null
}

/** A page asks for the same many times; within the hour that is one opening. */
const ONE_OPENING_MS = 3_600_000

/** Writes down that somebody opened the register of an incident. */
export async function noteOpening(operation: string, incidentId: string, hands: Hands): Promise<void> {
  const { personId } = asked(hands)
  const deed = { operation, noun: 'register', rowId: incidentId } as const
  const since = later(hands.now, -ONE_OPENING_MS)
  if (await wasOpenedSince(hands.store.queries, { ...deed, personId }, since)) return
  await hands.store.transaction((queries) => appendAudit(queries, deed, by(hands)))
}

/** Writes down that somebody was refused what is sealed; within the hour once for each kind, so that nobody fills the log. */
export async function noteRefusal(
  deed: { readonly operation: string; readonly noun: AuditNoun; readonly input: unknown },
  hands: Hands,
): Promise<void> {
  const { personId } = asked(hands)
  const { operation, noun } = deed
  const since = later(hands.now, -ONE_OPENING_MS)
  if (await wasRefusedSince(hands.store.queries, { noun, personId }, since)) return
  const line = { operation, noun, rowId: rowIn(deed.input), wasRefused: true } as const
  await hands.store.transaction(async (queries) => {
    // Of several refused at once the first is the line.
    await takeAuditTurn(queries)
    if (!(await wasRefusedSince(queries, { noun, personId }, since)))
      await appendAudit(queries, line, by(hands))
  })
}
