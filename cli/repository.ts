import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A repository that can be asked, or the one sentence that says why it cannot be. */
export type Opened =
  | { readonly path: string; readonly trouble?: undefined; close(): void }
  | { readonly trouble: string }

/** What git answered: its exit code and the last it said on standard error. */
interface Ended {
  readonly code: number
  readonly complaint: string
}

/**
 * Never a pager, a hook, a file watcher or a question: a repository may be anybody's, and its own settings must not
 * start programs here.
 */
const GUARD = ['-c', 'core.fsmonitor=false', '-c', 'core.hooksPath=/dev/null', '-c', 'core.quotePath=false']
const QUIET = { GIT_TERMINAL_PROMPT: '0', GIT_OPTIONAL_LOCKS: '0', GIT_PAGER: 'cat', LC_ALL: 'C' }

/** Opens a repository by its path, or copies one from an address into a temporary place that `close` removes. */
export async function openRepository(given: string): Promise<Opened> {
  if (/^(?:https|ssh):\/\/|^git@[\w.-]+:/.test(given)) return copyOf(given)
  if (/^[a-z][a-z+.-]*:(?:\/\/|:)/i.test(given))
    return {
      trouble: `${given} begins with a protocol we do not use; name a folder, or an https:// or ssh:// address.`,
    }
  const there = folderTrouble(given)
  if (there !== null) return { trouble: there }
  const asked = await askGit(['-C', given, 'rev-parse', '--git-dir'], () => {})
  if (asked === null) return { trouble: MISSING }
  if (asked.code !== 0) return { trouble: notARepository(given, asked.complaint) }
  return { path: given, close: () => {} }
}

const MISSING = 'git was not found; install it, and make sure it is on the PATH.'

function notARepository(path: string, complaint: string): string {
  if (complaint.includes('dubious ownership'))
    return `${path} belongs to another account, so git does not read it; run \`git config --global --add safe.directory ${path}\` if it is trusted.`
  return `${path} is no git repository; name one, bare or with its files.`
}

function folderTrouble(path: string): string | null {
  try {
    return statSync(path).isDirectory() ? null : `${path} is a file; name the folder of a git repository.`
  } catch {
    return `${path} was not found; name the folder of a git repository.`
  }
}

async function copyOf(address: string): Promise<Opened> {
  const folder = mkdtempSync(join(tmpdir(), 'second-story-'))
  const close = (): void => rmSync(folder, { recursive: true, force: true })
  const copied = await askGit(['clone', '--quiet', '--bare', '--', address, folder], () => {})
  if (copied?.code === 0) return { path: folder, close }
  close()
  return {
    trouble: copied === null ? MISSING : `${address} could not be copied. Git says: ${copied.complaint}`,
  }
}

/**
 * Asks git and hands over the fields of its answer, which end at NUL, as they come: the answer is never held whole.
 * Null when there is no git.
 */
export function askGit(args: readonly string[], onField: (field: string) => void): Promise<Ended | null> {
  return new Promise((resolve) => {
    const git = spawn('git', [...GUARD, ...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...QUIET },
    })
    let rest = ''
    let complaint = ''
    git.stdout.setEncoding('utf8')
    git.stdout.on('data', (chunk: string) => {
      const fields = (rest + chunk).split('\0')
      rest = fields.pop() ?? ''
      for (const field of fields) onField(field)
    })
    git.stderr.setEncoding('utf8')
    git.stderr.on('data', (chunk: string) => {
      complaint = (complaint + chunk).slice(-2000)
    })
    git.on('error', () => resolve(null))
    git.on('close', (code) => {
      if (rest !== '') onField(rest)
      resolve({ code: code ?? 1, complaint: complaint.trim().split('\n').at(-1) ?? '' })
    })
  })
}
