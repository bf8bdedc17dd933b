import { expect, test } from 'vitest'
import { testDoors } from './testing.ts'

const doors = await testDoors()
const { reader } = doors.people

test.each(['/', '/incidents/INC-42/timeline', '/sign-in', '/anything'])('%s is the app', async (path) => {
  const { status, body, headers } = await doors.fetch(path)
  expect(status).toBe(200)
  expect(body).toContain('<title>Second Story</title>')
  expect(headers.get('cache-control')).toBe('no-cache')
  const policy = headers.get('content-security-policy') ?? ''
  expect(policy).toContain("script-src 'self'")
  expect(policy).not.toMatch(/script-src[^;]*unsafe/)
})

test('an asset may be kept for ever, and comes squeezed', async () => {
  const { status, headers } = await doors.fetch('/assets/main-1a2b3c4d.js', {
    headers: { 'accept-encoding': 'br' },
  })
  expect(status).toBe(200)
  expect(headers.get('content-encoding')).toBe('br')
  expect(headers.get('content-type')).toContain('javascript')
  expect(headers.get('cache-control')).toContain('immutable')
  const plain = await doors.fetch('/assets/main-1a2b3c4d.js', { headers: { 'accept-encoding': 'identity' } })
  expect(plain.body).toContain('word word')
})

test('a file without a hash in its name is asked for again, and not sent again', async () => {
  const first = await doors.fetch('/assets/edition.css')
  expect(first.headers.get('cache-control')).toBe('no-cache')
  const headers = { 'if-none-match': first.headers.get('etag') ?? 'none' }
  const { status, body } = await doors.fetch('/assets/edition.css', { headers })
  expect([status, body]).toEqual([304, ''])
})

test('an asset of another version is not the app', async () => {
  expect((await doors.fetch('/assets/main-000000.js')).status).toBe(404)
})

test('an edition asks whoever is signed out to sign in, and leads back', async () => {
  const { status, headers } = await doors.fetch('/editions/inc-1-a?number=2')
  expect(status).toBe(302)
  expect(headers.get('location')).toBe(`/sign-in?next=${encodeURIComponent('/editions/inc-1-a?number=2')}`)
  expect((await doors.fetch('/editions/inc-1-a.md')).status).toBe(401)
})

test('an edition that is not there is a sentence', async () => {
  const headers = { authorization: `Bearer ${reader.token}` }
  for (const path of ['/editions/nowhere', '/editions/nowhere.json', '/editions/nowhere?number=x']) {
    const { status } = await doors.fetch(path, { headers })
    expect([400, 404], path).toContain(status)
  }
})

test('a browser is told so on a page, and what it asked for stays text', async () => {
  const headers = { authorization: `Bearer ${reader.token}`, accept: 'text/html,*/*' }
  const { status, body, headers: sent } = await doors.fetch('/editions/nowhere', { headers })
  expect(status).toBe(404)
  expect(sent.get('content-type')).toBe('text/html; charset=utf-8')
  expect(body).toContain('<p>There is no edition at this address; look for it in the library.</p>')
})
