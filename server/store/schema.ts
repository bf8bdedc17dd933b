/** The tables as TypeScript sees them; `schema.sql` shows them as PostgreSQL does. One place per migration's author. */
import type { AccountTables } from './account-tables.ts'
import type { AgentTables } from './agent-tables.ts'
import type { AuditTables } from './audit-tables.ts'
import type { CalibrationTables } from './calibration-tables.ts'
import type { DecisionTables } from './decision-tables.ts'
import type { DrillTables } from './drill-tables.ts'
import type { EvidenceTables } from './evidence-tables.ts'
import type { FollowTables } from './follow-tables.ts'
import type { ImageTables } from './image-tables.ts'
import type { IntegrationTables } from './integration-tables.ts'
import type { LiveTables } from './live-tables.ts'
import type { MapTables } from './map-tables.ts'
import type { MeetingTables } from './meeting-tables.ts'
import type { PeopleTables } from './people-tables.ts'
import type { PolicyTables } from './policy-tables.ts'
import type { ProviderTables } from './provider-tables.ts'
import type { QuestionTables } from './question-tables.ts'
import type { ReportTables } from './report-tables.ts'
import type { ReviewTables } from './review-tables.ts'
import type { TeamTables } from './team-tables.ts'
import type { TemplateTables } from './template-tables.ts'
import type { TrackerTables } from './tracker-tables.ts'
import type { WayInTables } from './way-in-tables.ts'

export interface DB
  extends PeopleTables,
    ReviewTables,
    MapTables,
    MeetingTables,
    AccountTables,
    CalibrationTables,
    QuestionTables,
    PolicyTables,
    TemplateTables,
    EvidenceTables,
    DecisionTables,
    AgentTables,
    DrillTables,
    IntegrationTables,
    ProviderTables,
    ReportTables,
    TeamTables,
    AuditTables,
    LiveTables,
    ImageTables,
    WayInTables,
    FollowTables,
    TrackerTables {}
