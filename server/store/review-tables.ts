/** The tables of migrations 0002 and 0003 as TypeScript sees them: an incident and what people made of it. */
import type { Action, ActionPlan } from '@secondstory/review/model/actions'
import type { Actor, EventKind } from '@secondstory/review/model/evidence'
import type { Factor } from '@secondstory/review/model/factors'
import type { GateAnswers } from '@secondstory/review/model/gate-answers'
import type { IncidentKind } from '@secondstory/review/model/incident'
import type { Precision } from '@secondstory/review/model/instants'
import type { Lesson } from '@secondstory/review/model/lessons'
import type { Phase } from '@secondstory/review/model/phase-names'
import type { Impact, Stage } from '@secondstory/review/model/reviews'
import type { Severity } from '@secondstory/review/model/severity'
import type { EventState } from '@secondstory/review/model/timeline'
import type { ColumnType, Generated } from 'kysely'
import type { Noun, Verb } from './change.ts'
import type { Merge, Removable } from './removals.ts'

export interface ReviewTables {
  incidents: IncidentsTable
  reviews: ReviewsTable
  drafts: DraftsTable
  draft_versions: DraftVersionsTable
  history: HistoryTable
  removals: RemovalsTable
  participants: ParticipantsTable
  timeline_events: TimelineEventsTable
  factors: FactorsTable
  lessons: LessonsTable
  actions: ActionsTable
  acceptances: AcceptancesTable
}

interface RemovableColumns {
  removed_at: ColumnType<string | null, undefined, string | null>
  removal_id: ColumnType<string | null, undefined, string | null>
}

interface IncidentsTable extends RemovableColumns {
  id: string
  number: Generated<number>
  title: string
  kind: IncidentKind
  severity: Severity
  potential_severity: Severity | null
  started_at: string | null
  started_precision: Precision | null
  started_is_about: boolean
  detected_at: string | null
  detected_precision: Precision | null
  detected_is_about: boolean
  mitigated_at: string | null
  mitigated_precision: Precision | null
  mitigated_is_about: boolean
  ended_at: string | null
  ended_precision: Precision | null
  ended_is_about: boolean
  components: string[]
  summary: string
  is_sample: boolean
  sample_story: string | null
  opened_at: string
  version: number
  team_id: ColumnType<string | null, undefined, string | null>
}

interface ReviewsTable {
  incident_id: string
  stage: Stage
  impact: ColumnType<Impact, string, string>
  answers: ColumnType<GateAnswers, string | undefined, string>
  edition_number: number | null
  version: number
}

interface DraftsTable {
  incident_id: string
  text: string
  version: number
  saved_at: string
  person_id: ColumnType<string | null, string | null | undefined, string | null>
  with_ids: Generated<string[]>
  /** When the sitting began that is still going on; null: what stands here is a version already. */
  began_at: ColumnType<string | null, string | null | undefined, string | null>
}

interface DraftVersionsTable {
  incident_id: string
  version: number
  text: string
  saved_at: string
  person_id: string | null
  with_ids: Generated<string[]>
}

interface HistoryTable {
  id: string
  at: string
  person_id: string | null
  incident_id: string | null
  noun: Noun
  row_id: string
  verb: Verb
  /** Written over only when an account is taken back. */
  before: ColumnType<unknown, string | null, null>
  after: ColumnType<unknown, string | null, string>
  because: string
  through: Generated<string>
}

interface RemovalsTable {
  id: string
  /** Null: what was removed belongs to no incident. */
  incident_id: string | null
  noun: Removable
  removed_at: string
  undone_at: string | null
  merge: ColumnType<Merge | null, string | null, string | null>
}

interface ParticipantsTable {
  id: string
  incident_id: string
  name: string
  handles: string[]
  role: string
  refs: string[]
  version: number
}

interface TimelineEventsTable extends RemovableColumns {
  id: string
  incident_id: string
  happened_at: string | null
  happened_precision: Precision | null
  happened_is_about: boolean
  until: string | null
  rank: number
  kind: EventKind
  actor_kind: Actor['kind']
  actor_name: string
  lane: string
  text: string
  state: EventState
  is_trigger: boolean
  evidence_ids: string[]
  reasons: string[]
  confidence: number
  phase: Phase | null
  source_changed_id: string | null
  source_changed_at: string | null
  source_removed: boolean
  version: number
}

interface FactorsTable extends RemovableColumns {
  id: string
  incident_id: string
  code: string
  statement: string
  certainty: Factor['certainty']
  event_ids: string[]
  existed_before: boolean
  remains_after_repair: boolean
  could_cause_others: boolean
  version: number
}

interface LessonsTable extends RemovableColumns {
  id: string
  incident_id: string
  kind: Lesson['kind']
  text: string
  version: number
}

interface ActionsTable extends RemovableColumns {
  id: string
  incident_id: string
  title: string
  kind: Action['kind']
  owner_id: string | null
  owner_role: string | null
  due_on: string | null
  priority: Action['priority']
  strength: Action['strength']
  works_if_forgotten: boolean
  can_be_bypassed_unnoticed: boolean
  factor_ids: string[]
  how_we_will_know: string
  scope: ActionPlan['scope']
  durability: ActionPlan['durability']
  expires_on: string | null
  fixed_by_id: string | null
  measure: string
  side_effect: string
  review_on: string | null
  state: Action['state']
  closed_at: string | null
  outcome: string
  /** When owner and day became what they are; null while nobody promised anything. */
  promised_at: ColumnType<string | null, string | null | undefined, string | null>
  version: number
}

interface AcceptancesTable extends RemovableColumns {
  id: string
  incident_id: string
  factor_id: string | null
  because: string
  agreed_by_role: string
  review_on: string
  version: number
}
