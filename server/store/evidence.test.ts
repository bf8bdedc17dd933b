import { randomUUID } from 'node:crypto'
import type { EvidenceDraft } from '@secondstory/review/model/evidence'
import { moment } from '@secondstory/review/model/instants'
import { beforeAll, describe, expect, it } from 'vitest'
import { findAround, findEvidence, storeEvidence } from './evidence.ts'
import { startImport } from './imports.ts'
import { testDatabase } from './testing.ts'

const database = await testDatabase()
const { queries } = database
const now = '2026-03-12T18:00:00.000Z'

function draft(key: string, more: Partial<EvidenceDraft> = {}): EvidenceDraft {
  return {
    source: 'slack',
    key,
    happenedAt: moment('2026-03-12T14:02:00.000Z'),
    basis: 'occurred',
    sequence: key,
    kind: 'chat',
    speaker: { kind: 'person', ref: 'slack:U1', name: 'Noor', handles: ['noor'] },
    text: `message ${key}`,
    place: '#incident-42',
    marks: [],
    correlates: [],
    ...more,
  }
}

async function openOne(): Promise<{ incidentId: string; importId: string }> {
  const incidentId = randomUUID()
  await database.pool.query(
    `insert into incidents (id, title, kind, severity, opened_at) values ($1, 'Writes refused', 'incident', 'SEV2', $2)`,
    [incidentId, now],
  )
  const importId = randomUUID()
  await startImport(queries, { id: importId, incidentId, fileName: 'a.zip', sizeBytes: 1, startedAt: now })
  return { incidentId, importId }
}

const texts = (rows: readonly { text: string }[] | null | undefined) => rows?.map((row) => row.text)

describe('storing evidence', () => {
  it('answers how many were new, and twice the same changes nothing', async () => {
    const bringing = await openOne()
    const stored = await storeEvidence(queries, bringing, [draft('a'), draft('b'), draft('a')])
    expect(stored.toSorted()).toEqual(['a', 'b'])
    expect(await storeEvidence(queries, bringing, [draft('b', { text: 'changed' }), draft('c')])).toEqual([
      'c',
    ])
    const found = await findEvidence(queries, { incidentId: bringing.incidentId, limit: 10 })
    expect(texts(found?.items)).toEqual(['message a', 'message b', 'message c'])
  })

  it('gives back every field as it came', async () => {
    const bringing = await openOne()
    const whole = draft('whole', {
      happenedAt: { at: '2026-03-12T14:02:09.120Z', precision: 'millisecond', isAbout: true },
      zoneAssumed: 'Europe/Berlin',
      until: '2026-03-12T14:40:00.000Z',
      speaker: { kind: 'system', ref: 'slack:B1', name: 'Alert "bot" \\ {x,y}', handles: ['a,b', '{"c"}'] },
      thread: 'root',
      link: 'https://chat.example/p1',
      marks: ['pinned', 'with "quotes", commas', ''],
      correlates: ['fingerprint:1'],
    })
    const bare = draft('bare', { happenedAt: null, speaker: null })
    await storeEvidence(queries, bringing, [whole, bare])
    const found = await findEvidence(queries, { incidentId: bringing.incidentId, limit: 10 })
    const ids = { id: expect.any(String), ...bringing }
    expect(found?.items).toEqual([
      { ...whole, ...ids },
      { ...bare, ...ids },
    ])
  })

  it.each([
    ['the character 0', 'a\u0000b', 'a\uFFFDb'],
    ['half a surrogate pair', 'a\uD83Db', 'a\uFFFDb'],
    ['what looks like an escape', '\\u0000 \\ud800', '\\u0000 \\ud800'],
    ['script', '<script>alert(1)</script>', '<script>alert(1)</script>'],
    ['SQL', `'); drop table evidence; --`, `'); drop table evidence; --`],
  ])('keeps %s', async (_name, text, kept) => {
    const bringing = await openOne()
    await storeEvidence(queries, bringing, [draft('k', { text })])
    expect(
      texts((await findEvidence(queries, { incidentId: bringing.incidentId, limit: 1 }))?.items),
    ).toEqual([kept])
  })

  it('keeps a text of many megabytes of different words', async () => {
    const bringing = await openOne()
    const text = Array.from({ length: 600_000 }, (_, index) => `w${index.toString(36)}`).join(' ')
    await storeEvidence(queries, bringing, [draft('long', { text })])
    const found = await findEvidence(queries, { incidentId: bringing.incidentId, text: 'w7', limit: 1 })
    expect(found?.items[0]?.text.length).toBe(text.length)
  })

  it('refuses every update', async () => {
    const bringing = await openOne()
    await storeEvidence(queries, bringing, [draft('a')])
    await expect(
      database.pool.query(`update evidence set text = 'other' where incident_id = $1`, [bringing.incidentId]),
    ).rejects.toThrow('Evidence is never edited')
  })
})

describe('finding evidence', () => {
  let incidentId = ''
  let bringing = { incidentId: '', importId: '' }
  beforeAll(async () => {
    bringing = await openOne()
    incidentId = bringing.incidentId
    await storeEvidence(queries, bringing, [
      draft('1', { text: 'HikariPool-1 timed out on db-1.example.com (p99 4.2s)', sequence: '3' }),
      draft('2', { text: "it's the pool => exhausted", sequence: '1' }),
      draft('3', { text: 'rolled back at once', happenedAt: moment('2026-03-12T14:10:00.000Z') }),
      draft('4', { text: 'no time known', happenedAt: null }),
      draft('5', { text: 'nobody knows when', happenedAt: null, sequence: '0' }),
    ])
  })

  it('stands in the order of time, then of the source, with what has no time last', async () => {
    const found = await findEvidence(queries, { incidentId, limit: 10 })
    expect(found?.items.map((row) => row.key)).toEqual(['2', '1', '3', '5', '4'])
    expect(found?.next).toBeNull()
  })

  it('goes on from page to page without repeating or skipping', async () => {
    const keys: string[] = []
    let after: string | undefined
    do {
      const page = await findEvidence(queries, { incidentId, limit: 1, after })
      keys.push(...(page?.items.map((row) => row.key) ?? []))
      after = page?.next ?? undefined
    } while (after !== undefined)
    expect(keys).toEqual(['2', '1', '3', '5', '4'])
  })

  it.each([
    ['the beginning of a word', 'hikar', ['1']],
    ['two beginnings', 'time hik', ['1']],
    ['a host', 'db-1.example.com', ['1']],
    ['signs only', '=>', ['2']],
    ['an apostrophe', "it's", ['2']],
    ['what looks like a query', `'a' | !b:*A & (`, ['3']],
    ['a backslash', '\\', []],
    ['percent signs', '%%', []],
    ['the character 0', '\u0000', []],
    ['spaces', '   rolled   ', ['3']],
  ])('finds by %s', async (_name, text, keys) => {
    const found = await findEvidence(queries, { incidentId, text, limit: 10 })
    expect(found?.items.map((row) => row.key)).toEqual(keys)
  })

  it('finds by ids, and none when none are given', async () => {
    const all = await findEvidence(queries, { incidentId, limit: 10 })
    const wanted = all?.items.filter((row) => row.key === '3' || row.key === '5') ?? []
    const found = await findEvidence(queries, { incidentId, ids: wanted.map((row) => row.id), limit: 10 })
    expect(found?.items.map((row) => row.key)).toEqual(['3', '5'])
    expect((await findEvidence(queries, { incidentId, ids: [], limit: 10 }))?.items).toEqual([])
  })

  it.each([
    '',
    'x',
    '!!!',
    Buffer.from('[1,2]').toString('base64url'),
    Buffer.from('{}').toString('base64url'),
  ])('answers null to the foreign place %j', async (after) => {
    expect(await findEvidence(queries, { incidentId, limit: 1, after })).toBeNull()
  })

  it('never finds evidence of another incident', async () => {
    const other = await openOne()
    expect(
      (await findEvidence(queries, { incidentId: other.incidentId, text: 'rolled', limit: 10 }))?.items,
    ).toEqual([])
    const mine = await findEvidence(queries, { incidentId, limit: 1 })
    expect(await findAround(queries, other.incidentId, mine?.items[0]?.id ?? '')).toBeNull()
  })

  it('shows a whole thread around one of its messages', async () => {
    const own = await openOne()
    await storeEvidence(queries, own, [
      draft('root', { sequence: '1' }),
      draft('other', { sequence: '2' }),
      draft('reply', { sequence: '3', thread: 'root' }),
    ])
    for (const key of ['root', 'reply']) {
      const all = await findEvidence(queries, { incidentId: own.incidentId, limit: 10 })
      const id = all?.items.find((row) => row.key === key)?.id ?? ''
      const around = await findAround(queries, own.incidentId, id)
      expect(around?.map((row) => row.key)).toEqual(['root', 'reply'])
    }
  })

  it('shows twenty before and twenty after in the same place, also among what has no time', async () => {
    const own = await openOne()
    const many = Array.from({ length: 60 }, (_, index) => {
      const key = String(index).padStart(2, '0')
      return draft(key, {
        sequence: key,
        happenedAt: index < 30 ? moment(`2026-03-12T14:${key}:00.000Z`) : null,
      })
    })
    await storeEvidence(queries, own, [...many, draft('elsewhere', { place: '#random' })])
    const all = await findEvidence(queries, { incidentId: own.incidentId, limit: 100 })
    for (const key of ['25', '30', '35']) {
      const id = all?.items.find((row) => row.key === key)?.id ?? ''
      const around = await findAround(queries, own.incidentId, id)
      const middle = Number(key)
      const expected = Array.from({ length: 41 }, (_, index) => String(middle - 20 + index).padStart(2, '0'))
      expect(around?.map((row) => row.key)).toEqual(expected)
    }
  })
})
