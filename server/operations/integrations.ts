/** Standing ways in: made, changed, looked after. Who may send, and how we know them. */
import { datadogTemplate } from '@secondstory/review/ingest/datadog'
import {
  formOf,
  healthOf,
  type Integration,
  type IntegrationHealth,
  type IntegrationKind,
  integrationForms,
  usualSettings,
} from '@secondstory/review/model/integrations'
import { slackManifest } from '@secondstory/review/model/slack-app'
import { z } from 'zod'
import type { Queries } from '../store/database.ts'
import { newId } from '../store/ids.ts'
import {
  addIntegration as addRow,
  addSecret,
  findIntegration,
  forgetSecrets,
  listIntegrations as listRows,
  lockIntegration,
  removeIntegration as removeRow,
  saveIntegration,
} from '../store/integrations.ts'
import { noteAnswered } from '../store/trackers.ts'
import { corrected, current, found } from './answers.ts'
import { id, line, lineOrNothing, nothing, ofRow, type Removed, version } from './fields.ts'
import { by, type Hands } from './hands.ts'
import { KEPT_SECRETS } from './integration-secrets.ts'
import { type IntegrationTrial, tryIntegration } from './integration-trial.ts'
import { operation, Refusal } from './operation.ts'
import { newSecret } from './secrets.ts'

/** An integration as a page shows it: how it stands, and where the other side sends to. */
export interface IntegrationShown extends Integration {
  readonly health: IntegrationHealth
  /** Where deliveries are sent. */
  readonly address: string
  /** What to do on the other side, with the address in its place; the secret is shown as dots. */
  readonly steps: readonly string[]
  /** What is pasted on the other side: the manifest of the Slack app, the template of Datadog; null for the others. */
  readonly toPaste: string | null
}

/** What a change answers; a secret made here is shown once and is in no other answer. */
export interface IntegrationChanged {
  readonly integration: IntegrationShown
  readonly secret: string | null
}

const kinds = Object.keys(integrationForms)
const kind = z.custom<IntegrationKind>((value) => typeof value === 'string' && kinds.includes(value), {
  error: `expected one of ${kinds.join(', ')}`,
})
const headerName = lineOrNothing(100)
  .transform((name) => name.toLowerCase())
  .refine((name) => /^[a-z0-9-]*$/.test(name), {
    error: 'expected the name of a header, such as x-signature',
  })

const webAddress = lineOrNothing(300)
  .transform((address) => address.replace(/\/+$/, ''))
  .refine((address) => address === '' || /^https?:\/\/[^/?#\s@]+(?:\/[^?#\s]*)?$/.test(address), {
    error: 'expected an address such as https://acme.atlassian.net',
  })

const reactionName = line(102)
  .transform((name) => name.replace(/^:|:$/g, '').toLowerCase())
  .refine((name) => /^[a-z0-9_+-]+$/.test(name), { error: 'expected the name of an emoji, such as pushpin' })

const fields = {
  name: line(100),
  routing: z.enum(['by-time', 'by-hand']).optional(),
  settings: z
    .object({
      opensIncidents: z.boolean().optional(),
      signatureHeader: headerName.optional(),
      timestampHeader: headerName.optional(),
      place: lineOrNothing(200).optional(),
      baseAddress: webAddress.optional(),
      account: lineOrNothing(254).optional(),
      keepsIssues: z.boolean().optional(),
      reactions: z.array(reactionName).max(20).optional(),
    })
    .optional(),
  /** The signing secret the other side shows. */
  secret: line(500).optional(),
}

/** Long enough not to be guessed; the one Slack shows has 32 characters, and some senders let people choose. */
const SHORTEST_SECRET = 12

function refuseGuessable(secret: string | undefined): void {
  if (secret === undefined || secret.length >= SHORTEST_SECRET) return
  throw new Refusal(
    'invalid',
    `The secret has ${secret.length} characters and could be guessed; take one of at least ${SHORTEST_SECRET}, or leave it out and one is made here.`,
  )
}

/** Shows an integration without a secret in it. */
export function shown(integration: Integration, publicUrl: string): IntegrationShown {
  const address = `${publicUrl}/hooks/${integration.id}`
  const steps = formOf(integration.kind).steps.map((step) =>
    step.replaceAll('{address}', address).replaceAll('{secret}', '••••••'),
  )
  const toPaste = pastedThere(integration.kind, address)
  return { ...integration, health: healthOf(integration), address, steps, toPaste }
}

function pastedThere(kind: IntegrationKind, address: string): string | null {
  if (kind === 'slack') return slackManifest(address)
  return kind === 'datadog' ? JSON.stringify(datadogTemplate, null, 2) : null
}

async function shownById(queries: Queries, integrationId: string, hands: Hands): Promise<IntegrationShown> {
  return shown(found(await findIntegration(queries, integrationId), 'integration'), hands.publicUrl)
}

async function keepSecret(
  queries: Queries,
  kept: { readonly integrationId: string; readonly purpose: 'signing' | 'api'; readonly secret: string },
  hands: Hands,
): Promise<void> {
  const { integrationId, purpose, secret } = kept
  const sealed = hands.strongbox.seal(secret, integrationId)
  const keep = purpose === 'signing' ? KEPT_SECRETS : 1
  await addSecret(queries, { integrationId, purpose, sealed, keep }, hands.now)
}

/** Makes an integration and its address. A secret made here is answered once. */
export const addIntegration = operation({
  name: 'addIntegration',
  about: 'Makes an address another tool can send to; a secret made here is in this answer and in no other.',
  access: 'keeper',
  changes: true,
  input: z.object({ ...fields, kind, apiToken: line(2000).optional() }),
  run: async (given, hands): Promise<IntegrationChanged> => {
    refuseGuessable(given.secret)
    const made = given.secret === undefined && formOf(given.kind).secretFrom === 'here' ? newSecret() : null
    const secret = given.secret ?? made
    const integrationId = newId()
    const integration = await hands.store.transaction(async (queries) => {
      const choice = {
        kind: given.kind,
        name: given.name,
        state: 'on' as const,
        routing: given.routing ?? ('by-time' as const),
        settings: corrected(usualSettings, given.settings ?? {}),
      }
      await addRow(queries, { id: integrationId, ...choice }, by(hands))
      if (secret !== null) await keepSecret(queries, { integrationId, purpose: 'signing', secret }, hands)
      if (given.apiToken !== undefined)
        await keepSecret(queries, { integrationId, purpose: 'api', secret: given.apiToken }, hands)
      return shownById(queries, integrationId, hands)
    })
    return { integration, secret: made }
  },
})

/**
 * Changes the name, the state, the routing or the settings, and takes a new secret beside the old one: both are good
 * until `forgetOldSecret`, so that no delivery is lost while the other side is changed.
 */
export const correctIntegration = operation({
  name: 'correctIntegration',
  about: 'Changes an integration; a new secret stands beside the old one until the old one is forgotten.',
  access: 'keeper',
  touches: 'installation',
  changes: true,
  input: z.object({
    ...fields,
    id,
    version,
    name: fields.name.optional(),
    state: z.enum(['on', 'off']).optional(),
    /** Makes a new secret here and answers it once. */
    makeSecret: z.boolean().optional(),
    /** Keeps the newest secret alone. */
    forgetOldSecret: z.boolean().optional(),
    /** What the other side is asked with; null forgets it. */
    apiToken: line(2000).nullable().optional(),
  }),
  run: async (given, hands): Promise<IntegrationChanged> => {
    refuseGuessable(given.secret)
    const made = given.makeSecret === true ? newSecret() : null
    const integration = await hands.store.transaction(async (queries) => {
      const before = current(await lockIntegration(queries, given.id), given.version, 'integration')
      const after = {
        ...corrected(before, { name: given.name, state: given.state, routing: given.routing }),
        settings: corrected(before.settings, given.settings ?? {}),
      }
      const because = await changeSecrets(
        queries,
        { ...given, secret: given.secret ?? made ?? undefined },
        hands,
      )
      await saveIntegration(queries, { before, after, because }, by(hands))
      return shownById(queries, given.id, hands)
    })
    hands.forgetIntegrations()
    return { integration, secret: made }
  },
})

/** What changed about the secrets, as words for the history; undefined when nothing did. */
async function changeSecrets(
  queries: Queries,
  given: {
    readonly id: string
    readonly secret?: string | undefined
    readonly forgetOldSecret?: boolean | undefined
    readonly apiToken?: string | null | undefined
  },
  hands: Hands,
): Promise<string | undefined> {
  const { id: integrationId, secret, apiToken } = given
  const did: string[] = []
  if (secret !== undefined) {
    await keepSecret(queries, { integrationId, purpose: 'signing', secret }, hands)
    did.push('a new secret came beside the old one')
  }
  if (given.forgetOldSecret === true) {
    const gone = await forgetSecrets(queries, { integrationId, purpose: 'signing', keep: 1 })
    if (gone > 0) did.push('the old secret was forgotten')
  }
  if (typeof apiToken === 'string') {
    await keepSecret(queries, { integrationId, purpose: 'api', secret: apiToken }, hands)
    // What rested for want of a good token is asked again.
    await noteAnswered(queries, integrationId, null)
    did.push('the token for asking was set')
  }
  if (apiToken === null) {
    const gone = await forgetSecrets(queries, { integrationId, purpose: 'api', keep: 0 })
    if (gone > 0) did.push('the token for asking was forgotten')
  }
  return did.length === 0 ? undefined : did.join(', ')
}

/** Removes an integration; `undoRemoval` brings it back with its secrets and what it sent. */
export const removeIntegration = operation({
  name: 'removeIntegration',
  about:
    'Removes an integration, so that what arrives at its address is turned away; undoRemoval brings it back.',
  access: 'keeper',
  touches: 'installation',
  changes: true,
  input: ofRow,
  run: async (input, hands): Promise<Removed> => {
    const removalId = await hands.store.transaction(async (queries) => {
      const integration = found(await lockIntegration(queries, input.id), 'integration')
      return removeRow(queries, integration, by(hands))
    })
    hands.forgetIntegrations()
    return { removalId }
  },
})

/** Every integration, how it stands and where it is reached. */
export const listIntegrations = operation({
  name: 'listIntegrations',
  about: 'Lists the integrations, how each stands, when it last sent something and what went wrong last.',
  access: 'member',
  changes: false,
  input: nothing,
  run: async (_input, hands): Promise<readonly IntegrationShown[]> =>
    (await listRows(hands.store.queries)).map((each) => shown(each, hands.publicUrl)),
})

/** One integration. */
export const readIntegration = operation({
  name: 'readIntegration',
  about: 'Reads one integration: its state, its last delivery, its last error and the steps to set it up.',
  access: 'member',
  touches: 'installation',
  changes: false,
  input: ofRow,
  run: async (input, hands): Promise<IntegrationShown> => shownById(hands.store.queries, input.id, hands),
})

/** Makes and signs a delivery as the other side would, and says what became of it at each step. Nothing is stored. */
export const checkIntegration = operation({
  name: 'checkIntegration',
  about:
    'Tries an integration out with a delivery made and signed here, and says what became of it; nothing is stored.',
  access: 'member',
  touches: 'installation',
  changes: false,
  input: ofRow,
  run: async (input, hands): Promise<IntegrationTrial> =>
    tryIntegration(hands, found(await findIntegration(hands.store.queries, input.id), 'integration')),
})
