/** When and how somebody hears from here, chosen by themselves; and where the team hears of what nobody holds. */
import type { Preferences } from '@secondstory/review/model/preferences'
import { isZone } from '@secondstory/review/model/zones'
import { z } from 'zod'
import {
  lockPreferences,
  readTeamPlace as readPlace,
  readPreferences as readRow,
  savePreferences,
  saveTeamPlace,
  type TeamPlace,
} from '../store/preferences.ts'
import { current } from './answers.ts'
import { email, nothing } from './fields.ts'
import { asked, by } from './hands.ts'
import { operation, Refusal } from './operation.ts'
import { openUnsubscribe, type UnsubscribeLink } from './reminder-links.ts'

const zone = z.string().refine(isZone, {
  error: 'expected a time zone of the IANA list, such as Europe/Berlin or America/New_York',
})
const time = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, { error: 'expected a time such as 09:00' })

/** What I chose. Nobody reads what somebody else chose. */
export const readPreferences = operation({
  name: 'readPreferences',
  about: 'Reads when and how I want to hear from here.',
  access: 'reader',
  changes: false,
  touches: 'own',
  input: nothing,
  run: async (_given, hands): Promise<Preferences> => readRow(hands.store.queries, asked(hands).personId),
})

/** Chooses my hours, my zone and what comes at all. */
export const correctPreferences = operation({
  name: 'correctPreferences',
  about: 'Chooses the hours, the zone and the way in which reminders and the digest come to me.',
  access: 'reader',
  changes: true,
  touches: 'own',
  input: z.object({
    /** 0 while nothing was chosen yet. */
    version: z.int().min(0).max(2_147_483_647),
    hours: z
      .object({
        zone,
        from: time,
        until: time,
        days: z
          .array(z.int().min(1).max(7))
          .min(1, { error: 'expected at least one day of the week; to hear nothing, choose “not at all”' })
          .max(7)
          .readonly()
          .transform((days) => [...new Set(days)].toSorted((a, b) => a - b)),
      })
      .refine(({ from, until }) => from < until, { error: 'expected the hours to end after they begin' }),
    reminders: z.enum(['mail', 'slack', 'none']),
    digest: z.enum(['mail', 'none']),
    /** Left out, it stays. */
    mentions: z.enum(['mail', 'slack', 'none']).optional(),
  }),
  run: async (given, hands): Promise<Preferences> => {
    const { personId } = asked(hands)
    return hands.store.transaction(async (queries) => {
      const before = current(await lockPreferences(queries, personId), given.version, 'choice')
      const after = { ...given, mentions: given.mentions ?? before.mentions }
      return savePreferences(queries, { personId, before, after }, by(hands))
    })
  },
})

/** Stops one sort of letter, by the link in it. Twice changes nothing. */
export const closeSubscription = operation({
  name: 'closeSubscription',
  about: 'Stops one sort of letter by the link in it; twice changes nothing.',
  access: 'anyone',
  changes: true,
  input: z.object({ token: z.string().min(20).max(1000) }),
  run: async ({ token }, hands): Promise<{ readonly from: UnsubscribeLink['from'] }> => {
    const link = openUnsubscribe(hands.strongbox, token)
    if (link === null)
      throw new Refusal('not-found', 'This link is not whole; open it from the letter again, or sign in.')
    const { personId, from } = link
    await hands.store.transaction(async (queries) => {
      const before = await lockPreferences(queries, personId)
      if (before[from] === 'none') return
      const author = { personId, at: hands.now, through: 'a link in a letter' }
      await savePreferences(queries, { personId, before, after: { ...before, [from]: 'none' } }, author)
    })
    return { from }
  },
})

/** Where the team hears of what nobody holds. */
export const readTeamPlace = operation({
  name: 'readTeamPlace',
  about: 'Reads where the team hears of actions nobody holds, and the zone of this installation.',
  access: 'keeper',
  changes: false,
  input: nothing,
  run: async (_given, { store }): Promise<TeamPlace> => readPlace(store.queries),
})

/** Sets where the team hears of what nobody holds. */
export const correctTeamPlace = operation({
  name: 'correctTeamPlace',
  about: 'Sets where the team hears of actions nobody holds, and the zone of this installation.',
  access: 'keeper',
  changes: true,
  input: z.object({ mail: email.nullable(), zone }),
  run: async (given, hands): Promise<TeamPlace> =>
    hands.store.transaction((queries) => saveTeamPlace(queries, given, by(hands))),
})
