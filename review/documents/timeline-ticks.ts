/** The scale below the picture: round times, far enough apart to be read. Pure. */
import { type Scale, xOf } from './timeline-scale.ts'

/** One time of the scale. */
export interface Tick {
  readonly x: number
  readonly label: string
  /** Midnight: drawn stronger, with the date. */
  readonly isDayBreak: boolean
}

const MINUTE_MS = 60_000
const HOUR_MS = 3_600_000
const DAY_MS = 86_400_000

/** Steps of the scale a person reads without counting. */
const STEPS_MS = [
  1_000,
  5_000,
  15_000,
  30_000,
  MINUTE_MS,
  2 * MINUTE_MS,
  5 * MINUTE_MS,
  10 * MINUTE_MS,
  15 * MINUTE_MS,
  30 * MINUTE_MS,
  HOUR_MS,
  2 * HOUR_MS,
  3 * HOUR_MS,
  6 * HOUR_MS,
  12 * HOUR_MS,
  DAY_MS,
  2 * DAY_MS,
  7 * DAY_MS,
  14 * DAY_MS,
  30 * DAY_MS,
  90 * DAY_MS,
  365 * DAY_MS,
  1826 * DAY_MS,
]

/** How ticks stand: how far apart, and how far their clock is ahead of UTC (two hours in Berlin in summer). */
export interface TickWays {
  readonly apart_px?: number
  readonly ahead_ms?: number
}

/** Ticks of the scale on round times of UTC, or of a clock that is ahead of it or behind. */
export function ticksOf(scale: Scale, { apart_px = 84, ahead_ms = 0 }: TickWays = {}): readonly Tick[] {
  const length = scale.to_ms - scale.from_ms
  const least = (length / Math.max(1, scale.width_px)) * apart_px
  const step = STEPS_MS.find((candidate) => candidate >= least) ?? 3652 * DAY_MS
  const ticks: Tick[] = []
  const first = Math.ceil((scale.from_ms + ahead_ms) / step) * step
  for (let at = first; at <= scale.to_ms + ahead_ms; at += step) {
    const isDayBreak = at % DAY_MS === 0
    ticks.push({ x: xOf(at - ahead_ms, scale), label: tickLabel(at, step, isDayBreak), isDayBreak })
  }
  return ticks
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

function tickLabel(at: number, step: number, isDayBreak: boolean): string {
  const iso = new Date(at).toISOString()
  if (isDayBreak) return dayLabel(iso, step >= 300 * DAY_MS)
  return step < MINUTE_MS ? iso.slice(11, 19) : iso.slice(11, 16)
}

/** "12 Mar", or "Mar 2026" where whole years pass. `iso` is RFC 3339 UTC. */
export function dayLabel(iso: string, isLong = false): string {
  const month = MONTHS[Number(iso.slice(5, 7)) - 1] ?? ''
  return isLong ? `${month} ${iso.slice(0, 4)}` : `${Number(iso.slice(8, 10))} ${month}`
}
