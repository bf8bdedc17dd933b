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
