/** A meeting with two hundred phones on one server: how soon a card that is turned stands on every one of them. */
import { type Caller, idOf, inHouse } from './house.ts'
import type { Figure } from './report.ts'

const SEATS = 200
const TURNS = 12
/** What the page of a seat waits before it looks again. */
const LOOK_MS = 100
/** A room that turns a card more often than this reads none of them. */
const TURN_MS = 1_000
/** So long a card may take to every phone before the figure says that it did not come. */
const LONGEST_MS = 30_000

interface Phone {
  /** When this phone first showed a card, by the question on it. */
  readonly seen: Map<string, number>
}

/** Phones wait for news, as the page does, from this process, which is the server's as well. */
export async function roomFigures(): Promise<readonly Figure[]> {
  return inHouse(async (_server, caller) => {
    const { meetingId, link } = await furnish(caller)
    const seats = await Promise.all(Array.from({ length: SEATS }, () => takeSeat(caller, link)))
    const stop = new AbortController()
    const phones = seats.map((): Phone => ({ seen: new Map() }))
    const watching = seats.map((seat, at) => look(caller, { seat, phone: phones[at], signal: stop.signal }))
    await pause(TURN_MS)
    const reached_ms: number[] = []
    const late_ms: number[] = []
    for (let turn = 0; turn < TURNS; turn += 1) {
      const questionId = `facilitation-${1 + (turn % 12)}`
      const turned = performance.now()
      for (const { seen } of phones) seen.delete(questionId)
      await caller.ask('markMeeting', { id: meetingId, move: { kind: 'card', questionId } })
      const late = lookOnce(caller, seats[turn] ?? '').then((took_ms) => void late_ms.push(took_ms))
      const hasAll = () => phones.every(({ seen }) => seen.has(questionId))
      while (!hasAll() && performance.now() - turned < LONGEST_MS) await pause(5)
      for (const { seen } of phones)
        reached_ms.push((seen.get(questionId) ?? Number.POSITIVE_INFINITY) - turned)
      await late
      await pause(TURN_MS)
    }
    stop.abort()
    await caller.ask('markMeeting', { id: meetingId, move: { kind: 'pause' } })
    await Promise.all(watching)
    const how = `${SEATS} phones waiting for news, ${TURNS} cards; asking included`
    return [
      {
        what: 'a card of a meeting on all of 200 phones, p99',
        found: share(reached_ms, 0.99),
        unit: 'ms',
        aim: 500,
        better: 'lower',
        how,
      },
      {
        what: 'a first look of somebody who comes in as a card is turned, longest',
        found: share(late_ms, 1),
        unit: 'ms',
        aim: 500,
        better: 'lower',
        how,
      },
    ]
  })
}

async function lookOnce(caller: Caller, seat: string): Promise<number> {
  const from = performance.now()
  await caller.ask('readSeat', { seat })
  return performance.now() - from
}

/** The nearest of these below which so large a share of them lies. */
function share(values: readonly number[], of: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * of))] ?? Number.NaN
}

function pause(length_ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, length_ms))
}

async function furnish(caller: Caller): Promise<{ readonly meetingId: string; readonly link: string }> {
  const opened = await caller.ask('openIncident', {
    title: 'The queue stopped draining',
    kind: 'incident',
    severity: 'SEV1',
  })
  const incidentId = idOf(opened)
  const meetingId = idOf(await caller.ask('openMeeting', { incidentId }))
  const seen = await caller.ask('readMeeting', { incidentId })
  const guestLink = textAt(partAt(seen, 'wall'), 'guestLink')
  await caller.ask('markMeeting', { id: meetingId, move: { kind: 'start' } })
  return { meetingId, link: guestLink.split('/').at(-1) ?? '' }
}

async function takeSeat(caller: Caller, link: string): Promise<string> {
  return textAt(await caller.ask('startSeat', { link }), 'seat')
}

/** Looks as the page does: with the version it has, waiting for another one. */
async function look(
  caller: Caller,
  watch: { readonly seat: string; readonly phone: Phone | undefined; readonly signal: AbortSignal },
): Promise<void> {
  const { seat, phone, signal } = watch
  let version: number | undefined
  while (!signal.aborted && phone !== undefined) {
    const known = version === undefined ? {} : { seen: version, waits: true }
    const answer = await caller.ask('readSeat', { seat, ...known })
    const now = performance.now()
    const seen = partAt(answer, 'seat')
    if (seen !== undefined) {
      version = Number(partAt(seen, 'version'))
      const card = textAt(partAt(seen, 'floor'), 'cardId')
      if (!phone.seen.has(card)) phone.seen.set(card, now)
    }
    await pause(LOOK_MS)
  }
}

function partAt(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? new Map(Object.entries(value)).get(key) : undefined
}

function textAt(value: unknown, key: string): string {
  const part = partAt(value, key)
  return typeof part === 'string' ? part : ''
}
