/**
 * Zulip: messages as its API lists them (their words are HTML) and the message files of an organisation's
 * export (their words are as typed). Times are whole seconds, or seconds with a fraction in the export.
 */
import type { EvidenceDraft } from '../model/evidence.ts'
import { chatMarks, chatPerson, gathered, type Reaction } from './chat.ts'
import { correlatesOf } from './correlations.ts'
import { type Fields, fieldsAt, listAt, textAt, wordsAt } from './json.ts'
import { type Delivery, jsonSource, notUnderstood, systemNamed } from './json-source.ts'
import { revised } from './revisions.ts'
import type { SourceRecord } from './source.ts'
import { firstMoment } from './stamps.ts'

const entities: Readonly<Record<string, string>> = {
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
  '&nbsp;': ' ',
  '&amp;': '&',
}

/** Plain words of Zulip's HTML: paragraphs become lines, code keeps its fence, links keep their address. */
export function wordsOfHtml(html: string): string {
  return html
    .replace(
      /<a [^<>]{0,2000}?href="([^"<>]{1,2000})"[^<>]{0,200}>([^<>]{0,2000})<\/a>/g,
      (_, address, label) => (label === '' || label === address ? address : `${label} (${address})`),
    )
    .replace(/<div class="codehilite"[^<>]{0,200}>|<\/pre>\s{0,4}<\/div>/g, '\n```\n')
    .replace(/<img [^<>]{0,1000}?alt=":?([\w+-]{1,60}):?"[^<>]{0,1000}>/g, ':$1:')
    .replace(/<li>/g, '- ')
    .replace(/<br ?\/?>|<\/(?:p|li|blockquote|h\d|tr|div)>/g, '\n')
    .replace(/<\/?[a-z][a-z0-9]{0,20}(?: [^<>]{0,4000})?>/gi, '')
    .replace(/&(?:lt|gt|quot|#39|nbsp|amp);/g, (name) => entities[name] ?? name)
    .replace(/\n{2,}/g, '\n')
    .trim()
}

function wordsOf(message: Fields): string {
  const content = textAt(message, 'content')
  const isHtml =
    textAt(message, 'content_type') === 'text/html' ||
    /^\s*<(?:p|div|ul|ol|blockquote|h\d|table)\b/.test(content)
  return isHtml && textAt(message, 'content_type') !== 'text/x-markdown'
    ? wordsOfHtml(content)
    : content.trim()
}

function reactionsOf(message: Fields): readonly Reaction[] {
  return gathered(
    listAt(message, 'reactions').map((one) => [
      textAt(one, 'emoji_name'),
      wordsAt(one, 'user_id') || wordsAt(fieldsAt(one, 'user'), 'id'),
    ]),
  )
}

function placeOf(message: Fields): string {
  const topic = textAt(message, 'subject') || textAt(message, 'topic')
  const stream = textAt(message, 'display_recipient') || textAt(message, 'stream')
  if (stream === '' && Array.isArray(message.display_recipient)) return 'direct message'
  const channel = stream === '' ? 'Zulip' : `#${stream}`
  return topic === '' ? channel : `${channel} > ${topic}`
}

function speakerOf(message: Fields, isBot: boolean): EvidenceDraft['speaker'] {
  const id = wordsAt(message, 'sender_id') || wordsAt(message, 'sender')
  const name = textAt(message, 'sender_full_name') || (id === '' ? '' : `user ${id}`)
  if (name === '') return null
  return isBot
    ? systemNamed(`zulip:${id}`, name)
    : chatPerson(`zulip:${id}`, name, textAt(message, 'sender_full_name'))
}

function draftOf(message: Fields): EvidenceDraft | null {
  const id = wordsAt(message, 'id')
  const happenedAt = firstMoment(message.timestamp, message.date_sent)
  if (id === '' || happenedAt === null) return null
  const text = wordsOf(message)
  const place = placeOf(message)
  const client = textAt(message, 'client')
  const isBot =
    /-bot@|^(?:notification|welcome)-bot/.test(textAt(message, 'sender_email')) || /webhook/i.test(client)
  const home = wordsAt(message, 'stream_id') || wordsAt(message, 'recipient')
  const topic = textAt(message, 'subject')
  const draft: EvidenceDraft = {
    source: 'zulip',
    key: `zulip:${id}`,
    // The API tells whole seconds: the export's fraction goes, so that both tell one instant.
    happenedAt: { ...happenedAt, at: `${happenedAt.at.slice(0, 19)}.000Z`, precision: 'second' },
    basis: 'occurred',
    sequence: id.padStart(12, '0'),
    kind: isBot ? 'observation' : 'chat',
    speaker: speakerOf(message, isBot),
    text,
    place,
    ...(topic === '' || home === '' ? {} : { thread: `zulip:${home}:${topic}` }),
    marks: chatMarks({
      text,
      isBot,
      isEdited: message.last_edit_timestamp != null || message.last_edit_time != null,
      reactions: reactionsOf(message),
    }),
    correlates: correlatesOf(text),
  }
  const edited = firstMoment(message.last_edit_timestamp, message.last_edit_time)
  return edited === null ? draft : revised(draft, `${edited.at.slice(0, 19)}.000Z`)
}

function* records({ body, fileName }: Delivery): Generator<SourceRecord> {
  const key = ['zerver_message', 'messages'].find((name) => Array.isArray(body[name]))
  const listed = key === undefined ? [body] : body[key]
  const members: readonly unknown[] = Array.isArray(listed) ? listed : [body]
  for (const member of members) {
    const [message] = listAt({ one: [member] }, 'one')
    const draft = message === undefined ? null : draftOf(message)
    yield draft ?? notUnderstood('A Zulip message has no number or no time we can read.', member, fileName)
  }
}

/** Zulip, listed or exported. */
export const zulip = jsonSource({
  name: 'zulip',
  describes: 'Zulip messages (API or export)',
  holds: ['message', 'messages'],
  hasEnds: false,
  records,
  recognises(opening) {
    if (/"zerver_message"\s*:/.test(opening)) return 0.95
    return /"sender_full_name"\s*:/.test(opening) && /"timestamp"\s*:\s*\d/.test(opening) ? 0.95 : 0
  },
})
