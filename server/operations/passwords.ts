/** Passwords: which are not taken, and changing one's own. */
import { objectionToPassword } from '@secondstory/review/model/passwords'
import { z } from 'zod'
import { findPassword, findPerson, savePassword } from '../store/people.ts'
import { endSessions } from '../store/sessions.ts'
import { found } from './answers.ts'
import { type Nothing, password } from './fields.ts'
import { asked } from './hands.ts'
import { operation, Refusal } from './operation.ts'
import { hashPassword, hashSecret, isPassword } from './secrets.ts'

const FOR_ONE_PERSON = { most: 10, within_ms: 15 * 60_000 }

/** Goes on when the password is not among those that are tried first; `own` are the owner's name and address. */
export function refuseEasyPassword(given: string, own: readonly string[]): void {
  const objection = objectionToPassword(given, own)
  if (objection !== null) throw new Refusal('invalid', objection)
}

/** Changes one's own password and ends every other session: whoever knew the old one is out. */
export const correctPassword = operation({
  name: 'correctPassword',
  about: 'Changes my password and ends my other sessions.',
  access: 'reader',
  touches: 'own',
  changes: true,
  input: z.object({ password: z.string().min(1).max(1000), newPassword: password }),
  run: async (given, hands): Promise<Nothing> => {
    const { personId, via } = asked(hands)
    if (via !== 'session') {
      throw new Refusal(
        'not-allowed',
        'A password is changed by somebody signed in on a page, not by a token.',
      )
    }
    hands.attempts.count(`password of ${personId}`, FOR_ONE_PERSON, hands.now)
    const { queries } = hands.store
    const person = found(await findPerson(queries, personId), 'person')
    const kept = await findPassword(queries, personId)
    if (kept === null) {
      throw new Refusal('not-ready', 'This account comes in without a password, so there is none to change.')
    }
    if (!(await isPassword(given.password, kept))) {
      throw new Refusal('not-allowed', 'The present password is another one; nothing was changed.')
    }
    refuseEasyPassword(given.newPassword, [person.name, person.email])
    const hash = await hashPassword(given.newPassword)
    await hands.store.transaction(async (inside) => {
      await savePassword(inside, person, { hash, at: hands.now })
      const except = hands.session === null ? null : hashSecret(hands.session)
      await endSessions(inside, { personId, except })
    })
    hands.attempts.forget(`password of ${personId}`)
    hands.forgetAskers()
    return {}
  },
})
