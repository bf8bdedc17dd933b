/** iCalendar taken apart: folded lines, properties with parameters, appointments without what is inside them. */

/** One property: `DTSTART;TZID=Europe/Berlin:20260203T220000`. */
export interface Property {
  readonly name: string
  readonly parameters: Readonly<Record<string, string>>
  readonly value: string
}

/** The properties of one appointment; `isWhole` is false when the file stopped inside it. */
export interface Appointment {
  readonly properties: readonly Property[]
  readonly isWhole: boolean
  readonly line: number
}

interface Line {
  readonly text: string
  readonly number: number
}

/** A property longer than this is an attachment; its beginning is enough. */
const LONGEST_LINE = 200_000

/** Lines as they were before they were folded at 75 octets. */
function* unfolded(written: Iterable<string>): Generator<Line> {
  let words: string[] = []
  let length = 0
  let first = 1
  let number = 0
  for (const line of written) {
    number++
    if (/^[ \t]/.test(line) && words.length > 0) {
      if (length < LONGEST_LINE) words.push(line.slice(1))
      length += line.length
      continue
    }
    if (words.length > 0) yield { text: words.join(''), number: first }
    words = [line]
    length = line.length
    first = number
  }
  if (words.length > 0) yield { text: words.join(''), number: first }
}

function propertyOf(line: string): Property | null {
  const name = /^[A-Za-z0-9-]{1,60}/.exec(line)?.[0]
  if (name === undefined) return null
  const parameters: Record<string, string> = {}
  let at = name.length
  const parameter =
    /;([A-Za-z0-9-]{1,60})=("[^"]{0,500}"|[^;:"]{0,500})(?:,(?:"[^"]{0,500}"|[^;:,"]{0,500})){0,20}/y
  parameter.lastIndex = at
  for (let match = parameter.exec(line); match !== null; match = parameter.exec(line)) {
    parameters[(match[1] ?? '').toUpperCase()] = (match[2] ?? '').replaceAll('"', '')
    at = parameter.lastIndex
  }
  return line[at] === ':' ? { name: name.toUpperCase(), parameters, value: line.slice(at + 1) } : null
}

/** The appointments in the lines of a calendar, one at a time. What is nested in them (alarms) is not theirs. */
export function* appointmentsIn(written: Iterable<string>): Generator<Appointment> {
  let open: { properties: Property[]; line: number } | null = null
  let depth = 0
  for (const line of unfolded(written)) {
    const property = propertyOf(line.text)
    if (property === null) continue
    const isEvent = property.value.trim().toUpperCase() === 'VEVENT'
    if (property.name === 'BEGIN' && isEvent) {
      // An appointment that begins inside another means that the end of the first was lost.
      if (open !== null) yield { ...open, isWhole: false }
      open = { properties: [], line: line.number }
      depth = 0
    } else if (open === null) continue
    else if (property.name === 'END' && isEvent) {
      yield { ...open, isWhole: true }
      open = null
    } else if (property.name === 'BEGIN') depth++
    else if (property.name === 'END') depth = Math.max(0, depth - 1)
    else if (depth === 0) open.properties.push(property)
  }
  if (open !== null) yield { ...open, isWhole: false }
}

/** The words of a text value, its escapes taken away. */
export function wordsOfValue(value: string): string {
  return value
    .replace(/\\([nN,;\\])/g, (_, letter: string) => (letter === 'n' || letter === 'N' ? '\n' : letter))
    .trim()
}
