import pg from 'pg'

/**
 * What a column's text becomes in JavaScript, where the driver's own answer loses something: it turns a day into
 * local midnight, an instant into a Date (microseconds gone), and int8 into a string.
 */
type Read = (text: string) => unknown

const OID = { int8: 20, date: 1082, timestamptz: 1184, int8s: 1016, dates: 1182, timestamptzs: 1185 }

const INSTANT =
  /^(\d{4,})-(\d\d)-(\d\d) (\d\d):(\d\d):(\d\d)(?:\.(\d{1,6}))?([+-])(\d\d)(?::?(\d\d))?(?::?(\d\d))?$/

/**
 * A timestamptz as RFC 3339 in UTC with milliseconds ('2026-03-12T14:02:09.000Z'), the form `toISOString` gives, so
 * that instants from rows and from code compare as text. Microseconds appear only when there are some.
 */
export function readInstant(text: string): string {
  const parts = INSTANT.exec(text)
  if (parts === null) return text
  const [, year = '', month, day, hour, minute, second, fraction = '', sign, ...offset] = parts
  const [hours, minutes, seconds] = offset.map((part) => Number(part ?? 0))
  const offset_s = ((hours ?? 0) * 3600 + (minutes ?? 0) * 60 + (seconds ?? 0)) * (sign === '-' ? -1 : 1)
  const micros = fraction.padEnd(6, '0')
  const local = Date.parse(
    `${year.padStart(4, '0')}-${month}-${day}T${hour}:${minute}:${second}.${micros.slice(0, 3)}Z`,
  )
  if (Number.isNaN(local)) return text
  const utc = new Date(local - offset_s * 1000).toISOString()
  return micros.endsWith('000') ? utc : `${utc.slice(0, -1)}${micros.slice(3)}Z`
}

/** An int8 as a number; one beyond 2^53 would silently change, so it is an error instead. */
export function readInteger(text: string): number {
  const value = Number(text)
  if (Number.isSafeInteger(value)) return value
  throw new RangeError(
    `The column holds ${text}, which a JavaScript number cannot hold exactly; select it as text.`,
  )
}

const asText: Read = (text) => text

const readers: ReadonlyMap<number, Read> = new Map<number, Read>([
  [OID.int8, readInteger],
  [OID.date, asText],
  [OID.timestamptz, readInstant],
  [OID.int8s, arrayOf(readInteger)],
  [OID.dates, arrayOf(asText)],
  [OID.timestamptzs, arrayOf(readInstant)],
])

/** The `types` option of a pg pool: ours for the columns above, the driver's for all others. */
export const columnTypes: pg.CustomTypesConfig = {
  getTypeParser: (oid: number, format?: string) => {
    const own = format === 'binary' ? undefined : readers.get(oid)
    return (
      own ??
      (format === 'binary' ? pg.types.getTypeParser(oid, 'binary') : pg.types.getTypeParser(oid, 'text'))
    )
  },
}

/** These element types never hold a quote or a comma; NULL is the only word without digits that we let through. */
function arrayOf(read: (text: string) => unknown): Read {
  return (text) =>
    text === '{}'
      ? []
      : text
          .slice(1, -1)
          .split(',')
          .map((element) => (element === 'NULL' ? null : read(element.replaceAll('"', ''))))
}
