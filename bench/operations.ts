/** Operations under load, beside a bare route of the same framework that runs the same statements. */
import { fork } from 'node:child_process'
import { join } from 'node:path'
import type { RunningServer } from '@secondstory/server/main'
import { openBare, overhear } from './bare.ts'
import { type Caller, idOf, inHouse } from './house.ts'
import type { Answered, Ask } from './load.ts'
import { type Figure, median } from './report.ts'

const ROUNDS = 3
const LENGTH_MS = 3000
const CONNECTIONS = 20

/** Ratios of three reads; each is the median of rounds in which operation and bare route take turns. */
export async function operationFigures(): Promise<readonly Figure[]> {
  return inHouse(async (server, caller) => {
    const incidentId = await furnish(caller)
    return [
      await ratio(server, caller, { name: 'listIncidents', input: { limit: 20 } }),
      await ratio(server, caller, { name: 'readIncident', input: { id: incidentId } }),
      await ratio(server, caller, { name: 'listActions', input: {} }),
    ]
  })
}

/** Thirty incidents, one of them with forty events and a factor: what a small team has after a year. */
async function furnish(caller: Caller): Promise<string> {
  let last = ''
  for (let number = 1; number <= 30; number += 1) {
    const opened = await caller.ask('openIncident', {
      title: `Queue ${number} stopped draining`,
      kind: 'incident',
      severity: 'SEV2',
      components: ['queue'],
    })
    last = idOf(opened)
  }
  for (let minute = 10; minute < 50; minute += 1) {
    await caller.ask('addTimelineEvent', {
      incidentId: last,
      happenedAt: { at: `2026-03-12T14:${minute}:00.000Z`, precision: 'minute', isAbout: false },
      kind: 'observation',
      actor: { kind: 'system', name: 'queue monitor' },
      text: `The queue held ${minute * 1000} messages.`,
    })
  }
  return last
}

async function ratio(
  server: RunningServer,
  caller: Caller,
  call: { readonly name: string; readonly input: unknown },
): Promise<Figure> {
  const statements = await overhear(async () => {
    await caller.ask(call.name, call.input)
  })
  const bare = await openBare(server.database.pool, statements)
  const ours: Ask = {
    port: caller.port,
    path: `/api/${call.name}`,
    headers: caller.headers,
    body: JSON.stringify(call.input),
  }
  const theirs: Ask = { port: bare.port, path: '/bare', headers: {}, body: '{}' }
  const ratios: number[] = []
  let perSecond = 0
  for (let round = 0; round < ROUNDS; round += 1) {
    const peer = await ask(theirs)
    const own = await ask(ours)
    if (own.refused + peer.refused > 0)
      throw new Error(
        `${call.name}: ${own.refused} answers of ours and ${peer.refused} of the bare route were not 200.`,
      )
    perSecond = own.perSecond
    ratios.push(own.perSecond / peer.perSecond)
  }
  await bare.close()
  return {
    what: `${call.name} under load, of the bare route`,
    found: median(ratios),
    unit: '×',
    aim: 0.6,
    better: 'higher',
    how: `${statements.length} statements, ${CONNECTIONS} connections, ${Math.round(perSecond)} answers/s, median of ${ROUNDS} turns`,
  }
}

/** Loads one address from a process of its own. */
function ask(what: Ask): Promise<Answered> {
  return new Promise((resolve, reject) => {
    const child = fork(join(import.meta.dirname, 'asker.ts'), { execArgv: ['--import', 'tsx'] })
    child.once('message', (answered: Answered) => resolve(answered))
    child.once('error', reject)
    child.once('exit', (code) => code !== 0 && reject(new Error(`The asker ended with ${code}.`)))
    child.send({ ask: what, connections: CONNECTIONS, length_ms: LENGTH_MS })
  })
}
