import {
  closeSync,
  fsyncSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs'
import { basename, dirname, join } from 'node:path'
import process from 'node:process'
import type { Finding, Rewrite } from '@secondstory/language'
import { type Decoded, encode } from './decode.ts'
import type { Examined, Find } from './examine.ts'
import { STANDARD_INPUT } from './inputs.ts'
import { out } from './output.ts'

// Only what needs no person is mended: one offer, and no fact missing in it. Everything else stays a finding.

const GAP = '…'
const MOST_PASSES = 20

/** The text with every unambiguous rewrite made, how many there were, and what is still found. Mending it again changes nothing. */
export function mended(
  text: string,
  find: Find,
): { readonly text: string; readonly fixed: number; readonly findings: readonly Finding[] } {
  let now = { text, fixed: 0, findings: find(text) }
  for (let pass = 0; pass < MOST_PASSES; pass++) {
    const rewrites = apart(now.findings.flatMap((finding) => sureRewrite(finding) ?? []))
    if (rewrites.length === 0) return now
    const next = applied(now.text, rewrites)
    const findings = find(next)
    // A pass that leaves as much as there was is not taken; so mending ends, and ends the same when asked again.
    if (findings.length >= now.findings.length) return now
    now = { text: next, fixed: now.fixed + rewrites.length, findings }
  }
  return now
}

function sureRewrite({ rewrites }: Finding): Rewrite | null {
  const [only, ...others] = rewrites
  return only && others.length === 0 && only.cursor === undefined && !only.text.includes(GAP) ? only : null
}

/** Those that do not touch each other, from the front. */
function apart(rewrites: readonly Rewrite[]): readonly Rewrite[] {
  const kept: Rewrite[] = []
  for (const rewrite of [...rewrites].sort((a, b) => a.from - b.from))
    if (rewrite.from >= (kept[kept.length - 1]?.to ?? 0)) kept.push(rewrite)
  return kept
}

function applied(text: string, rewrites: readonly Rewrite[]): string {
  const parts: string[] = []
  let from = 0
  for (const rewrite of rewrites) {
    parts.push(text.slice(from, rewrite.from), rewrite.text)
    from = rewrite.to
  }
  return [...parts, text.slice(from)].join('')
}

/** Mends one file in place, or standard input towards standard output. A file that was not read to the last byte is left alone. */
export function mend(path: string, read: Decoded & { readonly path: string }, find: Find): Examined {
  const result = mended(read.text, find)
  const report = { path: read.path, text: result.text, findings: result.findings, fixed: result.fixed }
  const isPassedOn = path === STANDARD_INPUT
  if (!isPassedOn && result.text === read.text) return { report }
  if (!read.isExact)
    return {
      troubles: [
        `${read.path}: This holds half characters, so it is left as it is; saved as UTF-8 it can be mended.`,
      ],
    }
  if (isPassedOn) {
    out.write(encode(result.text, read))
    return { report }
  }
  const trouble = replaceFile(path, encode(read.text, read), encode(result.text, read))
  return trouble === null ? { report } : { troubles: [`${path}: ${trouble}`] }
}

/** Puts new bytes in a file's place at once; readers see the old file or the new one, never half of one. */
function replaceFile(path: string, before: Uint8Array, after: Uint8Array): string | null {
  let draft: string | null = null
  try {
    const file = realpathSync(path)
    const { mode } = statSync(file)
    draft = join(dirname(file), `.${basename(file)}.${process.pid}.secondstory`)
    writeWhole(draft, after, mode)
    if (!Buffer.from(before).equals(readFileSync(file))) {
      rmSync(draft, { force: true })
      return 'This file changed while it was read, so it is left as it is; run the command again.'
    }
    renameSync(draft, file)
    return null
  } catch (error) {
    if (draft !== null) rmSync(draft, { force: true })
    const reason = error instanceof Error && 'code' in error ? String(error.code) : String(error)
    return `The mended text could not be written (${reason}); the file is as it was.`
  }
}

function writeWhole(file: string, bytes: Uint8Array, mode: number): void {
  const descriptor = openSync(file, 'wx', mode)
  try {
    for (let at = 0; at < bytes.length; ) at += writeSync(descriptor, bytes, at)
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}
