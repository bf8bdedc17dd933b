import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync, readlinkSync } from 'node:fs'

/**
 * A process number alone proves nothing: numbers are used again, and a dead process nobody has collected still
 * answers signal 0. So every question here also looks at the state and the moment of birth.
 */
export type ProcessFacts = {
  /** Opaque; two readings of the same process are equal, a later process with the same number differs. */
  readonly bornAt: string
  /** The directory the process stands in, where the system tells (Linux). */
  readonly directory: string | null
}

/** null when there is no such process, or only its zombie. */
export function readProcess(pid: number): ProcessFacts | null {
  if (!Number.isInteger(pid) || pid <= 0) return null
  if (process.platform === 'linux') return readLinuxProcess(pid)
  return process.platform === 'win32' ? askSignal(pid) : askPs(pid)
}

/** Numbers of live PostgreSQL processes that stand in `directory`; empty where the system does not tell. */
export function postgresProcessesIn(directory: string): number[] {
  if (process.platform !== 'linux') return []
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter(
      (pid) => directoryOf(pid) === directory && nameOf(pid) === 'postgres' && readProcess(pid) !== null,
    )
}

/** Sends a signal; a process that is already gone, or not ours to signal, is not an error here. */
export function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name)
  } catch {
    // The callers look at the process again afterwards, which answers better than this error could.
  }
}

function readLinuxProcess(pid: number): ProcessFacts | null {
  try {
    // The command name stands in parentheses and may itself hold spaces and parentheses: cut after the last one.
    const line = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = line.slice(line.lastIndexOf(')') + 2).split(' ')
    if (fields[0] === 'Z' || fields[0] === 'X') return null
    return { bornAt: `${bootId()}/${fields[19] ?? ''}`, directory: directoryOf(pid) }
  } catch {
    return null
  }
}

function bootId(): string {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
  } catch {
    return ''
  }
}

function directoryOf(pid: number): string | null {
  try {
    return readlinkSync(`/proc/${pid}/cwd`)
  } catch {
    return null
  }
}

/** A keeper's shell may stand in the directory too, and is none of our business. */
function nameOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/comm`, 'utf8').trim()
  } catch {
    return ''
  }
}

function askPs(pid: number): ProcessFacts | null {
  const answer = spawnSync('ps', ['-o', 'stat=,lstart=', '-p', String(pid)], { encoding: 'utf8' })
  const [state = '', ...born] = (answer.stdout ?? '').trim().split(/\s+/)
  return state === '' || state.startsWith('Z') ? null : { bornAt: born.join(' '), directory: null }
}

function askSignal(pid: number): ProcessFacts | null {
  try {
    process.kill(pid, 0)
    return { bornAt: '', directory: null }
  } catch {
    return null
  }
}
