/** The tables of migrations 0020 to 0029 as TypeScript sees them: evidence, its imports, and editions. */
import type { Audience, WithheldKind } from '@secondstory/review/model/audiences'
import type { EditionRecord } from '@secondstory/review/model/editions'
import type { Basis, EventKind, EvidenceSource, Import, Speaker } from '@secondstory/review/model/evidence'
import type { IncidentKind } from '@secondstory/review/model/incident'
import type { Precision } from '@secondstory/review/model/instants'
import type { Severity } from '@secondstory/review/model/severity'
import type { ColumnType, Generated } from 'kysely'

export interface EvidenceTables {
  imports: ImportsTable
  evidence: EvidenceTable
  editions: EditionsTable
  edition_copies: EditionCopiesTable
  proposal_weights: ProposalWeightsTable
  proposal_grounds: ProposalGroundsTable
  proposal_turns: ProposalTurnsTable
}

interface ImportsTable {
  id: string
  incident_id: string
  file_name: string
  source: Import['source']
  state: Import['state']
  because: Generated<string>
  size_bytes: number
  records_read: Generated<number>
  records_expected: number | null
  stored: Generated<number>
  already_known: Generated<number>
  deleted_before: Generated<number>
  outside_window: Generated<number>
  not_understood: Generated<number>
  secrets_removed: Generated<number>
  proposed: Generated<number>
  tray: Generated<number>
  started_at: string
  finished_at: string | null
  /** The integration whose deliveries it gathers; null for a file or a paste. */
  integration_id: ColumnType<string | null, string | null | undefined, never>
}

interface ProposalWeightsTable {
  id: Generated<string>
  is_only: Generated<boolean>
  chosen: ColumnType<Readonly<Record<string, number>>, string, unknown>
  version: Generated<number>
}

interface ProposalGroundsTable {
  incident_id: string
  rests_on: string
  first_met: ColumnType<
    Readonly<Record<string, { readonly metAt: string; readonly saidAt: string | null }>>,
    string,
    string
  >
}

interface ProposalTurnsTable {
  incident_id: string
  made_at: string
  weighed: number
  arrived: Generated<number>
  due_at: string | null
  import_ids: string[]
}

/** Read only, column by column: rows come through `storeEvidence` and no update may compile. */
interface EvidenceTable {
  id: ColumnType<string, never, never>
  incident_id: ColumnType<string, never, never>
  import_id: ColumnType<string, never, never>
  source: ColumnType<EvidenceSource, never, never>
  key: ColumnType<string, never, never>
  revises: ColumnType<string | null, never, never>
  happened_at: ColumnType<string | null, never, never>
  happened_precision: ColumnType<Precision | null, never, never>
  happened_is_about: ColumnType<boolean, never, never>
  basis: ColumnType<Basis, never, never>
  zone_assumed: ColumnType<string | null, never, never>
  until: ColumnType<string | null, never, never>
  sequence: ColumnType<string, never, never>
  kind: ColumnType<EventKind, never, never>
  speaker: ColumnType<Speaker | null, never, never>
  text: ColumnType<string, never, never>
  place: ColumnType<string, never, never>
  thread: ColumnType<string | null, never, never>
  link: ColumnType<string | null, never, never>
  marks: ColumnType<string[], never, never>
  correlates: ColumnType<string[], never, never>
  search: ColumnType<string, never, never>
}

interface EditionsTable {
  id: string
  incident_id: string
  number: number
  slug: string
  published_at: string
  record: ColumnType<EditionRecord, string, never>
  html: string
  markdown: string
  is_newest: boolean
  title: string
  severity: Severity
  kind: IncidentKind
  components: string[]
  factor_codes: string[]
  started_at: string | null
  opening: string
  words: string
  search: ColumnType<string, string, never>
  widest: ColumnType<Audience, Audience, never>
  withheld: ColumnType<WithheldKind[], WithheldKind[], never>
  changed: ColumnType<string, string, never>
  is_newest_to_team: boolean
  withdrawn_because: Generated<string>
  version: Generated<number>
  removed_at: ColumnType<string | null, undefined, string | null>
  removal_id: ColumnType<string | null, undefined, string | null>
}

interface EditionCopiesTable {
  edition_id: string
  audience: Exclude<Audience, 'organisation'>
  record: ColumnType<EditionRecord, string, never>
  html: string
  markdown: string
  withheld: WithheldKind[]
}
