/** What this installation sends to others: how it stands, and when it is tried again. */

/** The way a dispatch goes out. */
export type Channel = 'mail' | 'slack' | 'webhook'

/** What a dispatch is for. Whoever sends a new kind adds its word here. */
export type DispatchKind = keyof typeof dispatchKinds

/** Every kind with the words a keeper and a reader of the settings see. */
export const dispatchKinds = {
  'sign-in': 'A link to sign in',
  invitation: 'An invitation',
  meeting: 'A meeting',
  calibration: 'A draft to calibrate',
  mention: 'A mention',
  report: 'A near-miss report',
  reminder: 'A reminder of actions',
  orphan: 'Actions without an owner',
  digest: 'The digest',
  edition: 'An edition',
  notice: 'A notice',
} as const

/** `waiting`: goes out when it is due; `returned`: given up until somebody sends it again; `withheld`: whoever it was for has left. */
export type DispatchState = 'waiting' | 'sent' | 'returned' | 'withheld'

/** One thing that goes out, as a keeper sees it: never its text, which may hold a link that signs somebody in. */
export interface Dispatch {
  readonly id: string
  readonly channel: Channel
  readonly kind: DispatchKind
  /** An address of mail, or the name of a channel or a webhook. */
  readonly to: string
  /** What it is about, in words a keeper may read. */
  readonly about: string
  readonly state: DispatchState
  readonly madeAt: string
  /** Not before this. */
  readonly dueAt: string
  readonly attempts: number
  /** Why the last attempt came to nothing; empty when none did. */
  readonly because: string
  readonly sentAt: string | null
}

const MINUTE_MS = 60_000
const DAY_MS = 24 * 60 * MINUTE_MS

/** Longest pause between two attempts. */
const LONGEST_PAUSE_MS = 2 * 60 * MINUTE_MS
/** Mail servers keep trying for four or five days; so do we. */
export const PATIENCE_MS = 4 * DAY_MS

/**
 * How long to wait after so many attempts in vain: a minute, two, four, up to two hours. `jitter` (0 to 1) takes up to
 * half of it away, so that everything that waited for one server does not come back at once.
 */
export function pauseAfter(attempts: number, jitter: number): number {
  const pause_ms = Math.min(MINUTE_MS * 2 ** Math.max(0, attempts - 1), LONGEST_PAUSE_MS)
  return Math.round(pause_ms * (1 - Math.min(1, Math.max(0, jitter)) / 2))
}

/** What an attempt came to. */
export type Sent =
  | { readonly isSent: true }
  | {
      readonly isSent: false
      /** What was found and what helps; nothing secret. */
      readonly because: string
      /** Whether the same may go through later. */
      readonly mayWorkLater: boolean
    }

/** Whether a dispatch is given up after an attempt in vain at `now_ms`. */
export function isGivenUp(sent: Sent, madeAt_ms: number, now_ms: number): boolean {
  return !sent.isSent && (!sent.mayWorkLater || now_ms - madeAt_ms >= PATIENCE_MS)
}
