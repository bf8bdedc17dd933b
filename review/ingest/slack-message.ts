/** One message of a Slack export as evidence. */
import type { EventKind, EvidenceDraft, Speaker } from '../model/evidence.ts'
import { correlatesOf } from './correlations.ts'
import { type Fields, fieldsAt, listAt, numberAt, textAt, textsAt } from './json.ts'
import { plainWords, type SlackNames } from './mrkdwn.ts'
import { removedAtSource, revised } from './revisions.ts'
import type { SourceRecord } from './source.ts'
import { excerpt } from './words.ts'

/** What messages of one channel share. */
export interface SlackContext {
  readonly names: SlackNames
  readonly speakers: ReadonlyMap<string, Speaker>
  /** '' when the export does not tell; a message's own team then names it. */
  readonly team: string
  readonly channelId: string
  /** "#inc-checkout" */
  readonly place: string
  readonly workspace: string | null
}

const timestamp = /^(\d{9,11})(?:\.(\d{1,9}))?$/

/** Milliseconds since 1970 of a Slack timestamp, or null. The fraction is an order, not a time. */
export function slackMs(ts: string): number | null {
  const match = timestamp.exec(ts)
  return match === null ? null : Number(match[1]) * 1000
}

/** A draft as it is put together. */
type Written = { -readonly [Key in keyof EvidenceDraft]: EvidenceDraft[Key] }

/** A message as evidence, or why not. */
export function readMessage(message: Fields, context: SlackContext): SourceRecord {
  const ts = textAt(message, 'ts')
  const at_ms = slackMs(ts)
  if (at_ms === null) {
    return {
      notUnderstood: `A message in ${context.place} has no timestamp we can read.`,
      text: excerpt(textAt(message, 'text')),
      place: context.place,
    }
  }
  const team = context.team || textAt(message, 'team') || textAt(message, 'user_team') || '?'
  const prefix = `slack:${team}:${context.channelId}:`
  const root = textAt(message, 'thread_ts')
  const text = wordsOf(message, context)
  const link = linkTo(context, ts, root)
  // Written without spreads, which cost more than all the rest of a message.
  const draft: Written = {
    source: 'slack',
    key: prefix + ts,
    happenedAt: { at: new Date(at_ms).toISOString(), precision: 'second', isAbout: false },
    basis: 'occurred',
    sequence: ts,
    kind: kindOf(message),
    speaker: speakerOf(message, context),
    text,
    place: context.place,
    marks: marksOf(message, text),
    correlates: correlatesOf(text),
  }
  if (root !== '' && root !== ts) draft.thread = prefix + root
  if (link !== null) draft.link = link
  if (textAt(message, 'subtype') === 'tombstone') return removedAtSource(draft, null)
  const edited_ms = slackMs(textAt(fieldsAt(message, 'edited'), 'ts'))
  return edited_ms === null ? draft : revised(draft, new Date(edited_ms).toISOString())
}

function linkTo(context: SlackContext, ts: string, root: string): string | null {
  if (context.workspace === null || context.channelId === '?') return null
  const reply = root !== '' && root !== ts ? `?thread_ts=${root}&cid=${context.channelId}` : ''
  return `https://${context.workspace}.slack.com/archives/${context.channelId}/p${ts.replace('.', '')}${reply}`
}

/** A member of a workspace's list of people as a speaker. */
export function speakerFrom(user: Fields, id: string): Speaker {
  const profile = fieldsAt(user, 'profile')
  const handle = textAt(user, 'name')
  const display = textAt(profile, 'display_name')
  const name = textAt(profile, 'real_name') || textAt(user, 'real_name') || display || handle || id
  const isSystem = user.is_bot === true || id === 'USLACKBOT'
  const handles = [...new Set([handle, display].filter((word) => word !== ''))].map((word) => `@${word}`)
  return { kind: isSystem ? 'system' : 'person', ref: `slack:${id}`, name, handles: isSystem ? [] : handles }
}

const channelChanges = new Set([
  'channel_topic',
  'channel_purpose',
  'channel_name',
  'group_topic',
  'group_purpose',
  'group_name',
])
const comingsAndGoings = new Set([
  'channel_join',
  'channel_leave',
  'group_join',
  'group_leave',
  'bot_add',
  'bot_remove',
  'channel_archive',
  'channel_unarchive',
  'reminder_add',
  'tombstone',
])

function isBot(message: Fields): boolean {
  return textAt(message, 'subtype') === 'bot_message' || textAt(message, 'bot_id') !== ''
}

function kindOf(message: Fields): EventKind {
  const subtype = textAt(message, 'subtype')
  if (channelChanges.has(subtype) || comingsAndGoings.has(subtype)) return 'system'
  return isBot(message) ? 'observation' : 'chat'
}

function speakerOf(message: Fields, context: SlackContext): Speaker | null {
  const user = textAt(message, 'user') || textAt(fieldsAt(message, 'comment'), 'user')
  const known = context.speakers.get(user)
  if (known !== undefined) return known
  if (isBot(message)) return botOf(message)
  if (user === '') return null
  // Deleted people and guests of other workspaces are not in users.json; their message may still name them.
  const profile = fieldsAt(message, 'user_profile')
  const name = textAt(profile, 'display_name') || textAt(profile, 'real_name') || textAt(profile, 'name')
  const handle = textAt(profile, 'name') || user
  if (user === 'USLACKBOT') return { kind: 'system', ref: 'slack:USLACKBOT', name: 'Slackbot', handles: [] }
  return { kind: 'person', ref: `slack:${user}`, name: name || user, handles: [`@${handle}`] }
}

function botOf(message: Fields): Speaker {
  const profile = fieldsAt(message, 'bot_profile')
  const name = textAt(message, 'username') || textAt(profile, 'name') || 'bot'
  return { kind: 'system', ref: `slack:${textAt(message, 'bot_id') || name}`, name, handles: [] }
}

function wordsOf(message: Fields, context: SlackContext): string {
  const parts = [plainWords(textAt(message, 'text'), context.names)]
  const isWordless = parts[0]?.trim() === ''
  // Bots put their words into attachments; people's attachments are previews of links, unless shared on purpose.
  for (const attachment of listAt(message, 'attachments')) {
    const isShared = attachment.is_share === true || attachment.is_msg_unfurl === true
    if (isWordless || isBot(message) || isShared) parts.push(attachmentWords(attachment, context))
  }
  if (isWordless) {
    const blocks: string[] = []
    collectBlockWords(message.blocks, blocks, 0)
    parts.push(plainWords(blockText(blocks), context.names))
  }
  const comment = textAt(fieldsAt(message, 'comment'), 'comment')
  if (comment !== '' && isWordless) parts.push(plainWords(comment, context.names))
  for (const file of [...listAt(message, 'files'), fieldsAt(message, 'file')]) {
    const name = textAt(file, 'name') || textAt(file, 'title')
    if (name !== '') parts.push(`[file: ${name}]`)
  }
  return parts.filter((part) => part.trim() !== '').join('\n')
}

function attachmentWords(attachment: Fields, context: SlackContext): string {
  const fields = listAt(attachment, 'fields').map(
    (field) => `${textAt(field, 'title')}: ${textAt(field, 'value')}`,
  )
  const lines = [
    textAt(attachment, 'pretext'),
    textAt(attachment, 'title'),
    textAt(attachment, 'text'),
    ...fields,
  ]
  const told = [...new Set(lines.filter((line) => line.trim() !== ''))]
  const blocks: string[] = []
  if (told.length === 0) collectBlockWords(attachment.blocks, blocks, 0)
  const words = told.length > 0 ? told.join('\n') : blockText(blocks) || textAt(attachment, 'fallback')
  return plainWords(words, context.names)
}

/** Nesting deeper than any real message is not followed: a hostile one would exhaust the stack. */
const DEEPEST_BLOCK = 24

function collectBlockWords(value: unknown, words: string[], depth: number): void {
  if (depth > DEEPEST_BLOCK || words.length > 500 || typeof value !== 'object' || value === null) return
  if (Array.isArray(value)) {
    for (const member of value) collectBlockWords(member, words, depth + 1)
    return
  }
  const block: Fields = { ...value }
  const text = textAt(block, 'text')
  const url = textAt(block, 'url')
  const type = textAt(block, 'type')
  if (type === 'user') words.push(`<@${textAt(block, 'user_id')}>`)
  else if (type === 'channel') words.push(`<#${textAt(block, 'channel_id')}>`)
  else if (type === 'broadcast') words.push(`<!${textAt(block, 'range')}>`)
  else if (type === 'emoji') words.push(`:${textAt(block, 'name')}:`)
  else if (text !== '') words.push(url !== '' && url !== text ? `<${url}|${text}>` : text)
  else if (url !== '') words.push(`<${url}>`)
  for (const key of ['text', 'elements', 'fields', 'title', 'rows'])
    collectBlockWords(block[key], words, depth + 1)
  if (!inline.has(type)) words.push('\n')
}

const inline = new Set([
  'text',
  'user',
  'usergroup',
  'channel',
  'broadcast',
  'emoji',
  'link',
  'date',
  'color',
])

function blockText(words: readonly string[]): string {
  return words
    .join('')
    .replace(/\n{2,}/g, '\n')
    .trim()
}

function marksOf(message: Fields, text: string): readonly string[] {
  const marks: string[] = []
  const subtype = textAt(message, 'subtype')
  if (subtype !== '' && subtype !== 'bot_message') marks.push(subtype)
  if (isBot(message)) marks.push('bot')
  if (Array.isArray(message.pinned_to) && message.pinned_to.length > 0) marks.push('pinned')
  if (textAt(fieldsAt(message, 'edited'), 'ts') !== '') marks.push('edited')
  const reactors = new Set<string>()
  for (const reaction of listAt(message, 'reactions')) {
    const users = textsAt(reaction, 'users')
    for (const user of users) reactors.add(user)
    marks.push(
      `reaction:${textAt(reaction, 'name').split('::')[0] ?? ''}:${Math.max(numberAt(reaction, 'count'), users.length)}`,
    )
  }
  if (reactors.size >= 3) marks.push(`reactors:${reactors.size}`)
  const replies = Math.max(numberAt(message, 'reply_count'), listAt(message, 'replies').length)
  const repliers = Math.max(numberAt(message, 'reply_users_count'), textsAt(message, 'reply_users').length)
  if (replies > 0) marks.push(`replies:${replies}:${repliers}`)
  if (listAt(message, 'files').some((file) => textAt(file, 'mimetype').startsWith('image/')))
    marks.push('image')
  if (text.includes('```')) marks.push('code')
  return marks.length === 0 ? none : marks
}

const none: readonly string[] = []
