/** The organisation's own templates, and the one each review began with. */
import type { Template } from '@secondstory/review/model/templates'
import type { Selectable } from 'kysely'
import { type Author, recordChanges } from './change.ts'
import type { Queries } from './database.ts'
import { newId } from './ids.ts'
import type { DB } from './schema.ts'
import { storableJson } from './storable.ts'

/** A template before it is stored. */
export type NewTemplate = Pick<Template, 'name' | 'about' | 'sections'>

/** The organisation's own templates, oldest first. */
export async function listOwnTemplates(queries: Queries): Promise<readonly Template[]> {
  const rows = await queries
    .selectFrom('own_templates')
    .selectAll()
    .where('removed_at', 'is', null)
    .orderBy('made_at')
    .orderBy('id')
    .execute()
  return rows.map(templateOf)
}

/** Adds a template. */
export async function addTemplate(
  queries: Queries,
  template: NewTemplate,
  author: Author,
): Promise<Template> {
  const row = await queries
    .insertInto('own_templates')
    .values({ id: newId(), ...columnsOf(template), version: 1, made_at: author.at })
    .returningAll()
    .executeTakeFirstOrThrow()
  const after = templateOf(row)
  await recordChanges(queries, author, [{ ...about(after), verb: 'added', before: null, after }])
  return after
}

/** One of them, held for this transaction. */
export async function lockTemplate(queries: Queries, id: string): Promise<Template | null> {
  const row = await queries
    .selectFrom('own_templates')
    .selectAll()
    .where('id', '=', id)
    .where('removed_at', 'is', null)
    .forUpdate()
    .executeTakeFirst()
  return row === undefined ? null : templateOf(row)
}

/** Writes a template that was locked before; reviews that began with it keep theirs. */
export async function saveTemplate(
  queries: Queries,
  change: { readonly before: Template; readonly after: Template; readonly removedAt?: string },
  author: Author,
): Promise<Template> {
  const row = await queries
    .updateTable('own_templates')
    .set({
      ...columnsOf(change.after),
      version: change.before.version + 1,
      ...(change.removedAt === undefined ? {} : { removed_at: change.removedAt }),
    })
    .where('id', '=', change.before.id)
    .returningAll()
    .executeTakeFirstOrThrow()
  const after = templateOf(row)
  const verb = change.removedAt === undefined ? 'corrected' : 'removed'
  await recordChanges(queries, author, [{ ...about(after), verb, before: change.before, after }])
  return after
}

/** The template a review began with; null for one that began before there was a choice. */
export async function findReviewTemplate(queries: Queries, incidentId: string): Promise<Template | null> {
  const row = await queries
    .selectFrom('review_templates')
    .selectAll()
    .where('incident_id', '=', incidentId)
    .executeTakeFirst()
  if (row === undefined) return null
  return { id: row.template_id, name: row.name, about: '', sections: row.sections, version: 1, isOwn: false }
}

/** Keeps which template a review begins with, as it is today. */
export async function saveReviewTemplate(
  queries: Queries,
  incidentId: string,
  template: Template,
): Promise<void> {
  const columns = { template_id: template.id, name: template.name, sections: storableJson(template.sections) }
  await queries
    .insertInto('review_templates')
    .values({ incident_id: incidentId, ...columns })
    .onConflict((conflict) => conflict.column('incident_id').doUpdateSet(columns))
    .execute()
}

/** Tasks set aside in a review, each with its reason. */
export async function listStageMarks(
  queries: Queries,
  incidentId: string,
): Promise<ReadonlyMap<string, string>> {
  const rows = await queries
    .selectFrom('stage_marks')
    .select(['task', 'because'])
    .where('incident_id', '=', incidentId)
    .where('because', '<>', '')
    .execute()
  return new Map(rows.map(({ task, because }) => [task, because]))
}

/** Sets a task aside with a reason, or takes that back with an empty one. */
export async function markStageTask(
  queries: Queries,
  mark: { readonly incidentId: string; readonly task: string; readonly because: string },
): Promise<void> {
  const { incidentId, task, because } = mark
  await queries
    .insertInto('stage_marks')
    .values({ incident_id: incidentId, task, because })
    .onConflict((conflict) => conflict.columns(['incident_id', 'task']).doUpdateSet({ because }))
    .execute()
}

function about({ id }: Template) {
  return { noun: 'template', rowId: id, incidentId: null } as const
}

function columnsOf({ name, about: when, sections }: NewTemplate) {
  return { name, about: when, sections: storableJson(sections) }
}

function templateOf(row: Selectable<DB['own_templates']>): Template {
  const { id, name, about: when, sections, version } = row
  return { id, name, about: when, sections, version, isOwn: true }
}
