/** The tables of a document, actions apart: timeline, factors, impact. Each is described once and read and written from that. */
import type { EditionEvent, EditionFactor } from '../model/editions.ts'
import { type Actor, eventKinds } from '../model/evidence.ts'
import { certainties } from '../model/factors.ts'
import { type GateAnswers, type GateQuestion, gateQuestions, gateWords } from '../model/gate-answers.ts'
import { isReal } from '../model/instants.ts'
import { type Impact, impactLabels, impactMeasures } from '../model/reviews.ts'
import { factorEntry, factorName } from '../model/taxonomy.ts'
import { findTable, tableOf } from './cells.ts'
import { actorWords, impactWords, keyNamed } from './keys.ts'
import { momentText, readMoment } from './moments.ts'

/** A column: the header written, and the cell for one thing. */
export type Columns<T> = readonly (readonly [header: string, cell: (item: T, index: number) => string])[]

/** What a row says under a header; empty where the table lacks the column. */
export type Cell = (header: string) => string

/** The rows we understood, and every other line of the section as it stood. */
export interface ReadTable<T> {
  readonly items: readonly { readonly label: string; readonly item: T }[]
  readonly leftover: string
}

/** A kind of table: its columns, and those without which it is another's. */
export interface TableShape<T> {
  readonly columns: Columns<T>
  readonly required: readonly string[]
}

/** Reads a section as a table of this shape; null when it holds no table whose every column we know. */
export function readTable<Written, T>(
  lines: readonly string[],
  shape: TableShape<Written>,
  read: (cell: Cell) => T | null,
): ReadTable<T> | null {
  const table = findTable(lines)
  if (table === null) return null
  const headers = table.headers.map(plainHeader)
  const known = shape.columns.map(([header]) => plainHeader(header))
  const isOurs =
    headers.every((header) => known.includes(header)) &&
    new Set(headers).size === headers.length &&
    shape.required.every((header) => headers.includes(plainHeader(header)))
  if (!isOurs) return null
  const items: { label: string; item: T }[] = []
  const strange: string[] = []
  for (const row of table.rows) {
    const cell: Cell = (header) => row.cells[headers.indexOf(plainHeader(header))] ?? ''
    const isOrderly = row.cells.length <= headers.length && /^\d{0,6}$/.test(cell('#'))
    const item = isOrderly ? read(cell) : null
    if (item === null) strange.push(row.line)
    else items.push({ label: cell('#') || String(items.length + 1), item })
  }
  const rest = [
    ...table.before,
    ...(strange.length > 0 ? [...table.headerLines, ...strange] : []),
    ...table.after,
  ]
  return { items, leftover: rest.join('\n').trim() }
}

function plainHeader(header: string): string {
  return header
    .toLowerCase()
    .replace(/\(.*\)/, '')
    .trim()
}

/** A table of this shape. */
export function written<T>(shape: TableShape<T>, items: readonly T[]): string {
  return tableOf(
    shape.columns.map(([header]) => header),
    items.map((item, index) => shape.columns.map(([, cell]) => cell(item, index))),
  )
}

/** The same without the columns that would be empty in every row; those a reader needs to know the table by stay. */
export function writtenShort<T>(shape: TableShape<T>, items: readonly T[]): string {
  const columns = shape.columns.filter(
    ([header, cell]) =>
      shape.required.includes(header) || items.some((item, index) => cell(item, index) !== ''),
  )
  return written({ ...shape, columns }, items)
}

/** "database on-call", "Alertmanager (system)", "(unknown)": a role goes without its kind where nothing is unclear. */
function actorText(actor: Actor): string {
  const isPlain = actor.kind === 'role' && actor.name !== '' && !ACTOR.test(actor.name)
  return isPlain ? actor.name : `${actor.name === '' ? '' : `${actor.name} `}(${actor.kind})`
}

const ACTOR = /^(?:([\s\S]*) )?\((role|team|system|agent|unknown)\)$/

function readActor(text: string): Actor {
  const found = ACTOR.exec(text)
  if (found === null) return text === '' ? { kind: 'unknown', name: '' } : { kind: 'role', name: text }
  return { kind: keyNamed(actorWords, found[2] ?? '') ?? 'unknown', name: found[1] ?? '' }
}

const timelineShape: TableShape<EditionEvent> = {
  columns: [
    ['#', (_, index) => String(index + 1)],
    ['Time (UTC)', (event) => momentText(event.happenedAt)],
    ['Until', (event) => event.until ?? ''],
    ['Kind', (event) => eventKinds[event.kind]],
    ['Who', (event) => actorText(event.actor)],
    ['What happened', (event) => event.text],
    ['Mark', (event) => (event.isTrigger ? 'trigger' : '')],
  ],
  required: ['Time', 'What happened'],
}

/** The timeline as a table. */
export function writeTimeline(events: readonly EditionEvent[]): string {
  return written(timelineShape, events)
}

/** The timeline a section holds. */
export function readTimeline(lines: readonly string[]): ReadTable<EditionEvent> | null {
  return readTable(lines, timelineShape, (cell): EditionEvent | null => {
    const happenedAt = readMoment(cell('Time'))
    const kind = cell('Kind') === '' ? 'note' : keyNamed(eventKinds, cell('Kind'))
    const until = cell('Until')
    const mark = cell('Mark').toLowerCase()
    if ((happenedAt === null && cell('Time') !== '') || kind === null) return null
    if ((until !== '' && !isReal(until)) || (mark !== '' && mark !== 'trigger')) return null
    return {
      happenedAt,
      until: until === '' ? null : until,
      kind,
      actor: readActor(cell('Who')),
      text: cell('What happened'),
      isTrigger: mark === 'trigger',
    }
  })
}

/** A factor or an action whose references are still labels of rows. */
export type Labelled<T> = T & { readonly labels: readonly string[] }

/** Positions as a reader counts them. */
export function labelsText(positions: readonly number[]): string {
  return positions.map((position) => String(position + 1)).join(', ')
}

/** The labels a cell names. */
export function readLabels(text: string): readonly string[] {
  return text.split(/[,;\s]+/).filter((label) => label !== '')
}

const factorShape: TableShape<EditionFactor> = {
  columns: [
    ['#', (_, index) => String(index + 1)],
    ['Code', (factor) => factor.code],
    ['Condition', (factor) => (factorEntry(factor.code) === null ? '' : factorName(factor.code))],
    ['Statement', (factor) => factor.statement],
    ['Certainty', (factor) => factor.certainty],
    ['Underlying weakness', (factor) => (factor.isUnderlyingWeakness ? 'yes' : '')],
    ['Seen in', (factor) => labelsText(factor.events)],
  ],
  required: ['Code', 'Statement'],
}

/** The factors as a table. */
export function writeFactors(factors: readonly EditionFactor[]): string {
  return written(factorShape, factors)
}

/** The factors a section holds; `labels` name rows of the timeline. */
export function readFactors(lines: readonly string[]): ReadTable<Labelled<EditionFactor>> | null {
  return readTable(lines, factorShape, (cell): Labelled<EditionFactor> | null => {
    const certainty = cell('Certainty') === '' ? 'plausible' : keyNamed(certainties, cell('Certainty'))
    const weakness = cell('Underlying weakness').toLowerCase()
    const condition = cell('Condition')
    // The condition's name follows from the code; another text in its place was written by someone and is not ours to drop.
    const isDerived = condition === '' || condition === factorName(cell('Code'))
    if (certainty === null || !['', 'yes', 'no'].includes(weakness) || !isDerived) return null
    return {
      code: cell('Code'),
      statement: cell('Statement'),
      certainty,
      isUnderlyingWeakness: weakness === 'yes',
      events: [],
      labels: readLabels(cell('Seen in')),
    }
  })
}

type ImpactRow = readonly [measure: keyof Impact, impact: Impact]

const impactShape: TableShape<ImpactRow> = {
  columns: [
    ['Measure', ([measure]) => impactLabels[measure]],
    ['Known', ([measure, impact]) => impactWords[impact[measure].state]],
    ['What was found', ([measure, impact]) => impact[measure].text],
  ],
  required: ['Measure', 'Known'],
}

/** Impact as a table of its five measures. */
export function writeImpact(impact: Impact): string {
  return written(
    impactShape,
    impactMeasures.map((measure): ImpactRow => [measure, impact]),
  )
}

/** The measures a section holds; those it leaves out are as if never looked at. */
export function readImpact(lines: readonly string[]): ReadTable<Partial<Impact>> | null {
  return readTable(lines, impactShape, (cell): Partial<Impact> | null => {
    const measure = keyNamed(impactLabels, cell('Measure'))
    const state = keyNamed(impactWords, cell('Known'))
    return measure === null || state === null ? null : { [measure]: { state, text: cell('What was found') } }
  })
}

type AnswerRow = readonly [question: GateQuestion, answers: GateAnswers]

const gateAsks: Readonly<Record<GateQuestion, string>> = {
  madePossible: gateWords.madePossible.ask,
  impossibleNext: gateWords.impossibleNext.ask,
  secondLoop: gateWords.secondLoop.ask,
  secondLoopResult: gateWords.secondLoopResult.ask,
}

const answerShape: TableShape<AnswerRow> = {
  columns: [
    ['Question', ([question]) => gateAsks[question]],
    ['Answer', ([question, answers]) => answers[question]],
  ],
  required: ['Question', 'Answer'],
}

/** What the review answers about the system, as a table of its questions. */
export function writeAnswers(answers: GateAnswers): string {
  return written(
    answerShape,
    gateQuestions.map((question): AnswerRow => [question, answers]),
  )
}

/** The answers a section holds. */
export function readAnswers(lines: readonly string[]): ReadTable<Partial<GateAnswers>> | null {
  return readTable(lines, answerShape, (cell): Partial<GateAnswers> | null => {
    const question = keyNamed(gateAsks, cell('Question'))
    return question === null ? null : { [question]: cell('Answer') }
  })
}
