/** The language engine as the page gets it: one bundle, minified, read from a file of its own. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import type { Figure } from '../report.ts'

export type Engine = typeof import('@secondstory/language')

export interface Built {
  readonly engine: Engine
  readonly size: Figure
}

/** Bundles the whole package, every export of it, and loads it. */
export async function buildEngine(): Promise<Built> {
  const built = await build({
    entryPoints: [join(import.meta.dirname, '../../language/index.ts')],
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    write: false,
  })
  const text = built.outputFiles[0]?.text ?? ''
  const directory = await mkdtemp(join(tmpdir(), 'second-story-bench-'))
  try {
    const file = join(directory, 'language.mjs')
    await writeFile(file, text)
    const engine: Engine = await import(pathToFileURL(file).href)
    return { engine, size: sizeOf(text) }
  } finally {
    await rm(directory, { recursive: true, force: true })
  }
}

function sizeOf(text: string): Figure {
  return {
    what: 'language with its reading of Markdown, for the page',
    found: gzipSync(text, { level: 9 }).length / 1000,
    unit: 'kB gzip',
    aim: 60,
    better: 'lower',
    how: 'every export, esbuild minified, one file',
  }
}
