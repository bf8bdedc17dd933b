/**
 * Asking a tracker and telling it something. Each of the four speaks its own language; what went wrong is the same in
 * all: a sentence, whether it may work later, and how long the tracker asked us to wait.
 */
import type { IssueDraft } from '@secondstory/review/documents/issues'
import { type Fields, isFields, parseExactJson, textAt } from '@secondstory/review/ingest/json'
import { redact } from '@secondstory/review/ingest/redact'
import type { Here, IssueRead, TrackerPlace } from '@secondstory/review/model/trackers'
import { fieldsIn } from './backfill-api.ts'
import {
  type Outbound,
  type OutboundAnswer,
  type OutboundReply,
  type OutboundRequest,
  renewedAt_ms,
  retryAfter_ms,
} from './outbound.ts'

/** What stands between us and a tracker. */
export class TrackerTrouble extends Error {
  /** Whether the same may work later; false when somebody has to change something first. */
  readonly mayWorkLater: boolean
  /** It is about the whole tracker and not about one issue, so that nothing else is asked of it meanwhile. */
  readonly isOfAll: boolean
  /** How long it asked us to wait; null when it did not say. */
  readonly patience_ms: number | null

  constructor(
    sentence: string,
    more: {
      readonly mayWorkLater?: boolean
      readonly isOfAll?: boolean
      readonly patience_ms?: number | null
    },
  ) {
    super(sentence)
    this.name = 'TrackerTrouble'
    this.mayWorkLater = more.mayWorkLater ?? false
    this.isOfAll = more.isOfAll ?? false
    this.patience_ms = more.patience_ms ?? null
  }
}

/** A tracker, whichever it is. Everything rejects with `TrackerTrouble`. */
export interface TrackerApi {
  /** What the project is called there; that it can be asked shows that the token is good. */
  check(): Promise<string>
  /** Null: there is no such issue, or the token may not see it. */
  read(externalId: string): Promise<IssueRead | null>
  make(draft: IssueDraft): Promise<IssueRead>
  tell(externalId: string, to: Here): Promise<IssueRead>
  /** Issues that changed since then, the ones that were made included. */
  changedSince(at: string): AsyncIterable<IssueRead>
}

/** What a tracker is opened with. */
export interface TrackerAccess {
  readonly outbound: Outbound
  readonly place: TrackerPlace
  /** The e-mail of the account, for Jira Cloud; '' elsewhere. */
  readonly account: string
  readonly token: string
  readonly says: string
  /** The moment of the call. */
  readonly now: string
}

/** One call of an API; `path` begins with a slash. */
export interface TrackerCall {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH'
  readonly path: string
  readonly query?: Readonly<Record<string, string>>
  readonly body?: unknown
  /** Asked by POST and changing nothing. */
  readonly isRepeatable?: boolean
}

/** The line to one API. */
export interface TrackerLine {
  /** The answer as JSON, null when it has no body. */
  ask(call: TrackerCall): Promise<unknown>
  /** The answer as an object. */
  askFields(call: TrackerCall): Promise<Fields>
  /** Null where there is nothing. */
  find(call: TrackerCall): Promise<Fields | null>
}

/** Pages of one list we read at most: 100 issues each. */
export const MOST_PAGES = 50
/** Issues of one page. */
export const PAGE = 100

/** What tells one API from another. */
interface TrackerApiForm {
  readonly base: string
  readonly headers: Readonly<Record<string, string>>
  /** It explains inside its answer what went wrong, whatever the status (GraphQL). */
  readonly explainsInside?: true
}

type Speaking = Pick<TrackerAccess, 'outbound' | 'says' | 'now'>

/** Opens the line to an API. */
export function openLine(access: Speaking, form: TrackerApiForm): TrackerLine {
  const { outbound, says } = access
  const call = async (given: TrackerCall): Promise<OutboundAnswer> => outbound.ask(requestOf(given, form))
  const ask = async (given: TrackerCall): Promise<unknown> => {
    const answer = await call(given)
    const isExplained = form.explainsInside === true && answer.isReply && answer.status === 400
    return jsonOf(isExplained ? { ...answer, status: 200 } : answer, access)
  }
  return {
    ask,
    askFields: async (given) => fieldsOf(await ask(given), says),
    async find(given) {
      const answer = await call(given)
      const isNothing = answer.isReply && (answer.status === 404 || answer.status === 410)
      return isNothing ? null : fieldsOf(jsonOf(answer, access), says)
    },
  }
}

/** A list that is told in numbered pages, row by row. */
export async function* rowsOf(
  line: TrackerLine,
  { path, query }: { readonly path: string; readonly query: Readonly<Record<string, string>> },
): AsyncGenerator<Fields> {
  for (let page = 1; page <= MOST_PAGES; page += 1) {
    const asked = { ...query, per_page: String(PAGE), page: String(page) }
    const found = fieldsIn(await line.ask({ path, query: asked }))
    yield* found
    if (found.length < PAGE) return
  }
}

function requestOf(
  { method = 'GET', path, query = {}, body, isRepeatable = false }: TrackerCall,
  { base, headers }: TrackerApiForm,
): OutboundRequest {
  const search = new URLSearchParams(query).toString()
  return {
    url: `${base}${path}${search === '' ? '' : `?${search}`}`,
    method,
    headers: {
      'user-agent': 'second-story',
      ...headers,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    isRepeatable,
  }
}

function fieldsOf(value: unknown, says: string): Fields {
  if (isFields(value)) return value
  throw unreadable(says)
}

/** An answer in another form than its API has; a page of a proxy on the way, as a rule. */
export function unreadable(says: string): TrackerTrouble {
  return new TrackerTrouble(
    `${says} answered in a form we do not know; check that its address is right and that nothing on the way answers for it.`,
    { mayWorkLater: true, isOfAll: true },
  )
}

/** An instant an API told, as we write them. */
export function instantOf(told: string, says: string): string {
  const at_ms = Date.parse(told)
  if (Number.isNaN(at_ms)) throw unreadable(says)
  return new Date(at_ms).toISOString()
}

function jsonOf(answer: OutboundAnswer, speaking: Speaking): unknown {
  if (!answer.isReply)
    throw new TrackerTrouble(answer.because, { mayWorkLater: answer.mayWorkLater, isOfAll: true })
  const { status, text } = answer
  if (status < 200 || status > 299) throw refusalOf(answer, speaking)
  if (text.trim() === '') return null
  const read = parseExactJson(text)
  if (read === null) throw unreadable(speaking.says)
  return read.value
}

function refusalOf(reply: OutboundReply, { says, now }: Speaking): TrackerTrouble {
  const { status } = reply
  const now_ms = Date.parse(now)
  const renewed_ms = renewedAt_ms(reply)
  const patience_ms =
    retryAfter_ms(reply, now_ms) ?? (renewed_ms === null ? null : Math.max(0, renewed_ms - now_ms))
  if (status === 429 || (status === 403 && patience_ms !== null)) {
    const until = patience_ms === null ? 'for now' : `for ${inMinutes(patience_ms)}`
    return new TrackerTrouble(`${says} answers no more calls ${until}.`, {
      mayWorkLater: true,
      isOfAll: true,
      patience_ms,
    })
  }
  if (status >= 500) {
    const sentence = `${says} answered with an error of its own (${status}).`
    return new TrackerTrouble(sentence, { mayWorkLater: true, isOfAll: true, patience_ms })
  }
  if (status === 401)
    return new TrackerTrouble(`${says} does not know the token; a keeper sets a new one on its page.`, {
      mayWorkLater: true,
      isOfAll: true,
    })
  if (status === 403)
    return new TrackerTrouble(
      `The token may not do this at ${says}; a keeper gives it the right to read and write issues.`,
      { mayWorkLater: true, isOfAll: true },
    )
  if (status === 404 || status === 410)
    return new TrackerTrouble(
      `${says} knows nothing at this place, or the token may not see it; check the project.`,
      {},
    )
  return new TrackerTrouble(`${says} did not take it (${status})${reasonIn(reply.text)}`, {})
}

function inMinutes(wait_ms: number): string {
  const minutes = Math.ceil(wait_ms / 60_000)
  return minutes === 1 ? 'a minute' : `${minutes} minutes`
}

/** What the tracker itself says about it: the one text in its answer that explains, without secrets. */
function reasonIn(text: string): string {
  const value = parseExactJson(text.slice(0, 20_000))?.value
  const said = isFields(value) ? explained(value) : ''
  return said === '' ? '.' : `: “${redact(said).text.replace(/\s+/g, ' ').slice(0, 200)}”.`
}

function explained(value: Fields): string {
  const { errors, errorMessages } = value
  const listed: unknown = Array.isArray(errorMessages) && errorMessages.length > 0 ? errorMessages[0] : null
  if (typeof listed === 'string') return listed
  if (isFields(errors)) {
    const [first] = Object.entries(errors)
    if (first !== undefined && typeof first[1] === 'string') return `${first[0]}: ${first[1]}`
  }
  return textAt(value, 'message') || textAt(value, 'error')
}
