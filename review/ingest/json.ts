/** Narrowing of parsed JSON: every reader of a JSON source meets `unknown` here and nowhere else. */

/** A JSON object, its members not yet looked at. */
export type Fields = Readonly<Record<string, unknown>>

/** The value a JSON text stands for, or null when it is not JSON. Never throws. */
export function parseJson(text: string): { readonly value: unknown } | null {
  try {
    const value: unknown = JSON.parse(text)
    return { value }
  } catch {
    return null
  }
}

/** Whether a value is a JSON object (not a list, not null). */
export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The text under `key`, or '' when there is none. */
export function textAt(fields: Fields, key: string): string {
  const value = fields[key]
  return typeof value === 'string' ? value : ''
}

/** The number under `key`, or 0. */
export function numberAt(fields: Fields, key: string): number {
  const value = fields[key]
  return typeof value === 'number' && Number.isFinite(value) ? value : 0
}

/** The object under `key`, or an empty one. */
export function fieldsAt(fields: Fields, key: string): Fields {
  const value = fields[key]
  return isFields(value) ? value : {}
}

/** The objects in the list under `key`; other members are passed over. */
export function listAt(fields: Fields, key: string): readonly Fields[] {
  const value = fields[key]
  return Array.isArray(value) ? value.filter(isFields) : []
}

/** The texts in the list under `key`. */
export function textsAt(fields: Fields, key: string): readonly string[] {
  const value = fields[key]
  return Array.isArray(value) ? value.filter((member) => typeof member === 'string') : []
}

/** The words under `key`: a text as it is, a number or a truth value as text, anything else ''. */
export function wordsAt(fields: Fields, key: string): string {
  const value = fields[key]
  if (typeof value === 'string') return value
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : ''
}

/** A value in a few words for a receipt: three levels deep, a dozen members wide, so that no depth is too deep. */
export function glimpse(value: unknown, depth = 0): string {
  if (typeof value === 'string') return JSON.stringify(value.slice(0, 2000))
  if (!Array.isArray(value) && !isFields(value)) return String(value)
  if (depth === 3) return '…'
  if (Array.isArray(value)) {
    const members: readonly unknown[] = value.slice(0, 5)
    return `[${members.map((member) => glimpse(member, depth + 1)).join(',')}]`
  }
  const members = Object.entries(value).slice(0, 12)
  return `{${members.map(([key, member]) => `${JSON.stringify(key)}:${glimpse(member, depth + 1)}`).join(',')}}`
}

const longInteger = /(?<=[\s:,[])\d{16,}(?=[\s,}\]])/g

/**
 * The value of a JSON text in which whole numbers of sixteen digits and more arrive as text: as numbers
 * their last digits would be rounded away, and they are names and nanoseconds.
 */
export function parseExactJson(text: string): { readonly value: unknown } | null {
  if (text.search(longInteger) === -1) return parseJson(text)
  const parts: string[] = []
  let at = 0
  while (at < text.length) {
    const quote = text.indexOf('"', at)
    const plainEnd = quote === -1 ? text.length : quote
    parts.push(text.slice(at, plainEnd).replace(longInteger, '"$&"'))
    const end = quote === -1 ? text.length : stringEnd(text, quote)
    parts.push(text.slice(plainEnd, end))
    at = end
  }
  return parseJson(parts.join(''))
}

/** The place behind the string that opens at `quote`; the end of the text when it never closes. */
function stringEnd(text: string, quote: number): number {
  let close = text.indexOf('"', quote + 1)
  while (close !== -1) {
    let slashes = 0
    while (text[close - 1 - slashes] === '\\') slashes++
    if (slashes % 2 === 0) return close + 1
    close = text.indexOf('"', close + 1)
  }
  return text.length
}

/** One value of a file of JSON, or the piece of it that is none. */
export type JsonPart = { readonly value: unknown } | { readonly broken: string }

/**
 * The values of a text, whatever holds them together: one value, a list (its members), one per line, or one
 * behind the other. What stops in the middle is told as broken; what came whole before it is kept.
 */
export function* jsonParts(text: string): Generator<JsonPart> {
  const whole = parseExactJson(text)
  if (whole === null) {
    yield* isByLine(text) ? partsByLine(text) : partsByDepth(text)
    return
  }
  const members: readonly unknown[] = Array.isArray(whole.value) ? whole.value : [whole.value]
  for (const value of members) yield { value }
}

/** Whether a text holds one value per line, judged by its first lines. */
export function isByLine(text: string): boolean {
  const lines = text.slice(0, 2_000_000).split('\n', 8)
  return lines.some((line) => line.startsWith('{') && isFields(parseJson(withoutComma(line))?.value))
}

/** A line of a list without the comma that parts it from the next. */
export function withoutComma(line: string): string {
  return line.trim().replace(/,$/, '')
}

function* partsByLine(text: string): Generator<JsonPart> {
  let at = 0
  while (at < text.length) {
    const end = text.indexOf('\n', at)
    const line = withoutComma(text.slice(at, end === -1 ? text.length : end))
    at = end === -1 ? text.length : end + 1
    if (line !== '' && line !== '[' && line !== ']') yield parseExactJson(line) ?? { broken: line }
  }
}

function* partsByDepth(text: string): Generator<JsonPart> {
  let at = /^\s*\[/.exec(text)?.[0].length ?? 0
  while (at < text.length) {
    at += /^[\s,\]]*/.exec(text.slice(at, at + 4096))?.[0].length ?? 0
    if (at >= text.length) return
    const end = valueEnd(text, at)
    const piece = text.slice(at, end)
    if (piece.trim() !== '') yield parseExactJson(piece) ?? { broken: piece }
    at = end
  }
}

/** The place behind the value that begins at `from`; a value that is no object or list ends with its line. */
function valueEnd(text: string, from: number): number {
  const opens = text[from]
  if (opens !== '{' && opens !== '[') {
    const newline = text.indexOf('\n', from)
    return newline === -1 ? text.length : newline + 1
  }
  let depth = 0
  for (let at = from; at < text.length; at++) {
    const letter = text[at]
    if (letter === '"') at = stringEnd(text, at) - 1
    else if (letter === '{' || letter === '[') depth++
    else if (letter === '}' || letter === ']') depth--
    if (depth === 0) return at + 1
  }
  return text.length
}
