/** One step of a replay over HTTP, in an incident larger than most. */
import { type Caller, idOf, inHouse } from './house.ts'
import type { Figure } from './report.ts'

const EVENTS = 300
const DECISIONS = 15

/** From the question to the last byte of the answer; the slowest of twenty, because every step should feel the same. */
export async function foresightFigures(): Promise<readonly Figure[]> {
  return inHouse(async (_server, caller) => {
    const reference = await furnish(caller)
    const taken: number[] = []
    let cursor: string | null = null
    for (let step = 0; step < EVENTS; step += 1) {
      const from = performance.now()
      const answer = await caller.ask('readForesight', { reference, ...(cursor === null ? {} : { cursor }) })
      taken.push(performance.now() - from)
      cursor = cursorOf(answer)
    }
    taken.sort((a, b) => a - b)
    return [
      {
        what: 'foresight step, 95th percentile',
        found: taken[Math.floor(taken.length * 0.95)] ?? Number.NaN,
        unit: 'ms',
        aim: 50,
        better: 'lower',
        how: `over HTTP, ${EVENTS} events and ${DECISIONS} decisions, walked from the beginning`,
      },
    ]
  })
}

function cursorOf(answer: unknown): string | null {
  return typeof answer === 'object' && answer !== null && 'cursor' in answer ? String(answer.cursor) : null
}

async function furnish(caller: Caller): Promise<string> {
  const incident = await caller.ask('openIncident', {
    title: 'The queue stopped draining',
    kind: 'incident',
    severity: 'SEV2',
  })
  const incidentId = idOf(incident)
  for (let minute = 0; minute < EVENTS; minute += 1) {
    const at = new Date(Date.parse('2026-03-12T14:00:00.000Z') + minute * 60_000).toISOString()
    const event = await caller.ask('addTimelineEvent', {
      incidentId,
      happenedAt: { at, precision: 'minute', isAbout: false },
      kind: 'observation',
      actor: { kind: 'system', name: 'queue monitor' },
      text: `The queue held ${minute * 1000} messages.`,
    })
    if (minute % (EVENTS / DECISIONS) !== 0) continue
    await caller.ask('addDecision', {
      incidentId,
      eventId: idOf(event),
      role: 'incident commander',
      situation: 'The queue grows and no worker fails.',
      options: [{ text: 'Wait', costThen: 'minutes', seenThen: true }],
      chosen: 'Wait',
      madeSenseBecause: 'no worker reported anything.',
    })
  }
  const { number } = Object(incident)
  return `INC-${number}`
}
