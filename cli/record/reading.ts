import type { Proposal } from '@secondstory/review/ingest/candidates'
import { readEvidence, recognise } from '@secondstory/review/ingest/index'
import { propose } from '@secondstory/review/ingest/proposals'
import { proposedParticipants, registerOf } from '@secondstory/review/ingest/register'
import { type ReadOptions, Unreadable } from '@secondstory/review/ingest/source'
import { usualWeights, type Weights } from '@secondstory/review/ingest/weights'
import { type Evidence, type EvidenceSource, evidenceSources } from '@secondstory/review/model/evidence'
import { openRecordFile, type RecordFile, sentenceFor } from './files.ts'

/** What became of the records of one file; the counts add up to `records`. */
export interface FileReceipt {
  readonly path: string
  readonly source: EvidenceSource | null
  /** Why nothing of it was read; '' when it was. */
  readonly trouble: string
  records: number
  evidence: number
  alreadyKnown: number
  outsideWindow: number
  notUnderstood: number
  secretsRemoved: number
  /** The first few records that were not understood, each as a sentence with its place. */
  readonly puzzles: string[]
}

/** What a set of files gives: a receipt for each, and one timeline from all. */
export interface ReadRecord {
  readonly receipts: readonly FileReceipt[]
  readonly evidence: readonly Evidence[]
  readonly proposals: readonly Proposal[]
}

const SHOWN_PUZZLES = 3

/** Reads files into one timeline. A file that cannot be read gets a sentence in its receipt, and the others go on. */
export function readRecord(
  files: readonly RecordFile[],
  options: ReadOptions,
  weights: Weights = usualWeights,
): ReadRecord {
  const byKey = new Map<string, Evidence>()
  const receipts = files.map((file) => readFile(file, options, byKey))
  const evidence = [...byKey.values()]
  const proposals = propose(evidence, registerOf(proposedParticipants(evidence, [])), { weights })
  return { receipts, evidence, proposals }
}

function receiptOf(path: string, source: EvidenceSource | null, trouble: string): FileReceipt {
  const counts = {
    records: 0,
    evidence: 0,
    alreadyKnown: 0,
    outsideWindow: 0,
    notUnderstood: 0,
    secretsRemoved: 0,
  }
  return { path, source, trouble, ...counts, puzzles: [] }
}

function readFile(file: RecordFile, options: ReadOptions, byKey: Map<string, Evidence>): FileReceipt {
  if (file.trouble !== undefined) return receiptOf(file.path, null, file.trouble)
  try {
    const view = openRecordFile(file.path)
    try {
      const recognised = recognise(view)
      const receipt = receiptOf(file.path, recognised.source.name, '')
      try {
        for (const reading of readEvidence(recognised, options)) take(reading, receipt, byKey)
      } catch (error) {
        // What was read before the damage stays.
        if (!(error instanceof Unreadable)) throw error
        return { ...receipt, trouble: error.sentence }
      }
      return receipt
    } finally {
      view.close()
    }
  } catch (error) {
    return receiptOf(file.path, null, error instanceof Unreadable ? error.sentence : sentenceFor(error))
  }
}

type Reading = ReturnType<typeof readEvidence> extends Generator<infer R> ? R : never

function take(reading: Reading, receipt: FileReceipt, byKey: Map<string, Evidence>): void {
  receipt.records++
  switch (reading.outcome) {
    case 'outside-window':
      receipt.outsideWindow++
      return
    case 'not-understood':
      receipt.notUnderstood++
      if (receipt.puzzles.length < SHOWN_PUZZLES)
        receipt.puzzles.push(`${reading.because} (${reading.place})`)
      return
    case 'read':
      receipt.secretsRemoved += reading.removed.length
      if (byKey.has(reading.draft.key)) receipt.alreadyKnown++
      else {
        receipt.evidence++
        byKey.set(reading.draft.key, {
          ...reading.draft,
          id: reading.draft.key,
          incidentId: '',
          importId: receipt.path,
        })
      }
  }
}

/** The name of a source, for people. */
export function sourceInWords(source: EvidenceSource | null): string {
  return source === null ? 'not recognised' : evidenceSources[source].says
}
