/** Days, lengths and dates as the pages say them. Times are UTC throughout, so that everyone reads the same. */
import { dayOf, epochMs, lengthInWords } from '@secondstory/review/model/instants'
import { useSyncExternalStore } from 'react'

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** "12 Mar 2026" of an instant or a day. */
export function dayInWords(at: string): string {
  const [year = '', month = '', day = ''] = dayOf(at).split('-')
  return `${Number(day)} ${months[Number(month) - 1] ?? month} ${year}`
}

/** "12 Mar 2026, 14:05 UTC" of an instant. */
export function instantInWords(at: string): string {
  return `${dayInWords(at)}, ${at.slice(11, 16)} UTC`
}

/** "due in 31 h", "was due 2 days ago": how far a due instant lies from now. */
export function dueInWords(dueAt: string, now: string): string {
  const left_ms = epochMs(dueAt) - epochMs(now)
  if (left_ms >= 0) return `due in ${roughLength(left_ms)}`
  return `was due ${roughLength(-left_ms)} ago`
}

/** "due today", "due 14 Nov 2026", "was due 3 Nov 2026": a day beside today. */
export function dueDayInWords(dueOn: string, now: string): string {
  const today = dayOf(now)
  if (dueOn === today) return 'due today'
  return `${dueOn < today ? 'was due' : 'due'} ${dayInWords(dueOn)}`
}

/** Lengths as people hold them in mind: minutes up to an hour, hours up to two days, then days. */
function roughLength(length_ms: number): string {
  const hours = length_ms / 3_600_000
  if (hours < 1) return lengthInWords(length_ms)
  if (hours < 48) return `${Math.round(hours)} h`
  return `${Math.round(hours / 24)} days`
}

/** "just now", "4 minutes ago", "3 h ago": how long an instant lies back. */
export function agoInWords(at: string, now: string): string {
  const back_ms = epochMs(now) - epochMs(at)
  return back_ms < 60_000 ? 'just now' : `${roughLength(back_ms)} ago`
}

/** "4.2 MB" of a size in bytes. */
export function sizeInWords(sizeBytes: number): string {
  if (sizeBytes < 1_000) return `${sizeBytes} bytes`
  if (sizeBytes < 1_000_000) return `${Math.round(sizeBytes / 1_000)} kB`
  return `${(sizeBytes / 1_000_000).toFixed(1)} MB`
}

/** "1,382" */
export function countInWords(count: number): string {
  return count.toLocaleString('en')
}

/** "1 action", "3 actions" */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${countInWords(count)} ${count === 1 ? one : many}`
}

const minute_ms = 60_000

/** Now to the minute, as an RFC 3339 instant; renders again when the minute turns. */
export function useNow(): string {
  const minute = useSyncExternalStore(
    (listener) => {
      const timer = setInterval(listener, 10_000)
      return () => clearInterval(timer)
    },
    () => Math.floor(Date.now() / minute_ms),
  )
  return new Date(minute * minute_ms).toISOString()
}
