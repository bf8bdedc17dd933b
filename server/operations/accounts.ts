/** Accounts: told in private, released by whoever tells them, taken back until an edition is out. */
import {
  type Account,
  type AccountWords,
  noWords,
  type OwnAccount,
  releaseBlockers,
  takeBackBlocker,
} from '@secondstory/review/model/accounts'
import { dayOf, epochMs } from '@secondstory/review/model/instants'
import { z } from 'zod'
import {
  addAccount as addRow,
  deleteAccount,
  listOwnAccounts as listOwn,
  listAccounts as listReleased,
  lockOwnAccount,
  saveAccount,
  type Teller,
} from '../store/accounts.ts'
import { strangers } from '../store/belonging.ts'
import type { Queries } from '../store/database.ts'
import { newestEditionAt } from '../store/editions.ts'
import { findIncident, lockIncident } from '../store/incidents.ts'
import { corrected, current, found, refuseFor, refuseStrangers } from './answers.ts'
import {
  id,
  ids,
  instant,
  line,
  lineOrNothing,
  type Nothing,
  ofIncident,
  ofRow,
  prose,
  version,
} from './fields.ts'
import { asked, type Hands } from './hands.ts'
import { readRegister, roleBlockers } from './names.ts'
import { rolesOnEntry } from './names-on-entry.ts'
import { operation, Refusal } from './operation.ts'

const part = prose(8000).optional()

const fields = {
  /** Whoever reads it by its role may say thanks; what you told yourself, and not what was told to you. */
  welcomesThanks: z.boolean().optional(),
  words: z.object({ saw: part, believed: part, tried: part, expected: part, surprised: part }).optional(),
  eventIds: ids.optional(),
  stretch: z
    .object({ fromAt: instant, toAt: instant })
    .refine(({ fromAt, toAt }) => epochMs(fromAt) <= epochMs(toAt), {
      error: 'expected a stretch that begins before it ends',
    })
    .nullable()
    .optional(),
}

/** Who tells. A token stands for a script, and what is not released is for no script to read. */
function teller(hands: Hands): Teller {
  const { personId, via } = asked(hands)
  if (via !== 'token') return { personId, at: hands.now, strongbox: hands.strongbox }
  throw new Refusal(
    'not-allowed',
    'An account is told in person and is private until it is released, so no token can read or write one; sign in on the page. Released accounts are in listAccounts.',
  )
}

/** One's own account at the version its author saw; for everybody else there is none. */
async function ownAccount(
  queries: Queries,
  wanted: { readonly id: string; readonly version?: number },
  mine: Teller,
): Promise<OwnAccount> {
  const row = await lockOwnAccount(queries, wanted.id, mine)
  return current(row, wanted.version ?? row?.version ?? 0, 'account of yours')
}

async function refuseUnfit(
  queries: Queries,
  account: { readonly id: string | null; readonly incidentId: string; readonly role?: string | undefined },
  eventIds: readonly string[],
): Promise<void> {
  const { incidentId, role } = account
  if (role !== undefined) {
    refuseFor(
      roleBlockers(role, await readRegister(queries, incidentId), { tab: 'accounts', id: account.id }),
    )
  }
  refuseStrangers(
    await strangers(queries, 'timeline_events', { incidentId, ids: eventIds }),
    'timeline event',
  )
}

/** Words that others read speak of roles. */
async function withRoles(queries: Queries, account: OwnAccount): Promise<OwnAccount> {
  const { consent, ...words } = await rolesOnEntry(queries, account.incidentId, {
    ...account.words,
    consent: account.consent,
  })
  return { ...account, words, consent }
}

/** Released accounts of an incident, by role, or those that speak of one event. */
export const listAccounts = operation({
  name: 'listAccounts',
  about: 'Lists the released accounts of an incident by role, or those that name one timeline event.',
  access: 'member',
  changes: false,
  input: ofIncident.extend({ eventId: id.optional() }),
  run: async ({ incidentId, eventId }, { store }): Promise<readonly Account[]> => {
    found(await findIncident(store.queries, { id: incidentId }), 'incident')
    const released = await listReleased(store.queries, incidentId)
    return eventId === undefined ? released : released.filter(({ eventIds }) => eventIds.includes(eventId))
  },
})

/** What the one who asks tells of an incident, released or not. */
export const listOwnAccounts = operation({
  name: 'listOwnAccounts',
  about: 'Lists what you tell of an incident, released or not; nobody else can ask for it.',
  access: 'member',
  needs: 'tell',
  changes: false,
  input: ofIncident,
  run: async ({ incidentId }, hands): Promise<readonly OwnAccount[]> => {
    const mine = teller(hands)
    found(await findIncident(hands.store.queries, { id: incidentId }), 'incident')
    return listOwn(hands.store.queries, incidentId, mine)
  },
})

/** Begins an account, which is private to its author. */
export const addAccount = operation({
  name: 'addAccount',
  about: 'Begins an account of what you, or someone who told you, saw and believed; private until released.',
  access: 'member',
  needs: 'tell',
  changes: true,
  input: z.object({ incidentId: id, role: line(100), isAsTold: z.boolean().default(false), ...fields }),
  run: async (given, hands): Promise<OwnAccount> => {
    const mine = teller(hands)
    return hands.store.transaction(async (queries) => {
      const { incidentId, role, isAsTold } = given
      found(await findIncident(queries, { id: incidentId }), 'incident')
      await refuseUnfit(queries, { id: null, incidentId, role }, given.eventIds ?? [])
      const account = {
        incidentId,
        role,
        isAsTold,
        words: wordsWith(noWords, given.words),
        eventIds: given.eventIds ?? [],
        stretch: given.stretch ?? null,
        consent: '',
        welcomesThanks: given.welcomesThanks ?? false,
        state: isAsTold ? ('noted' as const) : ('private' as const),
      }
      return addRow(queries, account, mine)
    })
  },
})

function wordsWith(
  words: AccountWords,
  given: { readonly [Part in keyof AccountWords]?: string | undefined } | undefined,
): AccountWords {
  return corrected(words, given ?? {})
}

/** Corrects one's own account. Once it is released the correction has a history, and names in it become roles. */
export const correctAccount = operation({
  name: 'correctAccount',
  about: 'Corrects your account: its words, its role, the moments it speaks of, how its teller agreed.',
  access: 'reader',
  touches: 'own',
  changes: true,
  input: z.object({
    id,
    version,
    role: line(100).optional(),
    consent: lineOrNothing(500).optional(),
    ...fields,
  }),
  run: async ({ version: seen, words, ...given }, hands): Promise<OwnAccount> => {
    const mine = teller(hands)
    return hands.store.transaction(async (queries) => {
      const before = await ownAccount(queries, { id: given.id, version: seen }, mine)
      await refuseUnfit(queries, { ...before, role: given.role }, given.eventIds ?? [])
      const written = corrected({ ...before, words: wordsWith(before.words, words) }, given)
      if (before.state !== 'released') return saveAccount(queries, { before, after: written }, mine)
      refuseFor(releaseBlockers(written))
      return saveAccount(queries, { before, after: await withRoles(queries, written) }, mine)
    })
  },
})

/** Releases an account: from here on it is part of the working record, by role. */
export const releaseAccount = operation({
  name: 'releaseAccount',
  about: 'Releases your account to everyone who works on the review, by role and with no name.',
  access: 'reader',
  touches: 'own',
  changes: true,
  input: z.object({ id, version }),
  run: async (given, hands): Promise<OwnAccount> => {
    const mine = teller(hands)
    return hands.store.transaction(async (queries) => {
      const before = await ownAccount(queries, given, mine)
      refuseFor(releaseBlockers(before))
      await refuseUnfit(queries, before, [])
      const after = await withRoles(queries, before)
      return saveAccount(queries, { before, after: { ...after, state: 'released' } }, mine)
    })
  },
})

/** Takes a released account back; it is private again, and the history forgets its words. Not once an edition is out. */
export const undoRelease = operation({
  name: 'undoRelease',
  about: 'Takes your released account back; it is private again. Not after an edition was published.',
  access: 'reader',
  touches: 'own',
  changes: true,
  input: ofRow,
  run: async (given, hands): Promise<OwnAccount> => {
    const mine = teller(hands)
    return hands.store.transaction(async (queries) => {
      const seen = await ownAccount(queries, given, mine)
      // Publishing holds the incident: whoever comes second sees what the first one did.
      found(await lockIncident(queries, seen.incidentId), 'incident')
      if (seen.state !== 'released') return seen
      const publishedAt = await newestEditionAt(queries, seen.incidentId)
      const blocker = takeBackBlocker(seen, publishedAt === null ? null : dayOf(publishedAt))
      refuseFor(blocker === null ? [] : [blocker])
      const after = { ...seen, consent: '', state: seen.isAsTold ? ('noted' as const) : ('private' as const) }
      return saveAccount(queries, { before: seen, after }, mine)
    })
  },
})

/** Deletes one's own account that is not released, for good: nothing of it is kept. */
export const removeAccount = operation({
  name: 'removeAccount',
  about: 'Deletes your account that is not released, for good; a released one is taken back first.',
  access: 'reader',
  touches: 'own',
  changes: true,
  input: ofRow,
  run: async (given, hands): Promise<Nothing> => {
    const mine = teller(hands)
    await hands.store.transaction(async (queries) => {
      const account = await ownAccount(queries, given, mine)
      if (account.state === 'released') {
        throw new Refusal(
          'not-ready',
          'This account is released, and others may rest on it; take it back first.',
        )
      }
      await deleteAccount(queries, account)
    })
    return {}
  },
})
