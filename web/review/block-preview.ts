/** What a block shows in the editor: as in an edition, and the map as a picture that brings its own style. */
import { editionOf } from '@secondstory/review/documents/edition'
import { editionGraph, hasMap } from '@secondstory/review/documents/edition-map'
import { aboutEvidence } from '@secondstory/review/documents/evidence-quote'
import { escapeHtml, inlineHtml } from '@secondstory/review/documents/html'
import { mapSvg } from '@secondstory/review/documents/map-picture'
import { blockHtml } from '@secondstory/review/documents/record-block-html'
import type { Block } from '@secondstory/review/documents/record-blocks'
import type { Evidence } from '@secondstory/review/model/evidence'
import type { WorkingRecord } from '@secondstory/review/model/reviews'

/** HTML of our own, everything of the record escaped in it. */
export function blockPreview(working: WorkingRecord, block: Block): string {
  const { record } = editionOf(working, (text) => ({ text, replacements: [] }))
  if (block.kind !== 'map' || !hasMap(record)) return blockHtml(record, block)
  const picture = `data:image/svg+xml,${encodeURIComponent(mapSvg(editionGraph(record), { isAlone: true }))}`
  return `<img src="${picture}" alt="The causal map as it stands now">`
}

/** A piece of evidence as it is kept now: when and where, and its words. */
export function evidencePreview(evidence: Evidence | null, isDeleted: boolean): string {
  if (evidence === null) {
    const sentence = isDeleted
      ? 'This evidence was deleted when its time was over.'
      : 'This evidence is not here, or cannot be read now.'
    return `<div class="evidence-block"><p class="state">${sentence}</p></div>`
  }
  return `<div class="evidence-block"><p class="state">${escapeHtml(aboutEvidence(evidence))}</p><p dir="auto">${inlineHtml(evidence.text)}</p></div>`
}
