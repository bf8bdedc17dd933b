/** Lessons: what went well, what could be improved, where we got lucky. */
import type { Lesson } from '@secondstory/review/model/lessons'
import type { Selectable } from 'kysely'
import { ofLiveIncident } from './belonging.ts'
import { type Author, isSame, recordChanges } from './change.ts'
import type { Queries } from './database.ts'
import { newId } from './ids.ts'
import type { DB } from './schema.ts'

/** A lesson before it is stored. */
export type NewLesson = Omit<Lesson, 'id' | 'version'>

/** Stores one lesson. */
export async function addLesson(queries: Queries, lesson: NewLesson, author: Author): Promise<Lesson> {
  const row = await queries
    .insertInto('lessons')
    .values({
      id: newId(),
      incident_id: lesson.incidentId,
      kind: lesson.kind,
      text: lesson.text,
      version: 1,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
  const after = lessonOf(row)
  await recordChanges(queries, author, [{ ...about(after), verb: 'added', before: null, after }])
  return after
}

/** Lessons of an incident in the order they were added. */
export async function listLessons(queries: Queries, incidentId: string): Promise<readonly Lesson[]> {
  const rows = await queries
    .selectFrom('lessons')
    .selectAll()
    .where('incident_id', '=', incidentId)
    .where('removed_at', 'is', null)
    .orderBy('id')
    .execute()
  return rows.map(lessonOf)
}

/** One lesson, held for this transaction; null when there is none. */
export async function lockLesson(queries: Queries, id: string): Promise<Lesson | null> {
  const row = await queries
    .selectFrom('lessons')
    .selectAll()
    .where('id', '=', id)
    .where('removed_at', 'is', null)
    .where(ofLiveIncident)
    .forUpdate()
    .executeTakeFirst()
  return row === undefined ? null : lessonOf(row)
}

/** Writes a lesson that was locked before. */
export async function saveLesson(
  queries: Queries,
  change: { readonly before: Lesson; readonly after: Lesson },
  author: Author,
): Promise<Lesson> {
  if (isSame(change.before, change.after)) return change.before
  const row = await queries
    .updateTable('lessons')
    .set({ kind: change.after.kind, text: change.after.text, version: change.before.version + 1 })
    .where('id', '=', change.before.id)
    .returningAll()
    .executeTakeFirstOrThrow()
  const after = lessonOf(row)
  await recordChanges(queries, author, [{ ...about(after), verb: 'corrected', before: change.before, after }])
  return after
}

function about(lesson: Lesson) {
  return { noun: 'lesson', rowId: lesson.id, incidentId: lesson.incidentId } as const
}

function lessonOf(row: Selectable<DB['lessons']>): Lesson {
  return {
    id: row.id,
    incidentId: row.incident_id,
    kind: row.kind,
    text: row.text,
    version: row.version,
  }
}
