/** Sign-in through a company's provider: looked after by keepers. Coming in through one is in `provider-sign-in.ts`. */
import type { Provider, ProviderChoice } from '@secondstory/review/model/providers'
import { z } from 'zod'
import type { Queries } from '../store/database.ts'
import { newId } from '../store/ids.ts'
import {
  addProvider as addRow,
  findProvider,
  isProviderTaken,
  listProviders as listRows,
  lockProvider,
  removeProvider as removeRow,
  saveProvider,
} from '../store/providers.ts'
import { corrected, current, found } from './answers.ts'
import { id, line, lineOrNothing, nothing, ofRow, type Removed, version } from './fields.ts'
import { by, type Hands } from './hands.ts'
import { operation, Refusal } from './operation.ts'

/** Where a provider sends browsers back to, below the address of this installation. */
export const RETURN_PATH = '/sign-in/back'

/** A provider as a keeper sees it, with the address to register on the other side. */
export interface ProviderShown extends Provider {
  readonly returnTo: string
}

/** What a provider says about itself. */
export interface ProviderTrial {
  readonly isUsable: boolean
  readonly sentence: string
}

const issuer = line(500)
  .refine((text) => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol), {
    error: 'expected an address that begins with https://, such as https://accounts.example.org',
  })
  // What is no address was said above; every refinement is asked, also after one that failed.
  .refine((text) => !URL.canParse(text) || !/[?#]/.test(text), {
    error: 'expected an address without a query',
  })

const domain = line(253)
  .transform((text) => text.toLowerCase().replace(/^@/, ''))
  .refine((text) => /^[a-z0-9-]+(?:\.[a-z0-9-]+)*$/.test(text), {
    error: 'expected what stands behind the @ of an address, such as example.org',
  })

const fields = {
  label: line(60),
  issuer,
  clientId: line(300),
  domains: z.array(domain).max(50),
  newcomerRole: z.enum(['member', 'reader']).nullable(),
  groupsClaim: lineOrNothing(100),
  groupTeams: z
    .array(z.object({ group: line(200), team: line(100) }))
    .max(500)
    .refine((rows) => new Set(rows.map(({ group }) => group)).size === rows.length, {
      error: 'expected each group once',
    }),
}
const secret = line(1000)

/** Adds a provider: from then on the sign-in page offers it. */
export const addProvider = operation({
  name: 'addProvider',
  about: 'Adds a sign-in provider (OpenID Connect): from then on the sign-in page offers it.',
  access: 'keeper',
  touches: 'installation',
  audits: 'provider',
  changes: true,
  input: z.object({
    ...fields,
    domains: fields.domains.default([]),
    newcomerRole: fields.newcomerRole.default(null),
    groupsClaim: fields.groupsClaim.default(''),
    groupTeams: fields.groupTeams.default([]),
    secret: secret.optional(),
  }),
  run: async ({ secret, ...choice }, hands): Promise<ProviderShown> => {
    const id = newId()
    refuseUnreachable(choice.issuer, hands)
    return hands.store.transaction(async (queries) => {
      await refuseTwice(queries, { ...choice, exceptId: null })
      const sealed = secret === undefined ? null : hands.strongbox.seal(secret, id)
      await addRow(queries, { ...choice, id, sealed }, by(hands))
      return shown(found(await findProvider(queries, id), 'provider'), hands)
    })
  },
})

/** Changes a provider; a secret that is given takes the place of the old one. */
export const correctProvider = operation({
  name: 'correctProvider',
  about: 'Changes a sign-in provider; a secret that is given takes the place of the old one.',
  access: 'keeper',
  touches: 'installation',
  audits: 'provider',
  changes: true,
  input: z.object({
    id,
    version,
    label: fields.label.optional(),
    issuer: fields.issuer.optional(),
    clientId: fields.clientId.optional(),
    domains: fields.domains.optional(),
    newcomerRole: fields.newcomerRole.optional(),
    groupsClaim: fields.groupsClaim.optional(),
    groupTeams: fields.groupTeams.optional(),
    secret: secret.optional(),
  }),
  run: async ({ id: providerId, version, secret, ...given }, hands): Promise<ProviderShown> => {
    if (given.issuer !== undefined) refuseUnreachable(given.issuer, hands)
    return hands.store.transaction(async (queries) => {
      const before = current(await lockProvider(queries, providerId), version, 'provider')
      const after = corrected(before, given)
      await refuseTwice(queries, { ...after, exceptId: providerId })
      const sealed = secret === undefined ? null : hands.strongbox.seal(secret, providerId)
      await saveProvider(queries, { before, after, sealed }, by(hands))
      return shown(found(await findProvider(queries, providerId), 'provider'), hands)
    })
  },
})

/** Takes a provider off the sign-in page; `undoRemoval` brings it back, and its people are known again. */
export const removeProvider = operation({
  name: 'removeProvider',
  about: 'Takes a sign-in provider off the sign-in page; undoRemoval brings it back.',
  access: 'keeper',
  touches: 'installation',
  audits: 'provider',
  changes: true,
  input: ofRow,
  run: async (input, hands): Promise<Removed> => ({
    removalId: await hands.store.transaction(async (queries) =>
      removeRow(queries, found(await lockProvider(queries, input.id), 'provider'), by(hands)),
    ),
  }),
})

/** Every provider, without its secret. */
export const listProviders = operation({
  name: 'listProviders',
  about: 'Lists the sign-in providers without their secrets, with the address to register on the other side.',
  access: 'keeper',
  touches: 'installation',
  changes: false,
  input: nothing,
  run: async (_input, hands): Promise<readonly ProviderShown[]> =>
    (await listRows(hands.store.queries)).map((each) => shown(each, hands)),
})

/** Asks a provider what it says about itself, so that a slip shows before anybody wants to come in. */
export const checkProvider = operation({
  name: 'checkProvider',
  about: 'Asks a sign-in provider what it says about itself and tells whether it can be used.',
  access: 'keeper',
  touches: 'installation',
  changes: false,
  input: ofRow,
  run: async (input, hands): Promise<ProviderTrial> => {
    const provider = found(await findProvider(hands.store.queries, input.id), 'provider')
    const told = await hands.providers.check(provider)
    return told.isAnswer
      ? { isUsable: true, sentence: told.answer }
      : { isUsable: false, sentence: told.because }
  },
})

function shown(provider: Provider, hands: Hands): ProviderShown {
  return { ...provider, returnTo: hands.publicUrl + RETURN_PATH }
}

/** Said while the keeper types, and not when somebody wants to come in. */
function refuseUnreachable(address: string, hands: Hands): void {
  const objection = hands.outbound.objectionTo(address)
  if (objection !== null) throw new Refusal('invalid', objection)
}

async function refuseTwice(
  queries: Queries,
  {
    issuer,
    clientId,
    exceptId,
  }: Pick<ProviderChoice, 'issuer' | 'clientId'> & { readonly exceptId: string | null },
): Promise<void> {
  if (!(await isProviderTaken(queries, { issuer, clientId, exceptId }))) return
  throw new Refusal('not-ready', `A provider with the address ${issuer} and this client id is here already.`)
}
