/**
 * The walls of meetings that are looked at in this process: who looks waits for news instead of asking again and again,
 * and what the seats of a meeting see is read once for all of them.
 */
import type { Moment } from '@secondstory/review/model/instants'
import type { Agenda, Floor, Round } from '@secondstory/review/model/meetings'

/** What one seat alone sees. */
export interface SeenByOne {
  readonly isHandUp: boolean
  /** Hands that were up before this one. */
  readonly before: number
  readonly hasLeft: boolean
  /** What it wrote, until all of it is read. */
  readonly mine: string
}

/** What the seats of a meeting see. */
export interface SeenByAll {
  readonly version: number
  readonly title: string
  /** When it is planned to begin; null before a day is chosen. */
  readonly startsAt: string | null
  readonly agenda: Agenda
  readonly floor: Floor
  /** The question on the card. */
  readonly card: string | null
  /** The event the walk stands at. */
  readonly event: { readonly happenedAt: Moment | null; readonly text: string } | null
  readonly round: Round | null
  /** What each sees beside it, by the hash of its secret. */
  readonly seats: ReadonlyMap<string, SeenByOne>
}

/** Somebody who waits for news of a meeting. */
export interface Waiting {
  /** Resolves at the first change since the waiting began, or after a while without one: then it is late. */
  readonly moved: Promise<{ readonly isLate: boolean }>
  stop(): void
}

/** The walls of one process. */
export interface Walls {
  listen(meetingId: string): Waiting
  /** What the seats see since the last change this process heard of, read once for all who ask. */
  seen(meetingId: string, read: () => Promise<SeenByAll>): Promise<SeenByAll>
  /** The same at this version or a later one: for whoever knows the version from the database. */
  seenSince(
    at: { readonly meetingId: string; readonly version: number },
    read: () => Promise<SeenByAll>,
  ): Promise<SeenByAll>
  /** The meeting of a seat that was seen here; null when it is to be looked up. */
  meetingOf(seatHash: string): string | null
  /** Something of a meeting changed; null: perhaps of any. */
  moved(meetingId: string | null): void
  /** Lets everybody go; from now on nobody waits. */
  close(): void
}

/** So long a look waits for news; less than any proxy on the way waits for an answer. */
const PATIENCE_MS = 20_000

/** Opens the walls of a process. */
export function openWalls(): Walls {
  const waiting = new Map<string, Set<() => void>>()
  const { moved: forget, ...memory } = openMemory()
  let isClosed = false
  const wake = (meetingId: string): void => {
    const those = waiting.get(meetingId)
    waiting.delete(meetingId)
    for (const go of those ?? []) go()
  }
  const wakeAll = (): void => {
    for (const each of [...waiting.keys()]) wake(each)
  }
  return {
    ...memory,
    listen(meetingId) {
      const here = waiting.get(meetingId) ?? new Set()
      let go: () => void = () => undefined
      let isLate = true
      const moved = new Promise<{ readonly isLate: boolean }>((resolve) => {
        go = () => resolve({ isLate })
      })
      const woken = (): void => {
        isLate = false
        go()
      }
      if (isClosed) go()
      else waiting.set(meetingId, here.add(woken))
      const timer = setTimeout(go, PATIENCE_MS)
      const stop = (): void => {
        clearTimeout(timer)
        here.delete(woken)
        if (here.size === 0 && waiting.get(meetingId) === here) waiting.delete(meetingId)
      }
      return { moved, stop }
    },
    moved(meetingId) {
      forget(meetingId)
      if (meetingId === null) wakeAll()
      else wake(meetingId)
    },
    close() {
      isClosed = true
      wakeAll()
    },
  }
}

/** Looks until something is another than what was seen, or until patience ends; answers the last look. */
export async function lookAgain<Look>(
  walls: Walls,
  meetingId: string,
  {
    look,
    isNews,
  }: { readonly look: (isLate: boolean) => Promise<Look>; readonly isNews: (seen: Look) => boolean },
): Promise<Look> {
  const waiting = walls.listen(meetingId)
  // What changed before anybody listened is seen by looking once more.
  const seen = look(false).then((first) =>
    isNews(first) ? first : waiting.moved.then(({ isLate }) => look(isLate)),
  )
  return seen.finally(waiting.stop)
}

/** Meetings whose newest look is remembered. */
const MOST_REMEMBERED = 100

interface Remembered {
  readonly reading: Promise<SeenByAll>
  /** Null while it is read. */
  view: SeenByAll | null
  /** Whether nothing was heard since it was begun. */
  isFresh: boolean
}

/** The newest look at each meeting, also while it is being read. */
function openMemory(): Pick<Walls, 'seen' | 'seenSince' | 'meetingOf' | 'moved'> {
  const known = new Map<string, Remembered>()
  const begin = (meetingId: string, read: () => Promise<SeenByAll>): Promise<SeenByAll> => {
    const made: Remembered = { reading: read(), view: null, isFresh: true }
    known.delete(meetingId)
    known.set(meetingId, made)
    const [oldest] = known.keys()
    if (known.size > MOST_REMEMBERED && oldest !== undefined) known.delete(oldest)
    made.reading.then(
      (view) => {
        made.view = view
      },
      () => {
        if (known.get(meetingId) === made) known.delete(meetingId)
      },
    )
    return made.reading
  }
  const seen: Walls['seen'] = (meetingId, read) => {
    const before = known.get(meetingId)
    return before?.isFresh === true ? before.reading : begin(meetingId, read)
  }
  return {
    seen,
    async seenSince({ meetingId, version }, read) {
      const view = await seen(meetingId, read)
      return view.version >= version ? view : begin(meetingId, read)
    },
    meetingOf(seatHash) {
      for (const [meetingId, { view }] of known) if (view?.seats.has(seatHash)) return meetingId
      return null
    },
    moved(meetingId) {
      for (const [each, remembered] of known)
        if (meetingId === null || each === meetingId) remembered.isFresh = false
    },
  }
}
