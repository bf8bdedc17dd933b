import { parse } from '@babel/parser'
import type { File, Node } from '@babel/types'
import { expect, test } from 'vitest'
import { isTestOrData, nodesOf, sources, treeOf } from './source.ts'

/** The client, and the files that only listen: the live door, and the one that finds a free port for the database. */
const mayReachOut = new Set([
  'server/doors/live.ts',
  'server/doors/outbound-line.ts',
  'server/doors/outbound.ts',
  'server/store/embedded/postmaster.ts',
])

const waysOut =
  /^(?:node:)?(?:https?|http2|net|tls|dgram|dns)(?:\/promises)?$|^(?:undici|axios|got|node-fetch|ws)$/

test('the server calls other systems through one guarded client', () => {
  const found = sources()
    .filter((file) => file.startsWith('server/') && !isTestOrData(file) && !/\/testing[\w-]*\.ts$/.test(file))
    .filter((file) => !mayReachOut.has(file))
    .flatMap((file) =>
      nodesOf(treeOf(file))
        .filter(reachesOut)
        .map(
          (node) =>
            `${file}:${node.loc?.start.line} reaches out by itself. Ask through hands.outbound: it refuses private addresses, waits with a limit and says what went wrong.`,
        ),
    )
  expect(found).toEqual([])
})

test.each([
  "import { request } from 'node:https'",
  "const net = await import('node:net')",
  "fetch('https://example.org')",
  "globalThis.fetch('https://example.org')",
  "new WebSocket('wss://example.org')",
  "new EventSource('https://example.org')",
])('%s is found', (code) => {
  expect(nodesOf(parsed(code)).some(reachesOut)).toBe(true)
})

test('a type and a method of a server of ours are not', () => {
  const code = "import type { Socket } from 'node:net'\nawait server.inject('/')\nroom.fetch('/')"
  expect(nodesOf(parsed(code)).some(reachesOut)).toBe(false)
})

function parsed(code: string): File {
  return parse(code, { sourceType: 'module', plugins: ['typescript'] })
}

function reachesOut(node: Node): boolean {
  if (node.type === 'ImportDeclaration') return node.importKind !== 'type' && waysOut.test(node.source.value)
  if (node.type === 'ImportExpression')
    return node.source.type === 'StringLiteral' && waysOut.test(node.source.value)
  if (node.type === 'NewExpression')
    return (
      node.callee.type === 'Identifier' && /^(?:WebSocket|EventSource|XMLHttpRequest)$/.test(node.callee.name)
    )
  if (node.type !== 'CallExpression') return false
  const { callee } = node
  if (callee.type === 'Import') {
    const [first] = node.arguments
    return first?.type === 'StringLiteral' && waysOut.test(first.value)
  }
  if (callee.type === 'Identifier') return callee.name === 'fetch'
  return (
    callee.type === 'MemberExpression' &&
    callee.object.type === 'Identifier' &&
    callee.object.name === 'globalThis' &&
    callee.property.type === 'Identifier' &&
    callee.property.name === 'fetch'
  )
}
