/**
 * Thanks to whoever told something, where they said that thanks are welcome: a note for them alone. Whoever thanks does
 * not learn whom, nothing adds notes up, and no list has them but that of the one they are for.
 */
import { redact } from '@secondstory/review/ingest/redact'
import { dayOf } from '@secondstory/review/model/instants'
import { type AccountThanks, thanksBlockers } from '@secondstory/review/model/thanks'
import { z } from 'zod'
import {
  addThanks as addRow,
  deleteThanks,
  listOwnThanks as listRows,
  welcomesThanks,
} from '../store/thanks.ts'
import { found, refuseFor } from './answers.ts'
import { id, type Nothing, ofIncident, ofRow, prose } from './fields.ts'
import { asked, type Hands } from './hands.ts'
import { operation, Refusal } from './operation.ts'

/** A page of a letter; more is a conversation. */
export const thanksText = prose(1000).pipe(z.string().trim().min(1))

/** Nobody writes so many notes by hand; the name is remembered for an hour and nowhere else. */
const PACE = { most: 30, within_ms: 3_600_000 } as const

function inPerson(hands: Hands): string {
  const { personId, via } = asked(hands)
  if (via !== 'token') return personId
  throw new Refusal('not-allowed', 'Thanks are said in person, so no token can; sign in on the page.')
}

/** A note to whoever told a released account. */
export const addThanks = operation({
  name: 'addThanks',
  about:
    'Says thanks to whoever told a released account, if they said that thanks are welcome; for them alone.',
  access: 'member',
  needs: 'tell',
  changes: true,
  input: ofIncident.extend({ accountId: id, text: thanksText }),
  run: async ({ incidentId, accountId, text }, hands): Promise<Nothing> => {
    hands.attempts.count(`thanks of ${inPerson(hands)}`, PACE, hands.now)
    await hands.store.transaction(async (queries) => {
      const isWelcome = found(await welcomesThanks(queries, { incidentId, accountId }), 'released account')
      refuseFor(thanksBlockers(isWelcome))
      const said = { accountId, text: redact(text).text, on: dayOf(hands.now) }
      await addRow(queries, said, hands.strongbox)
    })
    return {}
  },
})

/** What was said to the one who asks, beside their own accounts of an incident. */
export const listOwnThanks = operation({
  name: 'listOwnThanks',
  about: 'Lists the thanks said to you for what you told of an incident; nobody else can ask for them.',
  access: 'member',
  needs: 'tell',
  changes: false,
  input: ofIncident,
  run: async ({ incidentId }, hands): Promise<readonly AccountThanks[]> => {
    const { store, strongbox } = hands
    return listRows(store.queries, incidentId, { personId: inPerson(hands), strongbox })
  },
})

/** Deletes a note that was said to the one who asks, for good: it was theirs alone. */
export const removeThanks = operation({
  name: 'removeThanks',
  about: 'Deletes a note of thanks that was said to you, for good.',
  access: 'reader',
  touches: 'own',
  changes: true,
  input: ofRow,
  run: async ({ id: thanksId }, hands): Promise<Nothing> => {
    if (await deleteThanks(hands.store.queries, thanksId, inPerson(hands))) return {}
    throw new Refusal('not-found', 'No note of thanks to you has this id.')
  },
})
