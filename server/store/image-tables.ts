/** The tables of migration 0290 as TypeScript sees them: pictures of a text, and their points. */
import type { ImageType } from '@secondstory/review/model/images'
import type { ColumnType, Generated } from 'kysely'

export interface ImageTables {
  images: ImagesTable
  image_bytes: ImageBytesTable
}

interface ImagesTable {
  id: string
  incident_id: string
  type: ImageType
  width_px: number
  height_px: number
  added_at: string
  version: Generated<number>
  removed_at: ColumnType<string | null, undefined, string | null>
  removal_id: ColumnType<string | null, undefined, string | null>
}

interface ImageBytesTable {
  image_id: string
  bytes: Buffer
}
