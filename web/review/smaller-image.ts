/** A picture as the server takes it: PNG or JPEG, turned the right way, small enough. Drawn anew in the browser. */
import { LARGEST_IMAGE_BYTES } from '@secondstory/review/model/images'

/** Wider than any page shows it, so that it can be looked at closely. */
const LONGEST_SIDE_PX = 2_400

/** The file itself where it can be taken as it is; else the same picture drawn smaller. Rejects what is no picture. */
export async function smallerImage(file: File): Promise<File> {
  if (file.type === 'image/png' && file.size <= LARGEST_IMAGE_BYTES) return file
  // Which way up a photo is, its file says beside the picture; that is not kept, so it is drawn as it is meant.
  const picture = await createImageBitmap(file, { imageOrientation: 'from-image' })
  const ways = file.type === 'image/jpeg' ? photos : ([['image/png', 1], ...photos] as const)
  let drawn = new Blob()
  for (const [type, quality] of ways) {
    drawn = await draw(picture).convertToBlob({ type, quality })
    if (drawn.size <= LARGEST_IMAGE_BYTES) break
  }
  picture.close()
  return new File([drawn], file.name, { type: drawn.type })
}

/** The kinds and qualities that are tried in turn until one is small enough. */
const photos = [
  ['image/jpeg', 0.88],
  ['image/jpeg', 0.6],
] as const

function draw(picture: ImageBitmap): OffscreenCanvas {
  const share = Math.min(1, LONGEST_SIDE_PX / Math.max(picture.width, picture.height))
  const canvas = new OffscreenCanvas(Math.round(picture.width * share), Math.round(picture.height * share))
  const pen = canvas.getContext('2d')
  // A photo holds nothing to look through: without paper under it, what was clear would be black.
  if (pen !== null) pen.fillStyle = 'white'
  pen?.fillRect(0, 0, canvas.width, canvas.height)
  pen?.drawImage(picture, 0, 0, canvas.width, canvas.height)
  return canvas
}
