/** Taking away the way back from a role to a person: by the rule some days after publication, or when somebody is erased. */
import { epochMs } from '@secondstory/review/model/instants'
import { mayCall } from '@secondstory/review/model/permission'
import { isHeld, type RegisterDue } from '@secondstory/review/model/retention'
import { z } from 'zod'
import { appendAudit } from '../store/audit.ts'
import { takeTurn } from '../store/imports.ts'
import { foldEveryLive } from '../store/live.ts'
import { lockPeople } from '../store/people.ts'
import { findHold, readRetention } from '../store/retention.ts'
import type { Store } from '../store/store.ts'
import {
  erasePerson,
  listRegistersDue as listDue,
  listOpenActionsOf,
  unlinkRegister,
} from '../store/unlinking.ts'
import { found, refuseFor } from './answers.ts'
import { id, type Nothing } from './fields.ts'
import { asked, by, type Hands } from './hands.ts'
import { operation, Refusal } from './operation.ts'

/** What the rule would unlink and when, without doing it. `registerDays` asks about a rule that is not set. */
export const listRegistersDue = operation({
  name: 'listRegistersDue',
  about: 'Lists the incidents whose roles still lead to people and when the rule ends that; changes nothing.',
  access: 'member',
  changes: false,
  input: z.object({ registerDays: z.int().min(1).max(36_500).nullable().optional() }),
  run: async ({ registerDays }, hands): Promise<readonly RegisterDue[]> => {
    const { queries } = hands.store
    const days = registerDays === undefined ? (await readRetention(queries)).registerDays : registerDays
    const asker = asked(hands)
    const due = await listDue(queries, days, asker)
    return mayCall(asker, 'keeper') ? due : due.filter(({ title }) => title !== '')
  },
})

/**
 * Unlinks every register that is due by the rule, one incident at a time, and answers how many it was. A legal hold
 * keeps its incident as it is; running it again changes nothing more.
 */
export async function unlinkDueRegisters({ store, now }: Pick<Hands, 'store' | 'now'>): Promise<number> {
  const { registerDays } = await readRetention(store.queries)
  const due = (await listDue(store.queries, registerDays, null)).filter(
    ({ dueAt, hold }) => dueAt !== null && epochMs(dueAt) <= epochMs(now) && !isHeld(hold, now),
  )
  const because = `the rule keeps the people behind roles for ${registerDays} days after publication`
  let unlinked = 0
  for (const { incidentId } of due) {
    if (await unlinkNow(store, { incidentId, because }, now)) unlinked += 1
  }
  return unlinked
}

/** Takes its turn with imports and looks at the hold when nobody can change it any more. */
async function unlinkNow(
  store: Store,
  unlinked: { readonly incidentId: string; readonly because: string },
  now: string,
): Promise<boolean> {
  return store.transaction(async (queries) => {
    const { incidentId } = unlinked
    await takeTurn(queries, incidentId)
    if (isHeld(await findHold(queries, incidentId), now)) return false
    const rule = { personId: null, at: now }
    await unlinkRegister(queries, unlinked, rule)
    await appendAudit(queries, { operation: 'unlinkDueRegisters', noun: 'register', rowId: incidentId }, rule)
    return true
  })
}

/** Erases somebody: their name leaves everywhere it leads to them, and what they wrote stays. It does not come back. */
export const removePerson = operation({
  name: 'removePerson',
  about:
    'Erases someone for good: sessions end, name and mail leave, and reviews stay whole with a neutral author.',
  access: 'keeper',
  touches: 'installation',
  audits: 'person',
  changes: true,
  input: z.object({ id }),
  run: async ({ id: personId }, hands): Promise<Nothing> => {
    await hands.store.transaction(async (queries) => {
      // Before anybody's row is held: whoever types holds the text first and then names who typed.
      await foldEveryLive(queries)
      const everyone = await lockPeople(queries)
      const person = found(everyone.find((each) => each.id === personId) ?? null, 'person')
      const isKept = everyone.some((each) => each.id !== personId && each.role === 'keeper' && each.isActive)
      if (!isKept) {
        throw new Refusal('not-ready', 'One active keeper has to remain; make someone else a keeper first.')
      }
      refuseFor(openActionBlockers(await listOpenActionsOf(queries, personId)))
      await erasePerson(queries, person, by(hands))
    })
    hands.forgetAskers()
    return {}
  },
})

/** An open action has an owner: it is given to somebody else before its owner leaves. */
function openActionBlockers(titles: readonly string[]) {
  return titles.map((title) => ({
    rule: 'owner-of-open-action',
    sentence: `${title} is open and needs another owner first. Who will bring it to a decision?`,
    place: { tab: 'actions', id: null } as const,
  }))
}
