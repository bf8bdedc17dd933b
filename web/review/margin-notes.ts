/** Notes in the margin, each beside what it speaks about and none on top of another. Pure, in pixels. */

/** Tops for notes of these wishes and heights: as near to the wish as their neighbours above allow. */
export function placed(
  wishes: readonly { readonly top: number; readonly height: number }[],
  apart = 6,
): readonly number[] {
  let free = 0
  return wishes.map(({ top, height }) => {
    const at = Math.max(free, top)
    free = at + height + apart
    return at
  })
}
