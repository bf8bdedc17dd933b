import { aboutEvidence } from '@secondstory/review/documents/evidence-quote'
import { evidenceLine } from '@secondstory/review/documents/record-blocks'
import type { Evidence } from '@secondstory/review/model/evidence'
import type { WorkingRecord } from '@secondstory/review/model/reviews'
import { shortened } from '@secondstory/review/model/shortened'
import { useMemo } from 'react'
import { ask } from '../client.ts'
import type { FindEvidence, QuotedEvidence } from './block-menu.ts'
import type { ShowBlock } from './record-blocks.ts'
import { useWorking } from './working.tsx'

/** What `/` puts into the text of this incident: what blocks show of the record, and evidence to quote. */
export function useBlocks(): { readonly showBlock: ShowBlock; readonly findEvidence: FindEvidence } {
  const { record } = useWorking()
  const { incident, timeline, factors, map, actions } = record
  // Another function for another record alone: every new one draws the blocks again.
  // biome-ignore lint/correctness/useExhaustiveDependencies: these are the parts of the record that a block shows.
  const showBlock = useMemo(() => shownFrom(record), [incident, timeline, factors, map, actions])
  const incidentId = incident.id
  const findEvidence = useMemo(
    () => async (words: string) => {
      const input = { incidentId, limit: MOST_FOUND, ...(words === '' ? {} : { text: words }) }
      const found = await ask('findEvidence', input).catch(() => null)
      return found === null ? [] : found.items.map(quotedFrom)
    },
    [incidentId],
  )
  return { showBlock, findEvidence }
}

const MOST_FOUND = 8
const LONGEST_LABEL = 70

/** The same rows and the same words an edition has, before names give way to roles. A chunk of its own. */
function shownFrom(record: WorkingRecord): ShowBlock {
  return async (block) => {
    const { blockPreview, evidencePreview } = await import('./block-preview.ts')
    if (block.kind !== 'evidence') return blockPreview(record, block)
    const input = { incidentId: record.incident.id, ids: [block.id] }
    const found = await ask('findEvidence', input).catch(() => null)
    return evidencePreview(found?.items[0] ?? null, found?.deleted.length === 1)
  }
}

function quotedFrom(evidence: Evidence): QuotedEvidence {
  return {
    words: shortened(evidence.text, LONGEST_LABEL),
    about: aboutEvidence(evidence),
    line: evidenceLine(evidence.id),
  }
}
