/** Every source over its own samples, and the laws that hold for all of them. */
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { gzipSync, strToU8, zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import type { Evidence, EvidenceDraft } from '../model/evidence.ts'
import { isReal } from '../model/instants.ts'
import { inspectFile, type Reading, readEvidence, recognise } from './index.ts'
import { propose } from './proposals.ts'
import { redact } from './redact.ts'
import { proposedParticipants, registerOf } from './register.ts'
import { sampleFiles } from './sample-incident.ts'
import { generateExport } from './samples/generate.ts'
import { type FileView, fileOf, type ReadOptions, Unreadable } from './source.ts'

const samples = fileURLToPath(new URL('./samples', import.meta.url))
const now = '2026-11-01T00:00:00Z'
const options: ReadOptions = { now, zone: 'Europe/Berlin', day: '2026-02-03' }

function filesBelow(folder: string): Record<string, Uint8Array> {
  const found: Record<string, Uint8Array> = {}
  for (const name of readdirSync(`${samples}/${folder}`).toSorted()) {
    const path = `${folder}/${name}`
    if (statSync(`${samples}/${path}`).isDirectory()) Object.assign(found, filesBelow(path))
    else found[path] = new Uint8Array(readFileSync(`${samples}/${path}`))
  }
  return found
}

/** Sample files as they would be dropped; the Slack export is zipped from its tree. */
const sampleViews: readonly FileView[] = ['slack', 'alertmanager', 'notes', 'csv', 'markdown'].flatMap((folder) => {
  const files = Object.entries(filesBelow(folder)).filter(([path]) => !path.endsWith('expected.json'))
  if (folder !== 'slack') return files.map(([path, bytes]) => fileOf(path.split('/').at(-1) ?? path, bytes))
  const tree = Object.fromEntries(files.map(([path, bytes]) => [path.replace('slack/export/', ''), bytes]))
  return [fileOf('export.zip', zipSync(tree))]
})

function readAll(file: FileView, given: ReadOptions = options): readonly Reading[] {
  return [...readEvidence(recognise(file), given)]
}

function drafts(readings: readonly Reading[]): readonly EvidenceDraft[] {
  return readings.flatMap((reading) => (reading.outcome === 'read' ? [reading.draft] : []))
}

function stored(readings: readonly Reading[], importId = 'm'): readonly Evidence[] {
  return drafts(readings).map((draft) => ({ ...draft, id: draft.key, incidentId: 'i', importId }))
}

/** One line per record: what a person would check by eye. */
function told(reading: Reading): string {
  if (reading.outcome !== 'read') return reading.outcome === 'outside-window' ? 'outside' : `? ${reading.because}`
  const { draft } = reading
  const time = draft.happenedAt === null ? '–' : `${draft.happenedAt.isAbout ? '~' : ''}${draft.happenedAt.at} ${draft.happenedAt.precision}`
  const until = draft.until === undefined ? '' : ` until ${draft.until}`
  const speaker = draft.speaker === null ? '' : ` <${draft.speaker.name}>`
  return `${time}${until} ${draft.kind}${speaker} ${draft.text} {${draft.marks.join(', ')}}${draft.zoneAssumed === undefined ? '' : ` zone ${draft.zoneAssumed}`}`
}

/** What a file answers: its records, or the one sentence with which it is refused. */
function answer(file: FileView, given: ReadOptions = options): { readonly sentence: string } | readonly Reading[] {
  try {
    inspectFile(file)
    return readAll(file, given)
  } catch (cause) {
    if (!(cause instanceof Unreadable)) throw cause
    return { sentence: cause.sentence }
  }
}

describe('samples of every source', () => {
  it.each(sampleViews.map((file) => [file.name, file] as const))('%s is read as expected', async (name, file) => {
    const { source, inspection } = inspectFile(file)
    const { channels, describes, zoneNeeded, dayNeeded } = inspection
    const summary = { source: source.name, describes, zoneNeeded, dayNeeded, ...(channels === undefined ? {} : { channels }) }
    const result = { ...summary, records: readAll(file).map(told) }
    await expect(`${JSON.stringify(result, null, 2)}\n`).toMatchFileSnapshot(`${samples}/${source.name}/${name}.expected.json`)
  })
})
