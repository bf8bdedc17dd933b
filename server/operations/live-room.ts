/**
 * A room: the people of this process who have one text open. What somebody writes reaches the others at once and is
 * acknowledged when its row is written, so that "Saved" is true; a process that dies in between has promised nothing,
 * and whoever wrote still has it and brings it back.
 */
import { LONGEST_DRAFT } from '@secondstory/review/model/reviews'
import { findDraft, lockDraft, lockTyped, saveTyped } from '../store/drafts.ts'
import { appendLive, foldLive, isLong, openLive, readLiveAfter } from '../store/live.ts'
import { joinWritten, type LiveText, objectionToWritten } from '../store/live-text.ts'
import type { Store } from '../store/store.ts'
import { found } from './answers.ts'
import { Refusal } from './operation.ts'

/** Somebody at the text, through whichever door. */
export interface Seat {
  readonly personId: string
  /** Hears what others wrote. */
  hear(written: Uint8Array): void
  /** Hears that everything up to this mark of theirs is stored. */
  acknowledge(mark: number): void
  /** Hears why it cannot go on. */
  leave(because: Refusal): void
}

/** Something written and not stored yet. */
interface Waiting {
  readonly seat: Seat
  readonly written: Uint8Array
  readonly mark: number
}

/** How long writing is gathered before it is stored, at least and at most: what comes in meanwhile goes with it. */
const GATHERED_MS = 15
const LONGEST_GATHERED_MS = 80

/** Storing takes at most so large a part of the time: where many write, more goes into one transaction. */
const STORING_SHARE = 1 / 5

/** After the database was away, so long until the next try, and at most so long. */
const AGAIN_MS = 250
const LONGEST_AGAIN_MS = 4_000

/** One text that somebody has open. */
export interface Room {
  readonly seats: Set<Seat>
  /** What a writer lacks, and how much we have. */
  meet(vector: Uint8Array): { readonly missing: Uint8Array; readonly vector: Uint8Array }
  /** Takes in what somebody wrote; refuses what is no text and what makes it too long. */
  write(seat: Seat, written: Uint8Array, mark: number): void
  /** The log may be longer than we know. */
  catchUp(seq: number | null): Promise<void>
  /** Resolves when everything that came in is stored or was given up. */
  settle(): Promise<void>
  close(): void
}

/** Opens the text of an incident; refuses when there is none. */
export async function openRoom(store: Store, incidentId: string): Promise<Room> {
  const opened = await store.transaction(async (queries) =>
    openLive(queries, found(await lockDraft(queries, incidentId), 'draft')),
  )
  const { live } = opened
  live.rest()
  let seq = opened.seq
  const seats = new Set<Seat>()
  const waiting: Waiting[] = []
  const tell = (written: Uint8Array, from: Seat | null): void => {
    for (const seat of seats) if (seat !== from) seat.hear(written)
  }
  const learn = (parts: readonly Uint8Array[]): void => {
    for (const part of parts) {
      live.take(part)
      tell(part, null)
    }
  }
  const line = openLine()
  const storeAll = async (): Promise<void> => {
    const stored = await storeWaiting({ store, incidentId, live, seq, waiting, learn })
    if (stored === null) {
      const gone = new Refusal('not-found', 'This incident was removed; the text is not written on any more.')
      for (const seat of seats) seat.leave(gone)
      waiting.length = 0
      return
    }
    seq = stored.seq
    // The last mark of each stands for those before it.
    const marks = new Map(waiting.splice(0, stored.count).map(({ seat, mark }) => [seat, mark]))
    for (const [seat, mark] of marks) seat.acknowledge(mark)
  }
  const keeper = openKeeper({ isWaiting: () => waiting.length > 0, work: () => line.next(storeAll) })
  return {
    seats,
    meet(vector) {
      const met = { missing: live.missing(vector), vector: live.vector() }
      live.rest()
      return met
    },
    write(seat, written, mark) {
      const objection = objectionTo(live, written)
      if (objection !== null) throw objection
      live.take(written)
      tell(written, seat)
      waiting.push({ seat, written, mark })
      keeper.wake()
    },
    catchUp: (heard) =>
      line.next(async () => {
        if (heard !== null && heard <= seq) return
        const kept = await readLiveAfter(store.queries, incidentId, seq)
        if (kept === null || kept.seq <= seq) return
        learn(kept.parts)
        live.rest()
        seq = kept.seq
      }),
    settle: keeper.settle,
    close() {
      keeper.close()
      live.close()
    },
  }
}

/** Stores what waits in one transaction with the words it makes; null when the incident is gone. */
async function storeWaiting(given: {
  readonly store: Store
  readonly incidentId: string
  readonly live: LiveText
  readonly seq: number
  readonly waiting: readonly Waiting[]
  readonly learn: (parts: readonly Uint8Array[]) => void
}): Promise<{ readonly seq: number; readonly count: number } | null> {
  const { store, incidentId, live, waiting } = given
  return store.transaction(async (queries) => {
    const before = await lockTyped(queries, incidentId)
    const kept = await readLiveAfter(queries, incidentId, given.seq)
    if (before === null || kept === null) return null
    given.learn(kept.parts)
    // From here to the words nothing is awaited: the text is exactly the log and what waits.
    const taken = [...waiting]
    const text = live.text()
    const state = isLong(kept.seq + 1) ? live.state() : null
    live.rest()
    const written = joinWritten(taken.map((each) => each.written))
    const seq = await appendLive(queries, { incidentId, seq: kept.seq, written })
    const personIds = taken.map(({ seat }) => seat.personId)
    await saveTyped(queries, { before, text, personIds }, new Date().toISOString())
    if (state !== null) await foldLive(queries, { incidentId, seq, state })
    return { seq, count: taken.length }
  })
}

/** Refuses what is no text, and what would make the text longer than a draft may be; null when it may stand. */
function objectionTo(live: LiveText, written: Uint8Array): Refusal | null {
  const objection = objectionToWritten(written)
  if (objection !== null) return new Refusal('invalid', objection)
  // Most of the time this is the whole question, and the text goes on lying.
  if (live.mostLength() + written.byteLength <= LONGEST_DRAFT) return null
  const length = live.lengthWith(written)
  live.rest()
  if (length <= LONGEST_DRAFT) return null
  return new Refusal(
    'too-large',
    `With this the text would have ${length} characters and it holds up to ${LONGEST_DRAFT}; a shorter piece fits.`,
  )
}

/** One thing after another: what failed does not hold up what comes next. */
function openLine() {
  let last: Promise<void> = Promise.resolve()
  return {
    next(work: () => Promise<void>): Promise<void> {
      const mine = last.then(work)
      last = mine.catch(() => undefined)
      return mine
    },
  }
}

/** Calls the work a moment after it was woken, and again while something waits; later and later while it fails. */
function openKeeper(given: { readonly isWaiting: () => boolean; readonly work: () => Promise<void> }) {
  let timer: NodeJS.Timeout | null = null
  let running: Promise<void> | null = null
  let failed = 0
  let gathered_ms = GATHERED_MS
  let isClosed = false
  const run = async (): Promise<void> => {
    timer = null
    const from_ms = performance.now()
    running = given.work().then(
      () => {
        failed = 0
      },
      () => {
        failed += 1
      },
    )
    await running
    running = null
    const fair_ms = (performance.now() - from_ms) / STORING_SHARE
    gathered_ms = Math.min(LONGEST_GATHERED_MS, Math.max(GATHERED_MS, fair_ms))
    wake()
  }
  const wake = (): void => {
    if (timer !== null || running !== null || isClosed || !given.isWaiting()) return
    const wait_ms = failed === 0 ? gathered_ms : Math.min(LONGEST_AGAIN_MS, AGAIN_MS * 2 ** failed)
    timer = setTimeout(() => void run(), wait_ms)
  }
  return {
    wake,
    async settle(): Promise<void> {
      for (let tries = 0; given.isWaiting() && tries < 3; tries += 1) {
        if (timer !== null) clearTimeout(timer)
        if (running !== null) await running
        else await run()
      }
    },
    close(): void {
      isClosed = true
      if (timer !== null) clearTimeout(timer)
    },
  }
}

/** Whether there is a text to open. */
export async function hasDraft(store: Store, incidentId: string): Promise<boolean> {
  return (await findDraft(store.queries, incidentId)) !== null
}
