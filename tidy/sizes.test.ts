import type { Function as FunctionNode, Node } from '@babel/types'
import { describe, expect, test } from 'vitest'
import { isTestOrData, nodesOf, sources, textOf, treeOf } from './source.ts'

const measured = sources().filter((file) => !isTestOrData(file))

describe('sizes', () => {
  test('no file is longer than 400 lines', () => {
    const long = measured
      .filter((file) => !/(taxonomy|sample-incident|questions)\.ts$/.test(file))
      .map((file) => ({ file, lines: textOf(file).split('\n').length - 1 }))
      .filter(({ lines }) => lines > 400)
    expect(long).toEqual([])
  })

  test('no function has more than 70 lines of its own, no component more than 120', () => {
    const long = functions().filter(({ lines, isComponent }) => lines > (isComponent ? 120 : 70))
    expect(long.map(({ at, lines }) => `${at}: ${lines} lines`)).toEqual([])
  })

  test('nine functions of ten have at most 25 lines of their own', () => {
    const lines = functions()
      .filter(({ isComponent }) => !isComponent)
      .map((each) => each.lines)
      .toSorted((a, b) => a - b)
    expect(lines[Math.floor(lines.length * 0.9)]).toBeLessThanOrEqual(25)
  })

  test('no function takes more than three parameters', () => {
    expect(
      functions()
        .filter(({ parameters }) => parameters > 3)
        .map(({ at, parameters }) => `${at}: ${parameters}`),
    ).toEqual([])
  })

  test('nothing is any, and casts stay under 1.5 in 1,000 lines', () => {
    const nodes = measured
      .filter((file) => /\.tsx?$/.test(file))
      .flatMap((file) => nodesOf(treeOf(file)).map((node) => ({ file, node })))
    expect(nodes.filter(({ node }) => node.type === 'TSAnyKeyword').map(at)).toEqual([])
    const casts = nodes.filter(({ node }) => isCast(node))
    const lines = measured.reduce((sum, file) => sum + textOf(file).split('\n').length, 0)
    expect(casts.length / (lines / 1000), casts.map(at).join('\n')).toBeLessThanOrEqual(1.5)
  })

  test('try stands only in doors, store, ingest, the terminal, the scripts and the guard of decision 8', () => {
    const elsewhere = measured
      .filter((file) => !/^(server\/doors|server\/store|review\/ingest|cli|run|bench|tidy)\//.test(file))
      .filter((file) => file !== 'language/guard.ts')
      .flatMap((file) => nodesOf(treeOf(file)).map((node) => ({ file, node })))
      .filter(({ node }) => node.type === 'TryStatement')
    expect(elsewhere.map(at)).toEqual([])
  })

  test('every export of language, review and operations is documented', () => {
    const bare = measured
      .filter((file) => /^(language|review|server\/operations)\/.*\.ts$/.test(file))
      .flatMap((file) => treeOf(file).program.body.map((node) => ({ file, node })))
      .filter(({ node }) => node.type === 'ExportNamedDeclaration' && node.declaration)
      .filter(({ node }) => !node.leadingComments?.some((comment) => comment.value.startsWith('*')))
    expect(bare.map(at)).toEqual([])
  })
})

function at({ file, node }: { readonly file: string; readonly node: Node }): string {
  return `${file}:${node.loc?.start.line}`
}

/** `as const` is free: it narrows and cannot lie. */
function isCast(node: Node): boolean {
  if (node.type !== 'TSAsExpression' && node.type !== 'TSTypeAssertion') return false
  const type = node.typeAnnotation
  return !(
    type.type === 'TSTypeReference' &&
    type.typeName.type === 'Identifier' &&
    type.typeName.name === 'const'
  )
}

interface Measured {
  readonly at: string
  readonly lines: number
  readonly parameters: number
  readonly isComponent: boolean
}

/** Every function with its own lines: from first to last, less those of functions inside it. */
function functions(): readonly Measured[] {
  return measured.flatMap((file) => {
    const all = nodesOf(treeOf(file))
    const jsx = all.filter(({ type }) => type === 'JSXElement' || type === 'JSXFragment')
    const found = all.filter(isFunction)
    return found.map((node, index) => ({
      at: at({ file, node }),
      lines:
        span(node) - inner(node, found, index).reduce((sum, each) => sum + Math.max(0, span(each) - 1), 0),
      parameters: node.params.length,
      isComponent: jsx.some((each) => contains(node, each)),
    }))
  })
}

function isFunction(node: Node): node is FunctionNode {
  return /^(FunctionDeclaration|FunctionExpression|ArrowFunctionExpression|ObjectMethod|ClassMethod)$/.test(
    node.type,
  )
}

function span(node: Node): number {
  return (node.loc?.end.line ?? 0) - (node.loc?.start.line ?? 0) + 1
}

/** The nearest functions inside a function. They follow it in the order of the text, and each skips what it holds. */
function inner(node: FunctionNode, all: readonly FunctionNode[], at: number): readonly FunctionNode[] {
  const nearest: FunctionNode[] = []
  for (const each of all.slice(at + 1)) {
    if (!contains(node, each)) break
    const last = nearest.at(-1)
    if (last === undefined || !contains(last, each)) nearest.push(each)
  }
  return nearest
}

function contains(outer: Node, node: Node): boolean {
  return (outer.start ?? 0) <= (node.start ?? 0) && (outer.end ?? 0) >= (node.end ?? 0)
}
