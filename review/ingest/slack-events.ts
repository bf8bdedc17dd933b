/** Events of Slack's Events API: what each says about a message, or by itself when the message is not there. */
import type { EvidenceDraft } from '../model/evidence.ts'
import { type Fields, fieldsAt, isFields, numberAt, textAt, textsAt, wordsAt } from './json.ts'
import { removedAtSource } from './revisions.ts'
import { type SlackContext, slackMs } from './slack-message.ts'

/** What an event does to one message. */
export interface Alteration {
  readonly what: 'told' | 'deleted' | 'pinned' | 'unpinned' | 'reacted' | 'unreacted'
  readonly context: SlackContext
  readonly ts: string
  readonly eventTs: string
  /** The message as the event carries it, if it does. */
  readonly message: Fields | null
  readonly reaction: string
  readonly user: string
  /** The event as evidence, when the message it is about is not in the file. */
  readonly alone: EvidenceDraft
}

/** An event that stands by itself, or one that says something is missing. */
export type Happening = Alteration | { readonly draft: EvidenceDraft } | { readonly gap: string }

/** What an event says; null when it is of a sort we do not read. */
export function alterationOf(
  event: Fields,
  contextOf: (channelId: string) => SlackContext,
): Happening | null {
  const type = textAt(event, 'type')
  switch (type) {
    case 'message':
    case 'app_mention':
      return messageEvent(event, contextOf(textAt(event, 'channel')))
    case 'reaction_added':
    case 'reaction_removed':
      return reactionEvent(event, contextOf(textAt(fieldsAt(event, 'item'), 'channel')))
    case 'pin_added':
    case 'pin_removed':
      return pinEvent(
        event,
        contextOf(textAt(event, 'channel_id') || textAt(fieldsAt(event, 'item'), 'channel')),
      )
    case 'app_rate_limited':
      return {
        gap: 'Slack held back deliveries for a minute; import the history of that time to close the gap.',
      }
    default:
      return channelEvent(event, contextOf)
  }
}

interface Telling {
  readonly context: SlackContext
  readonly ts: string
  readonly eventTs: string
  readonly text: string
  readonly marks: readonly string[]
  readonly user: string
  /** What comes behind the message's own key; '' for the message itself. */
  readonly suffix: string
}

function alone({ context, ts, eventTs, text, marks, user, suffix }: Telling): EvidenceDraft {
  const at_ms = slackMs(suffix === '' ? ts : eventTs)
  const key = `slack:${context.team || '?'}:${context.channelId}:${ts}`
  const speaker = context.speakers.get(user)
  return {
    source: 'slack',
    key: suffix === '' ? key : `${key}:${suffix}`,
    happenedAt:
      at_ms === null ? null : { at: new Date(at_ms).toISOString(), precision: 'second', isAbout: false },
    basis: 'occurred',
    sequence: eventTs || ts,
    kind: 'system',
    speaker:
      user === ''
        ? null
        : (speaker ?? { kind: 'person', ref: `slack:${user}`, name: user, handles: [`@${user}`] }),
    text,
    place: context.place,
    ...(suffix === '' ? {} : { thread: key, revises: key }),
    marks,
    correlates: [],
  }
}

function stampOf(event: Fields): string {
  return textAt(event, 'event_ts') || textAt(event, 'ts')
}

function messageEvent(event: Fields, context: SlackContext): Alteration | null {
  const subtype = textAt(event, 'subtype')
  const eventTs = stampOf(event)
  if (subtype === 'message_deleted') {
    const ts = textAt(event, 'deleted_ts') || textAt(fieldsAt(event, 'previous_message'), 'ts')
    const named = { ...context, team: context.team || textAt(fieldsAt(event, 'previous_message'), 'team') }
    const gone_ms = slackMs(eventTs)
    const draft = removedAtSource(
      alone({ context: named, ts, eventTs, text: '', marks: [], user: '', suffix: '' }),
      gone_ms === null ? null : new Date(gone_ms).toISOString(),
    )
    return {
      what: 'deleted',
      context: named,
      ts,
      eventTs,
      message: null,
      reaction: '',
      user: '',
      alone: draft,
    }
  }
  // A change or a reply carries the message it is about; the number of the event itself is of no message.
  const isCarried = subtype === 'message_changed' || subtype === 'message_replied'
  if (isCarried && !isFields(event.message)) return null
  const message = isCarried ? fieldsAt(event, 'message') : event
  const ts = textAt(message, 'ts')
  const draft = alone({
    context,
    ts,
    eventTs,
    text: textAt(message, 'text'),
    marks: [],
    user: '',
    suffix: '',
  })
  return { what: 'told', context, ts, eventTs, message, reaction: '', user: '', alone: draft }
}

function reactionEvent(event: Fields, context: SlackContext): Alteration | null {
  const ts = textAt(fieldsAt(event, 'item'), 'ts')
  if (ts === '') return null
  const isAdded = textAt(event, 'type') === 'reaction_added'
  const reaction = textAt(event, 'reaction').split('::')[0] ?? ''
  const user = textAt(event, 'user')
  const eventTs = stampOf(event)
  const telling = {
    context,
    ts,
    eventTs,
    text: isAdded ? `Reacted with :${reaction}:` : `Took :${reaction}: away`,
    marks: [textAt(event, 'type'), `emoji:${reaction}`, 'routine'],
    user,
    suffix: `${isAdded ? '' : 'removed:'}${reaction}:${user}`,
  }
  return {
    what: isAdded ? 'reacted' : 'unreacted',
    context,
    ts,
    eventTs,
    message: null,
    reaction,
    user,
    alone: alone(telling),
  }
}

function pinEvent(event: Fields, context: SlackContext): Alteration | null {
  const carried = fieldsAt(fieldsAt(event, 'item'), 'message')
  const ts = textAt(carried, 'ts') || textAt(fieldsAt(event, 'item'), 'ts')
  if (ts === '') return null
  const isPinned = textAt(event, 'type') === 'pin_added'
  const user = textAt(event, 'user')
  const eventTs = stampOf(event)
  const told = isPinned ? 'Pinned a message' : 'Took a pin away'
  const telling = {
    context,
    ts,
    eventTs,
    text: told,
    marks: [textAt(event, 'type'), 'routine'],
    user,
    suffix: `${isPinned ? 'pin' : 'unpin'}:${user}`,
  }
  return {
    what: isPinned ? 'pinned' : 'unpinned',
    context,
    ts,
    eventTs,
    message: isFields(fieldsAt(event, 'item').message) ? carried : null,
    reaction: '',
    user,
    alone: alone(telling),
  }
}

/** Events about channels and their members, by what they say and the mark an export gives the same thing. */
const happenings: Readonly<Record<string, readonly [says: string, mark: string]>> = {
  member_joined_channel: ['Joined the channel', 'channel_join'],
  member_left_channel: ['Left the channel', 'channel_leave'],
  channel_created: ['The channel was made', 'channel_created'],
  channel_rename: ['The channel was renamed', 'channel_name'],
  channel_archive: ['The channel was archived', 'channel_archive'],
  channel_unarchive: ['The channel was opened again', 'channel_unarchive'],
  // The message that carries the file is delivered too.
  file_shared: ['Shared a file', 'repeated'],
}

function channelEvent(event: Fields, contextOf: (channelId: string) => SlackContext): Happening | null {
  const type = textAt(event, 'type')
  const [says, mark] = happenings[type] ?? []
  if (says === undefined || mark === undefined) return null
  const about = fieldsAt(event, 'channel')
  const channelId = textAt(event, 'channel') || textAt(event, 'channel_id') || textAt(about, 'id')
  const user = textAt(event, 'user') || textAt(event, 'user_id') || textAt(about, 'creator')
  const ts = stampOf(event) || secondsOf(about, event)
  const name = textAt(about, 'name')
  const text = type === 'channel_rename' && name !== '' ? `${says} to #${name}` : says
  const suffix = `${type}:${user}`
  const draft = alone({ context: contextOf(channelId), ts, eventTs: ts, text, marks: [mark], user, suffix })
  const { thread: _thread, revises: _revises, ...byItself } = draft
  return { draft: byItself }
}

function secondsOf(about: Fields, event: Fields): string {
  return wordsAt(about, 'created') || wordsAt(event, 'event_time')
}

/** The reactions of a message after what the events said, the last word of each person on each emoji. */
export function joinedReactions(
  known: readonly Fields[],
  alterations: readonly Alteration[],
): readonly Fields[] {
  const users = new Map<string, Set<string>>()
  const counts = new Map<string, number>()
  for (const reaction of known) {
    const name = textAt(reaction, 'name').split('::')[0] ?? ''
    users.set(name, new Set([...(users.get(name) ?? []), ...textsAt(reaction, 'users')]))
    counts.set(name, Math.max(counts.get(name) ?? 0, numberAt(reaction, 'count')))
  }
  for (const { what, reaction, user } of alterations.toSorted((a, b) => (a.eventTs < b.eventTs ? -1 : 1))) {
    const own = users.get(reaction) ?? new Set()
    if (what === 'reacted') users.set(reaction, own.add(user))
    if (what === 'unreacted' && own.delete(user)) counts.delete(reaction)
  }
  return [...users]
    .map(([name, own]) => ({ name, users: [...own], count: Math.max(own.size, counts.get(name) ?? 0) }))
    .filter(({ count }) => count > 0)
}
