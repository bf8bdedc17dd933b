/**
 * Mattermost: its bulk export (a record per line), posts as its API lists them, and the timeline of an exported
 * playbook run. A bulk export names no post, so a post is its place, its writer and its millisecond there.
 */
import type { EventKind, EvidenceDraft } from '../model/evidence.ts'
import { attachedWords, chatMarks, chatPerson, gathered } from './chat.ts'
import { correlatesOf } from './correlations.ts'
import { type Fields, fieldsAt, isFields, listAt, numberAt, textAt, wordsAt } from './json.ts'
import { type Delivery, jsonSource, linesOf, notUnderstood, systemNamed } from './json-source.ts'
import { removedAtSource, revised } from './revisions.ts'
import type { SourceRecord } from './source.ts'
import { firstMoment } from './stamps.ts'

/** What the talk about a channel itself is called here, by Mattermost's name for it. */
const channelChanges: Readonly<Record<string, string>> = {
  system_header_change: 'channel_topic',
  system_purpose_change: 'channel_purpose',
  system_displayname_change: 'channel_name',
}

/** Lines of a bulk export that say who and what there is, and nothing that happened. */
const directory = new Set([
  'version',
  'team',
  'channel',
  'user',
  'bot',
  'role',
  'scheme',
  'emoji',
  'direct_channel',
])

interface Post {
  readonly fields: Fields
  readonly key: string
  readonly place: string
  readonly thread: string
  /** The writer's id or user name, whichever the form gives. */
  readonly user: string
  readonly reactions: readonly Fields[]
}

function isTrue(value: unknown): boolean {
  return value === true || value === 'true'
}

function speakerOf(post: Post, isBot: boolean): EvidenceDraft['speaker'] {
  const props = fieldsAt(post.fields, 'props')
  const name = textAt(props, 'override_username') || post.user
  if (name === '') return null
  return isBot
    ? systemNamed(`mattermost:${name}`, name)
    : chatPerson(`mattermost:${post.user}`, name, post.user)
}

function kindOf(type: string, isBot: boolean): EventKind {
  if (type.startsWith('system_')) return 'system'
  return isBot ? 'observation' : 'chat'
}

function wordsOf({ fields }: Post): string {
  const files = [...listAt(fields, 'attachments'), ...listAt(fieldsAt(fields, 'metadata'), 'files')]
    .map((file) => (textAt(file, 'name') || textAt(file, 'path')).split('/').at(-1) ?? '')
    .filter((name) => name !== '')
  return linesOf(
    textAt(fields, 'message'),
    ...attachedWords(listAt(fieldsAt(fields, 'props'), 'attachments')),
    ...files.map((name) => `[file: ${name}]`),
  )
}

function draftOf(post: Post): SourceRecord {
  const { fields } = post
  const stamp = wordsAt(fields, 'create_at')
  const happenedAt = firstMoment(fields.create_at)
  if (happenedAt === null)
    return notUnderstood('A Mattermost post has no time we can read.', fields, post.place)
  const props = fieldsAt(fields, 'props')
  const isBot = isTrue(props.from_bot) || isTrue(props.from_webhook)
  const type = textAt(fields, 'type')
  const text = wordsOf(post)
  const own = channelChanges[type] ?? type
  const draft: EvidenceDraft = {
    source: 'mattermost',
    key: post.key,
    happenedAt,
    basis: 'occurred',
    sequence: stamp,
    kind: kindOf(type, isBot),
    speaker: speakerOf(post, isBot),
    text,
    place: post.place,
    ...(post.thread === '' ? {} : { thread: post.thread }),
    marks: chatMarks({
      text,
      isBot,
      isPinned: isTrue(fields.is_pinned),
      isEdited: numberAt(fields, 'edit_at') > 0,
      reactions: gathered(
        post.reactions.map((one) => [
          textAt(one, 'emoji_name'),
          textAt(one, 'user') || textAt(one, 'user_id'),
        ]),
      ),
      own: own === '' ? [] : [own],
    }),
    correlates: correlatesOf(text),
  }
  const [removed, edited] = [firstMoment(setOnly(fields.delete_at)), firstMoment(setOnly(fields.edit_at))]
  if (removed !== null) return removedAtSource(draft, removed.at)
  return edited === null ? draft : revised(draft, edited.at)
}

/** Nothing in place of the zero with which the server writes "never". */
function setOnly(stamp: unknown): unknown {
  return stamp === 0 || stamp === '0' ? undefined : stamp
}

/** A post of the bulk export, then its replies, which stand inside it. */
function* bulkPost(fields: Fields): Generator<SourceRecord> {
  const channel = textAt(fields, 'channel')
  const members = Array.isArray(fields.channel_members) ? fields.channel_members : []
  const home =
    channel === '' ? `direct:${members.toSorted().join('+')}` : `${textAt(fields, 'team')}:${channel}`
  const place = channel === '' ? 'direct message' : `#${channel}`
  const keyOf = (one: Fields): string =>
    `mattermost:${home}:${textAt(one, 'user')}:${wordsAt(one, 'create_at')}`
  const root = keyOf(fields)
  for (const one of [fields, ...listAt(fields, 'replies')]) {
    yield draftOf({
      fields: one,
      key: keyOf(one),
      place,
      thread: one === fields ? '' : root,
      user: textAt(one, 'user'),
      reactions: listAt(one, 'reactions'),
    })
  }
}

/** A post of the API. Its key ends in its millisecond too, so that a bulk export's telling of it is found again. */
function apiPost(fields: Fields): SourceRecord {
  const root = textAt(fields, 'root_id')
  const channel = textAt(fields, 'channel_name') || textAt(fields, 'channel_id')
  return draftOf({
    fields,
    key: `mattermost:${textAt(fields, 'id')}:${wordsAt(fields, 'create_at')}`,
    place: channel === '' ? 'Mattermost' : `#${channel}`,
    thread: root === '' ? '' : `mattermost:${root}`,
    user: textAt(fields, 'username') || textAt(fields, 'user_id'),
    reactions: listAt(fieldsAt(fields, 'metadata'), 'reactions'),
  })
}

/** An entry of a run's timeline: what a person put there counts as pinned, the rest as what a tool noted. */
function runEvent(event: Fields, run: Fields): SourceRecord {
  const happenedAt = firstMoment(event.event_at, event.create_at)
  const id = textAt(event, 'id') || wordsAt(event, 'create_at')
  const place = textAt(run, 'name') || 'Playbook run'
  const text = linesOf(textAt(event, 'summary'), textAt(event, 'details'))
  if (happenedAt === null || text === '')
    return notUnderstood('An entry of a playbook run has no time or no words.', event, place)
  const type = textAt(event, 'event_type')
  const user = textAt(event, 'creator_user_id') || textAt(event, 'subject_user_id')
  const isChosen = type === 'event_from_post'
  return {
    source: 'mattermost',
    key: `mattermost:run:${id}:${wordsAt(event, 'event_at') || wordsAt(event, 'create_at')}`,
    happenedAt,
    basis: isChosen ? 'declared' : 'recorded',
    sequence: wordsAt(event, 'event_at'),
    kind: /status_updated|retrospective/.test(type) ? 'status-update' : isChosen ? 'chat' : 'observation',
    speaker:
      user === '' || !isChosen
        ? systemNamed('mattermost:playbooks', 'Playbooks')
        : chatPerson(`mattermost:${user}`, user),
    text,
    place,
    marks: chatMarks({ text, isPinned: isChosen, own: type === '' ? [] : [type] }),
    correlates: correlatesOf(text),
  }
}

function* records({ body, fileName }: Delivery): Generator<SourceRecord> {
  const type = textAt(body, 'type')
  if (isFields(body.post)) yield* bulkPost(body.post)
  else if (isFields(body.direct_post)) yield* bulkPost(body.direct_post)
  else if (Array.isArray(body.timeline_events)) {
    for (const event of listAt(body, 'timeline_events')) yield runEvent(event, body)
  } else if (isFields(body.posts)) {
    for (const post of Object.values(body.posts)) {
      yield isFields(post)
        ? apiPost(post)
        : notUnderstood('A Mattermost list holds something that is no post.', post, fileName)
    }
  } else if (textAt(body, 'id') !== '' && textAt(body, 'channel_id') !== '') yield apiPost(body)
  else if (!directory.has(type))
    yield notUnderstood('A Mattermost record is no post and no list of them.', body, fileName)
}

/** Mattermost, exported or listed. */
export const mattermost = jsonSource({
  name: 'mattermost',
  describes: 'Mattermost (bulk export, posts or a playbook run)',
  holds: ['message', 'messages'],
  hasEnds: false,
  records,
  recognises(opening) {
    const start = opening.slice(0, 4096)
    if (/^\s*\{\s*"type"\s*:\s*"version"\s*,\s*"version"\s*:/.test(start)) return 0.95
    if (/"type"\s*:\s*"post"\s*,\s*"post"\s*:\s*\{/.test(opening) && /"create_at"\s*:/.test(opening))
      return 0.9
    if (/"channel_id"\s*:/.test(opening) && /"create_at"\s*:\s*\d{13}/.test(opening)) return 0.9
    return /"timeline_events"\s*:/.test(opening) && /"event_at"\s*:\s*\d/.test(opening) ? 0.9 : 0
  },
})
