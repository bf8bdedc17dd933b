/** How much script each page asks for before it can be used, gzipped. Read from what Vite wrote, not estimated. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { Figure } from './report.ts'

interface Chunk {
  readonly file: string
  readonly imports: readonly string[]
}

const dist = join(import.meta.dirname, '../web/dist')

/** Sizes of the built pages against their aims. */
export function sizeFigures(): readonly Figure[] {
  const manifest = readManifest()
  const entry = chunksOf(manifest, (name) => name === 'index.html' || name === 'pages/IncidentFrame.tsx')
  const tabs = ['Timeline', 'Story', 'Factors', 'Actions', 'Publish'].map((tab) => [
    ...new Set([...entry, ...chunksOf(manifest, (name) => name === `pages/Review${tab}.tsx`)]),
  ])
  const heaviest = tabs.toSorted((a, b) => weigh(b) - weigh(a))[0] ?? []
  const review = new Set(heaviest)
  const editor = chunksOf(manifest, (name) => /review\/Editor\.tsx$/.test(name)).filter(
    (file) => !review.has(file),
  )
  return [
    figure('script of the review page before an editor opens', weigh(heaviest), 200),
    figure("script of the editor's chunk", weigh(editor), 240),
  ]
}

function figure(what: string, found: number, aim: number): Figure {
  return { what, found, unit: 'kB gzip', aim, better: 'lower', how: 'every chunk the page imports, as built' }
}

function weigh(files: readonly string[]): number {
  return (
    files.reduce((sum, file) => sum + gzipSync(readFileSync(join(dist, file)), { level: 9 }).length, 0) / 1000
  )
}

/** Chunk files reached by static imports from the chunks whose source matches. */
function chunksOf(
  manifest: ReadonlyMap<string, Chunk>,
  matches: (name: string) => boolean,
): readonly string[] {
  const reached = new Set<string>()
  const visit = (name: string): void => {
    const chunk = manifest.get(name)
    if (chunk === undefined || reached.has(chunk.file)) return
    if (chunk.file.endsWith('.js')) reached.add(chunk.file)
    for (const next of chunk.imports) visit(next)
  }
  const found = [...manifest.keys()].filter(matches)
  if (found.length === 0)
    throw new Error('The build has no chunk of that name. Build the pages first: npm run build.')
  for (const name of found) visit(name)
  return [...reached]
}

function readManifest(): ReadonlyMap<string, Chunk> {
  const written: unknown = JSON.parse(readFileSync(join(dist, '.vite/manifest.json'), 'utf8'))
  if (typeof written !== 'object' || written === null)
    throw new Error('web/dist/.vite/manifest.json holds no table of chunks.')
  return new Map(
    Object.entries(written).map(([name, chunk]: [string, { file: string; imports?: string[] }]) => [
      name,
      { file: chunk.file, imports: chunk.imports ?? [] },
    ]),
  )
}
