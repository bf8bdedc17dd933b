/** Tables of events as CSV: the columns are found by their headings, whatever separates them. */
import type { EventKind, EvidenceDraft } from '../model/evidence.ts'
import { eventKinds } from '../model/evidence.ts'
import type { Moment, Precision } from '../model/instants.ts'
import { correlatesOf } from './correlations.ts'
import { speakerNamed } from './notes.ts'
import { withoutKeyBlocks } from './redact.ts'
import type { FileView, Inspection, ReadOptions, Source, SourceRecord } from './source.ts'
import { Unreadable } from './source.ts'
import { dayFrom, readTimeHead, type SlashOrder, slashOrderOf, withYear } from './times.ts'
import { refuseUntextual, textBlocks } from './windows.ts'
import { counted, excerpt, looksBinary, MOST_TEXT_BYTES, openingOf, ordinal, textOf } from './words.ts'
import { declaredZone, instantMs } from './zones.ts'

const delimiters = [',', ';', '\t', '|'] as const

/** A row of a CSV text with the line it began on. A quote that never closes ends with its line, and is told. */
interface Row {
  readonly line: number
  readonly cells: readonly string[]
  readonly isBroken: boolean
}

/** An open quote is looked for no further than this. */
const LONGEST_ROW = 8_000_000

/** Rows of a CSV text (RFC 4180: quotes may hold separators, line ends and doubled quotes), given whole or in blocks. */
export function* csvRows(blocks: Iterable<string>, delimiter: string): Generator<Row, undefined> {
  const coming = blocks[Symbol.iterator]()
  let next = coming.next()
  let text = ''
  let at = 0
  let line = 1
  while (at < text.length || next.done !== true) {
    const row = readRow(text, at, delimiter)
    // A row that reaches the end of what we have may go on in the next block, and so may a quote that is open.
    const mayGoOn = row.next >= text.length || (row.isBroken && text.length - at < LONGEST_ROW)
    if (mayGoOn && next.done !== true) {
      text = text.slice(at) + next.value
      at = 0
      next = coming.next()
      continue
    }
    yield { line, cells: row.cells, isBroken: row.isBroken }
    line += row.lines
    at = row.next
  }
  return undefined
}

interface ReadRow {
  readonly cells: string[]
  readonly next: number
  readonly lines: number
  readonly isBroken: boolean
}

function readRow(text: string, start: number, delimiter: string): ReadRow {
  const cells: string[] = []
  let at = start
  let lines = 1
  for (;;) {
    const isQuoted = text[at] === '"'
    const cell = isQuoted ? quotedCell(text, at) : plainCell(text, at, delimiter)
    cells.push(cell.text)
    at = cell.next
    if (isQuoted) for (const character of cell.text) if (character === '\n') lines++
    if (cell.isBroken) return { cells, next: at + 1, lines, isBroken: true }
    if (text[at] === delimiter) at++
    else break
  }
  // Words behind a closing quote belong to nobody; the row is told as broken and the next line begins afresh.
  const end = text.indexOf('\n', at)
  const rest = text.slice(at, end === -1 ? text.length : end).trim()
  return { cells, next: end === -1 ? text.length : end + 1, lines, isBroken: rest !== '' }
}

interface Cell {
  readonly text: string
  readonly next: number
  readonly isBroken: boolean
}

function plainCell(text: string, at: number, delimiter: string): Cell {
  let next = at
  while (next < text.length && text[next] !== delimiter && text[next] !== '\n') next++
  return { text: text.slice(at, next).trim(), next, isBroken: false }
}

function quotedCell(text: string, at: number): Cell {
  const parts: string[] = []
  let from = at + 1
  for (;;) {
    const quote = text.indexOf('"', from)
    if (quote === -1) {
      const end = text.indexOf('\n', from)
      const next = end === -1 ? text.length : end
      return { text: parts.join('') + text.slice(from, next), next, isBroken: true }
    }
    parts.push(text.slice(from, quote))
    if (text[quote + 1] !== '"') return { text: parts.join('').trim(), next: quote + 1, isBroken: false }
    parts.push('"')
    from = quote + 2
  }
}

interface Columns {
  readonly delimiter: string
  readonly count: number
  readonly time: readonly number[]
  readonly until: number
  readonly text: number
  readonly actor: number
  readonly kind: number
  readonly link: number
  /** Every other column with its heading; their values are kept behind the words. */
  readonly others: readonly (readonly [number, string])[]
  readonly zone: string | null
}

const timeHeading =
  /^(?:(?:event|start(?:ed)?|created|happened|occurred|deployed|finished)?[ _-]?(?:time|timestamp|date|date[ _-]?time|at|on)|when|day|start|started|utc|ts)(?:[ _]?\(?(?:utc|gmt|[a-z]{2,4})\)?)?$/i
const textHeadings = [
  /^(?:event|description|message|text|summary|what|note|notes|details?|title|comment|entry|log|body)$/i,
  /event|descr|message|summary|what happened|change|action/i,
]

function columnsOf(text: string): Columns | null {
  const firstLine = text.slice(0, text.indexOf('\n') === -1 ? undefined : text.indexOf('\n')).slice(0, 10_000)
  const ranked = delimiters.toSorted((a, b) => firstLine.split(b).length - firstLine.split(a).length)
  const delimiter = ranked[0] ?? ','
  const header = csvRows([`${firstLine}\n`], delimiter).next().value?.cells ?? []
  if (header.length < 2) return null
  const time = header.flatMap((cell, index) => (timeHeading.test(cell) ? [index] : []))
  const first = (pattern: RegExp): number =>
    header.findIndex((cell, index) => pattern.test(cell) && !time.includes(index))
  const textColumn = textHeadings.map(first).find((index) => index !== -1) ?? -1
  if (time.length === 0 || textColumn === -1) return null
  const columns = {
    text: textColumn,
    until: first(/^(?:until|end|ended|end[ _-]?(?:time|at|date)|ended[ _-]?at|finished|stop)$/i),
    actor:
      [/^(?:actor|who|user|author|by|person|owner|reporter|responder)$/i, /^(?:source|system|service|name)$/i]
        .map(first)
        .find((index) => index !== -1) ?? -1,
    kind: first(/^(?:kind|type|category|event[ _-]?type)$/i),
    link: first(/^(?:link|url|href)$/i),
  }
  const used = new Set([...time.slice(0, 2), ...Object.values(columns)])
  const others = header.flatMap((cell, index) => (used.has(index) ? [] : [[index, cell] as const]))
  const zone = declaredZone(
    time.map((index) => `time ${header[index]}`.replace(/[()_]/g, ' ').replace(/\butc\b/i, 'UTC')).join(' '),
  )
  return { delimiter, count: header.length, time: time.slice(0, 2), ...columns, others, zone }
}

interface CsvContext {
  readonly columns: Columns
  readonly slashOrder: SlashOrder
  readonly place: string
  readonly options: Pick<ReadOptions, 'zone' | 'day'>
}

interface CellTime {
  readonly moment: Moment | null
  readonly isAssumed: boolean
  readonly lacks: 'zone' | 'day' | null
}

/** The time in a cell: an instant, an epoch number, or a local clock; null when it is none of them. */
function timeOf(written: string, context: CsvContext): CellTime | null {
  const epoch_ms = /^\d{10}(?:\.\d+)?$/.test(written)
    ? Number(written) * 1000
    : /^\d{13}$/.test(written)
      ? Number(written)
      : null
  if (epoch_ms !== null) return placed(epoch_ms, /^\d{10}$/.test(written) ? 'second' : 'millisecond')
  const head = readTimeHead(written, context.slashOrder)
  if (head === null || head.rest !== '') return null
  const near = dayFrom(context.options.day ?? '')
  const day = head.day === null ? near : withYear(head.day, near)
  if (day === null) return { moment: null, isAssumed: false, lacks: 'day' }
  if (head.clock === null) {
    const at_ms = instantMs(day, { hour: 0, minute: 0, second: 0, millisecond: 0, precision: 'day' }, 'UTC')
    return at_ms === null ? null : placed(at_ms, 'day')
  }
  const named = head.zone ?? context.columns.zone
  const zone = named ?? context.options.zone
  if (zone === undefined) return { moment: null, isAssumed: false, lacks: 'zone' }
  const at_ms = instantMs(day, head.clock, zone)
  return at_ms === null ? null : { ...placed(at_ms, head.clock.precision), isAssumed: named === null }
}

function placed(at_ms: number, precision: Precision): CellTime {
  return {
    moment: { at: new Date(at_ms).toISOString(), precision, isAbout: false },
    isAssumed: false,
    lacks: null,
  }
}

function kindNamed(written: string): EventKind {
  const plain = written.trim().toLowerCase().replace(/[ _]+/g, '-')
  for (const [kind, label] of Object.entries(eventKinds)) {
    if (plain === kind || plain === label.toLowerCase().replace(/ /g, '-'))
      return isKind(kind) ? kind : 'note'
  }
  if (/^(?:deploy|release|rollout)/.test(plain)) return 'deploy'
  if (/^(?:rollback|revert|mitigat)/.test(plain)) return 'mitigation'
  return 'note'
}

function isKind(word: string): word is EventKind {
  return word in eventKinds
}

function readCsvRow(row: Row, context: CsvContext): SourceRecord {
  const { columns, options } = context
  const at = (index: number): string => row.cells[index] ?? ''
  const refuse = (because: string): SourceRecord => ({
    notUnderstood: `Line ${row.line}: ${because}`,
    text: excerpt(row.cells.join(' ')),
    place: context.place,
  })
  if (row.isBroken) return refuse('a quote is not closed where the cell ends.')
  if (row.cells.length > columns.count)
    return refuse(`it has ${row.cells.length} cells where the heading has ${columns.count}.`)
  const written = columns.time.map(at).join(' ').trim()
  const time = written === '' ? { moment: null, isAssumed: false, lacks: null } : timeOf(written, context)
  if (time === null) return refuse(`"${excerpt(written, 40)}" is not a time we can read.`)
  const end = timeOf(at(columns.until), context)?.moment?.at
  const others = columns.others
    .filter(([index]) => at(index) !== '')
    .map(([index, heading]) => `${heading}: ${at(index)}`)
  const words = [at(columns.text), ...others].filter((part) => part !== '').join('\n')
  if (words === '') return refuse('it says nothing.')
  return {
    source: 'csv',
    key: '',
    happenedAt: time.moment,
    basis: 'recorded',
    ...(time.isAssumed && options.zone !== undefined ? { zoneAssumed: options.zone } : {}),
    ...(end === undefined ? {} : { until: end }),
    sequence: ordinal(row.line),
    kind: kindNamed(at(columns.kind)),
    speaker: at(columns.actor) === '' ? null : speakerNamed(at(columns.actor), 'csv'),
    text: time.moment === null && written !== '' ? `${written} ${words}` : words,
    place: context.place,
    ...(/^https?:\/\//.test(at(columns.link)) ? { link: at(columns.link) } : {}),
    marks: time.lacks === null ? ['row'] : ['row', `${time.lacks}-missing`],
    correlates: correlatesOf(words),
  } satisfies EvidenceDraft
}

interface Table {
  readonly blocks: Iterable<string>
  readonly columns: Columns | null
  readonly slashOrder: SlashOrder
}

/** A table of usual size is one block; of a larger one the first block tells how days are written. */
function tableIn(file: FileView): Table {
  if (file.sizeBytes <= MOST_TEXT_BYTES) {
    const text = withoutKeyBlocks(textOf(file))
    return { blocks: [text], columns: columnsOf(text), slashOrder: slashOrderOf(text) }
  }
  refuseUntextual(file)
  const opening = openingOf(file, 1_000_000)
  return { blocks: cleanBlocks(file), columns: columnsOf(opening), slashOrder: slashOrderOf(opening) }
}

function* cleanBlocks(file: FileView): Generator<string> {
  for (const block of textBlocks(file)) yield withoutKeyBlocks(block)
}

function* rowsOf(
  file: FileView,
  { blocks, columns }: Table,
): Generator<{ readonly row: Row; readonly columns: Columns }> {
  if (columns === null) {
    throw new Unreadable(
      `${file.name} has no heading line with a time and a description; name the columns, for example "time,event,actor".`,
    )
  }
  let isHeader = true
  for (const row of csvRows(blocks, columns.delimiter)) {
    const isEmpty = row.cells.every((cell) => cell === '')
    if (!isHeader && !isEmpty) yield { row, columns }
    isHeader = false
  }
}

function* inspectCsv(file: FileView): Generator<number, Inspection> {
  const table = tableIn(file)
  let records = 0
  let zoneNeeded = false
  let dayNeeded = false
  for (const { row, columns } of rowsOf(file, table)) {
    records++
    if (records % 1000 === 0) yield records
    const written = columns.time
      .map((index) => row.cells[index] ?? '')
      .join(' ')
      .trim()
    const head = readTimeHead(written, table.slashOrder)
    if (/^\d{10,13}$/.test(written) || head === null) continue
    if (head.clock !== null && head.zone === null && columns.zone === null) zoneNeeded = true
    if (head.day === null || head.day.year === null) dayNeeded = true
  }
  return {
    describes: `A table with ${counted(records, 'row')}.`,
    records,
    firstAt: null,
    lastAt: null,
    zoneNeeded,
    dayNeeded,
  }
}

/** CSV, semicolon or tab separated, with a heading line. */
export const csv: Source = {
  name: 'csv',
  describes: 'CSV with a heading line',
  recognises(file) {
    if (file.sizeBytes === 0 || looksBinary(file.bytes(0, Math.min(8192, file.sizeBytes)))) return 0
    const opening = openingOf(file)
    const isNamed = /\.(?:csv|tsv)$/i.test(file.name)
    if (/^\s*[[{#|]/.test(opening)) return isNamed ? 0.2 : 0
    return columnsOf(opening) !== null ? 0.8 : isNamed ? 0.6 : 0
  },
  inspect: inspectCsv,
  *read(file: FileView, options: ReadOptions) {
    const table = tableIn(file)
    for (const { row, columns } of rowsOf(file, table)) {
      yield readCsvRow(row, { columns, slashOrder: table.slashOrder, place: file.name, options })
    }
  },
}
