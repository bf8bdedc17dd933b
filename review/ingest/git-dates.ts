/** Dates as `git log` writes them, in each of the forms that `--date` chooses. */
import type { Moment } from '../model/instants.ts'
import { momentOf } from './stamps.ts'
import { instantMs } from './zones.ts'

/** A date as far as it could be read: `lacks` tells what would make it a moment. */
export interface GitDate {
  readonly moment: Moment | null
  readonly lacks: 'zone' | null
  /** It was written without a zone and read in the one that was chosen. */
  readonly isAssumed: boolean
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const usual = /^[A-Z][a-z]{2} ([A-Z][a-z]{2}) {1,2}(\d{1,2}) (\d{2}:\d{2}:\d{2}) (\d{4})(?: ([+-]\d{4}))?$/
const mail = /^[A-Z][a-z]{2}, (\d{1,2}) ([A-Z][a-z]{2}) (\d{4}) (\d{2}:\d{2}:\d{2}) ([+-]\d{4})$/
const local = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2}):(\d{2}))?$/

const unread: GitDate = { moment: null, lacks: null, isAssumed: false }

/** Reads a date; `zone` is for the forms that leave theirs out. */
export function gitDate(written: string, zone: string | undefined): GitDate {
  const plain = isoOf(written.trim())
  const moment = momentOf(plain.replace(/^(\d{9,10}) [+-]\d{4}$/, '$1'))
  if (moment !== null) return { moment, lacks: null, isAssumed: false }
  const match = local.exec(plain)
  if (match === null) return unread
  if (zone === undefined) return { ...unread, lacks: 'zone' }
  const [year, month, day, hour, minute, second] = match.slice(1).map((part) => Number(part ?? 0))
  const at_ms = instantMs(
    { year: year ?? 0, month: month ?? 0, day: day ?? 0 },
    { hour: hour ?? 0, minute: minute ?? 0, second: second ?? 0, millisecond: 0, precision: 'second' },
    zone,
  )
  if (at_ms === null) return unread
  const precision = match[4] === undefined ? 'day' : 'second'
  return {
    moment: { at: new Date(at_ms).toISOString(), precision, isAbout: false },
    lacks: null,
    isAssumed: true,
  }
}

/** The usual form and that of mail, with their parts in the order of ISO 8601; anything else as it is. */
function isoOf(written: string): string {
  const byUse = usual.exec(written)
  if (byUse !== null) {
    const [, month = '', day = '', clock = '', year = '', zone = ''] = byUse
    return `${year}-${numbered(month)}-${day.padStart(2, '0')} ${clock}${zone === '' ? '' : ` ${zone}`}`
  }
  const byMail = mail.exec(written)
  if (byMail === null) return written
  const [, day = '', month = '', year = '', clock = '', zone = ''] = byMail
  return `${year}-${numbered(month)}-${day.padStart(2, '0')} ${clock} ${zone}`
}

function numbered(month: string): string {
  return String(months.indexOf(month) + 1).padStart(2, '0')
}
