/**
 * Slack as its API tells it: pages of a channel's history or of a thread, and deliveries of its Events API. A
 * message has the key it has in an export, whichever way it came; of several tellings the last edit is read.
 *
 * A file is read twice and never held: first for the names it lists, then for its records. Messages are kept together
 * until there are many, so that what changed one finds it; where that comes later, it is evidence of its own.
 */
import type { EvidenceDraft } from '../model/evidence.ts'
import { type Fields, fieldsAt, isFields, listAt, textAt, textsAt } from './json.ts'
import { notUnderstood } from './json-source.ts'
import { jsonPartsOf } from './json-stream.ts'
import { type Alteration, alterationOf, joinedReactions } from './slack-events.ts'
import { readMessage, type SlackContext, slackMs, speakerFrom } from './slack-message.ts'
import type { ChannelSummary, FileView, Inspection, ReadOptions, SourceRecord } from './source.ts'
import { isNotUnderstood, Unreadable } from './source.ts'
import { counted } from './words.ts'

/** Whether a file's opening is that of an API answer or of event deliveries. */
export function isSlackApi(opening: string): boolean {
  if (!/^\s*[[{]/.test(opening)) return false
  const hasStamp = /"(?:ts|event_ts|deleted_ts)"\s*:\s*"\d{9,11}\.\d{3,9}"/.test(opening)
  if (/"type"\s*:\s*"event_callback"/.test(opening)) return hasStamp || /"event_id"\s*:/.test(opening)
  return hasStamp && /^[\s[]*\{/.test(opening) && /"messages"\s*:\s*\[/.test(opening)
}

/** One message as far as the file tells it. */
interface Known {
  readonly message: Fields
  readonly context: SlackContext
}

interface Reading {
  readonly names: { readonly handles: Map<string, string>; readonly channels: Map<string, string> }
  readonly speakers: Map<string, EvidenceDraft['speaker'] & object>
  readonly workspace: string | null
  readonly fileName: string
  readonly threads: Threads
  messages: Map<string, Known>
  alterations: Alteration[]
  rest: SourceRecord[]
}

/** Threads by the timestamp of their first message, as far as the file tells them. */
interface Threads {
  /** Those with a reply in the file. */
  readonly told: Set<string>
  /** Those that had replies when the file was written. */
  readonly answered: Set<string>
}

function startReading(file: FileView, options: { readonly workspace?: string }): Reading {
  return {
    names: { handles: new Map(), channels: new Map() },
    speakers: new Map(),
    workspace: options.workspace ?? null,
    fileName: file.name,
    threads: { told: new Set(), answered: new Set() },
    messages: new Map(),
    alterations: [],
    rest: [],
  }
}

/** Everything a file tells, every message once and in the order it was first met. */
export function* readSlackApi(file: FileView, options: ReadOptions): Generator<SourceRecord> {
  const chosen =
    options.channels === undefined
      ? null
      : new Set(options.channels.map((name) => `#${name.replace(/^#/, '')}`))
  for (const record of recordsOf(file, options)) if (chosen === null || chosen.has(record.place)) yield record
}

/** Messages held until what changed them may have come. */
const REMEMBERED = 25_000

function* recordsOf(file: FileView, options: { readonly workspace?: string }): Generator<SourceRecord> {
  const reading = startReading(file, options)
  if (!learnAllNames(file, reading))
    throw new Unreadable(`${file.name} stops in the middle of its JSON; save it again and import it whole.`)
  for (const part of jsonPartsOf(file)) {
    if ('tooLong' in part) yield { notUnderstood: part.tooLong, text: '', place: file.name }
    else if ('broken' in part)
      yield notUnderstood('A record stops in the middle; the file was cut off.', part.broken, file.name)
    else if (isFields(part.value)) take(part.value, reading)
    else yield notUnderstood(`${file.name} holds a value that is no Slack record.`, part.value, file.name)
    if (reading.messages.size + reading.alterations.length >= REMEMBERED) yield* released(reading)
  }
  yield* released(reading)
  yield* missingReplies(reading)
}

/** What was gathered, in order; the reading goes on without it. */
function* released(reading: Reading): Generator<SourceRecord> {
  const { messages, alterations, rest } = reading
  reading.messages = new Map()
  reading.alterations = []
  reading.rest = []
  yield* rest
  yield* finished({ ...reading, messages, alterations })
}

/** Learns the names a file lists, wherever they stand in it; false when nothing of it is whole. */
function learnAllNames(file: FileView, reading: Reading): boolean {
  let isAnythingWhole = false
  for (const part of jsonPartsOf(file)) {
    if ('broken' in part) continue
    isAnythingWhole = true
    if ('value' in part && isFields(part.value)) learnNames(part.value, reading)
  }
  return isAnythingWhole
}

/** Answers that list people and channels may lie in the same file; they give ids their names. */
function learnNames(part: Fields, reading: Reading): void {
  for (const user of [...listAt(part, 'members'), fieldsAt(part, 'user')]) {
    const id = textAt(user, 'id')
    if (id === '') continue
    const speaker = speakerFrom(user, id)
    reading.speakers.set(id, speaker)
    reading.names.handles.set(id, speaker.handles[0] ?? `@${speaker.name}`)
  }
  for (const channel of [...listAt(part, 'channels'), fieldsAt(part, 'channel')]) {
    const [id, name] = [textAt(channel, 'id'), textAt(channel, 'name')]
    if (id !== '' && name !== '') reading.names.channels.set(id, name)
  }
}

function contextFor(channelId: string, team: string, reading: Reading): SlackContext {
  const { names, speakers, workspace, fileName } = reading
  const name = names.channels.get(channelId) ?? channelId
  return {
    names,
    speakers,
    team,
    channelId: channelId || '?',
    place: name === '' ? fileName : `#${name}`,
    workspace,
  }
}

function take(part: Fields, reading: Reading): void {
  if (isFields(part.event)) takeEvent(part.event, part, reading)
  else if (Array.isArray(part.messages)) takePage(part, reading)
  else if (Array.isArray(part.members) || Array.isArray(part.channels)) return
  else if (textAt(part, 'ts') !== '' || textAt(part, 'type') === 'app_rate_limited')
    takeEvent(part, {}, reading)
  else if (textAt(part, 'type') !== 'url_verification' && !isFields(part.user) && !isFields(part.channel))
    reading.rest.push(
      notUnderstood('A Slack record holds neither messages nor an event.', part, reading.fileName),
    )
}

/** A page of history does not say whose it is: its wrapping does, or its messages, or the name of the file. */
function channelOfPage(page: Fields, reading: Reading): string {
  const messages = listAt(page, 'messages')
  return (
    textAt(page, 'channel') ||
    textAt(page, 'channel_id') ||
    textAt(fieldsAt(page, 'channel'), 'id') ||
    (messages.map((message) => textAt(message, 'channel')).find((id) => id !== '') ?? '') ||
    (/archives\/([CGD][A-Z0-9]{6,})\//.exec(
      messages.map((message) => textAt(message, 'permalink')).join(' '),
    )?.[1] ??
      '') ||
    (/(?<![A-Z0-9])([CGD][A-Z0-9]{8,12})(?![A-Z0-9])/.exec(reading.fileName)?.[1] ?? '')
  )
}

function takePage(page: Fields, reading: Reading): void {
  const context = contextFor(channelOfPage(page, reading), textAt(page, 'team_id'), reading)
  const members: readonly unknown[] = Array.isArray(page.messages) ? page.messages : []
  for (const member of members) {
    if (!isFields(member))
      reading.rest.push(
        notUnderstood('A page of history holds something that is no message.', member, context.place),
      )
    else {
      learn({ message: member, context }, reading)
      // A downloader keeps the replies of a thread under its root.
      for (const reply of listAt(member, 'slackdump_thread_replies'))
        learn({ message: reply, context }, reading)
    }
  }
  if (page.has_more === true) {
    reading.rest.push({
      notUnderstood: 'This page of the history is followed by more; import the next pages too.',
      text: textAt(fieldsAt(page, 'response_metadata'), 'next_cursor'),
      place: context.place,
    })
  }
}

function takeEvent(event: Fields, envelope: Fields, reading: Reading): void {
  const team = textAt(envelope, 'team_id') || textAt(event, 'team')
  const alteration = alterationOf(event, (channel) => contextFor(channel, team, reading))
  if (alteration === null)
    reading.rest.push(
      notUnderstood(
        `A Slack event of the sort "${textAt(event, 'type').slice(0, 40)}" is none we read.`,
        event,
        reading.fileName,
      ),
    )
  else if ('gap' in alteration)
    reading.rest.push({ notUnderstood: alteration.gap, text: '', place: reading.fileName })
  else if ('draft' in alteration) reading.rest.push(alteration.draft)
  else {
    if (alteration.message !== null)
      learn({ message: alteration.message, context: alteration.context }, reading)
    if (alteration.what !== 'told') reading.alterations.push(alteration)
  }
}

/** Of two tellings of one message the later edit stays, then the one that says more. */
function learn(told: Known, reading: Reading): void {
  const ts = textAt(told.message, 'ts')
  if (slackMs(ts) === null) {
    reading.rest.push(readMessage(told.message, told.context))
    return
  }
  noteThread(told.message, reading.threads)
  const id = `${told.context.channelId} ${ts}`
  const known = reading.messages.get(id)
  if (known === undefined || rankOf(told.message) > rankOf(known.message)) reading.messages.set(id, told)
}

function noteThread(message: Fields, { told, answered }: Threads): void {
  const root = textAt(message, 'thread_ts')
  if (root === '') return
  if (root !== textAt(message, 'ts')) told.add(root)
  else if (textsAt(message, 'reply_users').length > 0) answered.add(root)
}

function rankOf(message: Fields): string {
  const size = textAt(message, 'text').length + listAt(message, 'reactions').length
  return `${textAt(fieldsAt(message, 'edited'), 'ts').padStart(18, '0')} ${String(size).padStart(9, '0')} ${textAt(message, 'text')}`
}

function* finished(reading: Reading): Generator<SourceRecord> {
  const byMessage = new Map<string, Alteration[]>()
  for (const alteration of reading.alterations) {
    const id = `${alteration.context.channelId} ${alteration.ts}`
    byMessage.set(id, [...(byMessage.get(id) ?? []), alteration])
  }
  for (const [id, { message, context }] of reading.messages) {
    const own = byMessage.get(id) ?? []
    byMessage.delete(id)
    const deletion = own.find(({ what }) => what === 'deleted')
    if (deletion !== undefined) yield deletion.alone
    else yield readMessage(altered(message, own, context.channelId), context)
  }
  const seen = new Set<string>()
  for (const alteration of [...byMessage.values()].flat()) {
    if (seen.has(alteration.alone.key)) continue
    seen.add(alteration.alone.key)
    yield alteration.alone
  }
}

function altered(message: Fields, alterations: readonly Alteration[], channelId: string): Fields {
  const pins = alterations.filter(({ what }) => what === 'pinned' || what === 'unpinned')
  const last = pins.toSorted((a, b) => (a.eventTs < b.eventTs ? -1 : 1)).at(-1)
  const pinned = last === undefined ? message.pinned_to : last.what === 'pinned' ? [channelId] : []
  return {
    ...message,
    pinned_to: pinned,
    reactions: joinedReactions(listAt(message, 'reactions'), alterations),
  }
}

/** A channel's history carries no replies; a thread whose replies are nowhere in the file is a gap, and told. */
function* missingReplies({ threads, fileName }: Reading): Generator<SourceRecord> {
  const missing = [...threads.answered].filter((root) => !threads.told.has(root))
  if (missing.length === 0) return
  yield {
    notUnderstood: `The replies of ${counted(missing.length, 'thread')} are not in this file: a channel's history leaves them out; import the threads too.`,
    text: missing.join(' '),
    place: fileName,
  }
}

/** What such a file holds, by channel. */
export function* inspectSlackApi(file: FileView): Generator<number, Inspection> {
  const channels = new Map<
    string,
    { name: string; messages: number; firstAt: string | null; lastAt: string | null }
  >()
  let records = 0
  for (const record of recordsOf(file, {})) {
    records++
    if (records % 500 === 0) yield records
    const at = isNotUnderstood(record) ? undefined : record.happenedAt?.at
    if (at === undefined) continue
    const name = record.place.replace(/^#/, '')
    const known = channels.get(name) ?? { name, messages: 0, firstAt: null, lastAt: null }
    known.messages++
    if (known.firstAt === null || at < known.firstAt) known.firstAt = at
    if (known.lastAt === null || at > known.lastAt) known.lastAt = at
    channels.set(name, known)
  }
  return summaryOf([...channels.values()], records)
}

function summaryOf(channels: readonly ChannelSummary[], records: number): Inspection {
  const messages = channels.reduce((sum, channel) => sum + channel.messages, 0)
  const instants = channels
    .flatMap(({ firstAt, lastAt }) => [firstAt, lastAt].filter((at) => at !== null))
    .toSorted()
  return {
    describes: `Slack's API: ${counted(channels.length, 'channel')} and ${counted(messages, 'message')}.`,
    channels: channels.toSorted((a, b) => b.messages - a.messages || (a.name < b.name ? -1 : 1)),
    records,
    firstAt: instants[0] ?? null,
    lastAt: instants.at(-1) ?? null,
    zoneNeeded: false,
    dayNeeded: false,
  }
}
