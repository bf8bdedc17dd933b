/** Pictures in the text of a review: stored with their points, read for whoever may see a text that names them. */
import type { Image, ImageType } from '@secondstory/review/model/images'
import { sql } from 'kysely'
import { ofLiveIncident } from './belonging.ts'
import { type Author, recordChanges } from './change.ts'
import type { Queries } from './database.ts'
import { newId } from './ids.ts'

/** A picture as it is kept, without its points. */
export interface ImageRow {
  readonly id: string
  readonly incidentId: string
  readonly type: ImageType
  readonly width_px: number
  readonly height_px: number
}

/** Stores a picture; the history keeps that it came, and not what it shows. */
export async function addImage(
  queries: Queries,
  { incidentId, image }: { readonly incidentId: string; readonly image: Image },
  author: Author,
): Promise<ImageRow> {
  const { type, width_px, height_px, bytes } = image
  const after: ImageRow = { id: newId(), incidentId, type, width_px, height_px }
  await queries
    .insertInto('images')
    .values({ id: after.id, incident_id: incidentId, type, width_px, height_px, added_at: author.at })
    .execute()
  await queries
    .insertInto('image_bytes')
    .values({ image_id: after.id, bytes: Buffer.from(bytes) })
    .execute()
  await recordChanges(queries, author, [
    { noun: 'image', rowId: after.id, incidentId, verb: 'added', before: null, after },
  ])
  return after
}

/** How many bytes each picture of a review takes that was not removed. */
export async function listImageSizes(queries: Queries, incidentId: string): Promise<readonly number[]> {
  const rows = await queries
    .selectFrom('images')
    .innerJoin('image_bytes', 'image_bytes.image_id', 'images.id')
    .select(sql<number>`octet_length(bytes)`.as('bytes'))
    .where('incident_id', '=', incidentId)
    .where('removed_at', 'is', null)
    .execute()
  return rows.map(({ bytes }) => bytes)
}

/** A picture with its points; null when there is none. */
export async function findImage(
  queries: Queries,
  id: string,
): Promise<{ readonly incidentId: string; readonly type: ImageType; readonly bytes: Buffer } | null> {
  const row = await queries
    .selectFrom('images')
    .innerJoin('image_bytes', 'image_bytes.image_id', 'images.id')
    .select(['incident_id', 'type', 'bytes'])
    .where('id', '=', id)
    .where('removed_at', 'is', null)
    .where(ofLiveIncident)
    .executeTakeFirst()
  return row === undefined ? null : { incidentId: row.incident_id, type: row.type, bytes: row.bytes }
}

/** Whether an edition that is out for the whole organisation shows this picture. */
export async function isImageOut(
  queries: Queries,
  image: { readonly id: string; readonly incidentId: string },
): Promise<boolean> {
  const row = await queries
    .selectFrom('editions')
    .select('id')
    .where('incident_id', '=', image.incidentId)
    .where('removed_at', 'is', null)
    .where('widest', '<>', 'team')
    .where(sql<boolean>`strpos(markdown, ${`::image ${image.id} `}) > 0`)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/** Pictures that were removed before this moment are gone for good. */
export async function forgetRemovedImages(queries: Queries, before: string): Promise<void> {
  await queries.deleteFrom('images').where('removed_at', '<', before).execute()
}
