import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, vi } from 'vitest'
import * as output from './output.ts'

const here = dirname(fileURLToPath(import.meta.url))

/** What a command wrote and answered. */
export interface Ran {
  readonly out: string
  readonly err: string
  readonly code: number | null
}

/** Runs the whole program in a process of its own, as a shell would. */
export function runProgram(args: readonly string[], input: string | Buffer = ''): Ran {
  const ran = spawnSync(process.execPath, ['--import', 'tsx', join(here, 'main.ts'), ...args], {
    input,
    encoding: 'utf8',
    cwd: here,
    env: { ...process.env, NO_COLOR: '' },
  })
  return { out: ran.stdout, err: ran.stderr, code: ran.status }
}

/** Runs a command in this process; much faster, for all that needs no standard input. */
export async function runCommand(
  command: (args: readonly string[]) => Promise<number>,
  args: readonly string[],
): Promise<Ran> {
  const written = { out: '', err: '' }
  const take = (place: 'out' | 'err') => (words: string | Uint8Array) => {
    written[place] += String(words)
    return true
  }
  const spies = [
    vi.spyOn(output.out, 'write').mockImplementation(take('out')),
    vi.spyOn(output.err, 'write').mockImplementation(take('err')),
    vi.spyOn(process.stdout, 'write').mockImplementation(take('out')),
    vi.spyOn(process.stderr, 'write').mockImplementation(take('err')),
  ]
  try {
    return { code: await command(args), ...written }
  } finally {
    for (const spy of spies) spy.mockRestore()
  }
}

/** A folder of its own for a test file, gone afterwards. */
export interface Folder {
  readonly path: (name?: string) => string
  /** Writes a file into it and answers with its path. */
  readonly file: (name: string, content: string | Uint8Array) => string
}

/** Opens a folder for the tests of one file. */
export function openFolder(name: string): Folder {
  let top = ''
  beforeAll(() => {
    top = mkdtempSync(join(tmpdir(), `secondstory-${name}-`))
  })
  afterAll(() => {
    rmSync(top, { recursive: true, force: true })
  })
  const path = (inside = '') => join(top, inside)
  return {
    path,
    file: (inside, content) => {
      mkdirSync(dirname(path(inside)), { recursive: true })
      writeFileSync(path(inside), content)
      return path(inside)
    },
  }
}
