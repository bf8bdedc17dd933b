/**
 * The history of a Slack channel. `conversations.history` lists only messages at the top: the replies of each thread
 * are asked for one thread at a time, and threads that began before the hours but went on in them as well.
 */
import { type Fields, fieldsAt, listAt, numberAt, textAt } from '@secondstory/review/ingest/json'
import { Unreadable } from '@secondstory/review/ingest/source'
import type { BackfillAsk } from '@secondstory/review/model/backfill'
import { epochMs, later } from '@secondstory/review/model/instants'
import {
  type Api,
  type Asked,
  type History,
  type HistoryPage,
  type Objection,
  openApi,
} from './backfill-api.ts'
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
export async function slackHistory(outbound: Outbound, token: string, asked: Asked): Promise<History> {
  const api = slackApi(outbound, token)
  const self = await api.askFields('/auth.test')
  const [, workspace] = /^https:\/\/([\w-]+)\.slack\.com/.exec(textAt(self, 'url')) ?? []
  const channel = await channelOf(api, asked.place)
  const telling = {
    api,
    asked,
    channel,
    teamId: textAt(self, 'team_id'),
    people: new Map<string, Fields | null>(),
  }
  return {
    ...(workspace === undefined ? {} : { workspace }),
    first: async () => [{ what: 'history', of: '', page: '' }],
    answer: (ask) => answer(telling, ask),
  }
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
  readonly api: Api
  readonly asked: Asked
  readonly channel: Channel
  readonly teamId: string
  /** Those who were asked for already; null when Slack did not tell. */
  readonly people: Map<string, Fields | null>
}

/** A page of the channel or of a thread. Threads are asked for before the next page, so few of them wait at a time. */
async function answer(telling: Telling, ask: BackfillAsk): Promise<HistoryPage> {
  const { api, channel } = telling
  const isThread = ask.what === 'thread'
  const query = isThread ? { channel: channel.id, ts: ask.of, limit: PAGE } : windowOf(telling)
  const path = isThread ? '/conversations.replies' : '/conversations.history'
  const page = await api.askFields(path, ask.page === '' ? query : { ...query, cursor: ask.page })
  const cursor = textAt(fieldsAt(page, 'response_metadata'), 'next_cursor')
  const more = cursor === '' || cursor === ask.page ? [] : [{ ...ask, page: cursor }]
  const messages = listAt(page, 'messages')
  if (isThread) return { bodies: await bodiesOf(messages, telling), next: more }
  const from_s = secondsOf(telling.asked.from)
  const within = messages.filter(
    (message) => textAt(message, 'ts') >= from_s || textAt(message, 'latest_reply') >= from_s,
  )
  const roots = within.filter((message) => numberAt(message, 'reply_count') > 0)
  const threads = roots.map((root) => ({ what: 'thread', of: textAt(root, 'ts'), page: '' }))
  const alone = within.filter((message) => !roots.includes(message))
  return { bodies: await bodiesOf(alone, telling), next: [...threads, ...more] }
}

function windowOf({ asked, channel }: Telling): Readonly<Record<string, string>> {
  return {
    channel: channel.id,
    oldest: secondsOf(later(asked.from, -THREADS_BEFORE_MS)),
    latest: secondsOf(asked.to),
    inclusive: 'true',
    limit: PAGE,
  }
}

/** Messages, and beside them the names of the channel and of everyone they come from or name. */
async function bodiesOf(messages: readonly Fields[], telling: Telling): Promise<readonly Fields[]> {
  if (messages.length === 0) return []
  const { channel, teamId } = telling
  const members = await peopleOf(telling, new Set(messages.flatMap(namedIn)))
  return [
    { ok: true, team_id: teamId, channel: channel.id, messages },
    ...(channel.name === '' ? [] : [{ ok: true, channels: [{ id: channel.id, name: channel.name }] }]),
    ...(members.length === 0 ? [] : [{ ok: true, members }]),
  ]
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
async function peopleOf({ api, people }: Telling, ids: ReadonlySet<string>): Promise<readonly Fields[]> {
  for (const id of ids) {
    if (people.has(id)) continue
    const answer = await api.findFields('/users.info', { user: id })
    people.set(id, answer === null ? null : nameOf(fieldsAt(answer, 'user'), id))
    // Without the right to read people, every further answer is the same.
    if (answer === null) for (const other of ids) people.set(other, people.get(other) ?? null)
  }
  return [...ids].flatMap((id): readonly Fields[] => {
    const known = people.get(id) ?? null
    return known === null ? [] : [known]
  })
}

function nameOf(user: Fields, id: string): Fields {
  const { real_name, display_name } = fieldsAt(user, 'profile')
  return {
    id,
    name: user.name,
    real_name: user.real_name,
    is_bot: user.is_bot,
    profile: { real_name, display_name },
  }
}

/** Slack's times compare as text: ten digits, a dot, six digits. */
function secondsOf(at: string): string {
  return (epochMs(at) / 1000).toFixed(6)
}

/** Slack says in the body what others say in the status. */
function objectionIn(answer: Fields): Objection | null {
  if (answer.ok === true) return null
  const error = textAt(answer, 'error')
  const patience = passing.has(error) ? { notBefore: null, atLeast_ms: 0 } : null
  if (error === 'missing_scope') {
    const right = textAt(answer, 'needed') || 'this needs'
    const because = `The Slack app misses the right ${right}; add it in the app's settings, install the app again and set the new token here.`
    return { because, patience }
  }
  const because =
    objections[error] ??
    `Slack answered “${error || 'not ok'}”; look the word up in Slack's documents, or try again later.`
  return { because, patience }
}

/** What goes by itself. */
const passing: ReadonlySet<string> = new Set([
  'ratelimited',
  'fatal_error',
  'internal_error',
  'request_timeout',
  'service_unavailable',
])

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
  ratelimited: 'Slack answers no more calls for now.',
  fatal_error: 'Slack answered that something went wrong on its side (“fatal_error”).',
  internal_error: 'Slack answered that something went wrong on its side (“internal_error”).',
}
