/** The tables of migrations 0110, 0221 and 0280 as TypeScript sees them: teams, who takes which part in a review, who facilitates. */
import type { ReviewRole } from '@secondstory/review/model/review-people'
import type { ColumnType, Generated } from 'kysely'

export interface TeamTables {
  teams: TeamsTable
  team_members: TeamMembersTable
  team_leads: TeamMembersTable
  review_people: ReviewPeopleTable
  facilitators: FacilitatorsTable
}

interface TeamsTable {
  id: string
  name: string
  components: string[]
  version: Generated<number>
  removed_at: ColumnType<string | null, undefined, string | null>
  removal_id: ColumnType<string | null, undefined, string | null>
}

interface TeamMembersTable {
  person_id: string
  team_id: string
}

interface ReviewPeopleTable {
  incident_id: string
  person_id: string
  role: ReviewRole
  consent: Generated<string>
  agreed_by_role: Generated<string>
}

interface FacilitatorsTable {
  person_id: string
}
