/** A process of its own that reads one big Slack export, so that its memory is its own: parse, redact, propose. */

import { readEvidence, recognise } from '@secondstory/review/ingest/index'
import { propose } from '@secondstory/review/ingest/proposals'
import { proposedParticipants, registerOf } from '@secondstory/review/ingest/register'
import { generateExport } from '@secondstory/review/ingest/samples/generate'
import { fileOf } from '@secondstory/review/ingest/source'
import type { Evidence } from '@secondstory/review/model/evidence'

const messages = Number(process.argv[2])
const bytes = generateExport({ messages })
const before_kB = process.resourceUsage().maxRSS

const began = performance.now()
const evidence: Evidence[] = []
for (const reading of readEvidence(recognise(fileOf('export.zip', bytes)), {
  now: '2026-11-21T00:00:00.000Z',
})) {
  if (reading.outcome !== 'read') continue
  evidence.push({ ...reading.draft, id: String(evidence.length), incidentId: 'bench', importId: 'bench' })
}
const register = registerOf(proposedParticipants(evidence, []))
const proposals = propose(evidence, register)
const seconds = (performance.now() - began) / 1000

process.stdout.write(
  JSON.stringify({
    messages: evidence.length,
    proposals: proposals.length,
    perSecond: evidence.length / seconds,
    peak_MB: process.resourceUsage().maxRSS / 1000,
    before_MB: before_kB / 1000,
    size_MB: bytes.length / 1e6,
  }),
)
