/** Files made on the page: kept by the reader's browser, nothing is sent anywhere. */

/** Offers a file to be kept. */
export function keepFile(name: string, file: Blob): void {
  const address = URL.createObjectURL(file)
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  URL.revokeObjectURL(address)
}

/** An SVG drawn as PNG, twice as large so that it stays sharp; null when the browser will not. */
export async function pngOf(svg: string): Promise<Blob | null> {
  const image = new Image()
  const address = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }))
  image.src = address
  const isDrawn = await image.decode().then(
    () => true,
    () => false,
  )
  URL.revokeObjectURL(address)
  if (!isDrawn) return null
  const canvas = document.createElement('canvas')
  canvas.width = image.naturalWidth * 2
  canvas.height = image.naturalHeight * 2
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height)
  return new Promise((resolve) => canvas.toBlob(resolve, 'image/png'))
}
