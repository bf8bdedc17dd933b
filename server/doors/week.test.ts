/**
 * A week in which invented people use the product over HTTP and mail, with a clock that is told; and then the search
 * for what must not be left of it (decision 14). Every search is shown to find something where something is planted.
 */
import { later } from '@secondstory/review/model/instants'
import { type PulseAnswer, pulseQuestions } from '@secondstory/review/model/pulse'
import { firstNotice } from '@secondstory/review/model/reports'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sendDigests } from '../operations/digest.ts'
import type { OperationName, OperationOutput } from '../operations/index.ts'
import { sendDue } from '../operations/outbox.ts'
import { remind } from '../operations/reminders.ts'
import { tendReports } from '../operations/report-desk.ts'
import { tellHazards } from '../operations/report-hazards.ts'
import { type Ask, askerOf, testStrongbox, testVisitor, type Visitor } from '../operations/testing.ts'
import { workFor } from '../operations/testing-reports.ts'
import { readyReview } from '../operations/testing-review.ts'
import { openMail } from './mail.ts'
import { testDoors } from './testing.ts'
import { startMailServer } from './testing-mail.ts'
import {
  keptMoments,
  type Moment,
  namesForReaders,
  type Place,
  type Row,
  readCounters,
  readRows,
  type Said,
  sharedTransactions,
  sharedValues,
  spokenWords,
  tracesOfSending,
  type Week,
} from './testing-week.ts'

const clock = { now: '2026-03-09T08:00:07.000Z' }
const doors = await testDoors('https://reviews.example', () => clock.now)
const { keeper, member, reader } = doors.people
const pool = doors.database.pool
const post = await startMailServer()
const mail = openMail({
  smtpUrl: `smtp://127.0.0.1:${post.port}`,
  from: 'Second Story <reviews@house.example>',
})
afterAll(async () => {
  mail.close()
  await post.close()
})

const people = [
  { name: 'Wilhelmina Aske', email: 'w.aske@aske.example', handle: '@waske' },
  { name: 'Oluwaseun Braithe', email: 'o.braithe@aske.example', handle: '@braithe' },
  { name: 'Tindra Ekholm', email: 't.ekholm@aske.example', handle: '@tindrae' },
] as const
const names = [
  ...people.flatMap(({ name, email, handle }) => [...name.split(' '), email, handle.slice(1)]),
  ...[
    'Lindqvist',
    'zoe.l',
    'Kim Keeper',
    'Mo Member',
    'Ria Reader',
    'keeper@example.org',
    'member@example.org',
  ],
]
/** What the browser and the network of somebody here would give away, beside a report of nobody. */
const telling = {
  cookie: `second_story=${member.session}`,
  authorization: `Bearer ${member.token}`,
  'user-agent': 'Telltale/7.3 (quartz)',
  'x-forwarded-for': '203.0.113.77',
  'accept-language': 'rm-CH',
  referer: 'https://reviews.example/incidents/INC-1/story',
}
const words = ['ocelot', 'margay', 'serval']
const canaries = [...words, 'telltale', 'quartz', '203.0.113', 'rm-ch', member.session, member.token]

const said: Said[] = []
const moments: Moment[] = []
const codes: string[] = []

/** Goes on in the week: to a day of it and a time, with seconds nobody else has. */
function at(day: number, time: string): void {
  clock.now = `2026-03-${String(8 + day).padStart(2, '0')}T${time}.000Z`
}

/** Calls operations over HTTP with the session of somebody; what is answered is kept. Each call is a minute later. */
function as(who: Visitor | null, place: Place = 'working'): Ask {
  return async (name, input) => {
    clock.now = later(clock.now, 61_000)
    const cookie: Readonly<Record<string, string>> =
      who === null ? {} : { cookie: `second_story=${who.session}`, 'x-second-story': '1' }
    return (await send({ name, input, headers: cookie, place })) as OperationOutput<typeof name>
  }
}

async function send(request: {
  readonly name: OperationName
  readonly input: unknown
  readonly headers: Readonly<Record<string, string>>
  readonly place: Place
}): Promise<unknown> {
  const { name, input, headers, place } = request
  const { status, body } = await doors.fetch(`/api/${name}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(input),
  })
  said.push({ place, name, text: JSON.stringify(body) })
  expect(status, `${name}: ${JSON.stringify(body)}`).toBe(200)
  return body
}

/** Calls an operation as nobody, with everything that tells who it is, and keeps what could be kept of the moment. */
const asNobody: Ask = async (name, input) => {
  clock.now = later(clock.now, 61_000)
  const before = await readCounters(pool)
  const from_ms = Date.now()
  const answer = await send({ name, input, headers: telling, place: 'unknown' })
  const to_ms = Date.now()
  const after = await readCounters(pool)
  const counters = [...after]
    .filter(([counter, value]) => before.get(counter) !== value)
    .map(([each]) => each)
  moments.push({ now: clock.now, from_ms, to_ms, bytes: JSON.stringify(input).length, counters })
  return answer as OperationOutput<typeof name>
}

/** Reads a page or a file the way a browser or a program does. */
async function visit(path: string, who: Visitor | null): Promise<void> {
  const headers: Readonly<Record<string, string>> =
    who === null ? {} : { cookie: `second_story=${who.session}` }
  const { status, body } = await doors.fetch(path, { headers })
  expect(status, path).toBe(200)
  said.push({
    place: 'readers',
    name: path.split('?')[0] ?? '',
    text: typeof body === 'string' ? body : JSON.stringify(body),
  })
}

const crew: Visitor[] = []
const by = { store: doors.database, strongbox: testStrongbox, publicUrl: 'https://reviews.example' }

async function deliver(): Promise<void> {
  const carriers = { mail: mail.send }
  while (await sendDue({ store: doors.database, carriers, now: clock.now, jitter: () => 0 }));
}

/** The round of every hour and the one of a quarter of an hour, as the server makes them. */
async function tend(): Promise<void> {
  await tendReports({ ...by, now: clock.now })
  await tellHazards({ ...by, now: clock.now })
  await deliver()
}

async function settingUp(): Promise<void> {
  for (const { name, email } of people) {
    crew.push(await testVisitor(doors.database, { role: 'member', name, email }, clock.now))
  }
  await as(keeper)('correctPerson', { id: keeper.personId, isSteward: true })
  await as(keeper)('acceptReportNotice', firstNotice)
  await as(keeper)('correctConduct', { version: 1, text: 'Matters of conduct go to the ombuds office.' })
}

let incidentId = ''

async function theIncident(): Promise<void> {
  const ask = as(member)
  const draft = `## Summary

Checkout refused orders for 47 minutes. Wilhelmina Aske (@waske, w.aske@aske.example) saw the lock first.

## What happened

Oluwaseun Braithe paged @tindrae; see https://git.example/commit?by=braithe and \`user=waske\`.
`
  const made = await readyReview(ask, askerOf(member.personId, { name: 'Mo Member', role: 'member' }), {
    title: 'Checkout refused orders',
    words: draft,
  })
  incidentId = made.incidentId
  const pasted = people.map(
    ({ name, handle }, index) => `14:0${index} ${handle}: ${name} looked at the sessions`,
  )
  await ask('importEvidence', {
    incidentId,
    pasted: [{ name: 'channel.txt', text: pasted.join('\n') }],
    zone: 'UTC',
    day: '2026-03-12',
  })
  const roles = ['incident lead', 'storage engineer', 'release manager']
  for (const [index, { name, email, handle }] of people.entries()) {
    await ask('addParticipant', { incidentId, name, handles: [handle, email], role: roles[index] ?? '' })
  }
  const { participants } = await ask('readIncident', { id: incidentId })
  expect(participants.map(({ name }) => name)).toContain('Tindra Ekholm')
  await as(crew[0] ?? member)('addComment', {
    incidentId,
    place: { kind: 'timeline event', id: made.event.id },
    text: 'Who saw it first, Tindra Ekholm or the alert?',
  })
  for (const [index, each] of crew.entries()) {
    const told = { saw: 'A red graph.', believed: `${people[index]?.name} was at it already.` }
    const account = { incidentId, role: roles[index] ?? '', words: told }
    const { id, version } = await as(each)('addAccount', account)
    await as(each)('releaseAccount', { id, version })
  }
}

const report = (happened: string) =>
  ({ happened, caught: 'luck', stopped: '', component: '', couldHave: '' }) as const

async function reportOfNobody(happened: string, isHazard = false): Promise<string> {
  const told = report(happened)
  const proof = workFor(told, clock.now)
  const { receipt } = await asNobody('addAnonymousReport', {
    ...told,
    isHazard,
    skipsBatch: isHazard,
    noticeVersion: 1,
    proof,
  })
  codes.push(receipt)
  return receipt
}

async function theReports(): Promise<void> {
  await as(member)('addReport', { ...report('Two jobs wrote one file.'), naming: 'named', noticeVersion: 1 })
  await as(reader)('addReport', {
    ...report('The restore ran once.'),
    naming: 'confidential',
    noticeVersion: 1,
  })
  await reportOfNobody('Ocelot: the failover had no standby.')
  await as(member)('readHome', {})
  await reportOfNobody('Margay: the alarm was muted.')
  await reportOfNobody('Serval: the bucket was live.', true)
  at(2, '17:00:01')
  await tend()
  at(4, '06:00:02')
  await tend()
}

async function theDesk(): Promise<void> {
  const desk = as(keeper, 'desk')
  const lines = (await desk('listReports', {})).filter(({ naming }) => naming === 'anonymous')
  expect(lines).toHaveLength(3)
  for (const { id } of lines) {
    await desk('readReport', { id })
    await desk('addReportQuestion', { id, text: 'Since when?' })
  }
  for (const code of codes) {
    expect((await asNobody('readReportReceipt', { code })).messages).toHaveLength(1)
    await asNobody('addReportMessage', { code, text: `${words[0]} since last week` })
  }
  await tend()
  await desk('closeReport', { id: lines[0]?.id ?? '', disposition: 'changed', text: 'It refuses it now.' })
  await asNobody('removeOwnReport', { code: codes[1] ?? '' })
}

async function theMeeting(): Promise<void> {
  const ask = as(member)
  const { id } = await ask('openMeeting', { incidentId })
  const seen = await ask('readMeeting', { incidentId })
  const link = seen.isSame ? '' : (seen.wall?.guestLink?.split('/').at(-1) ?? '')
  const seats: string[] = []
  for (let seat = 0; seat < 7; seat += 1) seats.push((await as(null)('startSeat', { link })).seat)
  await ask('markMeeting', { id, move: { kind: 'start' } })
  await ask('markMeeting', { id, move: { kind: 'part', part: 'closing' } })
  for (const [index, seat] of seats.entries()) {
    const evaluated = index === 3 ? 'yes' : 'no'
    await as(null)('addExitAnswer', { seat, learned: 'yes', evaluated })
  }
  await ask('markMeeting', { id, move: { kind: 'end' } })
}

async function thePulse(): Promise<void> {
  await as(keeper)('startPulse', { endsOn: '2026-03-20' })
  for (const [index, each] of [keeper, member, reader, ...crew].entries()) {
    const { token } = await as(each)('acceptPulse', {})
    const answers = pulseQuestions.map((): PulseAnswer => (index === 2 ? 1 : 5))
    await asNobody('addPulseAnswer', { token, answers })
  }
}

async function theCalibration(): Promise<void> {
  const ask = as(member)
  await ask('openCalibration', { incidentId })
  const { roles } = await ask('readCalibration', { incidentId })
  const [first, second] = roles
  for (const role of [first, second]) {
    const { link } = await ask('inviteFirstReader', { id: role?.participantId ?? '' })
    const token = link.split('/').at(-1) ?? ''
    const { passages } = await asNobody('readFirstDraft', { token })
    const place = passages[0]?.place ?? ''
    await asNobody('acceptPassage', { token, place })
    await asNobody('addObjection', { token, place, text: 'The lock was seen by two.', isAnonymous: true })
  }
  for (const { id, version } of (await ask('readCalibration', { incidentId })).objections) {
    await ask('closeObjection', { incidentId, id, version, state: 'accepted', answer: 'It says two now.' })
  }
}

async function theEdition(): Promise<void> {
  const { slug } = await as(member)('publishReview', { incidentId, audience: 'public' })
  for (const who of [member, reader, null]) {
    const ask = as(who, 'readers')
    await ask('readEdition', { slug })
    await ask('exportEdition', { slug, format: 'markdown' })
    await ask('exportEdition', { slug, format: 'json' })
    await ask('readRevision', { slug })
    for (const ending of ['', '.md', '.json']) await visit(`/editions/${slug}${ending}`, who)
  }
  const ask = as(member, 'readers')
  for (const text of ['checkout', 'lock', 'sessions']) await ask('listEditions', { text })
  for (const format of ['csv', 'markdown', 'svg'] as const)
    await ask('exportTimeline', { incidentId, format })
  for (const format of ['svg', 'mermaid', 'markdown'] as const) await ask('exportMap', { incidentId, format })
  const { factors, actions } = await as(member)('readIncident', { id: incidentId })
  await ask('exportFeed', { incidentId, kind: 'adr', rowId: actions[0]?.id ?? '' })
  await ask('exportFeed', { incidentId, kind: 'risk', rowId: factors[0]?.id ?? '' })
  const feeds = await as(reader)('openEditionFeed', {})
  for (const address of [feeds.atom, feeds.json])
    await visit(address.replace('https://reviews.example', ''), null)
}

async function theDigest(): Promise<void> {
  const round = { ...by, now: clock.now }
  await sendDigests(round)
  await remind(round)
  await deliver()
  for (const { subject, text, html } of post.received) {
    said.push({ place: 'readers', name: `the letter "${subject}"`, text: `${subject}\n${text}\n${html}` })
  }
}

let week: Week

beforeAll(async () => {
  await settingUp()
  await theIncident()
  at(2, '09:17:43')
  await theReports()
  at(4, '10:04:29')
  await theDesk()
  at(4, '14:00:11')
  await theMeeting()
  await thePulse()
  at(4, '16:31:17')
  await theCalibration()
  at(7, '09:00:19')
  await theEdition()
  at(8, '10:00:23')
  await theDigest()
  week = await gathered()
}, 120_000)

async function gathered(): Promise<Week> {
  const ids = [keeper, member, reader, ...crew].map(({ personId }) => personId)
  const rows = await readRows(pool)
  const { log } = doors
  return { rows, log, said, moments, canaries, codes, names: [...names, ...ids], stewardId: keeper.personId }
}

const searches = {
  'shares a value': sharedValues,
  'is said in the clear': spokenWords,
  'keeps a moment': keptMoments,
  'leaves a count or a size': tracesOfSending,
  'shares a transaction': sharedTransactions,
  'shows a name to readers': namesForReaders,
} as const
type Search = keyof typeof searches

test('the week was one: reports of three kinds, letters, an edition for three audiences, lines of the log', () => {
  const count = (table: string) => week.rows.filter((row) => row.table === table).length
  expect(
    week.rows
      .filter(({ table }) => table === 'reports')
      .map(({ columns }) => columns.naming)
      .toSorted(),
  ).toEqual(['anonymous', 'anonymous', 'anonymous', 'confidential', 'named'])
  expect([
    count('editions'),
    count('edition_copies'),
    count('meeting_exits'),
    count('pulse_answers'),
  ]).toEqual([1, 2, 7, 6])
  expect(
    week.rows.filter(({ table, columns }) => table === 'objections' && columns.text !== ''),
  ).toHaveLength(2)
  expect(week.moments.length).toBeGreaterThan(20)
  expect(week.log.length).toBeGreaterThan(100)
  expect(post.received.map(({ subject }) => subject)).toEqual(
    expect.arrayContaining([
      'An immediate hazard is on the desk',
      expect.stringContaining('New to read: Checkout refused orders'),
    ]),
  )
  // The record itself knows who took part; otherwise nothing would have been hidden.
  const working = week.said.filter(({ place }) => place === 'working').map(({ text }) => text)
  for (const { name } of people) expect(working.join()).toContain(name)
})

test.each(Object.entries(searches))(
  'nothing said as nobody, and nobody who took part, %s',
  (_what, search) => {
    expect(search(week)).toEqual([])
  },
)

const unknown = () =>
  week.rows.find(({ table, columns }) => table === 'reports' && columns.naming === 'anonymous')
const row = (columns: Row['columns'], transaction = '1'): Row => ({ table: 'planted', transaction, columns })
const withRow = (planted: Row): Week => ({ ...week, rows: [...week.rows, planted] })
const withLine = (line: object): Week => ({ ...week, log: [...week.log, JSON.stringify(line)] })
const withAnswer = (place: Place, text: string): Week => ({
  ...week,
  said: [...week.said, { place, name: 'planted', text }],
})
const moment = (): Moment => week.moments[0] ?? { now: '', from_ms: 0, to_ms: 0, bytes: 0, counters: [] }
/** An id in the form of ours, made at an instant. */
const idOf = (ms: number) =>
  `${ms
    .toString(16)
    .padStart(12, '0')
    .replace(/^(.{8})/, '$1-')}-7000-8000-000000000001`

/** What would break the promise, and which search has to see it. */
const plants: readonly (readonly [string, Search, () => Week])[] = [
  ['an id of a report in another table', 'shares a value', () => withRow(row({ of: unknown()?.columns.id }))],
  [
    'a hash of a receipt deep in a row',
    'shares a value',
    () => withRow(row({ in: { a: [unknown()?.columns.sealed] } })),
  ],
  ['an id of a report in the log', 'shares a value', () => withLine({ report: unknown()?.columns.id })],
  [
    'an id of a report in an edition',
    'shares a value',
    () => withAnswer('readers', String(unknown()?.columns.id)),
  ],
  [
    'the browser of a reporter in a row',
    'is said in the clear',
    () => withRow(row({ agent: 'Telltale/7.3' })),
  ],
  ['an address in the log', 'is said in the clear', () => withLine({ from: '203.0.113.77' })],
  ['a receipt on the desk', 'is said in the clear', () => withAnswer('desk', week.codes[0] ?? '')],
  [
    'words of a report on a working page',
    'is said in the clear',
    () => withAnswer('working', 'The ocelot again'),
  ],
  ['a time of day in a row', 'keeps a moment', () => withRow(row({ at: moment().now }))],
  [
    'an id made while somebody reported',
    'keeps a moment',
    () => withRow(row({ id: idOf(moment().from_ms + 1) })),
  ],
  [
    'a line of the log while somebody reported',
    'keeps a moment',
    () => withLine({ time: moment().from_ms + 1 }),
  ],
  ['a size in the log', 'leaves a count or a size', () => withLine({ length: moment().bytes })],
  [
    'a counter that moved',
    'leaves a count or a size',
    () => ({ ...week, moments: [{ ...moment(), counters: ['planted_seq'] }] }),
  ],
  ['a row of the same transaction', 'shares a transaction', () => withRow(row({}, unknown()?.transaction))],
  ['a name in an edition', 'shows a name to readers', () => withAnswer('readers', 'said Wilhelmina')],
  ['a name in signs of HTML', 'shows a name to readers', () => withAnswer('readers', '&#65;ske')],
  [
    'a handle in a link',
    'shows a name to readers',
    () => withAnswer('readers', 'https://x.example/~%77aske'),
  ],
  [
    'a name in what is searched',
    'shows a name to readers',
    () => withRow({ ...row({ search: "'ekholm':1" }), table: 'editions' }),
  ],
]

test.each(plants)('the search finds %s', (_what, search, plant) => {
  const found = searches[search](plant())
  expect(found.join(' ')).toMatch(/planted|the log|Ekholm/)
})

test('a table that is added later is searched as well, its transactions too', async () => {
  await pool.query(`begin; create table planted as select id as of from reports where naming = 'anonymous';
    update reports set state = state where naming = 'anonymous'; commit`)
  const found = await gathered()
  await pool.query('drop table planted')
  expect(sharedValues(found)).toContain('A value of reports stands in table planted.')
  expect(sharedTransactions(found)).toContain('reports and planted were written in one transaction.')
})
