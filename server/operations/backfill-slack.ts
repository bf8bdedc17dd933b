/**
 * The history of a Slack channel. `conversations.history` lists only messages at the top: the replies of each thread
 * are asked for one thread at a time, and threads that began before the hours but went on in them as well.
 */
import { type Fields, fieldsAt, listAt, numberAt, textAt } from '@secondstory/review/ingest/json'
import { Unreadable } from '@secondstory/review/ingest/source'
import { epochMs, later } from '@secondstory/review/model/instants'
import { type Api, type Asked, type Backfill, openApi } from './backfill-api.ts'
import type { Outbound } from './outbound.ts'

const PAGE = '200'
/** Threads older than this before the hours are not looked for: whoever wants them starts earlier. */
const THREADS_BEFORE_MS = 48 * 3_600_000

/** Slack's API, asked with the token of a bot. */
export function slackApi(outbound: Outbound, token: string): Api {
  const headers = { authorization: `Bearer ${token}`, accept: 'application/json' }
  return openApi(outbound, { says: 'Slack', base: 'https://slack.com/api', headers, objectionIn })
}

/** Opens the history of one channel, named "#checkout" or by its id. */
export async function slackHistory(outbound: Outbound, token: string, asked: Asked): Promise<Backfill> {
  const api = slackApi(outbound, token)
  const self = await api.askFields('/auth.test')
  const [, workspace] = /^https:\/\/([\w-]+)\.slack\.com/.exec(textAt(self, 'url')) ?? []
  const channel = await channelOf(api, asked.place)
  const bodies = bodiesOf(api, { asked, channel, teamId: textAt(self, 'team_id') })
  return workspace === undefined ? { bodies } : { bodies, workspace }
}

interface Channel {
  readonly id: string
  readonly name: string
}

async function channelOf(api: Api, place: string): Promise<Channel> {
  const wanted = place.replace(/^#/, '')
  if (/^[CG][A-Z0-9]{7,}$/.test(wanted)) {
    const answer = await api.askFields('/conversations.info', { channel: wanted })
    return { id: wanted, name: textAt(fieldsAt(answer, 'channel'), 'name') }
  }
  const query = { types: 'public_channel,private_channel', limit: '1000' }
  for await (const page of pagesOf(api, '/conversations.list', query)) {
    const found = listAt(page, 'channels').find((channel) => textAt(channel, 'name') === wanted)
    if (found !== undefined) return { id: textAt(found, 'id'), name: wanted }
  }
  throw new Unreadable(
    `Slack shows this app no channel named #${wanted}; check the name, and invite the app to it when it is private.`,
  )
}

interface Telling {
  readonly asked: Asked
  readonly channel: Channel
  readonly teamId: string
}

async function* bodiesOf(api: Api, { asked, channel, teamId }: Telling): AsyncGenerator<Fields> {
  const people = new Set<string>()
  const from_s = secondsOf(asked.from)
  const window = {
    channel: channel.id,
    oldest: secondsOf(later(asked.from, -THREADS_BEFORE_MS)),
    latest: secondsOf(asked.to),
    inclusive: 'true',
    limit: PAGE,
  }
  const pageWith = (messages: readonly Fields[]): Fields => {
    for (const message of messages) for (const person of namedIn(message)) people.add(person)
    return { ok: true, team_id: teamId, channel: channel.id, messages }
  }
  for await (const page of pagesOf(api, '/conversations.history', window)) {
    const messages = listAt(page, 'messages').filter(
      (message) => textAt(message, 'ts') >= from_s || textAt(message, 'latest_reply') >= from_s,
    )
    const alone = messages.filter((message) => numberAt(message, 'reply_count') === 0)
    if (alone.length > 0) yield pageWith(alone)
    for (const root of messages.filter((message) => !alone.includes(message)))
      yield* threadOf(api, { root, channel, pageWith })
  }
  if (channel.name !== '') yield { ok: true, channels: [{ id: channel.id, name: channel.name }] }
  if (people.size > 0) yield { ok: true, members: await peopleOf(api, [...people]) }
}

/** A thread, its root first; the root as the history tells it when the thread itself cannot be read any more. */
async function* threadOf(
  api: Api,
  thread: {
    readonly root: Fields
    readonly channel: Channel
    readonly pageWith: (messages: readonly Fields[]) => Fields
  },
): AsyncGenerator<Fields> {
  const { root, channel, pageWith } = thread
  const query = { channel: channel.id, ts: textAt(root, 'ts'), limit: PAGE }
  for await (const page of pagesOf(api, '/conversations.replies', query))
    yield pageWith(listAt(page, 'messages'))
}

/** Pages one after the other, by the cursor each hands on. */
async function* pagesOf(
  api: Api,
  path: string,
  query: Readonly<Record<string, string>>,
): AsyncGenerator<Fields> {
  let cursor = ''
  do {
    const page = await api.askFields(path, cursor === '' ? query : { ...query, cursor })
    yield page
    const next = textAt(fieldsAt(page, 'response_metadata'), 'next_cursor')
    if (next === cursor) return
    cursor = next
  } while (cursor !== '')
}

/** Ids of those who wrote a message and of those it names. */
function namedIn(message: Fields): readonly string[] {
  const mentioned = [...textAt(message, 'text').matchAll(/<@([UW][A-Z0-9]{2,})/g)].map(([, id = '']) => id)
  return [textAt(message, 'user'), ...mentioned].filter((id) => id !== '')
}

/** Names alone: addresses and telephone numbers of people are not asked into this house. Whoever is not told stays an id. */
async function peopleOf(api: Api, ids: readonly string[]): Promise<readonly Fields[]> {
  const people: Fields[] = []
  for (const id of ids) {
    const answer = await api.findFields('/users.info', { user: id })
    // Without the right to read people, every further answer is the same.
    if (answer === null) return people
    const user = fieldsAt(answer, 'user')
    const { real_name, display_name } = fieldsAt(user, 'profile')
    people.push({
      id,
      name: user.name,
      real_name: user.real_name,
      is_bot: user.is_bot,
      profile: { real_name, display_name },
    })
  }
  return people
}

/** Slack's times compare as text: ten digits, a dot, six digits. */
function secondsOf(at: string): string {
  return (epochMs(at) / 1000).toFixed(6)
}

/** Slack says in the body what others say in the status. */
function objectionIn(answer: Fields): string | null {
  if (answer.ok === true) return null
  const error = textAt(answer, 'error')
  const known = objections[error]
  if (error === 'missing_scope')
    return `The Slack app misses the right ${textAt(answer, 'needed') || 'this needs'}; add it in the app's settings, install the app again and set the new token here.`
  return (
    known ??
    `Slack answered “${error || 'not ok'}”; look the word up in Slack's documents, or try again later.`
  )
}

const WRONG_TOKEN =
  'Slack does not know the token of this integration; copy the bot token (xoxb-…) of the app and set it here.'

const objections: Readonly<Record<string, string>> = {
  invalid_auth: WRONG_TOKEN,
  not_authed: WRONG_TOKEN,
  token_revoked: WRONG_TOKEN,
  token_expired: WRONG_TOKEN,
  account_inactive: WRONG_TOKEN,
  channel_not_found:
    'Slack shows this app no such channel; check the id, and invite the app to it when it is private.',
  not_in_channel: 'The app is not in this channel; invite it there with /invite and import again.',
  ratelimited: 'Slack answers no more calls for now; import the history a little later.',
}
