/** Attacks on reports of nobody, over real sockets: what is kept, what is logged and what is answered, laid side by side. */
import { connect } from 'node:net'
import { later } from '@secondstory/review/model/instants'
import { firstNotice } from '@secondstory/review/model/reports'
import { describe, expect, test } from 'vitest'
import { callables } from '../operations/call.ts'
import { tendReports } from '../operations/report-desk.ts'
import { testStrongbox } from '../operations/testing.ts'
import { workFor } from '../operations/testing-reports.ts'
import { type Reply, testDoors } from './testing.ts'

const doors = await testDoors()
const { keeper, member } = doors.people
await doors.database.pool.query('update people set is_steward = true where id = $1', [keeper.personId])

/** Everything a browser of somebody here would give away. */
const telling = {
  cookie: `second_story=${member.session}`,
  authorization: `Bearer ${member.token}`,
  'user-agent': 'Telltale/7.3 (quartz)',
  'x-forwarded-for': '203.0.113.77',
  'x-real-ip': '203.0.113.78',
  'accept-language': 'rm-CH',
  referer: 'https://reviews.example/incidents/INC-7/story',
}
const answers: Reply[] = []

async function send(operation: string, input: unknown, headers: Record<string, string> = {}): Promise<Reply> {
  const reply = await doors.fetch(`/api/${operation}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(input),
  })
  answers.push(reply)
  return reply
}

const asSteward = (operation: string, input: unknown) =>
  send(operation, input, { cookie: `second_story=${keeper.session}`, 'x-second-story': '1' })

function textIn({ body }: Reply, field: string): string {
  if (typeof body !== 'object' || body === null) throw new Error(`No object was answered: ${String(body)}`)
  const value: unknown = Object.entries(body).find(([name]) => name === field)?.[1]
  return typeof value === 'string' ? value : JSON.stringify(value)
}

async function report(happened: string, headers: Record<string, string> = telling): Promise<string> {
  const words = { happened, caught: 'luck', stopped: '', component: '', couldHave: '' } as const
  const proof = workFor(words, new Date().toISOString())
  const taken = await send('addAnonymousReport', { ...words, noticeVersion: 1, proof }, headers)
  expect(taken.status, JSON.stringify(taken.body)).toBe(200)
  return textIn(taken, 'receipt')
}

/** Every row of every table, the queue's too, as text by table. */
async function dump(): Promise<ReadonlyMap<string, string>> {
  const { pool } = doors.database
  const { rows } = await pool.query<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname not in ('pg_catalog', 'information_schema')`,
  )
  const tables = await Promise.all(
    rows.map(async ({ name }): Promise<[string, string]> => {
      const all = await pool.query<{ row: string }>(`select to_jsonb(t.*)::text as row from ${name} t`)
      return [name, all.rows.map(({ row }) => row).join('\n')]
    }),
  )
  return new Map(tables)
}

await asSteward('acceptReportNotice', firstNotice)
const linesBefore = doors.log.length
await doors.fetch('/report', { headers: { accept: 'text/html', ...telling } })
const receipts: string[] = []
// A week of use: the same person reports as nobody, and works in their own name beside it.
for (const at of [1, 2, 3, 4]) {
  const linesOfReport = doors.log.length
  receipts.push(await report(`Ocelot ${at}: the failover had no standby.`))
  await send('readReportReceipt', { code: receipts.at(-1) }, telling)
  await send('addReportMessage', { code: receipts.at(-1), text: `Margay ${at}` }, telling)
  expect(doors.log.length).toBe(linesOfReport)
  await send(
    'openIncident',
    { title: `Incident ${at}`, kind: 'incident', severity: 'SEV3' },
    {
      authorization: telling.authorization,
    },
  )
}
const waiting = await dump()
await tendReports({
  store: doors.database,
  strongbox: testStrongbox,
  now: later(new Date().toISOString(), 2 * 86_400_000),
})
const released = await dump()

describe('what is kept of reports of nobody', () => {
  test('nothing a browser or a network says about somebody, in any table or line of the log', () => {
    for (const place of [...waiting.values(), ...released.values(), doors.log.join('\n')]) {
      for (const canary of ['Telltale', 'quartz', '203.0.113', 'rm-CH', 'Ocelot', 'Margay', ...receipts]) {
        expect(place).not.toContain(canary)
      }
      for (const code of receipts) expect(place).not.toContain(code.replaceAll('-', ''))
    }
  })

  test('no value of such a row stands anywhere else: not in another table, not in the log, not in an answer', async () => {
    const { rows } = await doors.database.pool.query<Record<string, unknown>>(
      `select id, encode(receipt_hash, 'hex') as hash, encode(sealed, 'hex') as sealed from reports where naming = 'anonymous'`,
    )
    expect(rows).toHaveLength(4)
    const others = [...released].filter(([name]) => name !== 'public.reports').map(([, text]) => text)
    const places = [...others, doors.log.join('\n'), JSON.stringify(answers)]
    for (const value of rows.flatMap((row) => Object.values(row).map(String))) {
      expect(places.filter((place) => place.includes(value))).toEqual([])
    }
    for (const person of Object.values(doors.people)) {
      expect(released.get('public.reports')).not.toContain(person.personId)
    }
  })

  test('ids carry no time, no column can hold a time of day, and a batch has no order of its own', async () => {
    const { pool } = doors.database
    const { rows } = await pool.query<{ id: string; xmin: string; came_on: string | null }>(
      `select id, xmin::text as xmin, came_on from reports where naming = 'anonymous'`,
    )
    expect(rows.map(({ id }) => id.charAt(14))).toEqual(['4', '4', '4', '4'])
    expect(new Set(rows.map(({ xmin }) => xmin)).size).toBe(1)
    expect(rows.every(({ came_on: on }) => on === null)).toBe(true)
    const times = await pool.query(
      `select table_name, column_name from information_schema.columns
       where table_name ~ '^(report|reports|pulse)(_|$)' and data_type ~ '(timestamp|time|interval)'`,
    )
    expect(times.rows).toEqual([])
    expect([...released].filter(([, text]) => text.includes('Ocelot')).map(([name]) => name)).toEqual([])
  })

  test('the page and its questions leave no line, and no answer sets or asks for a cookie', async () => {
    const lines = doors.log.slice(linesBefore).filter((line) => line.includes('"route"'))
    expect(lines.length).toBe(4)
    expect(lines.every((line) => line.includes('openIncident'))).toBe(true)
    for (const name of ['readReportNotice', 'readConduct']) {
      const { headers, status } = await send(name, {}, telling)
      expect(status).toBe(200)
      expect(headers.get('set-cookie')).toBeNull()
    }
  })

  test('a report in confidence leaves no line either: the moment it came stands in no row and no log', async () => {
    const [lines, before] = [doors.log.length, await dump()]
    const words = { happened: 'A caracal sat on the switch.', caught: 'luck', noticeVersion: 1 } as const
    const taken = await send(
      'addReport',
      { ...words, naming: 'confidential' },
      { cookie: `second_story=${keeper.session}`, 'x-second-story': '1' },
    )
    expect(taken.status).toBe(200)
    expect(doors.log.length).toBe(lines)
    const after = await dump()
    const grown = [...after].filter(([name, text]) => text.length > (before.get(name)?.length ?? 0))
    expect(grown.map(([name]) => name).toSorted()).toEqual(['public.report_senders', 'public.reports'])
    const { rows } = await doors.database.pool.query('delete from report_senders returning report_id')
    await doors.database.pool.query('delete from reports where id = $1', [Object(rows[0]).report_id])
  })

  test('a session that is sent along opens nothing: the sender of an anonymous report is in no row', async () => {
    const { rows } = await doors.database.pool.query('select 1 from report_senders')
    expect(rows).toEqual([])
  })

  test('what joins afterwards leads to the steward alone', async () => {
    const lines: unknown = (await asSteward('listReports', {})).body
    if (!Array.isArray(lines)) throw new Error('The desk answers a list.')
    const id = String(lines.find(({ naming }) => naming === 'anonymous').id)
    await asSteward('readReport', { id })
    await asSteward('closeReport', { id, disposition: 'known', text: 'Serval' })
    const after = await dump()
    const naming = [...after].filter(([, text]) => text.includes(id)).map(([name]) => name)
    expect(naming.toSorted()).toEqual(['public.audit_log', 'public.history', 'public.reports'])
    const { rows } = await doors.database.pool.query(
      `select person_id from history where row_id = $1 union select person_id from audit_log where row_id = $1`,
      [id],
    )
    expect(rows).toEqual([{ person_id: keeper.personId }])
    expect([...after.values()].join('\n')).not.toContain('Serval')
  })
})

describe('bodies', () => {
  test('fifty megabytes are refused in one sentence as soon as they are announced', async () => {
    const { hostname, port } = new URL(doors.address)
    const socket = connect(Number(port), hostname)
    socket.write(
      `POST /api/addAnonymousReport HTTP/1.1\r\nhost: ${hostname}\r\ncontent-type: application/json\r\ncontent-length: 50000000\r\n\r\n{"happened":"x`,
    )
    let answer = ''
    for await (const chunk of socket) {
      answer += String(chunk)
      if (answer.includes('}}')) break
    }
    expect(answer).toMatch(/^HTTP\/1\.1 413/)
    expect(answer).toContain('at most 64 kB')
  })

  test('a script and a picture are refused; text that is no JSON is told so', async () => {
    const words = { caught: 'luck', noticeVersion: 1, proof: { on: '2026-01-01', count: 0 } }
    for (const happened of ['<script src=//x></script>', 'data:image/png;base64,AAAA']) {
      expect((await send('addAnonymousReport', { ...words, happened })).status).toBe(422)
    }
    const { status } = await doors.fetch('/api/addAnonymousReport', { method: 'POST', body: 'happened=1' })
    expect(status).toBe(400)
  })
})

test('every operation without a trace has its route, and none of them asks who', () => {
  const untraced = [...callables.values()].filter(({ leavesNoTrace }) => leavesNoTrace)
  expect(untraced.length).toBeGreaterThan(6)
  expect(untraced.every(({ access }) => access === 'anyone')).toBe(true)
})

test('a burst of guesses at receipts ends at sixty, and none of them opens anything', async () => {
  const code = (at: number) => String(at).padStart(20, '7')
  const tried = await Promise.all(
    Array.from({ length: 90 }, (_, at) => doors.call('readReportReceipt', { code: code(at) })),
  )
  const statuses = tried.map(({ status }) => status)
  expect(statuses.filter((status) => status === 200)).toEqual([])
  expect(statuses.filter((status) => status === 404).length).toBeLessThanOrEqual(60)
  expect(statuses.filter((status) => status === 429).length).toBeGreaterThanOrEqual(30)
  expect((await doors.call('readReportReceipt', { code: 'K7QM' })).status).toBe(400)
}, 60_000)
