/** Where the labels of a true-to-scale strip go. The marks stand where time puts them; only labels give way. */

/** A mark as the layout needs it: its place from 0 to 1 and how wide its label is. */
export interface Placeable {
  readonly share: number
  readonly labelWidth_px: number
}

/** Where a mark and its label stand. */
export interface Placed {
  readonly x_px: number
  readonly labelX_px: number
  /** Line of labels, 0 nearest to the scale. */
  readonly row: number
}

const between_px = 12

/** Places labels on as few rows as they need, from left to right, none over another, none outside. */
export function placeLabels(marks: readonly Placeable[], width_px: number): readonly Placed[] {
  const ends: number[] = []
  return marks.map(({ share, labelWidth_px }) => {
    const x_px = Math.round(share * width_px)
    const labelX_px = Math.max(0, Math.min(x_px - 5, width_px - labelWidth_px))
    const free = ends.findIndex((end) => end + between_px <= labelX_px)
    const row = free === -1 ? ends.length : free
    ends[row] = labelX_px + labelWidth_px
    return { x_px, labelX_px, row }
  })
}
