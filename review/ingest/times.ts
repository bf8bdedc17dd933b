/**
 * The time at the head of a line, in the forms people write them: "14:05", "[14:05:09 UTC]", "~2pm",
 * "2026-03-01 14:05Z", "Mar 12th, 2:05 pm", "**14:05 – 14:20** -".
 *
 * A cursor walks the first characters; each token has one sticky pattern, so the walk is linear and a line
 * of a million characters costs as much as its first 160.
 */
import type { Precision } from '../model/instants.ts'
import type { FullDay } from './zones.ts'
import { zoneOfToken, zoneToken } from './zones.ts'

/** A time of day as written; what was not written is 0 and the precision says so. */
export interface Clock {
  readonly hour: number
  readonly minute: number
  readonly second: number
  readonly millisecond: number
  readonly precision: Precision
}

/** A day as written; `year` is null in "12 March". */
export interface WrittenDay {
  readonly year: number | null
  readonly month: number
  readonly day: number
}

/** What stood at the head of a line; at least one of `day` and `clock` is there. */
export interface TimeHead {
  readonly day: WrittenDay | null
  readonly clock: Clock | null
  readonly until: Clock | null
  readonly zone: string | null
  readonly isAbout: boolean
  /** The line behind the time. */
  readonly rest: string
}

/** How "03/12/2026" is to be read; null when the text gives no sign, then it is not read at all. */
export type SlashOrder = 'day-first' | 'month-first' | null

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const month =
  '(Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)'

const lead = /(?:[\s>*+•·_`#[({|~-]|\d{1,3}[.)]\s)*/y
const about =
  /(?:~|≈|(?:ca|c|approx)\.\s?|(?:circa|ca|around|about|approximately|roughly|approx|shortly after|just after|just before)\s)/iy
const opener = /(?:at|on|by|from)\s/iy
const weekday = /(?:Mon|Tue(?:s)?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?\b\.?/iy
const isoDay = /(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?!\d)/y
const dayMonth = new RegExp(
  `(\\d{1,2})(?:st|nd|rd|th)?(?:\\s+of)?[\\s-]+${month}\\b\\.?(?:,?[\\s-]+(\\d{4})(?![\\d:]))?`,
  'iy',
)
const monthDay = new RegExp(
  `${month}\\.?\\s+(\\d{1,2})(?:st|nd|rd|th)?(?![\\d:])(?:,?\\s+(\\d{4})(?![\\d:]))?`,
  'iy',
)
const numericDay = /(\d{1,2})([/.-])(\d{1,2})\2(\d{4})(?!\d)/y
const clockToken =
  /T?(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?(?!\d|:\d)(?:\s?([ap])\.?m\b\.?|([ap])(?![A-Za-z]))?/iy
const hourToken = /(\d{1,2})\s?([ap])\.?m\b\.?/iy
const militaryToken = /(\d{2})(\d{2})(?=\s?(?:Z|UTC|GMT|hrs)\b)/y
const hourH = /(\d{1,2})h(\d{2})(?![\dA-Za-z])/y
const noon = /(noon|midnight)\b/iy
const joiner = /\s{0,3}[-–—@]\s(?=[\d~])|\sat\s|[\s,*_`[\](){}|]+/y
const rangeJoiner = /[\s*_`]*(?:[-–—→]|->|to|until|till)[\s*_`]*~?/y

/** Any month or "14:05"-like shape: what tells quickly that a line cannot begin with a time. */
const promising = /\d/

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at
  return pattern.exec(text)
}

interface Walk {
  at: number
  end: number
  day: WrittenDay | null
  clock: Clock | null
  until: Clock | null
  zone: string | null
  isAbout: boolean
}

/** The time at the head of a line, or null. */
export function readTimeHead(line: string, slashOrder: SlashOrder = null): TimeHead | null {
  const text = line.slice(0, 160)
  if (!promising.test(text) && !/noon|midnight/i.test(text)) return null
  const start = matchAt(lead, text, 0)?.[0].length ?? 0
  const marker = text.slice(0, start)
  const walk: Walk = {
    at: start,
    end: start,
    day: null,
    clock: null,
    until: null,
    zone: null,
    isAbout: marker.includes('~'),
  }
  while (walk.at < text.length && step(walk, text, slashOrder)) {
    // each step moves the cursor behind one token
  }
  if (walk.day === null && walk.clock === null) return null
  const { day, clock, until, zone, isAbout } = walk
  return { day, clock, until, zone, isAbout, rest: behind(line, walk.end) }
}

function step(walk: Walk, text: string, slashOrder: SlashOrder): boolean {
  if (walk.clock !== null && walk.until === null && readRange(walk, text)) return true
  if (walk.day === null && readDay(walk, text, slashOrder)) return true
  if (walk.clock === null && readClock(walk, text)) return true
  if (walk.clock !== null && walk.zone === null && readZone(walk, text)) return true
  const nothingYet = walk.clock === null
  const skip =
    (nothingYet
      ? (matchAt(about, text, walk.at) ?? matchAt(opener, text, walk.at) ?? matchAt(weekday, text, walk.at))
      : null) ?? matchAt(joiner, text, walk.at)
  if (skip === null || skip[0] === '') return false
  if (nothingYet && matchAt(about, text, walk.at) !== null) walk.isAbout = true
  walk.at += skip[0].length
  return true
}

function accept(walk: Walk, length: number): true {
  walk.at += length
  walk.end = walk.at
  return true
}

function readRange(walk: Walk, text: string): boolean {
  const joined = matchAt(rangeJoiner, text, walk.at)
  if (joined === null) return false
  const from = walk.at + joined[0].length
  const found = clockAt(text, from)
  if (found === null) return false
  walk.until = found.clock
  return accept(walk, joined[0].length + found.length)
}

function readDay(walk: Walk, text: string, slashOrder: SlashOrder): boolean {
  const found = dayAt(text, walk.at, slashOrder)
  if (found === null) return false
  walk.day = found.day
  return accept(walk, found.length)
}

function readClock(walk: Walk, text: string): boolean {
  const found = clockAt(text, walk.at)
  if (found === null) return false
  walk.clock = found.clock
  accept(walk, found.length)
  // "-07:00" is an offset straight behind an ISO clock and the end of a range anywhere else.
  const offset =
    walk.day === null || text[walk.at - found.length] !== 'T'
      ? null
      : matchAt(/-\d{2}:\d{2}(?!\d)/y, text, walk.at)
  if (offset !== null) readZone(walk, text)
  return true
}

function readZone(walk: Walk, text: string): boolean {
  const found = matchAt(zoneToken, text, walk.at)
  if (found === null) return false
  walk.zone = zoneOfToken(found)
  return accept(walk, found[0].length)
}

function writtenDay(year: number | null, monthOfYear: number, day: number): WrittenDay | null {
  const isPossible = monthOfYear >= 1 && monthOfYear <= 12 && day >= 1 && day <= 31
  return isPossible ? { year, month: monthOfYear, day } : null
}

function monthNumber(name: string): number {
  return months.indexOf(name.slice(0, 3).toLowerCase()) + 1
}

function dayAt(text: string, at: number, slashOrder: SlashOrder): { day: WrittenDay; length: number } | null {
  const iso = matchAt(isoDay, text, at)
  if (iso !== null) return found(writtenDay(Number(iso[1]), Number(iso[3]), Number(iso[4])), iso)
  const first = matchAt(dayMonth, text, at)
  if (first !== null)
    return found(writtenDay(yearOf(first[3]), monthNumber(first[2] ?? ''), Number(first[1])), first)
  const second = matchAt(monthDay, text, at)
  if (second !== null)
    return found(writtenDay(yearOf(second[3]), monthNumber(second[1] ?? ''), Number(second[2])), second)
  const numeric = matchAt(numericDay, text, at)
  return numeric === null ? null : found(numericDayOf(numeric, slashOrder), numeric)
}

function found(day: WrittenDay | null, match: RegExpExecArray): { day: WrittenDay; length: number } | null {
  return day === null ? null : { day, length: match[0].length }
}

function yearOf(written: string | undefined): number | null {
  return written === undefined ? null : Number(written)
}

function numericDayOf(match: RegExpExecArray, slashOrder: SlashOrder): WrittenDay | null {
  const [a, b, year] = [Number(match[1]), Number(match[3]), Number(match[4])]
  if (match[2] === '.' || a > 12 || slashOrder === 'day-first') return writtenDay(year, b, a)
  if (b > 12 || slashOrder === 'month-first') return writtenDay(year, a, b)
  return null
}

/** How a whole text writes its slash dates: one number above 12 settles it for all; contradictions settle nothing. */
export function slashOrderOf(text: string): SlashOrder {
  let dayFirst = 0
  let monthFirst = 0
  for (const match of text.matchAll(/(?<!\d)(\d{1,2})[/-](\d{1,2})[/-]\d{4}(?!\d)/g)) {
    if (Number(match[1]) > 12) dayFirst++
    if (Number(match[2]) > 12) monthFirst++
  }
  if (dayFirst > 0 && monthFirst === 0) return 'day-first'
  return monthFirst > 0 && dayFirst === 0 ? 'month-first' : null
}

function clockAt(text: string, at: number): { clock: Clock; length: number } | null {
  const full = matchAt(clockToken, text, at)
  if (full !== null) return foundClock(full, clockOf(full))
  const hour = matchAt(hourToken, text, at)
  if (hour !== null) return foundClock(hour, wholeHour(halfDay(Number(hour[1]), hour[2]), 'hour'))
  const military = matchAt(militaryToken, text, at) ?? matchAt(hourH, text, at)
  if (military !== null) return foundClock(military, plainClock(Number(military[1]), Number(military[2])))
  const word = matchAt(noon, text, at)
  return word === null
    ? null
    : foundClock(word, wholeHour(word[1]?.toLowerCase() === 'noon' ? 12 : 0, 'hour'))
}

function foundClock(match: RegExpExecArray, clock: Clock | null): { clock: Clock; length: number } | null {
  return clock === null ? null : { clock, length: match[0].length }
}

function wholeHour(hour: number, precision: Precision): Clock | null {
  return hour > 23 ? null : { hour, minute: 0, second: 0, millisecond: 0, precision }
}

function plainClock(hour: number, minute: number): Clock | null {
  return hour > 23 || minute > 59 ? null : { hour, minute, second: 0, millisecond: 0, precision: 'minute' }
}

/** "2 pm" is 14, "12 am" is 0; "14:05 pm" keeps its 14. */
function halfDay(hour: number, half: string | undefined): number {
  if (half === undefined || hour > 12) return hour
  return (hour % 12) + (half.toLowerCase() === 'p' ? 12 : 0)
}

function clockOf(match: RegExpExecArray): Clock | null {
  const hour = halfDay(Number(match[1]), match[5] ?? match[6])
  const minute = Number(match[2])
  const second = Number(match[3] ?? 0)
  if (hour > 23 || minute > 59 || second > 60) return null
  const millisecond = match[4] === undefined ? 0 : Number(match[4].padEnd(3, '0').slice(0, 3))
  const precision = match[4] !== undefined ? 'millisecond' : match[3] !== undefined ? 'second' : 'minute'
  return { hour, minute, second: Math.min(second, 59), millisecond, precision }
}

/** The line behind its time: closing marks and one separator go, the words stay as they are. */
function behind(line: string, end: number): string {
  const rest = line.slice(end)
  const marks = /^[*_`\])}>~]*\s*(?:(?:[-–—:|,;.→]|->)+[*_`\])}]*(?=\s|$)|:)?\s*#*(?=$|[\s\S])/.exec(
    rest.slice(0, 40),
  )
  return rest.slice(marks?.[0].length ?? 0).trim()
}

/** The year a day without one most likely has: the one that brings it nearest to `near`. */
export function withYear(day: WrittenDay, near: FullDay | null): FullDay | null {
  if (day.year !== null) return { year: day.year, month: day.month, day: day.day }
  if (near === null) return null
  const target = Date.UTC(near.year, near.month - 1, near.day)
  const distance = (year: number): number => Math.abs(Date.UTC(year, day.month - 1, day.day) - target)
  const years = [near.year, near.year - 1, near.year + 1].toSorted((a, b) => distance(a) - distance(b))
  return { year: years[0] ?? near.year, month: day.month, day: day.day }
}

/** "2026-03-12" as a day, or null. */
export function dayFrom(text: string): FullDay | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})/.exec(text)
  return match === null ? null : { year: Number(match[1]), month: Number(match[2]), day: Number(match[3]) }
}

const dayShape =
  /\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}(?:st|nd|rd|th)?[\s-]+(?:of\s+)?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.?\s+\d{1,2}/g

/** The first day written anywhere in a line: a title's "What we saw on September 4 2025". */
export function dayWithin(line: string, slashOrder: SlashOrder = null): WrittenDay | null {
  const text = line.slice(0, 300)
  for (const match of text.matchAll(dayShape)) {
    const day = dayAt(text, match.index, slashOrder)
    if (day !== null) return day.day
  }
  return null
}
