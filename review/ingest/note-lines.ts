/**
 * Notes taken apart: tables, bullets, plain lines, headings and pasted chat become items, each with the
 * time it carries as written. Nothing is dropped: a line without a time is attached to the item it
 * continues, or stands as an item whose order is all we know.
 */
import type { Clock, SlashOrder, TimeHead, WrittenDay } from './times.ts'
import { dayFrom, dayWithin, readTimeHead, slashOrderOf, withYear } from './times.ts'
import type { FullDay } from './zones.ts'
import { declaredZone, zoneOfToken, zoneToken } from './zones.ts'

/** A line with a time, a plain line, or a heading (a table's own heading too). */
export type NoteShape = 'timed' | 'line' | 'heading'

/** One item of a text, its times as written and not yet placed on a clock. */
export interface NoteItem {
  /** Line number, from 1. */
  readonly line: number
  readonly shape: NoteShape
  readonly day: FullDay | null
  readonly clock: Clock | null
  readonly until: Clock | null
  /** Zone named by the line, its table or a sentence above it. */
  readonly zone: string | null
  readonly isAbout: boolean
  readonly speaker: string | null
  readonly text: string
}

interface OpenItem extends Omit<NoteItem, 'text'> {
  readonly indent: number
  /** A heading or a pasted chat line: every paragraph below belongs to it. */
  readonly takesParagraphs: boolean
  readonly words: string[]
}

interface Table {
  readonly timeColumns: readonly number[]
  readonly untilColumn: number
  readonly actorColumn: number
}

interface State {
  readonly slashOrder: SlashOrder
  readonly near: FullDay | null
  day: FullDay | null
  statedDay: FullDay | null
  lastMinute: number | null
  zone: string | null
  open: OpenItem | null
  isFenced: boolean
  isInKey: boolean
  isAfterBlank: boolean
  table: Table | null
}

/** A clock this much earlier than the one before it has passed midnight; less is a line out of order. */
const MIDNIGHT_STEP_MIN = 6 * 60

/** The items of a text in order. `day` is where the first clocks belong, `YYYY-MM-DD`, when it is known. */
export function noteItems(text: string, day: string | null): Generator<NoteItem> {
  return noteItemsIn(text.split(/\r\n|\r|\n/), { opening: text, day })
}

/** The same of lines that are not held all at once; what decides for the whole text is looked for in its opening. */
export function* noteItemsIn(
  lines: Iterable<string>,
  { opening, day }: { readonly opening: string; readonly day: string | null },
): Generator<NoteItem> {
  const slashOrder = slashOrderOf(opening)
  const start = day === null ? titleDay(openingLines(opening), slashOrder) : dayFrom(day)
  const state: State = {
    slashOrder,
    near: start ?? yearSomewhere(opening),
    day: start,
    statedDay: start,
    lastMinute: null,
    zone: null,
    open: null,
    isFenced: false,
    isInKey: false,
    isAfterBlank: false,
    table: null,
  }
  for (const [number, line, next] of withNext(lines)) {
    const before = state.open
    readLine(state, line, { number, next })
    if (before !== null && state.open !== before) yield closed(before)
    const { open } = state
    if (open === null || open.words.length < MOST_LINES) continue
    yield closed(open)
    state.open = null
    state.isInKey = false
  }
  if (state.open !== null) yield closed(state.open)
}

/** An item of more lines goes on as another, so that no text is held whole. */
const MOST_LINES = 2_000

/** Lines with their number, from 1, and the line behind each. */
function* withNext(lines: Iterable<string>): Generator<readonly [number, string, string]> {
  let number = 0
  let held: string | null = null
  for (const line of lines) {
    if (held !== null) yield [number, held, line]
    held = line
    number++
  }
  if (held !== null) yield [number, held, '']
}

function openingLines(opening: string): readonly string[] {
  return opening.slice(0, 200_000).split(/\r\n|\r|\n/)
}

function closed({ words, indent: _indent, takesParagraphs: _takes, ...item }: OpenItem): NoteItem {
  return { ...item, text: words.join('\n').trim() }
}

function titleDay(lines: readonly string[], slashOrder: SlashOrder): FullDay | null {
  const opening = lines.slice(0, 60).filter((line) => line.trim() !== '')
  for (const [index, line] of opening.entries()) {
    if (index > 1 && !/^\s*#|\bdate\b|^title:/i.test(line.slice(0, 40))) continue
    const written = dayWithin(line, slashOrder)
    if (written?.year != null) return withYear(written, null)
  }
  return null
}

function yearSomewhere(text: string): FullDay | null {
  const match = /(?<!\d)(20\d\d)(?:-(\d\d)-(\d\d))?(?!\d)/.exec(text.slice(0, 200_000))
  return match === null
    ? null
    : { year: Number(match[1]), month: Number(match[2] ?? 7), day: Number(match[3] ?? 1) }
}

interface Place {
  readonly number: number
  readonly next: string
}

function readLine(state: State, line: string, place: Place): void {
  const isFence = /^\s*(?:```|~~~)/.test(line.slice(0, 200))
  // A private key is one thing, blank lines and all: cut in two, its second half would not be known for a secret.
  const opensKey = line.includes('-----BEGIN ') && line.includes('PRIVATE KEY')
  if (opensKey || state.isInKey) {
    state.isInKey = !line.includes('-----END ')
    if (state.open === null) openPlain(state, { line, place, shape: 'line' })
    else state.open.words.push(line.trimEnd())
    return
  }
  if (isFence || state.isFenced) {
    if (state.isFenced && state.open !== null) state.open.words.push(line.trimEnd())
    else attachOrOpen(state, line, place)
    if (isFence) state.isFenced = !state.isFenced
    return
  }
  if (line.trim() === '') {
    state.isAfterBlank = true
    state.table = null
    state.open?.words.push('')
    return
  }
  if (readTable(state, line, place)) return
  state.table = null
  if (/^\s{0,3}#{1,6}\s/.test(line.slice(0, 12))) readHeading(state, line, place)
  else readWords(state, line, place)
  state.isAfterBlank = false
}

function indentOf(line: string): number {
  return /^[\s>]*/.exec(line.slice(0, 200))?.[0].length ?? 0
}

function isBullet(line: string): boolean {
  return /^[\s>]*(?:[*+•·-]|\d{1,3}[.)])\s/.test(line.slice(0, 200))
}

function readHeading(state: State, line: string, place: Place): void {
  const zone = declaredZone(line)
  if (zone !== null) state.zone = zone
  const head = readTimeHead(line, state.slashOrder)
  if (head?.clock != null) {
    openTimed(state, head, { line, place, takesParagraphs: true })
    return
  }
  const day = head?.day ?? dayWithin(line, state.slashOrder)
  if (day !== null) setDay(state, day)
  else if (/^\s*##?\s/.test(line.slice(0, 8))) restartDay(state)
  openPlain(state, { line, place, shape: 'heading' })
}

/** A new part of the document begins where the day was last stated; midnights passed above do not count. */
function restartDay(state: State): void {
  state.day = state.statedDay
  state.lastMinute = null
}

function setDay(state: State, written: WrittenDay): FullDay | null {
  const day = withYear(written, state.day ?? state.near)
  if (day === null) return null
  state.day = day
  state.statedDay = day
  state.lastMinute = null
  return day
}

/** "Ana Lima  [2:05 PM]" alone on its line, as chat looks when it is copied; the words follow below. */
const pastedSpeaker = /^[\s>]*([^\s[\]|#:][^[\]|#:]{0,39}?)\s{1,4}\[([^\]]{3,25})\]\s*$/

function readWords(state: State, line: string, place: Place): void {
  const head = readTimeHead(line, state.slashOrder)
  if (head !== null) {
    const isDayAlone = head.clock === null && head.rest === ''
    if (isDayAlone && head.day !== null) setDay(state, head.day)
    if (isDayAlone) openPlain(state, { line, place, shape: 'heading' })
    else openTimed(state, head, { line, place, takesParagraphs: false })
    return
  }
  const pasted = line.length > 120 ? null : pastedSpeaker.exec(line)
  const pastedHead = pasted === null ? null : readTimeHead(pasted[2] ?? '', state.slashOrder)
  if (pasted !== null && pastedHead?.clock != null) {
    openTimed(state, pastedHead, { line, place, takesParagraphs: false, speaker: pasted[1] ?? null })
    return
  }
  const zone = declaredZone(line)
  if (zone !== null) state.zone = zone
  attachOrOpen(state, line, place)
}

function attachOrOpen(state: State, line: string, place: Place): void {
  const { open } = state
  if (open !== null && continues(state, open, line)) open.words.push(line.trimEnd())
  else openPlain(state, { line, place, shape: 'line' })
}

function continues(state: State, open: OpenItem, line: string): boolean {
  if (open.takesParagraphs) return true
  if (open.shape === 'heading') return false
  if (isBullet(line)) return indentOf(line) > open.indent
  return indentOf(line) > open.indent || !state.isAfterBlank
}

interface Opening {
  readonly line: string
  readonly place: Place
  readonly takesParagraphs: boolean
  readonly speaker?: string | null
}

function openTimed(state: State, head: TimeHead, opening: Opening): void {
  const day = head.day === null ? dayOfClock(state, head.clock) : setDay(state, head.day)
  if (head.clock !== null) state.lastMinute = minuteOf(head.clock)
  const chatter = /^<([^<>\s]{1,40})>\s+|^`?(@[\w.-]{2,40})`?[:,]?\s+/.exec(head.rest.slice(0, 80))
  const isNick = chatter?.[1] !== undefined
  const words = isNick ? head.rest.slice(chatter?.[0].length ?? 0) : head.rest
  const isWordless = words === '' && !opening.takesParagraphs && opening.speaker == null
  state.open = {
    line: opening.place.number,
    shape: 'timed',
    day,
    clock: head.clock,
    until: head.until,
    zone: head.zone ?? state.zone,
    isAbout: head.isAbout,
    speaker: opening.speaker ?? chatter?.[1] ?? chatter?.[2] ?? null,
    indent: indentOf(opening.line),
    takesParagraphs: opening.takesParagraphs,
    words: [isWordless ? opening.line.trim() : words],
  }
  state.isAfterBlank = false
}

function minuteOf(clock: Clock): number {
  return clock.hour * 60 + clock.minute
}

function dayOfClock(state: State, clock: Clock | null): FullDay | null {
  const { day, lastMinute } = state
  if (day === null || clock === null || lastMinute === null) return day
  if (minuteOf(clock) >= lastMinute - MIDNIGHT_STEP_MIN) return day
  const next = new Date(Date.UTC(day.year, day.month - 1, day.day + 1))
  state.day = { year: next.getUTCFullYear(), month: next.getUTCMonth() + 1, day: next.getUTCDate() }
  return state.day
}

function openPlain(
  state: State,
  { line, place, shape }: { line: string; place: Place; shape: NoteShape },
): void {
  state.open = {
    line: place.number,
    shape,
    day: null,
    clock: null,
    until: null,
    zone: null,
    isAbout: false,
    speaker: null,
    indent: indentOf(line),
    takesParagraphs: false,
    words: [line.trim()],
  }
}

const separatorRow = /^[\s|:-]*-[\s|:-]*$/

/** Cells of a table row, without the pipes at its ends; an escaped pipe stays in its cell. */
function cellsOf(line: string): readonly string[] {
  const cells = line
    .trim()
    .split(/(?<!\\)\|/)
    .map((cell) => cell.replaceAll('\\|', '|').trim())
  if (cells[0] === '') cells.shift()
  if (cells.at(-1) === '') cells.pop()
  return cells
}

function readTable(state: State, line: string, place: Place): boolean {
  if (!line.includes('|')) return false
  const isHeader = place.next.includes('|') && separatorRow.test(place.next.slice(0, 4000))
  if (isHeader) {
    openTable(state, cellsOf(line))
    openPlain(state, { line, place, shape: 'heading' })
    return true
  }
  if (state.table !== null && separatorRow.test(line.slice(0, 4000))) {
    state.open?.words.push(line.trimEnd())
    return true
  }
  if (state.table === null && !line.trimStart().startsWith('|')) return false
  readRow(state, line, place)
  return true
}

function openTable(state: State, header: readonly string[]): void {
  const matching = (pattern: RegExp): number[] =>
    header.flatMap((cell, index) => (pattern.test(cell) ? [index] : []))
  const times = matching(
    /^\W*(?:date|day|time|timestamp|when|hour|start|utc|clock)|\b(?:date|time|timestamp|datetime|utc)\b/i,
  ).filter((index) => !/duration|elapsed|time to|time since/i.test(header[index] ?? ''))
  for (const index of times) {
    const cell = header[index] ?? ''
    zoneToken.lastIndex = 0
    const alone = zoneToken.exec(cell)
    const zone = declaredZone(cell) ?? (alone === null ? null : zoneOfToken(alone))
    if (zone !== null) state.zone = zone
  }
  state.table = {
    timeColumns: times.length > 0 ? times : [0],
    untilColumn: matching(/^\W*(?:end|until|finish(?:ed)?|to|stop)\b/i)[0] ?? -1,
    actorColumn: matching(/^\W*(?:who|actor|person|by|author|user|responder|source)\W*$/i)[0] ?? -1,
  }
}

function readRow(state: State, line: string, place: Place): void {
  const cells = cellsOf(line)
  const table = state.table ?? { timeColumns: [0], untilColumn: -1, actorColumn: -1 }
  const written = table.timeColumns.map((index) => cells[index] ?? '').join(' ')
  const head = readTimeHead(written, state.slashOrder)
  if (head === null) {
    openPlain(state, { line, place, shape: 'line' })
    return
  }
  const isTime = (index: number): boolean => table.timeColumns.includes(index) || index === table.untilColumn
  const rest = cells.filter((cell, index) => !isTime(index) && index !== table.actorColumn && cell !== '')
  const until = readTimeHead(cells[table.untilColumn] ?? '', state.slashOrder)?.clock ?? head.until
  const words = [head.rest, ...rest].filter((cell) => cell !== '').join(' · ')
  const speaker = cells[table.actorColumn] || null
  openTimed(state, { ...head, until, rest: words }, { line, place, takesParagraphs: false, speaker })
}
