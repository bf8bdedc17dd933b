/** How the time of a meeting is said. */
import { epochMs, lengthInWords } from './instants.ts'
import { isZone } from './zones.ts'

/** "Mon 30 March 2026, 10:00 (Europe/Amsterdam, UTC+2), 08:00 UTC" of an instant seen from a zone. */
export function clockInZone(at: string, zone: string): string {
  const there = readAt(at, isZone(zone) ? zone : 'UTC')
  const date = `${there.weekday} ${there.day} ${there.month} ${there.year}`
  const time = `${there.hour}:${there.minute}`
  if (there.timeZone === 'UTC') return `${date}, ${time} UTC`
  const utc = readAt(at, 'UTC')
  const isSameDay = utc.day === there.day && utc.month === there.month && utc.year === there.year
  const utcDay = isSameDay ? '' : `${at.slice(0, 10)} `
  return `${date}, ${time} (${zone}, UTC${offsetOf(there.timeZoneName)}), ${utcDay}${at.slice(11, 16)} UTC`
}

type Read = Readonly<
  Record<'weekday' | 'day' | 'month' | 'year' | 'hour' | 'minute' | 'timeZoneName' | 'timeZone', string>
>

/** Read by the formatter that is there anyway: pages that show a time carry no calendar of their own for it. */
function readAt(at: string, timeZone: string): Read {
  const read = { weekday: '', day: '', month: '', year: '', hour: '', minute: '', timeZoneName: '', timeZone }
  const format = new Intl.DateTimeFormat('en-GB', {
    ...{ timeZone, weekday: 'short', day: 'numeric', month: 'long', year: 'numeric' },
    ...{ hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZoneName: 'longOffset' },
  })
  for (const { type, value } of format.formatToParts(new Date(at))) {
    if (type in read) Object.assign(read, { [type]: value })
  }
  return read
}

/** "+2" of "GMT+02:00", "+5:30" of "GMT+05:30", "+0" of "GMT". */
function offsetOf(name: string): string {
  const [, sign = '+', hours = '0', minutes = '00'] = /([+-])(\d\d):(\d\d)/.exec(name) ?? []
  return `${sign}${Number(hours)}${minutes === '00' ? '' : `:${minutes}`}`
}

/** "The meeting is 3 h before its review is due."; null without a day to be due. */
export function dueSentence(startsAt: string, dueAt: string | null): string | null {
  if (dueAt === null) return null
  const left_ms = epochMs(dueAt) - epochMs(startsAt)
  const how = lengthInWords(Math.abs(left_ms))
  return left_ms >= 0
    ? `The meeting is ${how} before the review is due.`
    : `The meeting is ${how} after the review is due. An earlier day would keep it.`
}
