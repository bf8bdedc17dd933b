/** Asking the API of another tool for page after page. What stands in the way becomes the sentence of the receipt. */
import { type Fields, isFields, parseExactJson } from '@secondstory/review/ingest/json'
import { Unreadable } from '@secondstory/review/ingest/source'
import type { BackfillAsk, Patience } from '@secondstory/review/model/backfill'
import {
  type Outbound,
  type OutboundAnswer,
  type OutboundReply,
  renewedAt_ms,
  retryAfter_ms,
} from './outbound.ts'

/** What tells one API from another. */
export interface ApiForm {
  /** "GitHub" */
  readonly says: string
  /** Without a slash at its end: "https://api.github.com". */
  readonly base: string
  readonly headers: Readonly<Record<string, string>>
  /** What its answers say about going wrong while their status says all is well; null when nothing. */
  objectionIn?(answer: Fields): Objection | null
}

/** Why an answer is none, and when the same may be asked again; null when somebody has to change something first. */
export interface Objection {
  readonly because: string
  readonly patience: Patience | null
}

/** Answers of an API as JSON. Rejects with `Unreadable`. */
export interface Api {
  readonly says: string
  /** A list in a query is sent as one name several times. */
  ask(path: string, query?: Query): Promise<unknown>
  /** The same, for answers that are an object. */
  askFields(path: string, query?: Query): Promise<Fields>
  /** Null when the API may not tell: for what is good to have and no reason to stop. */
  findFields(path: string, query?: Query): Promise<Fields | null>
}

type Query = Readonly<Record<string, string | readonly string[]>>

/** What a backfill asks for. */
export interface Asked {
  /** A channel, a repository, a service or an incident, as the person wrote it. */
  readonly place: string
  readonly from: string
  readonly to: string
}

/** The history of one place, page by page. Whatever it needs to know besides the ask, it knows anew after a restart. */
export interface History {
  /** Slack's name of the workspace, for links back. */
  readonly workspace?: string
  /** What there is to ask, at the beginning. */
  first(): Promise<readonly BackfillAsk[]>
  answer(ask: BackfillAsk): Promise<HistoryPage>
}

/** What an API gave for one ask. */
export interface HistoryPage {
  /** Bodies in the shapes its reader knows. */
  readonly bodies: readonly Fields[]
  /** What is to be asked before everything that remained already. */
  readonly next: readonly BackfillAsk[]
}

/** What stands in the way now and may be gone later: the same page is worth asking for again. */
export class HeldUp extends Unreadable {
  readonly patience: Patience
  constructor(sentence: string, patience: Patience) {
    super(sentence)
    this.name = 'HeldUp'
    this.patience = patience
  }
}

/** A defect of the other side or a cut on the way is often gone at once; a second and a third look are free. */
const LOOKS = 3

/** Opens an API. */
export function openApi(outbound: Outbound, form: ApiForm): Api {
  const ask: Api['ask'] = async (path, query = {}) => {
    const url = addressOf(form.base, path, query)
    for (let look = 1; ; look += 1) {
      const answer = await outbound.ask({ url, headers: form.headers })
      const told = toldBy(answer, form)
      if ('value' in told) return told.value
      if (told.isPassing && look < LOOKS) continue
      throw told.patience === null ? new Unreadable(told.because) : new HeldUp(told.because, told.patience)
    }
  }
  const askFields: Api['askFields'] = async (path, query) => {
    const value = await ask(path, query)
    if (isFields(value)) return value
    throw new Unreadable(
      `${form.says} answered with a list where one object was expected; check that the address is that of its API.`,
    )
  }
  return {
    says: form.says,
    ask,
    askFields,
    findFields: (path, query) =>
      askFields(path, query).catch((error: unknown) => {
        if (error instanceof Unreadable && !(error instanceof HeldUp)) return null
        throw error
      }),
  }
}

function addressOf(base: string, path: string, query: Query): string {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query))
    for (const each of typeof value === 'string' ? [value] : value) search.append(name, each)
  const text = search.toString()
  return `${base}${path}${text === '' ? '' : `?${text}`}`
}

type Told =
  | { readonly value: unknown }
  | {
      readonly because: string
      /** Worth a second look at once. */
      readonly isPassing: boolean
      /** Worth asking again later, and when; null when somebody has to change something first. */
      readonly patience: Patience | null
    }

const SOON: Patience = { notBefore: null, atLeast_ms: 0 }

function toldBy(answer: OutboundAnswer, form: ApiForm): Told {
  // The way out has asked again already, with waits between.
  if (!answer.isReply)
    return { because: answer.because, isPassing: false, patience: answer.mayWorkLater ? SOON : null }
  const { status, text } = answer
  if (status >= 500)
    return {
      because: `${form.says} answered with an error of its own (${status}).`,
      isPassing: status === 500,
      patience: patienceOf(answer) ?? SOON,
    }
  if (status < 200 || status > 299)
    return { because: refusalOf(answer, form.says), isPassing: false, patience: patienceOf(answer) }
  const read = parseExactJson(text)
  if (read === null)
    return {
      because: `${form.says} answered with something that is no JSON; check that the address is that of its API.`,
      isPassing: true,
      patience: SOON,
    }
  const objection = isFields(read.value) ? (form.objectionIn?.(read.value) ?? null) : null
  return objection === null ? { value: read.value } : { ...objection, isPassing: false }
}

function refusalOf(answer: OutboundReply, says: string): string {
  const { status } = answer
  const until = patienceOf(answer)?.notBefore ?? null
  if (until !== null) return `${says} answers no more calls of this token until ${until.slice(11, 16)} UTC.`
  if (status === 401)
    return `${says} does not know the token of this integration; make a new one there and set it here.`
  if (status === 403)
    return `The token of this integration may not read this at ${says}; give it the rights the set-up names.`
  if (status === 404)
    return `${says} knows nothing at this place, or the token may not see it; check how it is spelled.`
  if (status === 429) return `${says} answers no more calls for now.`
  return `${says} answered with the status ${status}; check the place and the hours.`
}

/** When an API answers again; null when its refusal has another reason. */
function patienceOf(reply: OutboundReply): Patience | null {
  const asked_ms = retryAfter_ms(reply, Date.now())
  const renewed_ms = renewedAt_ms(reply)
  if (renewed_ms !== null) return { notBefore: new Date(renewed_ms).toISOString(), atLeast_ms: asked_ms ?? 0 }
  if (asked_ms !== null) return { notBefore: null, atLeast_ms: asked_ms }
  return reply.status === 429 ? SOON : null
}

/** Members of a list that are objects; anything else in it is nothing we asked for. */
export function fieldsIn(value: unknown): readonly Fields[] {
  const list: readonly unknown[] = Array.isArray(value) ? value : []
  return list.filter((each) => isFields(each))
}
