/** Asking for permission before an operation runs: which record it touches, and how whoever asks stands to it. */
import {
  type Asked,
  permissionRefusal,
  type RecordNeed,
  type RecordStanding,
} from '@secondstory/review/model/permission'
import { findStanding, type RecordName } from '../store/standing.ts'
import type { Hands } from './hands.ts'
import { type Operation, Refusal } from './operation.ts'

/** An operation as far as permission goes. */
export type Permitted = Pick<
  Operation<string, never, unknown>,
  'name' | 'access' | 'changes' | 'touches' | 'needs'
>

/** What an operation does with the record it touches. */
export function needOf({
  changes,
  needs,
}: {
  readonly changes: boolean
  readonly needs?: RecordNeed | undefined
}): RecordNeed {
  return needs ?? (changes ? 'write' : 'read')
}

/** The record an input names; null when this call touches none. */
export function recordNamed(touches: Permitted['touches'], input: unknown): RecordName | null {
  const { id, incidentId, meetingId, reference, number, removalId } = fieldsOf(input)
  if (touches === 'installation' || touches === 'own') return null
  if (touches === undefined) return typeof incidentId === 'string' ? { id: incidentId } : null
  if (touches === 'removals')
    return typeof removalId === 'string' ? { table: touches, rowId: removalId } : null
  if (touches === 'meetings' && typeof meetingId === 'string') return { table: touches, rowId: meetingId }
  if (touches !== 'incident') return typeof id === 'string' ? { table: touches, rowId: id } : null
  if (typeof id === 'string') return { id }
  if (typeof number === 'number') return { number }
  return typeof reference === 'string' ? { number: Number(reference.slice('INC-'.length)) } : null
}

function fieldsOf(input: unknown): Readonly<Record<string, unknown>> {
  return typeof input === 'object' && input !== null ? { ...input } : {}
}

/** Refuses what this caller may not do, and answers how they stand to the record it touches; null: it touches none. */
export async function permit(
  operation: Permitted,
  input: unknown,
  hands: Hands,
): Promise<RecordStanding | null> {
  const name = recordNamed(operation.touches, input)
  const { asker } = hands
  if (name === null || asker === null) {
    refuseWith({ ...operation, need: null }, hands, null)
    return null
  }
  const { incidentId, standing } = await findStanding(hands.store.queries, name, asker)
  const isOfRemoval = 'table' in name && name.table === 'removals'
  // Whoever would see it if it were there is told by the operation that it is not; some removals are of no record.
  if (incidentId === null && (standing.isOpen || isOfRemoval)) {
    refuseWith({ ...operation, need: null }, hands, null)
    return null
  }
  const theirs = incidentId === null ? null : standing
  refuseWith({ ...operation, need: needOf(operation) }, hands, theirs)
  return theirs
}

function refuseWith(
  asked: Asked & { readonly name: string },
  { asker }: Hands,
  standing: RecordStanding | null,
): void {
  const refusal = permissionRefusal(asked, asker, standing)
  if (refusal !== null) throw new Refusal(refusal.kind, refusal.sentence)
}

/** For doors that are no operation, such as live editing: refuses what this caller may not do with a record. */
export async function permitOnRecord(
  asked: { readonly name: string; readonly incidentId: string; readonly needs: RecordNeed },
  hands: Hands,
): Promise<RecordStanding | null> {
  const { name, incidentId, needs } = asked
  return permit({ name, access: 'member', changes: needs !== 'read', needs }, { incidentId }, hands)
}
