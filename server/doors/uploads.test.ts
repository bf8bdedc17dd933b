import { mkdtemp, readdir, rm, stat, utimes } from 'node:fs/promises'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { afterAll, expect, test } from 'vitest'
import { refusal } from '../operations/testing.ts'
import { testDoors } from './testing.ts'
import { openUploads, safeName } from './uploads.ts'

const doors = await testDoors()
const { member, keeper, reader } = doors.people
const room = await mkdtemp(join(tmpdir(), 'second-story-uploads-'))
afterAll(() => rm(room, { recursive: true, force: true }))

async function send(name: string, body: string, token: string) {
  return doors.fetch(`/api/uploads?name=${encodeURIComponent(name)}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/zip' },
    body,
  })
}

async function lying(): Promise<readonly string[]> {
  return readdir(join(doors.dataDirectory, 'uploads'))
}

test('a file is taken whatever its type says, and its owner can look at it', async () => {
  const { status, body } = await send('notes.md', '14:02 deploy of version 812', member.token)
  expect(status).toBe(200)
  expect(body).toEqual({ uploadId: expect.stringMatching(/^[0-9a-f]{32}$/), name: 'notes.md', sizeBytes: 27 })
  const uploads = await openUploads(doors.dataDirectory)
  const [note] = (await lying()).filter((file) => !file.endsWith('.json'))
  expect(await uploads.find(note ?? '', member.personId)).toMatchObject({ name: 'notes.md', sizeBytes: 27 })
  expect(await uploads.find(note ?? '', keeper.personId)).toBeNull()
  await uploads.remove(note ?? '')
  expect(await uploads.find(note ?? '', member.personId)).toBeNull()
  expect(await lying()).toEqual([])
})

test('nobody, readers and pages of other sites bring nothing', async () => {
  expect((await send('a.txt', 'a', 'sst_none')).status).toBe(401)
  expect((await send('a.txt', 'a', reader.token)).status).toBe(403)
  const cookie = { cookie: `second_story=${member.session}` }
  const foreign = await doors.fetch('/api/uploads?name=a', { method: 'POST', headers: cookie, body: 'a' })
  expect(foreign.status).toBe(403)
  expect(await lying()).toEqual([])
})

test('an empty file is refused', async () => {
  const { status, body } = await send('empty.zip', '', member.token)
  expect(status).toBe(400)
  expect(JSON.stringify(body)).toContain('The file is empty')
  expect(await lying()).toEqual([])
})

test('a file that says it has 2 GB is refused before any of it is read', async () => {
  const answer = await new Promise<string>((resolve, reject) => {
    const sending = request(
      `${doors.address}/api/uploads?name=big.zip`,
      {
        method: 'POST',
        headers: { authorization: `Bearer ${member.token}`, 'content-length': String(2 * 1024 ** 3) },
      },
      (response) => {
        response.setEncoding('utf8').once('data', (text: string) => {
          resolve(`${response.statusCode} ${text}`)
          sending.destroy()
        })
      },
    )
    sending.on('error', reject)
    sending.write('first bytes')
  })
  expect(answer).toMatch(/^413 .*The file is larger than 200 MB/)
  expect(await lying()).toEqual([])
})

test('a file that grows beyond the limit leaves nothing behind', async () => {
  const uploads = await openUploads(room, { largest: 1000 })
  const body = Readable.from(Array.from({ length: 50 }, () => Buffer.alloc(100)))
  const no = await refusal(uploads.add({ body, name: 'big', declaredBytes: null, personId: 'p' }))
  expect(no.kind).toBe('too-large')
  expect(await readdir(join(room, 'uploads'))).toEqual([])
})

test('a file whose sender goes away leaves nothing behind', async () => {
  const sending = request(`${doors.address}/api/uploads?name=half.zip`, {
    method: 'POST',
    headers: { authorization: `Bearer ${member.token}`, 'content-length': '1000' },
  })
  sending.on('error', () => undefined)
  sending.write('half')
  await expect.poll(lying).not.toEqual([])
  sending.destroy()
  await expect.poll(lying).toEqual([])
})

test('files older than a day are swept, younger ones stay', async () => {
  const uploads = await openUploads(room, { largest: 1000 })
  const bring = (name: string) =>
    uploads.add({ body: Readable.from([Buffer.from('a')]), name, declaredBytes: 1, personId: 'p' })
  const [old, young] = [await bring('old'), await bring('young')]
  const yesterday = Date.now() / 1000 - 90_000
  for (const path of [old.path, `${old.path}.json`]) await utimes(path, yesterday, yesterday)
  await uploads.sweep(new Date().toISOString())
  expect(await uploads.find(old.id, 'p')).toBeNull()
  expect(await uploads.find(young.id, 'p')).toMatchObject({ name: 'young' })
  await expect(stat(old.path)).rejects.toThrow('ENOENT')
})

test.each([
  ['../../etc/passwd', 'passwd'],
  ['C:\\Users\\me\\export.zip', 'export.zip'],
  ['.hidden', 'hidden'],
  ['a\u0000b\r\n\u202Egpj.exe', 'abgpj.exe'],
  ['', 'file'],
  ['///', 'file'],
  ['<b>.txt', '<b>.txt'],
  ['x'.repeat(500), 'x'.repeat(200)],
])('the name %j becomes %j', (name, safe) => {
  expect(safeName(name)).toBe(safe)
})

test.each(['../uploads', '', 'x', '0'.repeat(33), '0'.repeat(31)])('the id %j finds nothing', async (id) => {
  const uploads = await openUploads(room)
  expect(await uploads.find(id, 'p')).toBeNull()
})

test('one person has no more than so much waiting, and others are not held up by it', async () => {
  const own = await mkdtemp(join(tmpdir(), 'second-story-waiting-'))
  const uploads = await openUploads(own, { largest: 100, waiting: { bytes: 250, files: 3 } })
  const bring = (personId: string, sizeBytes: number, declaredBytes: number | null = sizeBytes) =>
    uploads.add({ body: Readable.from([Buffer.alloc(sizeBytes, 97)]), name: 'a', declaredBytes, personId })
  const first = await bring('p', 100)
  await bring('p', 100)
  const no = await refusal(bring('p', 51))
  expect(no).toMatchObject({
    kind: 'too-large',
    message: expect.stringContaining('more than 250 bytes or 3 files'),
  })
  // Who does not say how large it is may bring the largest there is.
  expect((await refusal(bring('p', 10, null))).kind).toBe('too-large')
  await bring('q', 100)
  await uploads.remove(first.id)
  // Two at once: together they are too much, so at most one of them comes in.
  const both = await Promise.allSettled([bring('p', 100), bring('p', 100)])
  expect(both.filter(({ status }) => status === 'fulfilled').length).toBeLessThan(2)
  for (const sizeBytes of [1, 2, 3]) await bring('r', sizeBytes)
  expect((await refusal(bring('r', 1))).message).toContain('3 files')
  await rm(own, { recursive: true })
})
