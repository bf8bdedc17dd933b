import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve, sep } from 'node:path'
import ignore, { type Ignore } from 'ignore'

// What git ignores is not linted: the .gitignore of the folder, of those above it up to the repository, and of those
// below. The innermost file that says something about a path decides.

interface Layer {
  readonly folder: string
  readonly rules: Ignore
}

/** The ignore files in force at a folder. */
export interface Ignoring {
  readonly ignores: (path: string, isFolder: boolean) => boolean
  /** The same, with what the folder itself adds. */
  readonly inside: (folder: string) => Ignoring
}

/** The ignore files above a folder, up to the repository it is in; none when it is in no repository. */
export function ignoringBelow(folder: string): Ignoring {
  const above: string[] = []
  for (let at = resolve(folder); ; at = dirname(at)) {
    if (at !== resolve(folder)) above.unshift(at)
    if (existsSync(join(at, '.git'))) return ignoringWith(above.flatMap(layersOf))
    if (dirname(at) === at) return ignoringWith([])
  }
}

function ignoringWith(layers: readonly Layer[]): Ignoring {
  return {
    ignores: (path, isFolder) => decide(layers, resolve(path), isFolder),
    inside: (folder) => {
      const own = layersOf(resolve(folder))
      return own.length === 0 ? ignoringWith(layers) : ignoringWith([...layers, ...own])
    },
  }
}

function layersOf(folder: string): readonly Layer[] {
  return [join(folder, '.git', 'info', 'exclude'), join(folder, '.gitignore')].flatMap((file) => {
    const text = textOf(file)
    return text === null ? [] : [{ folder, rules: ignore().add(text) }]
  })
}

function textOf(file: string): string | null {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return null
  }
}

function decide(layers: readonly Layer[], path: string, isFolder: boolean): boolean {
  for (const { folder, rules } of layers.toReversed()) {
    const inside = relative(folder, path).split(sep).join('/')
    if (inside === '' || inside.startsWith('../')) continue
    const said = rules.test(isFolder ? `${inside}/` : inside)
    if (said.ignored || said.unignored) return said.ignored
  }
  return false
}

/** Whether git ignores a file, or a folder it stands in. */
export function isIgnored(path: string): boolean {
  const file = resolve(path)
  const folders: string[] = []
  for (let at = dirname(file); ; at = dirname(at)) {
    folders.unshift(at)
    if (existsSync(join(at, '.git'))) break
    if (dirname(at) === at) return false
  }
  let ignoring = ignoringWith([])
  for (const folder of folders) {
    if (ignoring.ignores(folder, true)) return true
    ignoring = ignoring.inside(folder)
  }
  return ignoring.ignores(file, false)
}
