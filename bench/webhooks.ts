/** Deliveries at a steady pace while jobs read them: how many are taken, how long each waits, and whether any is lost. */
import { fork } from 'node:child_process'
import { join } from 'node:path'
import type { RunningServer } from '@secondstory/server/main'
import { inHouse } from './house.ts'
import type { Figure } from './report.ts'
import type { Storm, Weathered } from './sender.ts'

const PER_SECOND = 1000
const SECRET = 'a long enough bench secret'

/** A minute of 1,000 a second; `--seconds=10` makes it shorter. */
export async function webhookFigures(): Promise<readonly Figure[]> {
  const seconds = Number(/--seconds=(\d+)/.exec(process.argv.join(' '))?.[1] ?? 60)
  return inHouse(async (server, caller) => {
    const added = await caller.ask('addIntegration', { kind: 'pagerduty', name: 'A storm', secret: SECRET })
    const id = integrationIn(added)
    const storm = { port: caller.port, path: `/hooks/${id}`, secret: SECRET, perSecond: PER_SECOND }
    // A few seconds first, so that neither side is measured while it warms up.
    const first = await weather({ ...storm, seconds: 3 })
    await server.database.pool.query('delete from deliveries')
    const weathered = await weather({ ...storm, seconds })
    const kept = await countKept(server)
    return figuresOf({ first, weathered, kept, seconds })
  })
}

function figuresOf(seen: {
  readonly first: Weathered
  readonly weathered: Weathered
  readonly kept: { readonly stored: number; readonly waiting: number }
  readonly seconds: number
}): readonly Figure[] {
  const { weathered, kept, seconds } = seen
  const { sent, stored, took_s, p50_ms, p99_ms, slowest_ms, others } = weathered
  const refused = Object.entries(others).map(([status, count]) => `${count} × ${status}`)
  const how = `${sent} in ${seconds} s, ${refused.length === 0 ? 'all answered with 202' : refused.join(', ')}`
  const times = `p50 ${p50_ms.toFixed(1)} ms, slowest ${slowest_ms.toFixed(0)} ms, from when each was due`
  return [
    {
      what: 'deliveries taken a second, verified and stored',
      found: stored / took_s,
      unit: '/s',
      // The last answer comes after the last second.
      aim: PER_SECOND * 0.99,
      better: 'higher',
      how,
    },
    {
      what: 'wait for the answer to a delivery, p99',
      found: p99_ms,
      unit: 'ms',
      aim: 100,
      better: 'lower',
      how: times,
    },
    {
      what: 'deliveries answered with 202 and not stored',
      found: stored - kept.stored,
      unit: '',
      aim: 0,
      better: 'lower',
      how: `${kept.stored} rows, ${kept.waiting} not read yet at the end`,
    },
  ]
}

async function countKept({ database }: RunningServer) {
  const { rows } = await database.pool.query<{ stored: number; waiting: number }>(
    `select count(*)::int as stored, count(*) filter (where state = 'waiting')::int as waiting from deliveries`,
  )
  return rows[0] ?? { stored: 0, waiting: 0 }
}

function integrationIn(added: unknown): string {
  if (typeof added !== 'object' || added === null || !('integration' in added)) return ''
  const { integration } = added
  return typeof integration === 'object' && integration !== null && 'id' in integration
    ? String(integration.id)
    : ''
}

function weather(storm: Storm): Promise<Weathered> {
  return new Promise((resolve, reject) => {
    const child = fork(join(import.meta.dirname, 'sender.ts'), { execArgv: ['--import', 'tsx'] })
    child.once('message', (weathered: Weathered) => resolve(weathered))
    child.once('error', reject)
    child.once('exit', (code) => code !== 0 && reject(new Error(`The sender ended with ${code}.`)))
    child.send(storm)
  })
}
