import { parseAtomFeed, parseJsonFeed } from 'feedsmith'
import { expect, test } from 'vitest'
import { sendDigests } from '../operations/digest.ts'
import { sealUnsubscribe } from '../operations/reminder-links.ts'
import { testStrongbox } from '../operations/testing.ts'
import { testDoors } from './testing.ts'

const doors = await testDoors()
const { member, reader, keeper } = doors.people

/** An edition as the library holds it; how one comes to be is told by the tests of publishing. */
async function edition(
  number: number,
  more: { readonly title: string; readonly at: string; readonly started?: string },
) {
  const { rows } = await doors.database.pool.query<{ id: string }>(
    `insert into incidents (id, title, kind, severity, opened_at) values (gen_random_uuid(), $1, 'incident', 'SEV1', $2)
     returning id`,
    [more.title, more.at],
  )
  const columns = await doors.database.pool.query<{ column_name: string; data_type: string }>(
    `select column_name, data_type from information_schema.columns
     where table_name = 'editions' and is_nullable = 'NO' and column_default is null and is_generated = 'NEVER'`,
  )
  const known: Readonly<Record<string, unknown>> = {
    incident_id: rows[0]?.id,
    number,
    slug: `inc-${number}`,
    title: more.title,
    severity: 'SEV1',
    kind: 'incident',
    published_at: more.at,
    opening: 'The first sentence & <its> end.',
    is_newest: true,
  }
  const filled = columns.rows.map(({ column_name: name, data_type: type }) => {
    if (name === 'id') return [name, crypto.randomUUID()] as const
    return [name, known[name] ?? empty(type)] as const
  })
  const all = new Map([
    ...filled,
    ['opening', known.opening],
    ['is_newest', true],
    ['started_at', more.started ?? null],
  ])
  const names = [...all.keys()]
  await doors.database.pool.query(
    `insert into editions (${names.join(', ')}) values (${names.map((_name, at) => `$${at + 1}`).join(', ')})`,
    [...all.values()],
  )
}

function empty(type: string): unknown {
  if (type === 'ARRAY') return []
  if (type === 'jsonb') return '{}'
  if (type === 'boolean') return true
  return type === 'integer' ? 1 : 'x'
}

await edition(1, { title: 'Writes were refused', at: '2026-03-11T09:00:00.000Z' })
await edition(2, {
  title: 'Search & sort <stopped>',
  at: '2026-03-12T09:00:00.000Z',
  started: '2024-03-16T00:00:00.000Z',
})

async function addresses() {
  const reply = await doors.call('openEditionFeed', {}, reader)
  return reply.body as { readonly atom: string; readonly json: string }
}

function pathOf(address: string): string {
  const url = new URL(address)
  return url.pathname + url.search
}

test('a feed is read back by a reader as it was written, newest first', async () => {
  const { atom, json } = await addresses()
  const asAtom = await doors.fetch(pathOf(atom))
  expect(asAtom.headers.get('content-type')).toContain('application/atom+xml')
  const feed = parseAtomFeed(asAtom.body)
  expect(feed.entries?.map(({ title }) => title?.value)).toEqual([
    expect.stringContaining('Search & sort <stopped>'),
    expect.stringContaining('Writes were refused'),
  ])
  expect(feed.entries?.[0]).toMatchObject({ summary: { value: 'The first sentence & <its> end.' } })
  expect(feed.entries?.[0]?.links?.[0]?.href).toMatch(/\/editions\/inc-2$/)
  expect(feed.id).toBeTruthy()
  expect(feed.updated).toBeTruthy()
  const asJson = await doors.fetch(pathOf(json))
  const { items, version } = JSON.parse(String(asJson.body)) as { items: unknown[]; version: string }
  expect(version).toContain('jsonfeed.org')
  expect(items).toHaveLength(2)
  expect(parseJsonFeed(asJson.body).items?.[1]?.title).toContain('Writes were refused')
})

test('a new address ends the one before, and so does leaving', async () => {
  const first = await addresses()
  const second = await addresses()
  expect((await doors.fetch(pathOf(first.atom))).status).toBe(403)
  expect((await doors.fetch(pathOf(second.atom))).status).toBe(200)
  await doors.call('correctPerson', { id: reader.personId, isActive: false }, keeper)
  expect((await doors.fetch(pathOf(second.atom))).status).toBe(403)
  expect((await doors.fetch('/feeds/editions.atom')).status).toBe(403)
  expect((await doors.fetch('/feeds/editions.json?key=%00%ff')).status).toBe(403)
})

test('one click of a mail program stops the digest, and reading the address does not', async () => {
  const token = sealUnsubscribe(testStrongbox, { personId: member.personId, from: 'digest' })
  const chosen = async () => (await doors.call('readPreferences', {}, member)).body as { digest: string }
  await doors.fetch(`/unsubscribe/${token}`)
  expect((await chosen()).digest).toBe('mail')
  const click = { method: 'POST', body: 'List-Unsubscribe=One-Click' }
  const headers = { 'content-type': 'application/x-www-form-urlencoded' }
  expect((await doors.fetch(`/unsubscribe/${token}`, { ...click, headers })).status).toBe(200)
  expect((await chosen()).digest).toBe('none')
  expect((await doors.fetch(`/unsubscribe/${token.slice(0, -3)}AAA`, { ...click, headers })).status).toBe(404)
})

test('the digest comes once a week and says what is new and what was two years ago', async () => {
  const round = (now: string) =>
    sendDigests({ store: doors.database, strongbox: testStrongbox, publicUrl: 'https://r.example', now })
  // A Monday, before and in the hours; the day after; and the Monday after that, when there is nothing to say.
  for (const now of ['2026-03-16T08:00:00.000Z', '2026-03-16T09:30:00.000Z', '2026-03-17T09:30:00.000Z'])
    await round(now)
  const rows = await doors.database.queries
    .selectFrom('dispatches')
    .selectAll()
    .where('kind', '=', 'digest')
    .execute()
  expect(rows.map(({ sent_to }) => sent_to)).toEqual(['keeper@example.org'])
  const { text = '', html = '' } = rows[0]?.letter ?? {}
  expect(text).toMatch(/NEW TO READ[\s\S]*Search & sort <stopped>[\s\S]*Writes were refused/)
  expect(text).toMatch(/TODAY TWO YEARS AGO\n\nSearch & sort/)
  expect(html).toContain('Search &#38; sort &#60;stopped&#62;')
  expect(html).not.toContain('<stopped>')
  await round('2026-06-15T09:30:00.000Z')
  const later = await doors.database.queries
    .selectFrom('dispatches')
    .select('id')
    .where('kind', '=', 'digest')
    .execute()
  expect(later).toHaveLength(1)
})
