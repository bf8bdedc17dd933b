/** `secondstory knowledge` on a repository of 100,000 commits, in a process of its own. */
import { execFileSync, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Figure } from './report.ts'

const COMMITS = 100_000
const FILES = 8_000
const AUTHORS = 120

/** Seconds and memory for the whole command, git's own work included in the seconds. */
export async function knowledgeFigures(): Promise<readonly Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'second-story-bench-'))
  try {
    await makeRepository(folder)
    const printed = execFileSync(
      process.execPath,
      ['--import', 'tsx', join(import.meta.dirname, 'knowledge-reading.ts'), folder],
      { encoding: 'utf8' },
    )
    const { took_s, peak_MB, components }: { took_s: number; peak_MB: number; components: number } =
      JSON.parse(printed)
    const how = `${COMMITS.toLocaleString('en-GB')} commits by ${AUTHORS} authors to ${FILES.toLocaleString('en-GB')} files, ${components} components`
    return [
      { what: 'knowledge of a repository', found: took_s, unit: 's', aim: 20, better: 'lower', how },
      {
        what: 'memory while doing so (peak of our process)',
        found: peak_MB,
        unit: 'MB',
        aim: 500,
        better: 'lower',
        how: 'without git, which runs beside it',
      },
    ]
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Made by git's fast import: every author keeps to some files and visits others, one commit in fifty renames one. */
async function makeRepository(folder: string): Promise<void> {
  execFileSync('git', ['-C', folder, 'init', '-q', '--bare', '-b', 'main'])
  const git = spawn('git', ['-C', folder, 'fast-import', '--quiet'], { stdio: ['pipe', 'ignore', 'inherit'] })
  const ended = new Promise<number | null>((resolve) => git.once('close', resolve))
  const moved = new Map<number, number>()
  for (let index = 0; index < COMMITS; index += 1) {
    if (!git.stdin.write(commitText(index, moved)))
      await new Promise((resolve) => git.stdin.once('drain', resolve))
  }
  git.stdin.end()
  const code = await ended
  if (code !== 0) throw new Error(`git fast-import ended with ${code}`)
}

function commitText(index: number, moved: Map<number, number>): string {
  const file = scattered(index) % FILES
  const author = index % 4 === 0 ? scattered(index + 7) % AUTHORS : file % AUTHORS
  const text = `export const value = ${index}\n${'// a line that stays as it is\n'.repeat(12)}`
  const lines = [
    'commit refs/heads/main',
    `committer Author Number${author} <author-${author}@example.org> ${1_500_000_000 + index * 60} +0000`,
    'data 6\nChange',
  ]
  const isMove = index % 50 === 0 && moved.has(file)
  const from = pathOf(file, moved)
  moved.set(file, (moved.get(file) ?? 0) + (isMove ? 1 : 0))
  if (isMove) lines.push(`R ${from} ${pathOf(file, moved)}`)
  else lines.push(`M 100644 inline ${pathOf(file, moved)}`, `data ${Buffer.byteLength(text)}`, text)
  return `${lines.join('\n')}\n`
}

/** Knuth's multiplicative hash: the same every run, and without a pattern that would leave files out. */
function scattered(index: number): number {
  return Math.imul(index + 1, 2_654_435_761) >>> 8
}

function pathOf(file: number, moved: ReadonlyMap<number, number>): string {
  return `part-${file % 40}/area-${file % 9}/file-${file}-${moved.get(file) ?? 0}.ts`
}
