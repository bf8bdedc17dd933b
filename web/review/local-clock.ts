/** The reader's own clock beside UTC. The zone is an argument, so that tests do not depend on the machine. */
import { dayOf, type Moment } from '@secondstory/review/model/instants'

/** The reader's clock for a moment, no finer than it was known; empty for a whole day. */
export function localClock(moment: Moment, zone: string): string {
  if (moment.precision === 'day') return ''
  const isFine = moment.precision === 'second' || moment.precision === 'millisecond'
  const clock = new Intl.DateTimeFormat('en-GB', {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone: zone,
    ...(isFine ? { second: '2-digit' } : {}),
  }).format(new Date(moment.at))
  return moment.isAbout || moment.precision === 'hour' ? `about ${clock}` : clock
}

/** The reader's day, which may differ from the UTC day: `YYYY-MM-DD`. */
export function localDay(at: string, zone: string): string {
  // Swedish dates are written year first, as ours are.
  return new Intl.DateTimeFormat('sv-SE', { timeZone: zone }).format(new Date(at))
}

/** The zone of this reader's machine: "Europe/Berlin". */
export function readerZone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone
}

/** "Berlin", the last part of a zone's name as people say it. */
export function zoneWord(zone: string): string {
  return (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ')
}

const LONG_DAY = new Intl.DateTimeFormat('en-GB', {
  weekday: 'long',
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  timeZone: 'UTC',
})

/** "Thursday, 12 March 2026" for a day, `YYYY-MM-DD`. */
export function dayInWords(on: string): string {
  const day = dayOf(on)
  return Number.isNaN(Date.parse(day)) ? on : LONG_DAY.format(new Date(day)).replace(/^(\w+) /, '$1, ')
}

/** How far a zone's clock is ahead of UTC at an instant, in milliseconds; negative west of Greenwich. */
export function aheadOf(at_ms: number, zone: string): number {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  }).formatToParts(new Date(at_ms))
  const part = (type: Intl.DateTimeFormatPartTypes) =>
    Number(parts.find((each) => each.type === type)?.value ?? 0)
  const clock = Date.UTC(
    part('year'),
    part('month') - 1,
    part('day'),
    part('hour'),
    part('minute'),
    part('second'),
  )
  return clock - Math.floor(at_ms / 1000) * 1000
}
