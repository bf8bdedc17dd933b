/** A time while it is being typed: two fields and a tick. Its precision is the digits that stand there. */
import { isReal, type Moment, type Precision } from '@secondstory/review/model/instants'

/** What stands in the fields, not yet a moment. */
export interface MomentEntry {
  /** `YYYY-MM-DD` or empty. */
  readonly day: string
  /** "14", "14:05", "14:05:09", "14:05:09.250" or empty. UTC. */
  readonly clock: string
  readonly isAbout: boolean
}

/** Nothing typed. */
export const noEntry: MomentEntry = { day: '', clock: '', isAbout: false }

/** What an entry reads as: a moment, nothing, or a sentence about what is missing. */
export interface EntryReading {
  readonly moment: Moment | null
  readonly problem: string
}

const clockForm = /^(\d{1,2})(?:[:.](\d{2})(?:[:.](\d{2})(?:[.,](\d{1,3}))?)?)?$/

/** The digits of a clock time; null when it is not one. */
function clockParts(clock: string): { readonly text: string; readonly precision: Precision } | null {
  const found = clockForm.exec(clock.trim())
  if (found === null) return null
  const [, hour = '', minute, second, fraction] = found
  if (Number(hour) > 23 || Number(minute ?? 0) > 59 || Number(second ?? 0) > 59) return null
  const precision =
    minute === undefined
      ? 'hour'
      : second === undefined
        ? 'minute'
        : fraction === undefined
          ? 'second'
          : 'millisecond'
  const text = `${hour.padStart(2, '0')}:${minute ?? '00'}:${second ?? '00'}.${(fraction ?? '').padEnd(3, '0')}`
  return { text, precision }
}

/** Reads an entry. An empty one is no moment and no problem. */
export function readEntry({ day, clock, isAbout }: MomentEntry): EntryReading {
  if (day === '' && clock.trim() === '') return { moment: null, problem: '' }
  if (day === '') return { moment: null, problem: 'The time needs a day beside it.' }
  const parts = clock.trim() === '' ? { text: '00:00:00.000', precision: 'day' as const } : clockParts(clock)
  if (parts === null) {
    return {
      moment: null,
      problem: 'Write the time as hours and minutes in UTC: 14:05, or 14:05:09, or just 14.',
    }
  }
  const at = `${day}T${parts.text}Z`
  if (!isReal(at)) return { moment: null, problem: 'The day lies outside the years 2000 to 2099.' }
  return { moment: { at: new Date(at).toISOString(), precision: parts.precision, isAbout }, problem: '' }
}

const digits: Readonly<Record<Precision, number>> = { day: 0, hour: 2, minute: 5, second: 8, millisecond: 12 }

/** The fields that show a moment, no finer than it was known. */
export function entryOf(moment: Moment | null): MomentEntry {
  if (moment === null) return noEntry
  return {
    day: moment.at.slice(0, 10),
    clock: moment.at.slice(11, 11 + digits[moment.precision]),
    isAbout: moment.isAbout,
  }
}
