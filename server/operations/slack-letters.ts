/** Letters in Slack: a message from the app to whoever has the address, where the app may look it up. */
import { type Fields, fieldsAt, isFields, parseJson, textAt } from '@secondstory/review/ingest/json'
import type { Sent } from '@secondstory/review/model/outbox'
import { listIntegrations } from '../store/integrations.ts'
import type { Store } from '../store/store.ts'
import type { Strongbox } from '../store/strongbox.ts'
import { openSecrets } from './integration-secrets.ts'
import type { Outbound, OutboundRequest } from './outbound.ts'
import type { Carrier } from './outbox.ts'

const API = 'https://slack.com/api'

/** Carries letters to people in Slack, through the first Slack app that has a token. */
export function slackCarrier(given: {
  readonly store: Store
  readonly strongbox: Strongbox
  readonly outbound: Outbound
}): Carrier {
  const { outbound } = given
  return async ({ to, letter }) => {
    const token = await tokenOf(given)
    if (token === null)
      return later(
        'No Slack app of this installation has a token; add one under Integrations, or choose mail under Notifications.',
      )
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json; charset=utf-8' }
    const address = `${API}/users.lookupByEmail?${new URLSearchParams({ email: to })}`
    const found = await answerOf(outbound, { url: address, headers })
    if (!found.isAnswer) return found.failed
    const body = JSON.stringify({
      channel: textAt(fieldsAt(found.fields, 'user'), 'id'),
      text: `*${letter.subject}*\n\n${letter.text}`,
      unfurl_links: false,
    })
    const said = await answerOf(outbound, { url: `${API}/chat.postMessage`, method: 'POST', headers, body })
    return said.isAnswer ? { isSent: true } : said.failed
  }
}

async function tokenOf({ store, strongbox }: Parameters<typeof slackCarrier>[0]): Promise<string | null> {
  for (const { id, kind, state } of await listIntegrations(store.queries)) {
    if (kind !== 'slack' || state !== 'on') continue
    const { api } = await openSecrets(store.queries, strongbox, id)
    if (api !== null) return api
  }
  return null
}

type Failed = Extract<Sent, { readonly isSent: false }>

type Answered =
  | { readonly isAnswer: true; readonly fields: Fields }
  | { readonly isAnswer: false; readonly failed: Failed }

/** What Slack answered, or why there is no answer to go on with. */
async function answerOf(outbound: Outbound, request: OutboundRequest): Promise<Answered> {
  const answer = await outbound.ask(request)
  if (!answer.isReply) {
    const { because, mayWorkLater } = answer
    return { isAnswer: false, failed: { isSent: false, because, mayWorkLater } }
  }
  const fields = parseJson(answer.text)?.value
  if (!isFields(fields)) {
    const failed = later(`Slack answered with ${answer.status} and no JSON; it is tried again.`)
    return { isAnswer: false, failed }
  }
  if (fields.ok === true) return { isAnswer: true, fields }
  const error = textAt(fields, 'error')
  const failed = objections[error] ?? later(`Slack answered “${error || 'not ok'}”; it is tried again.`)
  return { isAnswer: false, failed }
}

const objections: Readonly<Record<string, Failed>> = {
  users_not_found: {
    isSent: false,
    because: 'Slack knows nobody by this address; choose mail under Notifications.',
    mayWorkLater: false,
  },
  missing_scope: later(
    'The Slack app may not look up addresses or write yet; add users:read.email and chat:write, and install it again.',
  ),
}

function later(because: string): Failed {
  return { isSent: false, because, mayWorkLater: true }
}
