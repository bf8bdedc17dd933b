/** The repository as the tests see it: its files, their text, their syntax trees and imports. */
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { type ParserPlugin, parse } from '@babel/parser'
import type { File, Node } from '@babel/types'

/** Top of the repository. */
export const top = join(import.meta.dirname, '..')

/** Files git knows or would take, relative to the top, that still exist. */
export function files(matching: RegExp): readonly string[] {
  const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
    cwd: top,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  })
  return listed.split('\n').filter((file) => matching.test(file) && existsSync(join(top, file)))
}

/** Text of a file. */
export function textOf(file: string): string {
  return readFileSync(join(top, file), 'utf8')
}

/** Our own code: TypeScript and the plain JavaScript that runs before anything is installed. */
export function sources(): readonly string[] {
  return files(/^(language|review|server|web|cli|tidy|run|bench)\/.*\.(ts|tsx|mjs)$/)
}

/** Whether a file is a test, a story, a fixture or data: free of the size rules. */
export function isTestOrData(file: string): boolean {
  return /\.(test|e2e)\.tsx?$|\/e2e\/|\/examples\/|\/samples\/|\/migrations\/|schema\.ts$/.test(file)
}

const trees = new Map<string, File>()

/** Syntax tree of a file, parsed once. */
export function treeOf(file: string): File {
  const known = trees.get(file)
  if (known !== undefined) return known
  const plugins: ParserPlugin[] = file.endsWith('.tsx') ? ['typescript', 'jsx'] : ['typescript']
  const tree = parse(textOf(file), { sourceType: 'module', plugins, attachComment: true })
  trees.set(file, tree)
  return tree
}

const nodes = new WeakMap<Node, readonly Node[]>()

/** Every node below `root` in the order of the text, `root` first; walked once. */
export function nodesOf(root: Node): readonly Node[] {
  const known = nodes.get(root)
  if (known !== undefined) return known
  const found: Node[] = []
  const visit = (node: Node): void => {
    found.push(node)
    for (const value of Object.values(node)) {
      if (Array.isArray(value)) {
        for (const child of value) if (isNode(child)) visit(child)
      } else if (isNode(value)) visit(value)
    }
  }
  visit(root)
  nodes.set(root, found)
  return found
}

function isNode(value: unknown): value is Node {
  return (
    typeof value === 'object' && value !== null && 'type' in value && 'start' in value && !('offset' in value)
  )
}

/** One import of a file: where it leads, and whether only types are taken. */
export interface Import {
  readonly from: string
  readonly to: string
  readonly isTypeOnly: boolean
}

/** Imports of a file that lead to another file of ours. */
export function importsOf(file: string): readonly Import[] {
  return nodesOf(treeOf(file)).flatMap((node) => {
    const found = specifier(node)
    if (found === null) return []
    const to = target(file, found.text)
    return to === null ? [] : [{ from: file, to, isTypeOnly: found.isTypeOnly }]
  })
}

function specifier(node: Node): { text: string; isTypeOnly: boolean } | null {
  if (node.type === 'ImportDeclaration') {
    const allTypes =
      node.specifiers.length > 0 &&
      node.specifiers.every((part) => part.type === 'ImportSpecifier' && part.importKind === 'type')
    return { text: node.source.value, isTypeOnly: node.importKind === 'type' || allTypes }
  }
  if ((node.type === 'ExportNamedDeclaration' || node.type === 'ExportAllDeclaration') && node.source) {
    return { text: node.source.value, isTypeOnly: node.exportKind === 'type' }
  }
  if (node.type === 'CallExpression' && node.callee.type === 'Import') {
    const [first] = node.arguments
    if (first?.type === 'StringLiteral') return { text: first.value, isTypeOnly: false }
  }
  if (node.type === 'TSImportType' && node.argument.type === 'StringLiteral') {
    return { text: node.argument.value, isTypeOnly: true }
  }
  return null
}

/** The file of ours an import leads to: relative, or by the name of one of our packages. */
function target(from: string, text: string): string | null {
  if (text.startsWith('.')) return existing(normalize(join(dirname(from), text)))
  const ours = /^@secondstory\/(language|review|server|web)(?:\/(.+))?$/.exec(text)
  if (ours === null) return null
  return existing(`${ours[1]}/${ours[2] ?? 'index'}`)
}

function existing(path: string): string | null {
  return (
    [path, `${path}.ts`, `${path}.tsx`].find(
      (candidate) => /\.\w+$/.test(candidate) && existsSync(join(top, candidate)),
    ) ?? null
  )
}
