/** What became of questions in a review, and the questions an organisation added. */
import type { QuestionKind } from '@secondstory/review/model/question-bank'
import type { OwnQuestion, QuestionState } from '@secondstory/review/model/questions'
import type { Queries } from './database.ts'
import { newId } from './ids.ts'

/** The marks of one review, by the id of the question. */
export async function listQuestionMarks(
  queries: Queries,
  incidentId: string,
): Promise<ReadonlyMap<string, QuestionState>> {
  const rows = await queries
    .selectFrom('question_marks')
    .select(['question_id', 'state'])
    .where('incident_id', '=', incidentId)
    .execute()
  return new Map(rows.map((row) => [row.question_id, row.state]))
}

/** Marks a question of a review, or takes its mark away. The last one who marks it decides; nothing is lost by it. */
export async function markQuestion(
  queries: Queries,
  mark: { readonly incidentId: string; readonly questionId: string; readonly state: QuestionState | null },
): Promise<void> {
  const row = { incident_id: mark.incidentId, question_id: mark.questionId }
  if (mark.state === null) {
    await queries
      .deleteFrom('question_marks')
      .where('incident_id', '=', row.incident_id)
      .where('question_id', '=', row.question_id)
      .execute()
    return
  }
  const { state } = mark
  await queries
    .insertInto('question_marks')
    .values({ ...row, state })
    .onConflict((conflict) => conflict.columns(['incident_id', 'question_id']).doUpdateSet({ state }))
    .execute()
}

/** The organisation's own questions, oldest first. */
export async function listOwnQuestions(queries: Queries): Promise<readonly OwnQuestion[]> {
  const rows = await queries
    .selectFrom('own_questions')
    .select(['id', 'kind', 'ask'])
    .where('removed_at', 'is', null)
    .orderBy('made_at')
    .orderBy('id')
    .execute()
  return rows
}

/** Adds a question for every review from now on. */
export async function addOwnQuestion(
  queries: Queries,
  question: { readonly kind: QuestionKind; readonly ask: string },
  at: string,
): Promise<OwnQuestion> {
  const added = { id: newId(), ...question }
  await queries
    .insertInto('own_questions')
    .values({ ...added, made_at: at })
    .execute()
  return added
}

/** Takes a question out of every list; false when there is none. */
export async function removeOwnQuestion(queries: Queries, id: string, at: string): Promise<boolean> {
  const answer = await queries
    .updateTable('own_questions')
    .set({ removed_at: at })
    .where('id', '=', id)
    .where('removed_at', 'is', null)
    .executeTakeFirst()
  return answer.numUpdatedRows > 0n
}
