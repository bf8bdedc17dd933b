import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { ensureTerminalBuilt } from './build.mjs'
import { Obstacle, root, run, step, tool } from './progress.mjs'

/**
 * What is published: `secondstory` (the terminal, so that `npx secondstory lint` needs no checkout) and
 * `@secondstory/language`. In the checkout both are TypeScript read in place; a folder of its own is made for each
 * here, with JavaScript, types and a package.json that names only what the bundle leaves outside.
 */
const packages = [
  { from: 'cli', make: terminal },
  { from: 'language', make: language },
]

/** Makes the folders to publish under `into`, packs each, and answers the paths of the archives. */
export async function pack(into) {
  const archives = []
  for (const { from, make } of packages) {
    const folder = join(into, from)
    rmSync(folder, { recursive: true, force: true })
    mkdirSync(folder, { recursive: true })
    const manifest = JSON.parse(readFileSync(join(root, from, 'package.json'), 'utf8'))
    writeFileSync(join(folder, 'package.json'), `${JSON.stringify(await make(folder, manifest), null, 2)}\n`)
    cpSync(join(root, from, 'README.md'), join(folder, 'README.md'))
    cpSync(join(root, 'LICENSE'), join(folder, 'LICENSE'))
    archives.push(join(into, await packed(folder, into)))
  }
  return archives
}

async function packed(folder, into) {
  const { code, output } = await run('npm', ['pack', '--json', '--silent', '--pack-destination', into], {
    cwd: folder,
  })
  if (code !== 0) throw new Obstacle(`npm pack ended with ${code} in ${folder}.\n${output.trim()}`)
  const [{ filename }] = JSON.parse(output.slice(output.indexOf('[')))
  return filename
}

/** Keeps of the manifest what a reader of the registry needs; what is bundled is no dependency. */
function published(manifest, more) {
  const { private: _, devDependencies: __, dependencies = {}, ...kept } = manifest
  const outside = Object.entries(dependencies).filter(([name]) => !name.startsWith('@secondstory/'))
  return {
    ...kept,
    ...more,
    ...(outside.length > 0 ? { dependencies: Object.fromEntries(outside) } : {}),
  }
}

async function terminal(folder, manifest) {
  await ensureTerminalBuilt()
  cpSync(join(root, 'cli', 'dist'), join(folder, 'dist'), {
    recursive: true,
    filter: (path) => !/\.map$|inputs\.sha256$/.test(path),
  })
  cpSync(join(root, 'cli', 'secondstory.cjs'), join(folder, 'secondstory.cjs'))
  return published(manifest, { files: ['dist', 'secondstory.cjs'] })
}

async function language(folder, manifest) {
  const esbuild = await import('esbuild')
  await esbuild.build({
    entryPoints: [join(root, 'language', 'index.ts')],
    outdir: join(folder, 'dist'),
    bundle: true,
    format: 'esm',
    target: 'es2023',
    platform: 'neutral',
    logLevel: 'warning',
  })
  const types = ['-p', 'language', '--noEmit', 'false', '--declaration', '--emitDeclarationOnly']
  const { code, output } = await tool('typescript/bin/tsc', [...types, '--outDir', join(folder, 'dist')])
  if (code !== 0) throw new Obstacle(`The types of language could not be written.\n${output.trim()}`)
  nameTypesForReaders(join(folder, 'dist'))
  return published(manifest, {
    files: ['dist'],
    sideEffects: false,
    exports: { '.': { types: './dist/index.d.ts', default: './dist/index.js' } },
  })
}

/** Inside the checkout a file imports `./check.ts`; beside its types a reader finds `./check.js`. */
function nameTypesForReaders(folder) {
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (!name.endsWith('.d.ts')) continue
    const file = join(folder, name)
    writeFileSync(file, readFileSync(file, 'utf8').replaceAll(/(from '\.[^']*)\.ts'/g, "$1.js'"))
  }
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const into = join(root, 'dist')
  mkdirSync(into, { recursive: true })
  const archives = await step('Packing', () => pack(into))
  for (const archive of archives) console.log(archive)
}
