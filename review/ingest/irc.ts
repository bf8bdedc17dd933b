/**
 * IRC logs as WeeChat, irssi, ZNC and HexChat write them. A line has a clock and a nick; its day stands in
 * the line, in a line above it, in the file's name or in the options, and its zone nowhere at all.
 */
import type { EvidenceDraft } from '../model/evidence.ts'
import type { Moment } from '../model/instants.ts'
import { chatMarks } from './chat.ts'
import { correlatesOf } from './correlations.ts'
import { type IrcLine, ircLine, isIrcLine } from './irc-lines.ts'
import { systemNamed } from './json-source.ts'
import { speakerNamed } from './notes.ts'
import type { FileView, Inspection, ReadOptions, Source, SourceRecord } from './source.ts'
import { dayFrom } from './times.ts'
import { refuseUntextual, textLines } from './windows.ts'
import { counted, excerpt, looksBinary, openingOf, ordinal } from './words.ts'
import { type FullDay, instantMs } from './zones.ts'

/** A clock this much earlier than the one before it has passed midnight; less is a line out of order. */
const MIDNIGHT_STEP_MIN = 6 * 60

interface Walk {
  day: FullDay | null
  lastMinute: number | null
}

interface Placed {
  readonly line: IrcLine
  readonly day: FullDay | null
  readonly number: number
}

/** `#ledger.2026-02-03.log`, `2026-02-03.log`, `ledger_20260203.log` */
function dayOfName(name: string): FullDay | null {
  const match = /(?<!\d)(20\d\d)([-_.]?)(\d\d)\2(\d\d)(?!\d)/.exec(name.slice(-120))
  return match === null ? null : dayFrom(`${match[1]}-${match[3]}-${match[4]}`)
}

function channelOf(name: string): string {
  const match = /#+[\w-]{1,60}/.exec(name)
  return match?.[0] ?? name
}

/** Lines of a log with their days; a line of no known form is handed on as null. */
function* placedLines(
  file: FileView,
  start: FullDay | null,
): Generator<Placed | { readonly stray: string; readonly number: number }> {
  const walk: Walk = { day: start, lastMinute: null }
  let number = 0
  refuseUntextual(file)
  for (const written of textLines(file)) {
    number++
    if (written.trim() === '') continue
    const line = ircLine(written)
    if (line === null) yield { stray: written, number }
    else if (line.what === 'day') {
      walk.day = line.day
      walk.lastMinute = null
    } else yield { line, day: dayOf(line, walk), number }
  }
}

function dayOf(line: IrcLine, walk: Walk): FullDay | null {
  const minute = line.clock.hour * 60 + line.clock.minute
  if (line.day !== null) walk.day = line.day
  else if (walk.day !== null && walk.lastMinute !== null && minute < walk.lastMinute - MIDNIGHT_STEP_MIN) {
    const next = new Date(Date.UTC(walk.day.year, walk.day.month - 1, walk.day.day + 1))
    walk.day = { year: next.getUTCFullYear(), month: next.getUTCMonth() + 1, day: next.getUTCDate() }
  }
  walk.lastMinute = minute
  return walk.day
}

function momentOf({ line, day }: Placed, zone: string | undefined): Moment | null {
  const named = line.zone ?? zone
  if (day === null || named === undefined) return null
  const at_ms = instantMs(day, line.clock, named)
  return at_ms === null
    ? null
    : { at: new Date(at_ms).toISOString(), precision: line.clock.precision, isAbout: false }
}

function missingMark({ line }: Placed, zone: string | undefined): string {
  return (line.zone ?? zone) === undefined ? 'zone-missing' : 'day-missing'
}

function clockWords({ line }: Placed): string {
  const parts = [
    line.clock.hour,
    line.clock.minute,
    ...(line.clock.precision === 'minute' ? [] : [line.clock.second]),
  ]
  return parts.map((part) => String(part).padStart(2, '0')).join(':')
}

/** Services and bots carry it in their nick: there is no other sign. */
function speakerOf(nick: string): EvidenceDraft['speaker'] {
  if (nick === '') return null
  const isService = /(?:bot|serv)[\d_-]{0,4}$/i.test(nick)
  return isService ? systemNamed(`irc:${nick.toLowerCase()}`, nick) : speakerNamed(nick, 'irc')
}

function draftOf(placed: Placed, place: string, zone: string | undefined): EvidenceDraft {
  const { line } = placed
  const happenedAt = momentOf(placed, zone)
  const speaker = speakerOf(line.nick)
  const isBot = speaker?.kind === 'system'
  const isAssumed = happenedAt !== null && line.zone === null && zone !== undefined
  const own = line.what === 'topic' ? ['channel_topic'] : line.what === 'server' ? ['routine'] : []
  return {
    source: 'irc',
    key: '',
    happenedAt,
    basis: 'occurred',
    ...(isAssumed ? { zoneAssumed: zone } : {}),
    sequence: ordinal(placed.number),
    kind: line.what === 'said' ? (isBot ? 'observation' : 'chat') : 'system',
    speaker,
    // A time we cannot place stays in the words, so that nothing is lost.
    text: happenedAt === null ? `${clockWords(placed)} ${line.text}` : line.text,
    place,
    marks: chatMarks({
      text: line.text,
      isBot,
      own: happenedAt === null ? [...own, missingMark(placed, zone)] : own,
    }),
    correlates: correlatesOf(line.text),
  }
}

function* readIrc(file: FileView, options: ReadOptions): Generator<SourceRecord> {
  const start = dayOfName(file.name) ?? (options.day === undefined ? null : dayFrom(options.day))
  const place = channelOf(file.name)
  for (const placed of placedLines(file, start)) {
    if ('line' in placed) yield draftOf(placed, place, options.zone)
    else {
      yield {
        notUnderstood: `Line ${placed.number} of the log has no clock and no nick we can read.`,
        text: excerpt(placed.stray),
        place: file.name,
      }
    }
  }
}

function* inspectIrc(file: FileView): Generator<number, Inspection> {
  let records = 0
  let said = 0
  let zoneNeeded = false
  let dayNeeded = false
  for (const placed of placedLines(file, dayOfName(file.name))) {
    records++
    if (records % 1000 === 0) yield records
    if (!('line' in placed)) continue
    if (placed.line.what === 'said') said++
    if (placed.line.zone === null) zoneNeeded = true
    if (placed.day === null) dayNeeded = true
  }
  const describes = `An IRC log with ${counted(said, 'line', 'lines')} of talk.`
  return { describes, records, firstAt: null, lastAt: null, zoneNeeded, dayNeeded }
}

/** IRC, as four clients log it. */
export const irc: Source = {
  name: 'irc',
  describes: 'IRC log (WeeChat, irssi, ZNC or HexChat)',
  recognises(file) {
    if (file.sizeBytes === 0 || looksBinary(file.bytes(0, Math.min(8192, file.sizeBytes)))) return 0
    const lines = openingOf(file)
      .split('\n', 400)
      .filter((line) => line.trim() !== '')
    const known = lines.filter(isIrcLine).length
    return known >= 2 && known >= lines.length * 0.8 ? 0.85 : 0
  },
  inspect: inspectIrc,
  read: readIrc,
}
