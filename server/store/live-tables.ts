/** The tables of migrations 0150 and 0200 as TypeScript sees them: the text while people write it together, and what is said beside it. */
import type { CommentPlaceKind, CommentState } from '@secondstory/review/model/comments'
import type { ColumnType, Generated } from 'kysely'

export interface LiveTables {
  live_texts: LiveTextsTable
  live_updates: LiveUpdatesTable
  comments: CommentsTable
}

interface LiveTextsTable {
  incident_id: string
  snapshot: Buffer
  snapshot_seq: Generated<number>
  last_seq: Generated<number>
}

interface LiveUpdatesTable {
  incident_id: string
  seq: number
  written: Buffer
}

interface CommentsTable {
  id: string
  incident_id: string
  thread_id: string
  place_kind: CommentPlaceKind
  place_id: string | null
  place_from: string
  place_to: string
  quote: string
  quote_before: string
  quote_after: string
  text: string
  suggested: string | null
  to_ids: string[]
  state: Generated<CommentState>
  person_id: string | null
  written_at: string
  version: Generated<number>
  removed_at: ColumnType<string | null, undefined, string | null>
  removal_id: ColumnType<string | null, undefined, string | null>
}
