/** Pictures of a text: who may bring, see and remove them, what an edition shows, and evidence that becomes a quotation. */
import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { later } from '@secondstory/review/model/instants'
import { sql } from 'kysely'
import { beforeEach, expect, test } from 'vitest'
import { deleteRemovedImages } from './images.ts'
import { refusal, testHouse } from './testing.ts'

const house = await testHouse()
const { keeper, member, reader } = house.people
const ask = house.as(member)
const directory = await mkdtemp(join(tmpdir(), 'second-story-images-'))

/** One point, as a drawing program saves it, and a note that says who drew it. */
const POINT =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='
const NOTE = Buffer.concat([Buffer.from([0, 0, 0, 12]), Buffer.from('tEXtAuthor\0Ada.x'), Buffer.alloc(4)])
const plain = Buffer.from(POINT, 'base64')
const noted = Buffer.concat([plain.subarray(0, 33), NOTE, plain.subarray(33)])

let incidentId = ''
let uploads = 0

beforeEach(async () => {
  const opened = await ask('openIncident', { title: 'Exports stalled', kind: 'incident', severity: 'SEV2' })
  incidentId = opened.id
})

async function upload(bytes: Uint8Array): Promise<string> {
  uploads += 1
  const id = `upload-${uploads}`
  const path = join(directory, id)
  await writeFile(path, bytes)
  house.uploads.set(id, { id, name: 'graph.png', path, sizeBytes: bytes.length, personId: member.personId })
  return id
}

async function add(bytes: Uint8Array = noted) {
  return ask('addImage', { incidentId, uploadId: await upload(bytes), words: 'The queue  grew for an hour' })
}

async function write(text: string): Promise<void> {
  const { version } = await ask('readDraft', { incidentId })
  await ask('correctDraft', { incidentId, version, text })
}

test('a picture is kept without its notes, and its line says the same in words', async () => {
  const { id, line } = await add()
  expect(line).toBe(`::image ${id} The queue grew for an hour`)
  expect(await ask('readImage', { id })).toEqual({ type: 'image/png', bytesBase64: POINT })
  expect(house.uploads.size).toBe(0)
})

test('a drawing that can hold a script, a large file and one of somebody else are refused with the cure', async () => {
  const svg = await refusal(add(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')))
  expect([svg.kind, svg.message]).toEqual(['invalid', expect.stringContaining('PNG')])
  const large = await refusal(add(Buffer.alloc(2 * 1024 * 1024 + 1)))
  expect([large.kind, large.message]).toEqual(['too-large', expect.stringContaining('2 MB')])
  const uploadId = await upload(noted)
  const theirs = house.as(keeper)('addImage', { incidentId, uploadId, words: 'A graph' })
  expect((await refusal(theirs)).kind).toBe('not-found')
  const mine = refusal(house.as(reader)('addImage', { incidentId, uploadId, words: 'A graph' }))
  expect((await mine).kind).toBe('not-allowed')
  expect((await refusal(ask('addImage', { incidentId, uploadId, words: ' ' }))).kind).toBe('invalid')
})

test('nobody without an account sees it, and a reader only once an edition shows it', async () => {
  const { id, line } = await add()
  expect((await refusal(house.as(null)('readImage', { id }))).kind).toBe('signed-out')
  expect((await refusal(house.as(reader)('readImage', { id }))).kind).toBe('not-found')
  const publish = (number: number, widest: string) =>
    sql`
    insert into editions (id, incident_id, number, slug, published_at, record, html, markdown, is_newest, title,
      severity, kind, components, factor_codes, opening, words, search, widest)
    values (gen_random_uuid(), ${incidentId}, ${number}, ${`shown-${incidentId}-${number}`}, now(), '{}', '', ${line}, false, 'x',
      'SEV1', 'incident', '{}', '{}', '', '', to_tsvector(''), ${widest})`.execute(house.database.queries)
  await publish(1, 'team')
  expect((await refusal(house.as(reader)('readImage', { id }))).kind).toBe('not-found')
  await publish(2, 'organisation')
  expect((await house.as(reader)('readImage', { id })).type).toBe('image/png')
})

test('removed it is gone for everybody, comes back by undo, and after thirty days never', async () => {
  const { id } = await add()
  const { removalId } = await ask('removeImage', { id })
  expect((await refusal(ask('readImage', { id }))).kind).toBe('not-found')
  await ask('undoRemoval', { removalId })
  expect((await ask('readImage', { id })).type).toBe('image/png')
  const again = await ask('removeImage', { id })
  const sweep = (days: number) =>
    deleteRemovedImages({ store: house.database, now: later(house.clock.now, days * 86_400_000) })
  await sweep(29)
  expect(
    await house.database.queries.selectFrom('images').where('id', '=', id).select('id').execute(),
  ).toHaveLength(1)
  await sweep(31)
  expect(await house.database.queries.selectFrom('image_bytes').where('image_id', '=', id).execute()).toEqual(
    [],
  )
  await ask('undoRemoval', { removalId: again.removalId })
  expect((await refusal(ask('readImage', { id }))).kind).toBe('not-found')
})

test('the preview of an edition shows the picture, warns of what it may show, and says evidence as a quotation', async () => {
  const { line } = await add()
  await ask('importEvidence', {
    incidentId,
    pasted: [{ name: 'notes', text: '2026-03-12T10:00:00Z worker-3: the lease ran out' }],
  })
  const { items } = await ask('findEvidence', { incidentId })
  const [evidence] = items
  await write(
    `## Summary\n\nThe queue.\n\n${line}\n\n::evidence ${evidence?.id}\n\n::evidence 00000000-0000-7000-8000-0000000000ff\n`,
  )
  const preview = await ask('readEditionPreview', { incidentId })
  const text = JSON.stringify(preview)
  expect(text).toContain('the lease ran out')
  expect(text).toContain('not kept any more')
  expect(text).not.toContain('::evidence')
  const { warnings } = await ask('listBlockers', { incidentId })
  expect(warnings.map(({ rule }) => rule)).toContain('picture-unread')
})

test('a token that was made for something else reads no picture', async () => {
  const { id } = await add()
  const limited = { ...member, operations: ['importEvidence'] }
  expect((await refusal(house.as(limited)('readImage', { id }))).kind).toBe('not-found')
  expect((await house.as(member)('readImage', { id })).type).toBe('image/png')
})
