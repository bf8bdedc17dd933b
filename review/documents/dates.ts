/** Days and clocks as an edition prints them; always UTC, never finer than they were known. */
import { clockOf, dayOf, type Moment } from '../model/instants.ts'

const months = [
  ...['January', 'February', 'March', 'April', 'May', 'June', 'July'],
  ...['August', 'September', 'October', 'November', 'December'],
]

/** "12 March 2026" of an instant or a day. */
export function dayInWords(at: string): string {
  const [year = '', month = '', day = ''] = dayOf(at).split('-')
  return `${Number(day)} ${months[Number(month) - 1] ?? month} ${year}`
}

/** "12 Mar": for an axis, where the year stands elsewhere. */
export function shortDay(at: string): string {
  const [, month = '', day = ''] = dayOf(at).split('-')
  return `${Number(day)} ${(months[Number(month) - 1] ?? month).slice(0, 3)}`
}

/** "12 March 2026, 14:02 UTC", "about 14:00", or only the day when no more is known. */
export function momentInWords(moment: Moment): string {
  return moment.precision === 'day'
    ? `${moment.isAbout ? 'about ' : ''}${dayInWords(moment.at)}`
    : `${dayInWords(moment.at)}, ${clockOf(moment)} UTC`
}
