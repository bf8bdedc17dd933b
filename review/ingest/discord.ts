/**
 * Discord, as DiscordChatExporter writes a channel: one object with its guild, its channel and its messages.
 * Times carry the offset of the zone the exporter was set to; a message's own number carries the instant.
 */
import type { EventKind, EvidenceDraft } from '../model/evidence.ts'
import type { Moment } from '../model/instants.ts'
import { chatMarks, chatPerson, type Reaction } from './chat.ts'
import { correlatesOf } from './correlations.ts'
import { type Fields, fieldsAt, listAt, numberAt, textAt, wordsAt } from './json.ts'
import { type Delivery, jsonSource, linesOf, notUnderstood, systemNamed } from './json-source.ts'
import { revised } from './revisions.ts'
import type { SourceRecord } from './source.ts'
import { firstMoment, momentOf } from './stamps.ts'

const DISCORD_BEGAN_MS = 1_420_070_400_000n

/** The instant in a message's number; null when it is no number of that kind. */
function momentInNumber(id: string): Moment | null {
  if (!/^\d{15,20}$/.test(id)) return null
  const ms = Number((BigInt(id) >> 22n) + DISCORD_BEGAN_MS)
  return { at: new Date(ms).toISOString(), precision: 'millisecond', isAbout: false }
}

const said = new Set(['', 'Default', 'Reply', 'ApplicationCommand', 'ChatInputCommand', 'ContextMenuCommand'])

function kindOf(type: string, author: Fields): EventKind {
  if (!said.has(type) && !/^\d+$/.test(type)) return 'system'
  return author.isBot === true ? 'observation' : 'chat'
}

function speakerOf(author: Fields): EvidenceDraft['speaker'] {
  const id = wordsAt(author, 'id')
  const handle = textAt(author, 'name')
  const name = textAt(author, 'nickname') || handle || id
  if (name === '') return null
  return author.isBot === true
    ? systemNamed(`discord:${id}`, name)
    : chatPerson(`discord:${id || handle}`, name, handle)
}

function embedWords(embed: Fields): string {
  const fields = listAt(embed, 'fields').map((field) => `${textAt(field, 'name')}: ${textAt(field, 'value')}`)
  return linesOf(textAt(embed, 'title'), textAt(embed, 'description'), ...fields)
}

function wordsOf(message: Fields): string {
  const content = textAt(message, 'content')
  const author = fieldsAt(message, 'author')
  // A person's embeds are previews of links; a bot's are what it says.
  const isTold = author.isBot === true || content.trim() === ''
  const files = listAt(message, 'attachments').map((file) => textAt(file, 'fileName'))
  return linesOf(
    content,
    textAt(fieldsAt(message, 'forwardedMessage'), 'content'),
    ...(isTold ? listAt(message, 'embeds').map(embedWords) : []),
    ...files.filter((name) => name !== '').map((name) => `[file: ${name}]`),
  )
}

function reactionsOf(message: Fields): readonly Reaction[] {
  return listAt(message, 'reactions').map((reaction) => {
    const emoji = fieldsAt(reaction, 'emoji')
    const users = listAt(reaction, 'users').map((user) => wordsAt(user, 'id') || textAt(user, 'name'))
    const name = textAt(emoji, 'code') || textAt(emoji, 'name')
    return { name: name.split('_tone')[0] ?? name, count: numberAt(reaction, 'count'), users }
  })
}

interface Channel {
  readonly id: string
  readonly guildId: string
  readonly place: string
}

function draftOf(message: Fields, channel: Channel): EvidenceDraft | null {
  const id = wordsAt(message, 'id')
  const happenedAt = momentInNumber(id) ?? firstMoment(message.timestamp)
  if (id === '' || happenedAt === null) return null
  const author = fieldsAt(message, 'author')
  const type = wordsAt(message, 'type')
  const text = wordsOf(message)
  const prefix = `discord:${channel.id}:`
  const answered = wordsAt(fieldsAt(message, 'reference'), 'messageId')
  const isRenamed = type === 'ChannelNameChange'
  const isNumbered = channel.id !== '' && channel.guildId !== ''
  const draft: EvidenceDraft = {
    source: 'discord',
    key: prefix + id,
    happenedAt,
    basis: 'occurred',
    sequence: id.padStart(20, '0'),
    kind: kindOf(type, author),
    speaker: speakerOf(author),
    text,
    place: channel.place,
    ...(answered === '' || type !== 'Reply' ? {} : { thread: prefix + answered }),
    ...(isNumbered ? { link: `https://discord.com/channels/${channel.guildId}/${channel.id}/${id}` } : {}),
    marks: chatMarks({
      text,
      isBot: author.isBot === true,
      isPinned: message.isPinned === true,
      isEdited: textAt(message, 'timestampEdited') !== '',
      hasImage: listAt(message, 'attachments').some((file) =>
        /\.(?:png|jpe?g|gif|webp)$/i.test(textAt(file, 'fileName')),
      ),
      reactions: reactionsOf(message),
      own: isRenamed ? ['channel_name'] : said.has(type) ? [] : [type],
    }),
    correlates: correlatesOf(text),
  }
  const edited = momentOf(message.timestampEdited)
  return edited === null ? draft : revised(draft, edited.at)
}

function* records({ body, fileName }: Delivery): Generator<SourceRecord> {
  const about = fieldsAt(body, 'channel')
  const guildId = wordsAt(fieldsAt(body, 'guild'), 'id')
  const name = textAt(about, 'name')
  const channel: Channel = {
    id: wordsAt(about, 'id'),
    // Talk outside any guild is exported under the number 0.
    guildId: guildId === '0' ? '@me' : guildId,
    place: name === '' ? fileName : `#${name}`,
  }
  if (!Array.isArray(body.messages)) {
    yield notUnderstood('A Discord export holds no list of messages.', body, fileName)
    return
  }
  const members: readonly unknown[] = body.messages
  for (const member of members) {
    const [message] = listAt({ one: [member] }, 'one')
    const draft = message === undefined ? null : draftOf(message, channel)
    yield draft ??
      notUnderstood('A Discord message has no number or no time we can read.', member, channel.place)
  }
}

/** Discord, one exported channel per file. */
export const discord = jsonSource({
  name: 'discord',
  describes: 'Discord channel (DiscordChatExporter JSON)',
  holds: ['message', 'messages'],
  hasEnds: false,
  records,
  recognises(opening) {
    const isExport = /"guild"\s*:\s*\{/.test(opening) && /"channel"\s*:\s*\{/.test(opening)
    return isExport && /"(?:exportedAt|dateRange|messages)"\s*:/.test(opening) ? 0.95 : 0
  },
})
