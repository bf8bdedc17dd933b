/**
 * Evidence of a large incident: 100,000 messages, 10,000 alerts and 5,000 deploys, read and proposed in one process and
 * stored in PostgreSQL; and one large file of JSON lines, whose memory is not to grow with it. SECONDSTORY_BENCH_LINES_MB
 * says how large that file is: 200 unless told, 1000 for the size the aim is about.
 */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { generateExport } from '@secondstory/review/ingest/samples/generate'
import { alertLines, deployLines, writePages } from './evidence-made.ts'
import { idOf, inHouse } from './house.ts'
import type { Figure } from './report.ts'

const MESSAGES = 100_000
const ALERTS = 10_000
const DEPLOYS = 5_000
const LINES_MB = Number(process.env.SECONDSTORY_BENCH_LINES_MB ?? 200)

interface Read {
  readonly records: number
  readonly proposals: number
  readonly seconds: number
  readonly peak_MB: number
  readonly read_s?: number
  readonly propose_s?: number
}

/** What reading, storing and streaming evidence takes. */
export async function evidenceFigures(): Promise<readonly Figure[]> {
  const directory = mkdtempSync(join(tmpdir(), 'second-story-evidence-'))
  try {
    const files = writeFiles(directory)
    return [...readingFigures(files), await storingFigure(files), flatFigure(directory)]
  } finally {
    rmSync(directory, { recursive: true, force: true })
  }
}

function writeFiles(directory: string): readonly string[] {
  const files = {
    'export.zip': generateExport({ messages: MESSAGES }),
    'alerts.jsonl': alertLines(ALERTS),
    'deploys.jsonl': deployLines(DEPLOYS),
  }
  return Object.entries(files).map(([name, bytes]) => {
    const path = join(directory, name)
    writeFileSync(path, bytes)
    return path
  })
}

function readingFigures(files: readonly string[]): readonly Figure[] {
  const read = inProcess('merged', ...files)
  const parts = `${(read.read_s ?? 0).toFixed(1)} s reading, ${(read.propose_s ?? 0).toFixed(1)} s proposing`
  const how = `${read.records.toLocaleString('en-GB')} pieces of evidence, ${read.proposals} proposals, one process: ${parts}`
  return [
    {
      what: 'a large incident read, redacted, merged, proposed',
      found: read.seconds,
      unit: 's',
      aim: 6,
      better: 'lower',
      how,
    },
    {
      what: 'memory while doing so (peak of the process)',
      found: read.peak_MB,
      unit: 'MB',
      aim: 500,
      better: 'lower',
      how: 'with the files in memory, and Node',
    },
  ]
}

async function storingFigure(files: readonly string[]): Promise<Figure> {
  const seconds = await inHouse(async (_server, { address, headers, ask }) => {
    const incidentId = idOf(
      await ask('openIncident', { title: 'A large one', kind: 'incident', severity: 'SEV1' }),
    )
    const uploadIds: string[] = []
    for (const path of files) uploadIds.push(await bring(address, headers, path))
    const began = performance.now()
    const started = await ask('importEvidence', { incidentId, uploadIds })
    const imports = Array.isArray(started) ? started.map(idOf) : []
    while (!(await areDone(ask, incidentId, imports.length))) await new Promise((go) => setTimeout(go, 100))
    return (performance.now() - began) / 1000
  })
  const how = 'three files through the server into PostgreSQL, history and proposals included'
  return { what: 'the same imported and stored', found: seconds, unit: 's', aim: 20, better: 'lower', how }
}

async function bring(
  address: string,
  headers: Readonly<Record<string, string>>,
  path: string,
): Promise<string> {
  const name = path.split('/').at(-1) ?? path
  const answer = await fetch(`${address}/api/uploads?name=${name}`, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/octet-stream' },
    body: new Uint8Array(readFileSync(path)),
  })
  if (!answer.ok) throw new Error(`The upload was answered ${answer.status}: ${await answer.text()}`)
  const uploaded: unknown = await answer.json()
  return typeof uploaded === 'object' && uploaded !== null && 'uploadId' in uploaded
    ? String(uploaded.uploadId)
    : idOf(uploaded)
}

async function areDone(
  ask: (name: string, input: unknown) => Promise<unknown>,
  incidentId: string,
  count: number,
): Promise<boolean> {
  const rows = await ask('listImports', { incidentId })
  const states = Array.isArray(rows) ? rows.map((row: { state?: unknown }) => row.state) : []
  const refused = states.find((state) => state === 'refused')
  if (refused !== undefined) throw new Error('An import of the bench was refused.')
  return states.filter((state) => state === 'done').length === count
}

function flatFigure(directory: string): Figure {
  const path = join(directory, 'pages.jsonl')
  writePages(path, LINES_MB * 1e6)
  const size_MB = statSync(path).size / 1e6
  const read = inProcess('flat', path)
  const speed = Math.round(size_MB / read.seconds)
  const how = `${size_MB.toFixed(0)} MB of JSON lines, ${read.records.toLocaleString('en-GB')} records, ${speed} MB/s; SECONDSTORY_BENCH_LINES_MB=1000 reads a gigabyte`
  return {
    what: 'memory of one large file (peak of the process)',
    found: read.peak_MB,
    unit: 'MB',
    aim: 300,
    better: 'lower',
    how,
  }
}

function inProcess(...args: readonly string[]): Read {
  const program = join(import.meta.dirname, 'evidence-reading.ts')
  const printed = execFileSync(process.execPath, ['--import', 'tsx', program, ...args], { encoding: 'utf8' })
  return JSON.parse(printed)
}
