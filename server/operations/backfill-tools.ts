/** The tools whose history can be asked for, and what each is asked with. */
import { formOf, type Integration, type IntegrationKind } from '@secondstory/review/model/integrations'
import type { Asked, History } from './backfill-api.ts'
import { githubHistory } from './backfill-github.ts'
import { pagerdutyHistory } from './backfill-pagerduty.ts'
import { slackHistory } from './backfill-slack.ts'
import type { Hands } from './hands.ts'
import { LOCKED, openSecrets } from './integration-secrets.ts'
import { Refusal } from './operation.ts'
import type { Outbound } from './outbound.ts'

/** Opens the history of one place. */
export type OpenHistory = (outbound: Outbound, token: string, asked: Asked) => Promise<History>

/** The tools that can be asked. The others only send. */
const histories: Partial<Record<IntegrationKind, OpenHistory>> = {
  slack: slackHistory,
  github: githubHistory,
  pagerduty: pagerdutyHistory,
}

/** How the history of a tool is opened. Refuses those that only send. */
export function openingOf({ kind }: Pick<Integration, 'kind'>): OpenHistory {
  const open = histories[kind]
  if (open !== undefined) return open
  throw new Refusal(
    'invalid',
    `${formOf(kind).says} can send and cannot be asked; its past comes in as a file, on the Evidence tab.`,
  )
}

/** The token a tool is asked with. Refuses when there is none, or none that opens. */
export async function tokenFor(
  { id: integrationId, kind, name }: Integration,
  hands: Pick<Hands, 'store' | 'strongbox'>,
): Promise<string> {
  const { api, areLocked } = await openSecrets(hands.store.queries, hands.strongbox, integrationId)
  if (api !== null) return api
  throw new Refusal(
    'not-ready',
    areLocked
      ? LOCKED
      : `${name} has no token to ask ${formOf(kind).says} with; a keeper sets one in Settings, Integrations.`,
  )
}
