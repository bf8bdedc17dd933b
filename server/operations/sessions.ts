/** Where somebody is signed in, and ending that. */
import type { Session } from '@secondstory/review/model/people'
import { z } from 'zod'
import { findPerson } from '../store/people.ts'
import { endSessions, listSessions as listRows } from '../store/sessions.ts'
import { found } from './answers.ts'
import { id, nothing } from './fields.ts'
import { asked, type Hands } from './hands.ts'
import { operation, Refusal } from './operation.ts'
import { hashSecret } from './secrets.ts'

/** How many sessions ended. */
export interface EndedSessions {
  readonly ended: number
}

/** My sessions: since when, when last seen, and roughly on what. */
export const listSessions = operation({
  name: 'listSessions',
  about: 'Lists where I am signed in: since when, when last seen, and roughly on what.',
  access: 'reader',
  touches: 'own',
  changes: false,
  input: nothing,
  run: async (_input, hands): Promise<readonly Session[]> =>
    listRows(hands.store.queries, { personId: asked(hands).personId, mine: mine(hands), now: hands.now }),
})

/** Ends one of my sessions, or all but the one that asks. */
export const closeSessions = operation({
  name: 'closeSessions',
  about: 'Ends one of my sessions by its id, or without one all but this.',
  access: 'reader',
  touches: 'own',
  audits: 'session',
  changes: true,
  input: z.object({ id: id.optional() }),
  run: async (input, hands): Promise<EndedSessions> => {
    const { personId } = asked(hands)
    const ended = await endSessions(hands.store.queries, { personId, id: input.id, except: mine(hands) })
    if (input.id !== undefined && ended === 0) {
      throw new Refusal('not-found', 'None of my other sessions has this id; it may have ended already.')
    }
    hands.forgetAskers()
    return { ended }
  },
})

/** Ends every session of somebody, at once: a machine was lost, or somebody asked for it. */
export const closePersonSessions = operation({
  name: 'closePersonSessions',
  about: 'Ends every session of a person at once.',
  access: 'keeper',
  touches: 'installation',
  audits: 'session',
  changes: true,
  input: z.object({ personId: id }),
  run: async ({ personId }, hands): Promise<EndedSessions> => {
    found(await findPerson(hands.store.queries, personId), 'person')
    const ended = await endSessions(hands.store.queries, { personId, except: mine(hands) })
    hands.forgetAskers()
    return { ended }
  },
})

function mine(hands: Hands): Buffer | null {
  return hands.session === null ? null : hashSecret(hands.session)
}
