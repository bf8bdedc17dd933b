/** What a block shows in the editor: as in an edition, and the map as a picture that brings its own style. */
import { editionOf } from '@secondstory/review/documents/edition'
import { editionGraph, hasMap } from '@secondstory/review/documents/edition-map'
import { mapSvg } from '@secondstory/review/documents/map-picture'
import { blockHtml } from '@secondstory/review/documents/record-block-html'
import type { RecordBlock } from '@secondstory/review/documents/record-blocks'
import type { WorkingRecord } from '@secondstory/review/model/reviews'

/** HTML of our own, everything of the record escaped in it. */
export function blockPreview(working: WorkingRecord, block: RecordBlock): string {
  const { record } = editionOf(working, (text) => ({ text, replacements: [] }))
  if (block !== 'map' || !hasMap(record)) return blockHtml(record, block)
  const picture = `data:image/svg+xml,${encodeURIComponent(mapSvg(editionGraph(record), { isAlone: true }))}`
  return `<img src="${picture}" alt="The causal map as it stands now">`
}
