/** The tables of migration 0163 as TypeScript sees them: templates, the one a review began with, and tasks set aside. */
import type { TemplateSection } from '@secondstory/review/model/templates'
import type { ColumnType } from 'kysely'

export interface TemplateTables {
  own_templates: OwnTemplatesTable
  review_templates: ReviewTemplatesTable
  stage_marks: StageMarksTable
}

interface OwnTemplatesTable {
  id: string
  name: string
  about: string
  sections: ColumnType<readonly TemplateSection[], string, string>
  version: number
  made_at: string
  removed_at: ColumnType<string | null, undefined, string | null>
}

interface ReviewTemplatesTable {
  incident_id: string
  template_id: string
  name: string
  sections: ColumnType<readonly TemplateSection[], string, string>
}

interface StageMarksTable {
  incident_id: string
  task: string
  because: string
}
