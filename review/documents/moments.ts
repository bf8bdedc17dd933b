/** Moments as a document writes them: the digits that are known, and no others. */
import { isReal, type Moment, type Precision } from '../model/instants.ts'

const lengths: Readonly<Record<Precision, number>> = {
  day: 10,
  hour: 13,
  minute: 16,
  second: 19,
  millisecond: 23,
}
const byLength: ReadonlyMap<number, Precision> = new Map([
  [10, 'day'],
  [13, 'hour'],
  [16, 'minute'],
  [19, 'second'],
])

/**
 * "2026-03-12T14:05Z", "about 2026-03-12T14Z", "2026-03-12". When the instant holds more than its precision
 * says, both are written: "2026-03-12T14:05:30.000Z (minute)". Null is written as nothing.
 */
export function momentText(moment: Moment | null): string {
  if (moment === null) return ''
  const digits = moment.at.slice(0, lengths[moment.precision])
  const short = `${moment.isAbout ? 'about ' : ''}${digits}${moment.precision === 'day' ? '' : 'Z'}`
  const back = readMoment(short)
  if (back !== null && back.at === moment.at && back.precision === moment.precision) return short
  return `${moment.isAbout ? 'about ' : ''}${moment.at} (${moment.precision})`
}

const PATTERN =
  /^(about |~ ?|around |ca\. ?)?(\d{4}-\d{2}-\d{2}(?:[T ]\d{2}(?::\d{2}(?::\d{2}(?:\.\d{1,9})?)?)?(?: ?Z| UTC)?)?)(?: \((day|hour|minute|second|millisecond)\))?$/i

/** The moment a text names; null when it names none we accept as real. Times are UTC. */
export function readMoment(text: string): Moment | null {
  const found = PATTERN.exec(text.trim())
  const written = found?.[2]
  if (written === undefined) return null
  const isAbout = found?.[1] !== undefined
  const precision = precisionNamed(found?.[3])
  const digits = written.replace(/ ?(?:Z|UTC)$/i, '').replace(' ', 'T')
  const full = `${digits}${'0000-00-00T00:00:00.000'.slice(digits.length)}`.slice(0, 23)
  const at = `${full}Z`
  if (!isReal(at) || new Date(at).toISOString() !== at) return null
  // With the precision named, the instant is kept letter for letter: it may have been written without milliseconds.
  if (precision !== null) return { at: written, precision, isAbout }
  return { at, precision: byLength.get(digits.length) ?? 'millisecond', isAbout }
}

function precisionNamed(text: string | undefined): Precision | null {
  const name = text?.toLowerCase()
  if (name === 'day' || name === 'hour' || name === 'minute') return name
  return name === 'second' || name === 'millisecond' ? name : null
}
