import { randomUUID } from 'node:crypto'
import type { EditionRecord } from '@secondstory/review/model/editions'
import { moment } from '@secondstory/review/model/instants'
import { emptyImpact } from '@secondstory/review/model/reviews'
import { beforeAll, describe, expect, it } from 'vitest'
import { readEdition, storeEdition } from './editions.ts'
import { type EditionsWanted, searchEditions } from './search.ts'
import { testDatabase } from './testing.ts'

const database = await testDatabase()
const { queries } = database

const bare: EditionRecord = {
  reference: 'INC-1',
  title: 'Checkout writes were refused',
  kind: 'incident',
  severity: 'SEV1',
  components: ['checkout', 'orders database'],
  startedAt: moment('2026-03-12T14:02:00.000Z'),
  detectedAt: null,
  mitigatedAt: null,
  endedAt: null,
  impact: emptyImpact,
  sections: [],
  timeline: [],
  decisions: [],
  factors: [],
  map: { nodes: [], edges: [] },
  lessons: [],
  actions: [],
}

async function openIncident(): Promise<string> {
  const id = randomUUID()
  await database.pool.query(
    `insert into incidents (id, title, kind, severity, opened_at) values ($1, 'T', 'incident', 'SEV2', now())`,
    [id],
  )
  return id
}

interface Given {
  readonly incidentId?: string
  readonly record?: Partial<EditionRecord>
  readonly publishedAt?: string
  readonly summary?: string
  readonly body?: string
}

async function publish(given: Given) {
  const incidentId = given.incidentId ?? (await openIncident())
  const place = await database.transaction((inside) =>
    storeEdition(inside, {
      id: randomUUID(),
      incidentId,
      slug: `inc-${incidentId}`,
      publishedAt: given.publishedAt ?? '2026-03-14T09:00:00.000Z',
      record: { ...bare, ...given.record },
      render: ({ number }) => `<p>edition ${number}</p>`,
      markdown: '# rendered\n',
      widest: 'organisation',
      changed: '',
      withheld: [],
      copies: {},
      opening: given.summary ?? '',
      words: {
        title: [...(given.record?.components ?? bare.components)].join(' '),
        summary: given.summary ?? '',
        body: given.body ?? '',
      },
    }),
  )
  return { ...place, incidentId }
}

const search = (wanted: Partial<EditionsWanted>) => searchEditions(queries, { limit: 50, ...wanted })

describe('an edition', () => {
  it('keeps its address over its numbers, and the earlier one stays readable', async () => {
    const first = await publish({ record: { title: 'One' } })
    const second = await publish({ incidentId: first.incidentId, record: { title: 'Two' } })
    expect(second).toEqual({ ...first, number: 2 })
    expect(await readEdition(queries, { slug: first.slug, audience: 'organisation' })).toMatchObject({
      number: 2,
      newestNumber: 2,
      record: { title: 'Two' },
    })
    expect(
      await readEdition(queries, { slug: first.slug, number: 1, audience: 'organisation' }),
    ).toMatchObject({
      number: 1,
      newestNumber: 2,
      record: { title: 'One' },
      html: '<p>edition 1</p>',
      markdown: '# rendered\n',
      isSample: false,
    })
    expect(await readEdition(queries, { slug: first.slug, number: 3, audience: 'organisation' })).toBeNull()
    expect(await readEdition(queries, { slug: 'nowhere', audience: 'organisation' })).toBeNull()
    const found = await search({})
    expect(found?.items.filter((line) => line.slug === first.slug).map((line) => line.title)).toEqual(['Two'])
  })

  it('leaves the library with its incident and comes back with it', async () => {
    const { incidentId, slug } = await publish({ body: 'zeppelin' })
    await database.pool.query('update incidents set removed_at = now() where id = $1', [incidentId])
    expect(await readEdition(queries, { slug: slug, audience: 'organisation' })).toBeNull()
    expect((await search({ text: 'zeppelin' }))?.total).toBe(0)
    await database.pool.query('update incidents set removed_at = null where id = $1', [incidentId])
    expect((await readEdition(queries, { slug: slug, audience: 'organisation' }))?.slug).toBe(slug)
  })

  it('can be longer than PostgreSQL can index, with any character in it', async () => {
    const words = Array.from({ length: 300_000 }, (_, index) => `ö${index.toString(36)}`).join(' ')
    const { slug } = await publish({
      record: { title: 'Zero \u0000 and half \uD83D', components: ['a\u0000b'] },
      summary: words,
      body: words,
    })
    expect((await readEdition(queries, { slug: slug, audience: 'organisation' }))?.record.title).toBe(
      'Zero \uFFFD and half \uFFFD',
    )
  })
})

describe('the library', () => {
  let slugs: Record<string, string> = {}
  beforeAll(async () => {
    const pool = await publish({
      record: {
        title: 'Pool exhaustion refused writes',
        factors: [
          { code: 'GRD-1', statement: '', certainty: 'observed', isUnderlyingWeakness: true, events: [] },
        ],
      },
      publishedAt: '2026-04-01T09:00:00.000Z',
      summary: 'The connection pool ran dry for forty minutes.',
      body: 'A query planner chose another plan. <b>Bold</b> & <script>alert("x")</script> stood in a log.',
    })
    const cache = await publish({
      record: {
        title: 'Cache stampede',
        severity: 'SEV3',
        kind: 'near-miss',
        components: ['Edge Cache'],
        startedAt: moment('2026-01-05T23:30:00.000Z'),
      },
      publishedAt: '2026-04-02T09:00:00.000Z',
      summary: 'A cache was flushed and everyone asked the pool at once.',
      body: 'Invalidate keys one at a time.',
    })
    const undated = await publish({
      record: { title: 'Certificates expired', startedAt: null, components: [] },
      publishedAt: '2026-04-03T09:00:00.000Z',
      body: 'Renewal waited for an approval.',
    })
    slugs = { [pool.slug]: 'pool', [cache.slug]: 'cache', [undated.slug]: 'undated' }
  })

  const named = (rows: { items: readonly { slug: string }[] } | null) =>
    rows?.items.map((line) => slugs[line.slug]).filter((name) => name !== undefined)

  it.each<[string, Partial<EditionsWanted>, string[]]>([
    ['nothing asked: the newest first', {}, ['undated', 'cache', 'pool']],
    ['a word in the title before one in the summary', { text: 'pool' }, ['pool', 'cache']],
    ['another form of the word', { text: 'flushing' }, ['cache']],
    ['a phrase', { text: '"one at a time"' }, ['cache']],
    ['a word left out', { text: 'pool -planner' }, ['cache']],
    ['either word', { text: 'planner or renewal' }, ['pool', 'undated']],
    ['a component', { text: 'edge' }, ['cache']],
    ['severity', { severity: 'SEV3' }, ['cache']],
    ['kind', { kind: 'near-miss' }, ['cache']],
    ['component, in any case', { component: 'edge CACHE' }, ['cache']],
    ['factor, in any case', { factor: 'grd-1' }, ['pool']],
    ['from a day on, by the start of harm', { from: '2026-03-12' }, ['undated', 'pool']],
    ['up to a day', { to: '2026-01-05' }, ['cache']],
    [
      'all at once',
      { text: 'pool', severity: 'SEV1', factor: 'GRD-1', from: '2026-03-01', to: '2026-03-31' },
      ['pool'],
    ],
    ['signs only', { text: '&' }, ['pool']],
    ['what stands in a tag', { text: '<script>' }, ['pool']],
  ])('finds by %s', async (_name, wanted, expected) => {
    const found = named(await search(wanted))
    // Of two that match equally the newer comes first, so "either word" is compared as a set.
    expect(wanted.text === 'planner or renewal' ? found?.toSorted() : found).toEqual(expected)
  })

  it.each([
    `'; drop table editions; --`,
    `' or 1=1`,
    ':*',
    '& | !',
    '((((',
    '"never closed',
    '\\',
    '\u0000',
    '\uD83D',
    '%_%',
    'the',
    'a'.repeat(300),
    '((a|b)&!c):*A <-> d',
    '\uE000\uE001',
  ])('answers the hostile words %j with a list', async (text) => {
    const found = await search({ text, component: text, factor: text })
    expect(found?.total).toBe(0)
    expect((await search({ text }))?.items).toBeInstanceOf(Array)
  })

  it('shows the words that matched as runs of text, HTML as the text it is', async () => {
    const found = await search({ text: 'bold planner' })
    const snippet = found?.items[0]?.snippet ?? []
    expect(snippet.filter((run) => run.isMatch).map((run) => run.text)).toEqual(
      expect.arrayContaining(['planner', 'Bold']),
    )
    expect(snippet.map((run) => run.text).join('')).toContain('<b>')
    expect((await search({}))?.items[0]?.snippet).toEqual([])
  })

  it('does not let a text forge a match', async () => {
    await publish({ body: 'forged \uE000not a match\uE001 forgery', record: { title: 'F' } })
    const found = await search({ text: 'forgery' })
    expect(found?.items[0]?.snippet.filter((run) => run.isMatch).map((run) => run.text)).not.toContain(
      'not a match',
    )
  })

  it.each([{}, { text: 'pool' }])(
    'goes on from page to page without repeating or skipping: %j',
    async (wanted) => {
      const whole = await search(wanted)
      const seen: string[] = []
      let after: string | undefined
      do {
        const page = await search({ ...wanted, limit: 1, after })
        expect(page?.total).toBe(whole?.total)
        seen.push(...(page?.items.map((line) => line.slug) ?? []))
        after = page?.next ?? undefined
      } while (after !== undefined)
      expect(seen).toEqual(whole?.items.map((line) => line.slug))
      expect(new Set(seen).size).toBe(whole?.total)
    },
  )

  it.each(['', 'x', Buffer.from('["a",{},1]').toString('base64url')])(
    'answers null to the foreign place %j',
    async (after) => {
      expect(await search({ after })).toBeNull()
    },
  )
})
