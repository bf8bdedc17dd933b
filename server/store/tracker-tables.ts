/** The tables of migrations 0230 to 0239 as TypeScript sees them: trackers and what is linked with them. */
import type { IssueConflict, IssueLinkState } from '@secondstory/review/model/issue-links'
import type { Here, There } from '@secondstory/review/model/trackers'
import type { ColumnType, Generated } from 'kysely'

export interface TrackerTables {
  trackers: TrackersTable
  issue_links: IssueLinksTable
}

interface TrackersTable {
  integration_id: string
  asked_until: string | null
  asked_at: string | null
  resting_until: string | null
  attempts: Generated<number>
  because: Generated<string>
}

interface IssueLinksTable {
  id: string
  incident_id: string
  action_id: string
  integration_id: string
  external_id: Generated<string>
  key: Generated<string>
  url: Generated<string>
  state: IssueLinkState
  seen_here: Here | null
  seen_there: There | null
  there: There | null
  word: Generated<string>
  assigned_there: Generated<string>
  changed_there_at: string | null
  read_at: string | null
  conflict: ColumnType<IssueConflict | null, string | null, string | null>
  making_since: string | null
  due_at: string | null
  held_until: ColumnType<string | null, undefined, string | null>
  wakes: Generated<number>
  attempts: Generated<number>
  tried_since: string | null
  because: Generated<string>
  is_given_up: Generated<boolean>
  version: number
  removed_at: ColumnType<string | null, undefined, string | null>
  removal_id: ColumnType<string | null, undefined, string | null>
}
