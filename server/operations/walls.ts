/**
 * The walls of meetings that are looked at in this process: who looks waits for news instead of asking again and again,
 * and what every seat sees is read once for all of them.
 */
import type { Moment } from '@secondstory/review/model/instants'
import type { Agenda, Floor, Round } from '@secondstory/review/model/meetings'

/** What every seat of a meeting sees alike. */
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
}

/** Somebody who waits for news of a meeting. */
export interface Waiting {
  /** Resolves at the first change since the waiting began, or after a while without one. */
  readonly moved: Promise<void>
  stop(): void
}

/** The walls of one process. */
export interface Walls {
  listen(meetingId: string): Waiting
  /** What every seat sees at this version or a later one: read once, however many ask for it. */
  seen(at: { readonly meetingId: string; readonly version: number }, read: ReadSeen): Promise<SeenByAll>
  /** Something of a meeting changed; null: perhaps of any. */
  moved(meetingId: string | null): void
  /** Lets everybody go; from now on nobody waits. */
  close(): void
}

type ReadSeen = () => Promise<SeenByAll>

/** So long a look waits for news; less than any proxy on the way waits for an answer. */
const PATIENCE_MS = 20_000

/** Opens the walls of a process. */
export function openWalls(): Walls {
  const waiting = new Map<string, Set<() => void>>()
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
    listen(meetingId) {
      const here = waiting.get(meetingId) ?? new Set()
      let go: () => void = () => undefined
      const moved = new Promise<void>((resolve) => {
        go = resolve
      })
      if (isClosed) go()
      else waiting.set(meetingId, here.add(go))
      const timer = setTimeout(go, PATIENCE_MS)
      const stop = (): void => {
        clearTimeout(timer)
        here.delete(go)
        if (here.size === 0 && waiting.get(meetingId) === here) waiting.delete(meetingId)
      }
      return { moved, stop }
    },
    seen: openMemory(),
    moved: (meetingId) => (meetingId === null ? wakeAll() : wake(meetingId)),
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
  { look, isNews }: { readonly look: () => Promise<Look>; readonly isNews: (seen: Look) => boolean },
): Promise<Look> {
  const waiting = walls.listen(meetingId)
  // What changed before anybody listened is seen by looking once more.
  const seen = look().then((first) => (isNews(first) ? first : waiting.moved.then(look)))
  return seen.finally(waiting.stop)
}

/** Meetings whose newest look is remembered. */
const MOST_REMEMBERED = 100

/** Remembers the newest look at each meeting, also while it is being read. */
function openMemory(): Walls['seen'] {
  const known = new Map<string, { readonly version: number; readonly view: Promise<SeenByAll> }>()
  return async ({ meetingId, version }, read) => {
    const before = known.get(meetingId)
    if (before !== undefined && before.version >= version) {
      const view = await before.view.catch(() => null)
      if (view !== null && view.version >= version) return view
    }
    const view = read()
    known.delete(meetingId)
    known.set(meetingId, { version, view })
    const [oldest] = known.keys()
    if (known.size > MOST_REMEMBERED && oldest !== undefined) known.delete(oldest)
    return view
  }
}
