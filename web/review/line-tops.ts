import type { EditorView } from '@codemirror/view'

/**
 * Where places of the text stand, in pixels from its top. What is not drawn yet stands where its paragraph is expected
 * to begin; scrolling draws it, and what stands beside it follows. Called while the editor measures.
 */
export function lineTops(view: EditorView, places: readonly number[]): readonly number[] {
  const { top } = view.contentDOM.getBoundingClientRect()
  const { from, to } = view.viewport
  return places.map((at) => {
    const drawn = from <= at && at <= to ? view.coordsAtPos(at) : null
    if (drawn !== null) return Math.round(drawn.top - top)
    return Math.round(view.lineBlockAt(at).top + view.documentPadding.top)
  })
}
