/** The tables of migrations 0140 to 0149 as TypeScript sees them: what goes out, and what follows an action. */

import type { FollowUpKind } from '@secondstory/review/model/follow-ups'
import type { Listener, ListenerEvent } from '@secondstory/review/model/listeners'
import type { Channel, DispatchKind, DispatchState } from '@secondstory/review/model/outbox'
import type { Preferences } from '@secondstory/review/model/preferences'
import type { RecurrenceKind } from '@secondstory/review/model/recurrence'
import type { ColumnType, Generated } from 'kysely'
import type { Letter } from './outbox.ts'

export interface FollowTables {
  dispatches: DispatchesTable
  follow_ups: FollowUpsTable
  preferences: PreferencesTable
  reminders: RemindersTable
  listeners: ListenersTable
  recurrences: RecurrencesTable
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

interface FollowUpsTable {
  id: string
  incident_id: string
  action_id: string
  kind: FollowUpKind
  text: string
  link: string
  said_on: string
  from_on: string | null
  to_on: string | null
  events_before: number | null
  months_before: number | null
  version: number
  removed_at: ColumnType<string | null, undefined, string | null>
  removal_id: ColumnType<string | null, undefined, string | null>
}

interface PreferencesTable {
  person_id: string
  zone: string
  works_from: string
  works_until: string
  work_days: number[]
  reminders: Preferences['reminders']
  digest: Preferences['digest']
  mentions: Preferences['mentions']
  version: number
  feed_number: Generated<number>
}

interface RemindersTable {
  action_id: string
  promised_at: string
  moment: string
  dispatch_id: ColumnType<string | null, string | null | undefined, string | null>
}

interface ListenersTable {
  id: string
  name: string
  url: string
  events: ListenerEvent[]
  state: Generated<Listener['state']>
  because: Generated<string>
  failing_since: ColumnType<string | null, undefined, string | null>
  sealed_secret: Buffer
  version: number
  removed_at: ColumnType<string | null, undefined, string | null>
  removal_id: ColumnType<string | null, undefined, string | null>
}

interface RecurrencesTable {
  id: string
  incident_id: string
  action_id: string
  kind: RecurrenceKind
  is_same: boolean
  was_in_path: boolean | null
  text: string
  version: number
  removed_at: ColumnType<string | null, undefined, string | null>
  removal_id: ColumnType<string | null, undefined, string | null>
}
