/** Inputs nobody means well with: each gets one sentence, and none is a defect. */
import { connect } from 'node:net'
import { describe, expect, test } from 'vitest'
import { operations } from '../operations/index.ts'
import { testDoors } from './testing.ts'

const doors = await testDoors()
const { member, reader } = doors.people

async function opened(): Promise<string> {
  const { body } = await doors.call(
    'openIncident',
    { title: 'Checkout', kind: 'incident', severity: 'SEV2' },
    member,
  )
  return idOf(body)
}

function idOf(body: unknown): string {
  if (typeof body === 'object' && body !== null && 'id' in body) return String(body.id)
  throw new Error(`No id in ${JSON.stringify(body)}.`)
}

function cursor(...keys: readonly unknown[]): string {
  return Buffer.from(JSON.stringify(keys)).toString('base64url')
}

describe('a place in a list that nobody gave out', () => {
  test.each([
    ['words', cursor('abc', 'x', 'y')],
    ['numbers', cursor(1, 2, 3)],
    ['nothing', cursor(null, null, null)],
    ['a time that is none', cursor('0', '2026-99-99T00:00:00.000Z', '00000000-0000-7000-8000-000000000000')],
    ['an id that is none', cursor('0', '2026-01-01T00:00:00.000Z', 'nope')],
    ['endless numbers', cursor('1e999999', 'infinity', '00000000-0000-7000-8000-000000000000')],
    ['the character 0', cursor('\u0000', '\u0000', '\u0000')],
    ['the character 0 among evidence', cursor(null, '\u0000', '\uD800')],
    ['no list', Buffer.from('{"a":1}').toString('base64url')],
    ['an empty word', ''],
  ])('holding %s is refused with a sentence', async (_case, after) => {
    const incidentId = await opened()
    for (const [name, input] of [
      ['listEditions', { after }],
      ['findEvidence', { incidentId, after }],
    ] as const) {
      const { status, body } = await doors.call(name, input, member)
      expect([name, status]).toEqual([name, 400])
      expect(JSON.stringify(body)).toContain('no place in this list')
    }
  })
})

test.each(['a\u0000b', '\uD800', "'; drop table editions; --", '%', '../../etc/passwd'])(
  'the address %j leads to no edition, and to no defect',
  async (slug) => {
    expect((await doors.call('readEdition', { slug }, reader)).status).toBe(404)
    expect((await doors.call('exportEdition', { slug, format: 'json' }, reader)).status).toBe(404)
    const headers = { authorization: `Bearer ${reader.token}` }
    const page = await doors.fetch(
      `/editions/${encodeURIComponent(slug.replace(/\p{Surrogate}/gu, '\uFFFD'))}`,
      { headers },
    )
    expect(page.status).toBe(404)
  },
)

test('a version no row can have is refused before the database is asked', async () => {
  const incidentId = await opened()
  const input = { incidentId, version: Number.MAX_SAFE_INTEGER }
  expect((await doors.call('readDraftVersion', input, member)).status).toBe(400)
})

describe('what a field expects is said in words', () => {
  test('of a reference and of a place in the list of incidents', async () => {
    expect((await doors.call('readIncident', { reference: 'INC-1-1' }, member)).body).toEqual({
      error: {
        kind: 'invalid',
        sentence: 'The field "reference" holds "INC-1-1"; a reference such as INC-42 is expected.',
      },
    })
  })

  test('of every field of every operation, whatever text it is given', async () => {
    for (const { name, input } of operations) {
      const fields = 'shape' in input ? Object.keys(input.shape) : []
      for (const field of fields) {
        const { body } = await doors.call(name, { [field]: '\u{1F426} no' }, member)
        expect(JSON.stringify(body)).not.toMatch(/\/\^|pattern|regex|\\\\d/)
      }
    }
  })

  test('and two rules broken by one field are one problem', async () => {
    const { body } = await doors.call('listEditions', { from: 'x' }, member)
    expect(body).toEqual({
      error: {
        kind: 'invalid',
        sentence: 'The field "from" holds "x"; a day such as 2026-03-12 is expected.',
      },
    })
  })
})

describe('bytes that are no HTTP', () => {
  test.each([
    [
      'two lengths',
      'POST /api/readSelf HTTP/1.1\r\nhost: a\r\ncontent-length: 2\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n',
      400,
    ],
    ['a length below nothing', 'POST /api/readSelf HTTP/1.1\r\nhost: a\r\ncontent-length: -1\r\n\r\n', 400],
    ['headers without end', `GET /healthz HTTP/1.1\r\nhost: a\r\nx: ${'a'.repeat(20_000)}\r\n\r\n`, 431],
    ['noise', '\u0016\u0003\u0001 hello\r\n\r\n', 400],
  ])('with %s are answered in the one shape', async (_case, bytes, status) => {
    const answer = await spoken(bytes)
    expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `))
    const body: unknown = JSON.parse(answer.slice(answer.indexOf('\r\n\r\n') + 4))
    expect(body).toMatchObject({
      error: { kind: expect.any(String), sentence: expect.stringMatching(/\.$/) },
    })
  })
})

async function spoken(bytes: string): Promise<string> {
  const { hostname, port } = new URL(doors.address)
  return new Promise((resolve, reject) => {
    let answer = ''
    const socket = connect(Number(port), hostname, () => socket.write(bytes))
    socket.setEncoding('utf8').on('data', (part: string) => {
      answer += part
    })
    socket.on('close', () => resolve(answer))
    socket.on('error', reject)
  })
}

test('rows of a removed incident are out of reach until it comes back', async () => {
  const incidentId = await opened()
  const event = idOf(
    (
      await doors.call(
        'addTimelineEvent',
        { incidentId, happenedAt: null, kind: 'note', actor: { kind: 'system', name: 'a' }, text: 'a' },
        member,
      )
    ).body,
  )
  const factor = idOf(
    (
      await doors.call(
        'nameFactor',
        { incidentId, code: 'GRD-1', statement: 'No limit on locks.', certainty: 'observed' },
        member,
      )
    ).body,
  )
  const lesson = idOf((await doors.call('addLesson', { incidentId, kind: 'lucky', text: 'a' }, member)).body)
  const participant = idOf(
    (
      await doors.call(
        'addParticipant',
        { incidentId, name: 'Noor Haddad', handles: [], role: 'lead' },
        member,
      )
    ).body,
  )
  const tries = [
    ['correctTimelineEvent', { id: event, version: 1, text: 'b' }],
    ['markTimelineEvents', { incidentId, ids: [event], state: 'rejected' }],
    ['removeTimelineEvents', { incidentId, ids: [event] }],
    ['correctFactor', { id: factor, version: 1, statement: 'No limit on any lock.' }],
    ['removeFactor', { id: factor }],
    ['correctLesson', { id: lesson, version: 1, text: 'b' }],
    ['removeLesson', { id: lesson }],
    ['nameRole', { id: participant, version: 1, role: 'scribe' }],
  ] as const
  const { body } = await doors.call('removeIncident', { id: incidentId }, member)
  for (const [name, input] of tries) {
    expect([name, (await doors.call(name, input, member)).status]).toEqual([name, 404])
  }
  await doors.call('undoRemoval', body, member)
  expect((await doors.call('correctTimelineEvent', tries[0][1], member)).status).toBe(200)
})

test.each([
  ['handles', '@a '.repeat(160_000)],
  ['chat links', '<@U024BE7LH> '.repeat(38_000)],
])('a draft of nothing but %s has a preview', async (_case, text) => {
  const incidentId = await opened()
  expect((await doors.call('correctDraft', { incidentId, version: 1, text }, member)).status).toBe(200)
  expect((await doors.call('readEditionPreview', { incidentId }, member)).status).toBe(200)
  expect((await doors.call('publishReview', { incidentId }, member)).status).toBe(422)
})

describe('a Markdown document made to hold everyone up', () => {
  test.each([
    ['ten thousand headings', `# P\n\n${'## a\n\ntext\n'.repeat(10_000)}`],
    [
      'ten thousand different headings',
      `# P\n\n${Array.from({ length: 10_000 }, (_, index) => `## a${index}\n\ntext\n`).join('')}`,
    ],
    // Longer than a document of ours is read as one: its lines are notes then.
    ['more text than any review', `# P\n\n${'|'.repeat(4_500_000)}`],
  ])('with %s ends soon, with a receipt', async (_case, text) => {
    const incidentId = await opened()
    const pasted = [{ name: 'long.md', text }]
    const { body } = await doors.call('importEvidence', { incidentId, pasted, zone: 'UTC' }, member)
    const id = Array.isArray(body) ? idOf(body[0]) : ''
    await expect
      .poll(async () => (await doors.call('readImport', { id }, member)).body, { timeout: 30_000 })
      .toMatchObject({ state: 'done' })
  })
})

test('nothing of all this was a defect', () => {
  expect(doors.log.filter((line) => line.includes('A defect'))).toEqual([])
})
