import { storable } from './storable.ts'

/**
 * Where a list goes on: the sort keys of the last row, sealed into one word so that nobody builds on their form.
 * A list read this way neither repeats nor skips a row when others are added meanwhile, as an offset would.
 */
export type Keys = readonly (string | number | null)[]

/** The keys as one word for an address. */
export function writeCursor(keys: Keys): string {
  return Buffer.from(JSON.stringify(keys), 'utf8').toString('base64url')
}

/** What a key is, so that PostgreSQL is never asked to read as a time what a stranger wrote there. */
export type KeyForm = 'number' | 'instant' | 'instant or nothing' | 'id' | 'text'

/** The keys again; null when the word was not written by `writeCursor` or its keys have other forms. */
export function readCursor(word: string, forms: readonly KeyForm[]): Keys | null {
  try {
    const keys: unknown = JSON.parse(Buffer.from(word, 'base64url').toString('utf8'))
    if (!Array.isArray(keys) || keys.length !== forms.length) return null
    return keys.every((key: unknown, index) => hasForm(key, forms[index])) ? keys : null
  } catch {
    return null
  }
}

function hasForm(key: unknown, form: KeyForm | undefined): boolean {
  if (form === 'instant or nothing' && key === null) return true
  if (form === 'number') return NUMBER.test(String(key))
  if (typeof key !== 'string') return false
  if (form === 'id') return ID.test(key)
  if (form === 'text') return storable(key) === key
  return INSTANT.test(key) && !Number.isNaN(Date.parse(key))
}

const NUMBER = /^\d{1,12}(?:\.\d{1,12})?$/
const ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,6})?Z$/
