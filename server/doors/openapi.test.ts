import { expect, test } from 'vitest'
import { operations } from '../operations/index.ts'
import { describeApi } from './openapi.ts'

const api = describeApi('https://reviews.example')

test('every operation is one path with one description', () => {
  const names = operations.map((operation) => operation.name)
  expect(new Set(names).size).toBe(names.length)
  expect(Object.keys(api.paths).toSorted()).toEqual(
    [...names, 'uploads'].map((name) => `/api/${name}`).toSorted(),
  )
  for (const { about, name } of operations) expect(about, name).toMatch(/^[A-Z].*[^.]\.$/)
})

test('it is OpenAPI 3.1 with everything it refers to', () => {
  expect(api.openapi).toBe('3.1.0')
  const text = JSON.stringify(api)
  const places: unknown = JSON.parse(text)
  for (const [, pointer = ''] of text.matchAll(/"\$ref":"#([^"]+)"/g)) {
    expect(at(places, pointer.split('/').slice(1)), pointer).toBeTypeOf('object')
  }
  expect(text).not.toContain('"$schema"')
})

test.each(Object.entries(api.paths))('%s says what it takes, answers and refuses', (path, { post }) => {
  expect(`/api/${post.operationId}`).toBe(path === '/api/uploads' ? '/api/uploadFile' : path)
  expect(Object.keys(post.responses)).toEqual(
    expect.arrayContaining(['200', '400', '401', '403', '404', '409', '413', '422', '429', '503']),
  )
  expect(JSON.stringify(post.requestBody)).toContain(path === '/api/uploads' ? 'binary' : '"type":"object"')
})

function at(value: unknown, path: readonly string[]): unknown {
  const [key, ...rest] = path
  if (key === undefined) return value
  const inside =
    typeof value === 'object' && value !== null ? new Map(Object.entries(value)).get(key) : undefined
  return at(inside, rest)
}
