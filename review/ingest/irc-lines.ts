/** One line of an IRC log, in the forms of the clients that write them. */
import type { Clock } from './times.ts'
import type { FullDay } from './zones.ts'
import { zoneOfToken, zoneToken } from './zones.ts'

/** A line that says, notes or changes something, at its clock. */
export interface IrcLine {
  readonly what: 'said' | 'server' | 'topic'
  readonly day: FullDay | null
  readonly clock: Clock
  /** Only some bots write one behind the clock. */
  readonly zone: string | null
  readonly nick: string
  readonly text: string
}

/** A line that says which day begins. */
export interface IrcDay {
  readonly what: 'day'
  readonly day: FullDay
}

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

// irssi and HexChat: "--- Log opened Tue Feb 03 22:01:00 2026", "--- Day changed Wed Feb 04 2026", "**** BEGIN LOGGING AT …"
const dayLine =
  /^(?:---|\*{4}) (?:Log (?:opened|closed)|Day changed|BEGIN LOGGING AT|ENDING LOGGING AT) (?:\w{3} )?(\w{3}) {1,2}(\d{1,2})(?: \d{1,2}:\d{2}:\d{2})? (\d{4})/

const stamp =
  /^\[?(?:(\d{4})-(\d{2})-(\d{2})[T ])?(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,6}))?)?(Z|[+-]\d{2}:?\d{2})?\]?(?=[\s<])/

/** What follows the clock: who speaks and the words, or what the server notes. */
const bodies: readonly (readonly [IrcLine['what'], RegExp])[] = [
  // irssi: "-!- nick changed the topic of #c to: …"; WeeChat: "--\tnick has changed topic for #c …"; ZNC: "*** nick changes topic to '…'"
  ['topic', /^(?:-!-|--|\*\*\*|\*)\s+([^\s]{1,60})\s+((?:has )?chang(?:ed|es) (?:the )?topic\b.*)$/],
  ['server', /^(?:-!-|-->|<--|--|\*\*\*|---)\s+()(.*)$/],
  ['said', /^<[ @+%&~]?([^<>\s]{1,60})>\s?(.*)$/],
  ['said', /^\*\s+([^\s]{1,60})\s+(.*)$/],
  ['said', /^-([^\s-][^\s]{0,60})-\s+(.*)$/],
]

/** WeeChat parts the line with tabs: clock, nick or sign, words. */
function tabbedBody(rest: string): Pick<IrcLine, 'what' | 'nick' | 'text'> | null {
  const match = /^\t\s?([^\t]{1,60})\t(.*)$/.exec(rest)
  if (match === null) return null
  const [, sign = '', words = ''] = match
  if (sign.trim() === '*') {
    const acted = /^([^\s]{1,60})\s+(.*)$/.exec(words)
    return { what: 'said', nick: acted?.[1] ?? '', text: acted?.[2] ?? words }
  }
  if (/^(?:-->|<--|--|=!=|-!-)$/.test(sign.trim())) {
    const topic = /^([^\s]{1,60})\s+(has changed topic\b.*)$/.exec(words)
    if (topic !== null) return { what: 'topic', nick: topic[1] ?? '', text: topic[2] ?? '' }
    return { what: 'server', nick: '', text: words }
  }
  return { what: 'said', nick: sign.trim().replace(/^[@+%&~]/, ''), text: words }
}

function bodyOf(rest: string): Pick<IrcLine, 'what' | 'nick' | 'text'> | null {
  const tabbed = tabbedBody(rest)
  if (tabbed !== null) return tabbed
  const plain = rest.trimStart()
  for (const [what, pattern] of bodies) {
    const match = pattern.exec(plain)
    if (match !== null) return { what, nick: match[1] ?? '', text: match[2] ?? '' }
  }
  return null
}

function fullDay(year: string | undefined, month: number, day: string | undefined): FullDay | null {
  const isReal = month >= 1 && month <= 12 && Number(day) >= 1 && Number(day) <= 31
  return year === undefined || !isReal ? null : { year: Number(year), month, day: Number(day) }
}

/** A line of a log, or null when it is of no form we know. */
export function ircLine(written: string): IrcLine | IrcDay | null {
  const opens = dayLine.exec(written.slice(0, 120))
  if (opens !== null) {
    const day = fullDay(opens[3], months.indexOf((opens[1] ?? '').toLowerCase()) + 1, opens[2])
    return day === null ? null : { what: 'day', day }
  }
  const match = stamp.exec(written.slice(0, 60))
  if (match === null) return null
  const [whole, year, month, dayOfMonth, hour, minute, second, fraction, zone] = match
  const clock = clockOf(hour, minute, [second, fraction])
  const body = clock === null ? null : bodyOf(written.slice(whole.length))
  if (clock === null || body === null) return null
  return {
    ...body,
    day: fullDay(year, Number(month), dayOfMonth),
    clock,
    zone: zone === undefined ? null : namedZone(zone),
  }
}

function clockOf(
  hour: string | undefined,
  minute: string | undefined,
  [second, fraction]: readonly [string | undefined, string | undefined],
): Clock | null {
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second ?? 0) > 60) return null
  return {
    hour: Number(hour),
    minute: Number(minute),
    second: Math.min(Number(second ?? 0), 59),
    millisecond: Number((fraction ?? '').padEnd(3, '0').slice(0, 3)),
    precision: fraction !== undefined ? 'millisecond' : second !== undefined ? 'second' : 'minute',
  }
}

function namedZone(written: string): string | null {
  zoneToken.lastIndex = 0
  const match = zoneToken.exec(written)
  return match === null ? null : zoneOfToken(match)
}

/** Whether a line is one of a log: what tells a log from notes that begin with a clock. */
export function isIrcLine(written: string): boolean {
  return ircLine(written.replace(/\r$/, '')) !== null
}
