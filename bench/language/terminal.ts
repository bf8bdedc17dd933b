/** The terminal over one small file, beside a Node that does nothing. */
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Figure, median } from '../report.ts'

const top = join(import.meta.dirname, '../..')
const ROUNDS = 15

/** Both start in turn, so that a busy moment meets both. The bundle is built first when it is stale. */
export function terminalFigures(): readonly Figure[] {
  const build = 'import("./run/build.mjs").then((build) => build.ensureTerminalBuilt())'
  execFileSync(process.execPath, ['-e', build], { cwd: top, stdio: 'inherit' })
  const directory = mkdtempSync(join(tmpdir(), 'second-story-bench-'))
  try {
    const file = join(directory, 'review.md')
    writeFileSync(file, '# Outage\n\nThe queue filled because two jobs shared one lock.\n')
    const bare: number[] = []
    const lint: number[] = []
    for (let round = 0; round < ROUNDS; round += 1) {
      bare.push(timeOf(['-e', '0'], directory))
      lint.push(timeOf([join(top, 'cli/secondstory.cjs'), 'lint', file], directory))
    }
    return [
      {
        what: 'secondstory lint on one small file, beside bare Node',
        found: median(lint) / median(bare),
        unit: '×',
        aim: 2,
        better: 'lower',
        how: `median of ${ROUNDS}: ${median(lint).toFixed(0)} ms beside ${median(bare).toFixed(0)} ms for node -e 0`,
      },
    ]
  } finally {
    rmSync(directory, { recursive: true, force: true })
  }
}

function timeOf(words: readonly string[], cwd: string): number {
  const began = performance.now()
  const { status, stderr } = spawnSync(process.execPath, words, { cwd, encoding: 'utf8' })
  if (status !== 0) throw new Error(`node ${words.join(' ')} ended with ${status}: ${stderr}`)
  return performance.now() - began
}
