/**
 * The search after a week of use: everything the database holds, every line of the log and everything that was said
 * outside, laid side by side. What it finds is a sentence; an empty list is the promise kept. For tests alone.
 */
import type { TestDatabase } from '../operations/testing.ts'

type Pool = TestDatabase['pool']

/** Where something was said: to whoever reported or objected, on the stewards' desk, on the working pages, or for readers. */
export type Place = 'unknown' | 'desk' | 'working' | 'readers'

/** One answer of a door, or one letter. */
export interface Said {
  readonly place: Place
  readonly name: string
  readonly text: string
}

/** One row of one table, every column as text. */
export interface Row {
  readonly table: string
  /** The transaction that wrote it last. */
  readonly transaction: string
  readonly columns: Readonly<Record<string, unknown>>
}

/** A stretch in which somebody spoke who wants to stay unknown. */
export interface Moment {
  /** What the clock of the house said. */
  readonly now: string
  /** What the machine's clock said before and after. */
  readonly from_ms: number
  readonly to_ms: number
  /** Bytes that were sent. */
  readonly bytes: number
  /** Counters of the database that moved. */
  readonly counters: readonly string[]
}

/** Everything that is left of a week. */
export interface Week {
  readonly rows: readonly Row[]
  readonly log: readonly string[]
  readonly said: readonly Said[]
  readonly moments: readonly Moment[]
  /** What a browser and a network say of somebody, and what was said as nobody. */
  readonly canaries: readonly string[]
  /** Receipts and links, which only whoever holds them may see. */
  readonly codes: readonly string[]
  /** Names, handles and addresses of everyone who took part. */
  readonly names: readonly string[]
  /** The steward, to whom a deed at the desk may lead. */
  readonly stewardId: string
}

/** Reads every row of every table. */
export async function readRows(pool: Pool): Promise<readonly Row[]> {
  const tables = await pool.query<{ name: string }>(
    `select tablename as name from pg_tables where schemaname = 'public' order by tablename`,
  )
  const rows: Row[] = []
  for (const { name } of tables.rows) {
    const found = await pool.query<{ transaction: string; columns: Readonly<Record<string, unknown>> }>(
      `select t.xmin::text as transaction, to_jsonb(t.*) as columns from "${name}" t`,
    )
    rows.push(...found.rows.map((row) => ({ table: name, ...row })))
  }
  return rows
}

/** What the counters of the database stand at. */
export async function readCounters(pool: Pool): Promise<ReadonlyMap<string, string>> {
  const { rows } = await pool.query<{ name: string; at: string | null }>(
    `select sequencename as name, last_value::text as at from pg_sequences where schemaname = 'public'`,
  )
  return new Map(rows.map(({ name, at }) => [name, at ?? '']))
}

/** Columns of what is said as nobody that many rows have in common, and why that tells nothing. */
const common: Readonly<Record<string, readonly string[]>> = {
  // Words of a short list, a version everybody reads, and days.
  reports: [
    'naming',
    'is_hazard',
    'state',
    'notice_version',
    'came_on',
    'released_on',
    'closed_on',
    'is_told',
  ],
  // The draft it is about, where in it, and what the team reads and answers.
  objections: ['incident_id', 'place', 'said_by', 'said_on', 'state', 'answer', 'version', 'text'],
}

/** Whether somebody said this as nobody. */
function isUnknown({ table, columns }: Row): boolean {
  return (
    (table === 'reports' && columns.naming === 'anonymous') ||
    (table === 'objections' && columns.said_by === '')
  )
}

/** Whether a row may speak of what was said as nobody: what a steward or a team did with it afterwards, on purpose. */
function isDeed({ table, columns }: Row, week: Week): boolean {
  if (table === 'history' && columns.noun === 'objection') return true
  const isAboutReport = (table === 'history' || table === 'audit_log') && columns.noun === 'report'
  return isAboutReport && columns.person_id === week.stewardId
}

/** Every value in a row, however deep. */
function leavesOf(value: unknown): readonly string[] {
  if (value === null || value === undefined) return []
  if (typeof value !== 'object') return [String(value)]
  return Object.values(value).flatMap(leavesOf)
}

/** Short values stand anywhere by chance. */
const SHORTEST = 8
/** A day is all that is ever kept of when; everything of that day has it. */
const A_DAY = /^\d{4}-\d\d-\d\d$/

function plain(value: string): string {
  return value.replace(/^\\x/, '').toLowerCase()
}

/** Values that only a row of somebody unknown may hold. */
function ownValues({ table, columns }: Row): readonly string[] {
  const shared = common[table] ?? []
  const own = Object.entries(columns).filter(([name]) => !shared.includes(name))
  return own
    .flatMap(([, value]) => leavesOf(value))
    .filter((value) => value.length >= SHORTEST && !A_DAY.test(value))
    .map(plain)
}

const textOf = ({ columns }: Row): string => JSON.stringify(columns).toLowerCase()

/** A value of a report or an objection of nobody stands in a row, a line or an answer that is not its own. */
export function sharedValues(week: Week): readonly string[] {
  const unknown = week.rows.filter(isUnknown)
  const others = week.rows.filter((row) => !isUnknown(row) && !isDeed(row, week))
  const places = [
    ...others.map((row) => ({ name: `table ${row.table}`, text: textOf(row) })),
    ...week.log.map((line) => ({ name: 'the log', text: line.toLowerCase() })),
    ...week.said
      .filter(({ place }) => place === 'readers')
      .map(({ name, text }) => ({ name, text: text.toLowerCase() })),
  ]
  const found = unknown.flatMap((row) => {
    const values = new Set(ownValues(row))
    const twins = unknown.filter(
      (other) => other !== row && ownValues(other).some((each) => values.has(each)),
    )
    const standing = places.filter(({ text }) => [...values].some((value) => text.includes(value)))
    return [
      ...twins.map(() => `A value of one row of ${row.table} stands in another row of nobody.`),
      ...standing.map(({ name }) => `A value of ${row.table} stands in ${name}.`),
    ]
  })
  return [...new Set(found)]
}

/** What was said in confidence of nobody, or what says who said it, stands in the clear anywhere but before its owner. */
export function spokenWords(week: Week): readonly string[] {
  const stored = [
    ...week.rows.map((row) => ({ name: `table ${row.table}`, text: textOf(row) })),
    ...week.log.map((line) => ({ name: 'the log', text: line.toLowerCase() })),
  ]
  const heard = week.said.filter(({ place }) => place === 'working' || place === 'readers')
  const places = [...stored, ...heard.map(({ name, text }) => ({ name, text: text.toLowerCase() }))]
  const desk = week.said.filter(({ place }) => place === 'desk')
  const words = week.canaries.map((each) => each.toLowerCase())
  const codes = week.codes.flatMap((code) => [code.toLowerCase(), code.replaceAll('-', '').toLowerCase()])
  return [
    ...places.flatMap(({ name, text }) =>
      [...words, ...codes]
        .filter((each) => text.includes(each))
        .map((each) => `"${each}" stands in ${name}.`),
    ),
    ...desk.flatMap(({ name, text }) =>
      codes.filter((each) => text.toLowerCase().includes(each)).map(() => `A receipt stands in ${name}.`),
    ),
  ]
}

const INSTANT = /\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d(?::?\d\d)?)?/g
const DATED_ID = /\b([0-9a-f]{8})-([0-9a-f]{4})-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}\b/g

/** Every instant a text tells, the ones inside ids too. */
function instantsIn(text: string): readonly number[] {
  const written = [...text.matchAll(INSTANT)].map(([found]) => Date.parse(found.replace(' ', 'T')))
  const inIds = [...text.matchAll(DATED_ID)].map(([, high, low]) => Number.parseInt(`${high}${low}`, 16))
  return [...written, ...inIds]
}

/** An instant at which somebody unknown spoke is kept somewhere: to the second of our clock, or within the machine's. */
export function keptMoments(week: Week): readonly string[] {
  const places = [
    ...week.rows.map((row) => ({
      name: `table ${row.table}`,
      instants: instantsIn(JSON.stringify(row.columns)),
    })),
    ...week.log.map((line) => ({ name: 'the log', instants: [...instantsIn(line), timeOf(line)] })),
  ]
  const isKept = (instant: number, { now, from_ms, to_ms }: Moment): boolean =>
    (instant > from_ms && instant < to_ms) ||
    Math.floor(instant / 1000) === Math.floor(Date.parse(now) / 1000)
  return week.moments.flatMap((moment) =>
    places
      .filter(({ instants }) => instants.some((instant) => isKept(instant, moment)))
      .map(({ name }) => `The moment ${moment.now} is kept in ${name}.`),
  )
}

function timeOf(line: string): number {
  const { time }: { readonly time?: number } = JSON.parse(line)
  return time ?? 0
}

/** A counter moved while somebody unknown spoke, or the size of what they sent was written down. */
export function tracesOfSending({ moments, log }: Week): readonly string[] {
  const counted = moments.flatMap(({ now, counters }) =>
    counters.map((name) => `The counter ${name} moved at ${now}.`),
  )
  const sizes = new Set(moments.map(({ bytes }) => bytes))
  const sized = log.filter((line) =>
    Object.entries(JSON.parse(line)).some(
      ([name, value]) => !/time|duration_ms|pid/.test(name) && typeof value === 'number' && sizes.has(value),
    ),
  )
  return [...counted, ...sized.map((line) => `A size is in the log: ${line}`)]
}

/** A transaction wrote a row of somebody unknown together with a row that leads to somebody. */
export function sharedTransactions(week: Week): readonly string[] {
  const unknown = week.rows.filter(isUnknown)
  const found = unknown.flatMap((row) =>
    week.rows
      .filter((other) => other.transaction === row.transaction && other.table !== row.table)
      // The day of the last batch, and what a steward or a team did on purpose.
      .filter((other) => other.table !== 'report_intake' && !isDeed(other, week))
      .map(({ table }) => `${row.table} and ${table} were written in one transaction.`),
  )
  return [...new Set([...found, ...loneAnswers(week.rows)])]
}

/** Answers that are shown as bands: each was written together with others, so that no sender stands beside one alone. */
function loneAnswers(rows: readonly Row[]): readonly string[] {
  return ['pulse_answers', 'pulse_takings', 'meeting_exits'].flatMap((table) => {
    const answers = rows.filter((row) => row.table === table)
    const lone = answers.filter(
      ({ transaction }) => answers.filter((other) => other.transaction === transaction).length < 2,
    )
    return answers.length < 2 ? [] : lone.map(() => `A row of ${table} stands alone with its transaction.`)
  })
}

const CODED = /&#\d+;|&#x[0-9a-f]+;|%[0-9a-f]{2}/gi

/** Signs that were written as their numbers, in HTML or in an address. */
function decoded(text: string): string {
  return text.replace(CODED, (coded) => {
    const digits = /[0-9a-f]+/i.exec(coded.replace('x', ''))?.[0] ?? '20'
    return String.fromCodePoint(Number.parseInt(digits, /^&#\d/.test(coded) ? 10 : 16))
  })
}

/** Tables that hold what readers get and what they search. */
const published = ['editions', 'edition_copies']

/** A name, a handle or an address of somebody who took part stands in what is made for readers. */
export function namesForReaders(week: Week): readonly string[] {
  const rows = week.rows.filter(({ table }) => published.includes(table))
  const places = [
    ...rows.map((row) => ({ name: `table ${row.table}`, text: textOf(row) })),
    ...week.said.filter(({ place }) => place === 'readers').map(({ name, text }) => ({ name, text })),
  ].map(({ name, text }) => ({ name, text: `${text}\n${decoded(text)}`.toLowerCase() }))
  return places.flatMap(({ name, text }) =>
    week.names
      .filter((each) => text.includes(each.toLowerCase()))
      .map((each) => `"${each}" stands in ${name}.`),
  )
}
