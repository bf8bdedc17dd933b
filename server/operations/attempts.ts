/** Counts attempts at secrets, so that guessing is slow. Kept in memory: a restart forgives, a guesser cannot cause one. */
import { Refusal } from './operation.ts'

/** How often something may be tried, and in which time. */
export interface Allowance {
  readonly most: number
  readonly within_ms: number
}

/** Attempts by what they aim at or where they come from. */
export interface Attempts {
  /** Counts one attempt, or refuses with `too-many` when the allowance is used up. Refused attempts are not counted. */
  count(key: string, allowance: Allowance, now: string): void
  /** Forgets what was counted: it worked. */
  forget(key: string): void
  /** Takes one attempt back, where forgetting all would let someone who has one key guess others for ever. */
  forgive(key: string): void
}

/** Longest list of keys kept; beyond it those that ended first are dropped. */
const MOST_KEYS = 50_000

/** An empty count. */
export function openAttempts(): Attempts {
  const windows = new Map<string, { count: number; readonly endsAt_ms: number }>()
  return {
    count(key, allowance, now) {
      const now_ms = Date.parse(now)
      const window = windows.get(key)
      if (window === undefined || window.endsAt_ms <= now_ms) {
        windows.delete(key)
        if (windows.size >= MOST_KEYS) shrink(windows, now_ms)
        windows.set(key, { count: 1, endsAt_ms: now_ms + allowance.within_ms })
        return
      }
      if (window.count >= allowance.most) throw tooMany(window.endsAt_ms - now_ms)
      window.count += 1
    },
    forgive(key) {
      const window = windows.get(key)
      if (window !== undefined && window.count > 0) window.count -= 1
    },
    forget(key) {
      windows.delete(key)
    },
  }
}

function tooMany(wait_ms: number): Refusal {
  const minutes = Math.max(1, Math.ceil(wait_ms / 60_000))
  const wait = minutes === 1 ? 'a minute' : `${minutes} minutes`
  return new Refusal('too-many', `This was tried too often in a short time; it works again in ${wait}.`)
}

/** Ended windows first; when all are live, the oldest tenth, so that a flood of names cannot fill the memory. */
function shrink(windows: Map<string, { readonly endsAt_ms: number }>, now_ms: number): void {
  for (const [key, window] of windows) if (window.endsAt_ms <= now_ms) windows.delete(key)
  if (windows.size < MOST_KEYS) return
  for (const key of [...windows.keys()].slice(0, MOST_KEYS / 10)) windows.delete(key)
}
