/** One round of reminding over a hundred thousand open actions of two hundred owners. */
import { remind } from '@secondstory/server/operations/reminders'
import { openStrongbox } from '@secondstory/server/store/strongbox'
import { inHouse } from './house.ts'
import type { Figure } from './report.ts'

const ACTIONS = 100_000
const OWNERS = 200
/** A Thursday, in the hours of everyone. */
const NOW = '2026-03-12T12:00:00.000Z'

/** A round in which everything is due, and one in which everything was told: the second runs all day. */
export async function reminderFigures(): Promise<readonly Figure[]> {
  return inHouse(async ({ database, address }) => {
    await furnish(database.pool)
    const round = () =>
      remind({
        store: database,
        strongbox: openStrongbox('a key for the bench, and for nothing else'),
        publicUrl: address,
        now: NOW,
      })
    const first_ms = await timed(round)
    const second_ms = await timed(round)
    const how = `${ACTIONS.toLocaleString('en')} open actions of ${OWNERS} owners, PostgreSQL included`
    return [
      {
        what: 'reminders, everything told by now',
        found: second_ms / 1000,
        unit: 's',
        aim: 5,
        better: 'lower',
        how,
      },
      {
        what: 'reminders, one in fifty to tell',
        found: first_ms / 1000,
        unit: 's',
        aim: 5,
        better: 'lower',
        how: `${how}; letters written and queued`,
      },
    ]
  })
}

async function timed(work: () => Promise<void>): Promise<number> {
  const from = performance.now()
  await work()
  return performance.now() - from
}

interface Pool {
  query(text: string, values?: readonly unknown[]): Promise<unknown>
}

/** One action in fifty is due today; the others are far from it, or their moments were told. */
async function furnish(pool: Pool): Promise<void> {
  await pool.query(
    `insert into people (id, email, name, role, password_hash, made_at)
     select gen_random_uuid(), 'p' || n || '@bench.example', 'Person ' || n, 'member', 'x', now()
     from generate_series(1, ${OWNERS}) as n`,
  )
  await pool.query(
    `insert into incidents (id, title, kind, severity, opened_at)
     select gen_random_uuid(), 'Outage ' || n, 'incident', 'SEV2', now() from generate_series(1, 1000) as n`,
  )
  await pool.query(
    `insert into actions (id, incident_id, title, kind, priority, strength, works_if_forgotten,
       can_be_bypassed_unnoticed, state, owner_id, owner_role, due_on, promised_at)
     select gen_random_uuid(), incident.ids[1 + n % array_length(incident.ids, 1)], 'Change ' || n, 'test', 'P2', 3,
       true, false, 'open', person.ids[1 + n % array_length(person.ids, 1)], 'on-call',
       case when n % 50 = 0 then date '2026-03-12' else date '2026-03-06' end, '2026-02-01T00:00:00Z'
     from generate_series(1, ${ACTIONS}) as n,
       (select array_agg(id) as ids from incidents) as incident,
       (select array_agg(id) as ids from people where email like 'p%') as person`,
  )
  await pool.query(
    `insert into reminders (action_id, promised_at, moment)
     select id, promised_at, moment from actions, unnest(array['half-time', 'before-due', 'on-due', 'late-3']) as moment
     where due_on = '2026-03-06'`,
  )
  await pool.query('analyze')
}
