/** The tables of migrations 0140 to 0149 as TypeScript sees them: what goes out, and what follows an action. */
import type { Channel, DispatchKind, DispatchState } from '@secondstory/review/model/outbox'
import type { ColumnType, Generated } from 'kysely'
import type { Letter } from './outbox.ts'

export interface FollowTables {
  dispatches: DispatchesTable
}

interface DispatchesTable {
  id: string
  channel: Channel
  kind: DispatchKind
  sent_to: string
  about: string
  letter: ColumnType<Letter | null, string, null>
  once_key: string | null
  state: Generated<DispatchState>
  made_at: string
  tried_since: string
  due_at: string
  held_until: ColumnType<string | null, undefined, string | null>
  attempts: Generated<number>
  because: Generated<string>
  sent_at: ColumnType<string | null, undefined, string | null>
}
