import { randomUUID } from 'node:crypto'
import {
  linkSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { StartRefusal } from '../start-refusal.ts'
import { readProcess } from './processes.ts'

/**
 * One server per data directory. The lock is a file naming its holder: process number, moment of birth, machine.
 * On the same machine the process itself answers whether the holder lives, so a killed server never leaves a lock
 * behind that somebody has to delete. A holder elsewhere (another container on the same volume) cannot be asked:
 * holders touch the file every two seconds, and a file nobody touches any more is stale.
 */
const TOUCH_MS = 2_000
const SILENCE_MS = 9_000

export type Lock = { readonly release: () => void }

type Holder = {
  readonly pid: number
  readonly bornAt: string
  readonly machine: string
  readonly token: string
}

/** Takes the lock or throws a StartRefusal that names the holder. */
export async function lockDirectory(directory: string): Promise<Lock> {
  const path = join(directory, 'server.lock')
  const own: Holder = {
    pid: process.pid,
    bornAt: readProcess(process.pid)?.bornAt ?? '',
    machine: thisMachine(),
    token: randomUUID(),
  }
  for (let attempt = 0; attempt < 20; attempt += 1) {
    if (claim(path, own)) return keepTouching(path, own)
    const text = read(path)
    if (text === null) continue
    if (await isHeld(path, text)) throw refusal(directory, readHolder(text))
    removeStale(path, text)
  }
  throw refusal(directory, null)
}

/** link() is the one call that creates a complete file or nothing, so a reader never sees half a lock. */
function claim(path: string, own: Holder): boolean {
  const draft = `${path}.${own.token}`
  writeFileSync(draft, `${JSON.stringify(own)}\n`, { mode: 0o600, flush: true })
  try {
    linkSync(draft, path)
    return true
  } catch {
    return false
  } finally {
    rmSync(draft, { force: true })
  }
}

async function isHeld(path: string, text: string): Promise<boolean> {
  const holder = readHolder(text)
  if (holder !== null && holder.machine === thisMachine()) {
    return readProcess(holder.pid)?.bornAt === holder.bornAt
  }
  const before = touchedAt(path)
  const deadline = Date.now() + SILENCE_MS
  while (Date.now() < deadline) {
    await pause(200)
    if (touchedAt(path) !== before) return read(path) !== null
  }
  return false
}

/**
 * Two starters may both find the same stale lock. Moving it away first and looking at what was moved shows whether
 * the other one was quicker and this is already its new lock; then it goes back.
 */
function removeStale(path: string, stale: string): void {
  const aside = `${path}.${randomUUID()}`
  try {
    renameSync(path, aside)
    if (readFileSync(aside, 'utf8') !== stale) linkSync(aside, path)
  } catch {
    // Somebody else moved it: the next round looks again.
  } finally {
    rmSync(aside, { force: true })
  }
}

function keepTouching(path: string, own: Holder): Lock {
  const timer = setInterval(() => {
    const now = new Date()
    try {
      utimesSync(path, now, now)
    } catch {
      // A lock file somebody deleted by hand: the process check no longer protects us, so put it back.
      claim(path, own)
    }
  }, TOUCH_MS)
  timer.unref()
  return {
    release: () => {
      clearInterval(timer)
      if (readHolder(read(path) ?? '')?.token === own.token) rmSync(path, { force: true })
    },
  }
}

function refusal(directory: string, holder: Holder | null): StartRefusal {
  const who =
    holder === null ? 'another process' : `process ${holder.pid} on ${holder.machine.split('/')[0] ?? ''}`
  return new StartRefusal(
    `The data directory ${directory} is in use by a Second Story server (${who}); one directory serves one server, so stop that one first or set DATA_DIR to another directory.`,
  )
}

/** Two containers can share a host name, and one host name can hold many process spaces: both belong to the name. */
function thisMachine(): string {
  try {
    return `${hostname()}/${readlinkSync('/proc/self/ns/pid')}`
  } catch {
    return `${hostname()}/`
  }
}

function readHolder(text: string): Holder | null {
  try {
    const value: unknown = JSON.parse(text)
    return isHolder(value) ? value : null
  } catch {
    return null
  }
}

function isHolder(value: unknown): value is Holder {
  if (typeof value !== 'object' || value === null) return false
  if (!('pid' in value && 'bornAt' in value && 'machine' in value && 'token' in value)) return false
  return [value.bornAt, value.machine, value.token].every((field) => typeof field === 'string')
}

function read(path: string): string | null {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return null
  }
}

function touchedAt(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0
}
