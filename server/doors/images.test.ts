/** A picture over HTTP: brought as a file, served as what its bytes are, and to nobody who may not see it. */
import { expect, test } from 'vitest'
import { testDoors } from './testing.ts'

const doors = await testDoors()
const { member, reader } = doors.people

const POINT =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='

const as = ({ token }: { readonly token: string }) => ({ authorization: `Bearer ${token}` })

test('a picture goes in as a file and comes out as bytes that no browser takes for anything else', async () => {
  const opened = await doors.call(
    'openIncident',
    { title: 'Queues filled', kind: 'incident', severity: 'SEV2' },
    member,
  )
  const sent = await fetch(`${doors.address}/api/uploads?name=graph.svg`, {
    method: 'POST',
    headers: { ...as(member), 'content-type': 'image/svg+xml' },
    body: Buffer.from(POINT, 'base64'),
  })
  const upload: unknown = await sent.json()
  const ids = { incidentId: idIn(opened.body, 'id'), uploadId: idIn(upload, 'uploadId') }
  const { body } = await doors.call('addImage', { ...ids, words: 'Depth of the queue' }, member)
  const address = `${doors.address}/images/${idIn(body, 'id')}`
  const shown = await fetch(address, { headers: as(member) })
  expect(shown.status).toBe(200)
  expect(Object.fromEntries(shown.headers)).toMatchObject({
    'content-type': 'image/png',
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; sandbox",
    'cache-control': 'private, no-cache',
  })
  expect(Buffer.from(await shown.arrayBuffer()).toString('base64')).toBe(POINT)
  expect((await fetch(address, { headers: as(reader) })).status).toBe(404)
  expect((await fetch(address)).status).toBe(401)
  expect((await fetch(`${doors.address}/images/none`, { headers: as(member) })).status).toBe(400)
})

function idIn(body: unknown, key: string): string {
  return typeof body === 'object' && body !== null ? String(Reflect.get(body, key)) : ''
}
