/** A picture as the server takes it: PNG or JPEG, turned the right way, small enough. Drawn anew in the browser. */
import { LARGEST_IMAGE_BYTES } from '@secondstory/review/model/images'

/** Wider than any page shows it, so that it can be looked at closely. */
const LONGEST_SIDE_PX = 2_400

/** The file itself where it can be taken as it is; else the same picture drawn smaller. Rejects what is no picture. */
export async function smallerImage(file: File): Promise<File> {
  if (file.type === 'image/png' && file.size <= LARGEST_IMAGE_BYTES) return file
  // Which way up a photo is, its file says beside the picture; that is not kept, so it is drawn as it is meant.
  const picture = await createImageBitmap(file, { imageOrientation: 'from-image' })
  const share = Math.min(1, LONGEST_SIDE_PX / Math.max(picture.width, picture.height))
  const canvas = new OffscreenCanvas(Math.round(picture.width * share), Math.round(picture.height * share))
  canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height)
  picture.close()
  const isPhoto = file.type === 'image/jpeg' || file.size > LARGEST_IMAGE_BYTES
  const type = isPhoto ? 'image/jpeg' : 'image/png'
  const drawn = await canvas.convertToBlob({ type, quality: 0.88 })
  return new File([drawn], file.name, { type })
}
