/**
 * A process of its own that reads evidence, so that its memory is its own. `merged MESSAGES`: chat, alerts and deploys,
 * read, redacted, merged and proposed. `flat FILE`: one large file, read record by record.
 */
import { readFileSync } from 'node:fs'
import { readEvidence, recognise } from '@secondstory/review/ingest/index'
import { propose } from '@secondstory/review/ingest/proposals'
import { proposedParticipants, registerOf } from '@secondstory/review/ingest/register'
import { type FileView, fileOf } from '@secondstory/review/ingest/source'
import type { Evidence } from '@secondstory/review/model/evidence'
import { openRecordFile } from '../cli/record/files.ts'

const [what = '', ...paths] = process.argv.slice(2)
const now = '2026-11-21T00:00:00.000Z'
const began = performance.now()
let records = 0
let proposals = 0
let shares: Readonly<Record<string, number>> = {}

if (what === 'flat') {
  const file = openRecordFile(paths[0] ?? '')
  for (const reading of readEvidence(recognise(file), { now })) if (reading.outcome === 'read') records += 1
  file.close()
} else {
  const evidence: Evidence[] = []
  for (const path of paths)
    take(fileOf(path.split('/').at(-1) ?? path, new Uint8Array(readFileSync(path))), evidence)
  const read_ms = performance.now() - began
  proposals = propose(evidence, registerOf(proposedParticipants(evidence, []))).length
  records = evidence.length
  shares = { read_s: read_ms / 1000, propose_s: (performance.now() - began - read_ms) / 1000 }
}

function take(file: FileView, evidence: Evidence[]): void {
  for (const reading of readEvidence(recognise(file), { now })) {
    if (reading.outcome !== 'read') continue
    evidence.push({ id: String(evidence.length), incidentId: 'bench', importId: 'bench', ...reading.draft })
  }
}

process.stdout.write(
  JSON.stringify({
    records,
    proposals,
    ...shares,
    seconds: (performance.now() - began) / 1000,
    cpu_s: process.cpuUsage().user / 1e6,
    peak_MB: process.resourceUsage().maxRSS / 1000,
  }),
)
