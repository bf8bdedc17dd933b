/**
 * Slack workspace exports: the zip of a workspace, or the JSON of one channel's day.
 *
 * The name of a day file follows the workspace's zone, not UTC, so it decides nothing; a message's own
 * timestamp does. One entry is unpacked at a time, which keeps a year of chat in the memory of a day.
 */
import type { Speaker } from '../model/evidence.ts'
import { EARLIEST, epochMs, LATEST } from '../model/instants.ts'
import { type Archive, isZip, openArchive, type ZipEntry } from './archive.ts'
import { type Fields, glimpse, isFields, parseJson, textAt } from './json.ts'
import { jsonPartsOf } from './json-stream.ts'
import type { SlackNames } from './mrkdwn.ts'
import { inspectSlackApi, isSlackApi, readSlackApi } from './slack-api.ts'
import { readMessage, type SlackContext, slackMs, speakerFrom } from './slack-message.ts'
import type { ChannelSummary, FileView, Inspection, ReadOptions, Source, SourceRecord } from './source.ts'
import { Unreadable } from './source.ts'
import { counted, decode, excerpt, looksBinary, MOST_TEXT_BYTES, openingOf, textOf } from './words.ts'

/** `inc-checkout/2026-03-12.json`, possibly below one folder that the packing added. */
const dayFile = /^(?:([^/]+)\/)?([^/]+)\/(\d{4}-\d{2}-\d{2})(?:\.json)$/

interface DayEntry {
  readonly entry: ZipEntry
  readonly channel: string
}

interface Workspace {
  readonly archive: Archive
  readonly days: readonly DayEntry[]
  /** Files that are neither messages nor one of the lists Slack writes. */
  readonly strangers: readonly ZipEntry[]
}

function openWorkspace(file: FileView): Workspace {
  const archive = openArchive(file)
  const days: DayEntry[] = []
  const strangers: ZipEntry[] = []
  for (const entry of archive.entries) {
    const match = dayFile.exec(entry.name)
    if (match !== null) days.push({ entry, channel: match[2] ?? '' })
    else if (!entry.name.endsWith('/') && !/(?:^|\/)(?:[a-z_]+\.json|\.DS_Store)$|__MACOSX/.test(entry.name))
      strangers.push(entry)
  }
  if (days.length === 0) {
    throw new Unreadable(
      `${file.name} is a zip without channel folders; a Slack export holds one folder per channel with a JSON file per day.`,
    )
  }
  days.sort((a, b) => (a.entry.name < b.entry.name ? -1 : 1))
  return { archive, days, strangers }
}

/** A list the export carries at its root, or [] when it is missing or damaged inside. */
function rootList(archive: Archive, name: string): readonly Fields[] {
  const entry = archive.entries.find(
    (candidate) => candidate.name === name || candidate.name.endsWith(`/${name}`),
  )
  const parsed = entry === undefined ? null : parseJson(decode(archive.inflate(entry)))
  return Array.isArray(parsed?.value) ? parsed.value.filter(isFields) : []
}

interface Roster {
  readonly names: SlackNames
  readonly speakers: ReadonlyMap<string, Speaker>
  readonly channelIds: ReadonlyMap<string, string>
  readonly team: string
}

function readRoster(archive: Archive): Roster {
  const handles = new Map<string, string>()
  const speakers = new Map<string, Speaker>()
  let team = ''
  for (const user of rootList(archive, 'users.json')) {
    const id = textAt(user, 'id')
    if (id === '') continue
    const speaker = speakerFrom(user, id)
    speakers.set(id, speaker)
    handles.set(id, speaker.handles[0] ?? `@${speaker.name}`)
    team ||= textAt(user, 'team_id')
  }
  const channels = new Map<string, string>()
  const channelIds = new Map<string, string>()
  for (const list of ['channels.json', 'groups.json', 'mpims.json', 'dms.json']) {
    for (const channel of rootList(archive, list)) {
      const id = textAt(channel, 'id')
      const name = textAt(channel, 'name') || id
      channels.set(id, name)
      channelIds.set(name, id)
    }
  }
  return { names: { handles, channels }, speakers, channelIds, team }
}

function contextOf(roster: Roster, channel: string, workspace: string | undefined): SlackContext {
  return {
    names: roster.names,
    speakers: roster.speakers,
    team: roster.team,
    channelId: roster.channelIds.get(channel) ?? channel,
    place: `#${channel}`,
    workspace: workspace ?? null,
  }
}

/** Messages of one day file; null when the file is damaged inside. A day too large to be held is read in passing. */
function messagesOf(day: FileView): Iterable<unknown> | null {
  if (day.sizeBytes > MOST_TEXT_BYTES) return passing(day)
  const parsed = parseJson(decode(day.bytes()))
  return Array.isArray(parsed?.value) ? parsed.value : null
}

function* passing(day: FileView): Generator<unknown> {
  for (const part of jsonPartsOf(day)) yield 'value' in part ? part.value : null
}

function* readDay(messages: Iterable<unknown>, context: SlackContext): Generator<SourceRecord> {
  for (const message of messages) {
    if (isFields(message)) yield readMessage(message, context)
    else
      yield {
        notUnderstood: `A record in ${context.place} is not a message.`,
        text: excerpt(glimpse(message)),
        place: context.place,
      }
  }
}

function damagedDay(name: string): SourceRecord {
  return {
    notUnderstood: `${name} is not a list of messages; the day may be cut off.`,
    text: '',
    place: name,
  }
}

function* readExport(file: FileView, options: ReadOptions): Generator<SourceRecord> {
  const { archive, days, strangers } = openWorkspace(file)
  const roster = readRoster(archive)
  const chosen =
    options.channels === undefined ? null : new Set(options.channels.map((name) => name.replace(/^#/, '')))
  let context: SlackContext | null = null
  for (const { entry, channel } of days) {
    if (chosen !== null && !chosen.has(channel)) continue
    if (context?.place !== `#${channel}`) context = contextOf(roster, channel, options.workspace)
    const messages = messagesOf(archive.open(entry))
    if (messages === null) yield damagedDay(entry.name)
    else yield* readDay(messages, context)
  }
  for (const { name } of strangers) {
    yield {
      notUnderstood: `${name} is inside the export and is not a day of messages.`,
      text: '',
      place: file.name,
    }
  }
}

/** One day of one channel, taken out of its export: without the export's lists, ids stay ids. */
function* readDayFile(file: FileView, options: ReadOptions): Generator<SourceRecord> {
  const messages = dayFileMessages(file)
  const place = file.name.split('/').at(-2)
  const context: SlackContext = {
    names: { handles: new Map(), channels: new Map() },
    speakers: new Map(),
    team: '',
    channelId: '?',
    place: place === undefined ? file.name : `#${place}`,
    workspace: options.workspace ?? null,
  }
  yield* readDay(messages, context)
}

function dayFileMessages(file: FileView): Iterable<unknown> {
  if (file.sizeBytes > MOST_TEXT_BYTES) return passing(file)
  const parsed = parseJson(textOf(file))
  if (parsed === null)
    throw new Unreadable(`${file.name} stops in the middle of its JSON; export or download it again.`)
  if (!Array.isArray(parsed.value))
    throw new Unreadable(`${file.name} is not a list of messages, which a day of a Slack channel is.`)
  return parsed.value
}

const EARLIEST_MS = epochMs(EARLIEST)
const LATEST_MS = epochMs(LATEST)

interface Tally {
  messages: number
  first: number
  last: number
}

/** Adds messages to a tally and answers how many there were. */
function count(tally: Tally, messages: Iterable<unknown>): number {
  let records = 0
  for (const message of messages) {
    records++
    const at_ms = isFields(message) ? slackMs(textAt(message, 'ts')) : null
    if (at_ms === null) continue
    tally.messages++
    if (at_ms < EARLIEST_MS || at_ms >= LATEST_MS) continue
    tally.first = Math.min(tally.first, at_ms)
    tally.last = Math.max(tally.last, at_ms)
  }
  return records
}

function instantOf(at_ms: number): string | null {
  return Number.isFinite(at_ms) ? new Date(at_ms).toISOString() : null
}

function* inspectSlack(file: FileView): Generator<number, Inspection> {
  const tallies = new Map<string, Tally>()
  const tallyOf = (channel: string): Tally => {
    const tally = tallies.get(channel) ?? { messages: 0, first: Infinity, last: -Infinity }
    tallies.set(channel, tally)
    return tally
  }
  if (isZip(file)) {
    const { archive, days } = openWorkspace(file)
    let records = 0
    for (const { entry, channel } of days) {
      records += count(tallyOf(channel), messagesOf(archive.open(entry)) ?? [])
      yield records
    }
  } else count(tallyOf(file.name.split('/').at(-2) ?? file.name), dayFileMessages(file))
  return summaryOf(tallies)
}

function summaryOf(tallies: ReadonlyMap<string, Tally>): Inspection {
  const channels: ChannelSummary[] = [...tallies].map(([name, tally]) => ({
    name,
    messages: tally.messages,
    firstAt: instantOf(tally.first),
    lastAt: instantOf(tally.last),
  }))
  channels.sort((a, b) => b.messages - a.messages || (a.name < b.name ? -1 : 1))
  const all = [...tallies.values()]
  const records = all.reduce((sum, tally) => sum + tally.messages, 0)
  return {
    describes: `A Slack export with ${counted(channels.length, 'channel')} and ${counted(records, 'message')}.`,
    channels,
    records,
    firstAt: instantOf(Math.min(...all.map((tally) => tally.first))),
    lastAt: instantOf(Math.max(...all.map((tally) => tally.last))),
    zoneNeeded: false,
    dayNeeded: false,
  }
}

function isOfApi(file: FileView): boolean {
  return !isZip(file) && isSlackApi(openingOf(file))
}

/** Slack: its own export, zipped or one day of it, what its API lists and what it delivers. */
export const slack: Source = {
  name: 'slack',
  describes: 'Slack (export, one day of a channel, history of the API, or event deliveries)',
  recognises(file) {
    if (isZip(file)) return 0.9
    if (looksBinary(file.bytes(0, Math.min(8192, file.sizeBytes)))) return 0
    if (isOfApi(file)) return 0.95
    const opening = openingOf(file, 16_384)
    return /^\s*\[\s*(?:\{|\])/.test(opening) && /"ts"\s*:\s*"\d{9,11}\.\d{3,9}"/.test(opening) ? 0.9 : 0
  },
  inspect: (file) => (isOfApi(file) ? inspectSlackApi(file) : inspectSlack(file)),
  read(file, options) {
    if (isZip(file)) return readExport(file, options)
    return isOfApi(file) ? readSlackApi(file, options) : readDayFile(file, options)
  },
}
