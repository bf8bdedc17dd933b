/** When and how somebody wants to hear from here: their hours, their zone, and what comes at all. */
import { Temporal } from 'temporal-polyfill'
import { isZone } from './zones.ts'

/** The way something comes, or that it does not. */
export type Way = 'mail' | 'slack' | 'none'

/** Every way with the words people read. */
export const ways: Readonly<Record<Way, string>> = {
  mail: 'By mail',
  slack: 'In Slack',
  none: 'Not at all',
}

/** Hours in which something may come; outside them it is quiet. Times are `HH:MM` on the clock of the zone. */
export interface WorkingHours {
  /** An IANA name: "Europe/Berlin". */
  readonly zone: string
  readonly from: string
  readonly until: string
  /** 1 is Monday, 7 is Sunday. */
  readonly days: readonly number[]
}

/** What somebody chose. */
export interface Preferences {
  readonly hours: WorkingHours
  readonly reminders: Way
  readonly digest: Extract<Way, 'mail' | 'none'>
  /** A comment that asks them to look. */
  readonly mentions: Way
  readonly version: number
}

/** What holds until somebody chooses. */
export const usualPreferences: Preferences = {
  hours: { zone: 'UTC', from: '09:00', until: '17:00', days: [1, 2, 3, 4, 5] },
  reminders: 'mail',
  digest: 'mail',
  mentions: 'mail',
  version: 0,
}

/** A moment on somebody's clock. */
export interface LocalMoment {
  /** `YYYY-MM-DD` */
  readonly day: string
  /** `HH:MM` */
  readonly time: string
  /** 1 is Monday. */
  readonly weekday: number
}

/** The moment `now` on the clock of a zone; in UTC when nobody knows the zone any more. */
export function localMoment(now: string, zone: string): LocalMoment {
  const local = Temporal.Instant.from(now).toZonedDateTimeISO(isZone(zone) ? zone : 'UTC')
  return {
    day: local.toPlainDate().toString(),
    time: local.toPlainTime().toString().slice(0, 5),
    weekday: local.dayOfWeek,
  }
}

/** The day it is for somebody while something may come to them; null in their quiet hours. */
export function openDay(hours: WorkingHours, now: string): string | null {
  const { day, time, weekday } = localMoment(now, hours.zone)
  const isOpen = hours.days.includes(weekday) && time >= hours.from && time < hours.until
  return isOpen ? day : null
}

/** When something may come to somebody: now while their hours are open, else when they begin next. */
export function nextOpen(hours: WorkingHours, now: string): string {
  if (openDay(hours, now) !== null) return now
  const here = Temporal.Instant.from(now).toZonedDateTimeISO(isZone(hours.zone) ? hours.zone : 'UTC')
  const from = Temporal.PlainTime.from(hours.from)
  for (let days = 0; days <= 7; days += 1) {
    const day = here.toPlainDate().add({ days })
    const opens = day.toZonedDateTime({ timeZone: here.timeZoneId, plainTime: from })
    if (hours.days.includes(day.dayOfWeek) && Temporal.ZonedDateTime.compare(opens, here) > 0) {
      return new Date(opens.epochMilliseconds).toISOString()
    }
  }
  return now
}
