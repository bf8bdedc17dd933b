/**
 * Transcripts of coding agents, in the ways their programs write them. An agent is one who did things, like
 * anyone else in an incident: its steps are told, its account is marked as such, its thinking is left out.
 */
import { aider } from './agent-aider.ts'
import { claude } from './agent-claude.ts'
import { codex } from './agent-codex.ts'
import { gemini } from './agent-gemini.ts'
import { openHands } from './agent-openhands.ts'
import {
  type AgentRecord,
  type Dialect,
  isEvidence,
  isLeftOut,
  type LeftOut,
  type Transcript,
} from './agent-step.ts'
import { sweAgent } from './agent-swe.ts'
import type { FileView, Inspection, ReadOptions, Source, SourceRecord } from './source.ts'
import { isNotUnderstood } from './source.ts'
import { counted, looksBinary, openingOf } from './words.ts'

/** Dialects in the order they are asked; the surest wins. */
const dialects: readonly Dialect[] = [claude, codex, gemini, sweAgent, openHands, aider]

/** Enough to get past a long first line. */
const OPENING_BYTES = 262_144

function dialectOf(file: FileView): { readonly dialect: Dialect; readonly score: number } | null {
  if (looksBinary(file.bytes(0, Math.min(8192, file.sizeBytes)))) return null
  const opening = openingOf(file, OPENING_BYTES)
  const scored = dialects.map((dialect) => ({ dialect, score: dialect.recognises(opening) }))
  return scored.reduce<(typeof scored)[number] | null>(
    (best, one) => (one.score > (best?.score ?? 0) ? one : best),
    null,
  )
}

function transcriptOf(file: FileView, zone?: string): Transcript {
  return { file, fileName: file.name, ...(zone === undefined ? {} : { zone }) }
}

function* recordsOf(file: FileView, zone?: string): Generator<AgentRecord> {
  const found = dialectOf(file)
  if (found === null) return
  const told = new Set<string>()
  for (const record of found.dialect.read(transcriptOf(file, zone))) {
    // Sessions that were resumed, copied or written anew repeat themselves.
    const isRepeated = isEvidence(record) && record.key !== '' && told.has(record.key)
    if (isEvidence(record)) told.add(record.key)
    yield isRepeated ? { leftOut: 'said twice' } : record
  }
}

function* readAgent(file: FileView, { zone }: ReadOptions): Generator<SourceRecord> {
  for (const record of recordsOf(file, zone)) if (!isLeftOut(record)) yield record
}

function* inspectAgent(file: FileView): Generator<number, Inspection> {
  const dialect = dialectOf(file)?.dialect
  const left: Record<LeftOut['leftOut'], number> = { thinking: 0, bookkeeping: 0, 'said twice': 0 }
  const instants: string[] = []
  let records = 0
  let steps = 0
  for (const record of recordsOf(file)) {
    if (isLeftOut(record)) {
      left[record.leftOut]++
      continue
    }
    records++
    if (records % 500 === 0) yield records
    if (isNotUnderstood(record)) continue
    steps++
    if (record.happenedAt !== null) instants.push(record.happenedAt.at)
  }
  instants.sort()
  return {
    describes: `A transcript of ${dialect?.agent ?? 'an agent'} with ${counted(steps, 'step')}${leftInWords(left)}.`,
    records,
    firstAt: instants[0] ?? null,
    lastAt: instants.at(-1) ?? null,
    zoneNeeded: dialect?.isZoneNeeded === true,
    dayNeeded: false,
  }
}

/** What was left out on purpose, so that nobody looks for it. */
function leftInWords(left: Readonly<Record<LeftOut['leftOut'], number>>): string {
  const told = [
    ...(left.thinking === 0 ? [] : [counted(left.thinking, 'passage of thinking', 'passages of thinking')]),
    ...(left.bookkeeping === 0
      ? []
      : [counted(left.bookkeeping, 'line about the session itself', 'lines about the session itself')]),
    ...(left['said twice'] === 0 ? [] : [counted(left['said twice'], 'repetition')]),
  ]
  return told.length === 0 ? '' : `; left out: ${told.join(', ')}`
}

/** Transcripts of coding agents. */
export const agent: Source = {
  name: 'agent',
  describes: 'Transcript of a coding agent',
  recognises: (file) => dialectOf(file)?.score ?? 0,
  inspect: inspectAgent,
  read: readAgent,
}
