/** Pictures in the text of a review: brought as a file, written anew without what does not draw, shown where a text names them. */
import { readFile } from 'node:fs/promises'
import { imageLine } from '@secondstory/review/documents/record-blocks'
import { objectionTo } from '@secondstory/review/model/agents'
import { imageIn, LARGEST_IMAGE_BYTES } from '@secondstory/review/model/images'
import { later } from '@secondstory/review/model/instants'
import { mayOnRecord } from '@secondstory/review/model/permission'
import { z } from 'zod'
import {
  addImage as addRow,
  findImage,
  forgetRemovedImages,
  isImageOut,
  listImageSizes,
} from '../store/images.ts'
import { findIncident } from '../store/incidents.ts'
import { findStanding } from '../store/standing.ts'
import type { Store } from '../store/store.ts'
import { found } from './answers.ts'
import { id, line, ofIncident, ofRow, type Removed } from './fields.ts'
import { asked, by, type Hands } from './hands.ts'
import { operation, Refusal } from './operation.ts'
import { removeOne } from './removal.ts'

/** What all pictures of one review may take. */
const MOST_BYTES = 50 * 1024 * 1024

/** What stands in the text for a picture. */
export interface AddedImage {
  readonly id: string
  /** The line of Markdown that shows it. */
  readonly line: string
}

/** Keeps an uploaded picture for the text of a review and answers the line that shows it there. */
export const addImage = operation({
  name: 'addImage',
  about:
    'Keeps an uploaded PNG or JPEG for the text of a review, freed of what its file says beside the picture, and gives the line that shows it.',
  access: 'member',
  changes: true,
  input: ofIncident.extend({
    uploadId: z.string().min(1).max(100),
    /** What it shows, for whoever does not see it. */
    words: line(300),
  }),
  run: async ({ incidentId, uploadId, words }, hands): Promise<AddedImage> => {
    const upload = await hands.uploads.find(uploadId, asked(hands).personId)
    if (upload === null)
      throw new Refusal(
        'not-found',
        'The picture is not here any more; it is kept for a day, so bring it again.',
      )
    // A file that is too large is refused by its size, before it is read.
    const isReadable = upload.sizeBytes <= LARGEST_IMAGE_BYTES
    const image = imageIn(isReadable ? await readFile(upload.path) : new Uint8Array(LARGEST_IMAGE_BYTES + 1))
    await hands.uploads.remove(uploadId)
    if ('problem' in image) throw new Refusal(isReadable ? 'invalid' : 'too-large', image.problem)
    return hands.store.transaction(async (queries) => {
      found(await findIncident(queries, { id: incidentId }), 'incident')
      const sizes = await listImageSizes(queries, incidentId)
      if (sizes.reduce((whole, size) => whole + size, image.bytes.length) > MOST_BYTES) {
        throw new Refusal('too-large', 'The pictures of one review take up to 50 MB; a smaller copy may fit.')
      }
      const row = await addRow(queries, { incidentId, image }, by(hands))
      return { id: row.id, line: imageLine(row.id, words) }
    })
  },
})

/** Removes a picture; `undoRemoval` brings it back for thirty days. */
export const removeImage = operation({
  name: 'removeImage',
  about: 'Removes a picture from every text and edition; undoRemoval brings it back for thirty days.',
  access: 'member',
  touches: 'images',
  changes: true,
  input: ofRow,
  run: async (given, hands): Promise<Removed> => removeOne('image', given.id, hands),
})

/** A picture, for whoever may see the review or an edition that shows it. What is out for everyone shows none. */
export const readImage = operation({
  name: 'readImage',
  about: 'Reads a picture of a review, for whoever may see the review or an edition that shows it.',
  access: 'anyone',
  changes: false,
  input: z.object({ id }),
  run: async (given, hands): Promise<{ readonly type: string; readonly bytesBase64: string }> => {
    const { queries } = hands.store
    const image = await findImage(queries, given.id)
    if (image !== null && (await maySee({ id: given.id, incidentId: image.incidentId }, hands)))
      return { type: image.type, bytesBase64: image.bytes.toString('base64') }
    if (hands.asker === null)
      throw new Refusal('signed-out', 'Pictures are for those with an account; sign in first.')
    throw new Refusal('not-found', 'There is no such picture here, or no text you read shows it.')
  },
})

async function maySee(
  image: { readonly id: string; readonly incidentId: string },
  { store: { queries }, asker }: Pick<Hands, 'store' | 'asker'>,
): Promise<boolean> {
  // Open to anyone who may see it, so the rule of operations does not ask what a token was made for.
  if (asker === null || objectionTo(asker, 'readImage') !== null) return false
  const { standing } = await findStanding(queries, { id: image.incidentId }, asker)
  return mayOnRecord(asker, 'read', standing) || isImageOut(queries, image)
}

/** How long a picture that was removed can come back. */
const KEPT_MS = 30 * 86_400_000

/** Deletes pictures that were removed thirty days ago, with their points. */
export async function deleteRemovedImages({
  store,
  now,
}: {
  readonly store: Store
  readonly now: string
}): Promise<void> {
  await forgetRemovedImages(store.queries, later(now, -KEPT_MS))
}
