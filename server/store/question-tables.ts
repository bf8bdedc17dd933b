/** The tables of migration 0091 as TypeScript sees them: questions, and what became of them. */
import type { QuestionKind } from '@secondstory/review/model/question-bank'
import type { QuestionState } from '@secondstory/review/model/questions'
import type { ColumnType } from 'kysely'

export interface QuestionTables {
  question_marks: QuestionMarksTable
  own_questions: OwnQuestionsTable
}

interface QuestionMarksTable {
  incident_id: string
  question_id: string
  state: QuestionState
}

interface OwnQuestionsTable {
  id: string
  kind: QuestionKind
  ask: string
  made_at: string
  removed_at: ColumnType<string | null, undefined, string | null>
}
