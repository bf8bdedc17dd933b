/**
 * Where a list goes on: the sort keys of the last row, sealed into one word so that nobody builds on their form.
 * A list read this way neither repeats nor skips a row when others are added meanwhile, as an offset would.
 */
export type Keys = readonly (string | number | null)[]

/** The keys as one word for an address. */
export function writeCursor(keys: Keys): string {
  return Buffer.from(JSON.stringify(keys), 'utf8').toString('base64url')
}

/** The keys again; null when the word was not written by `writeCursor` or has another number of keys. */
export function readCursor(word: string, count: number): Keys | null {
  try {
    const keys: unknown = JSON.parse(Buffer.from(word, 'base64url').toString('utf8'))
    return Array.isArray(keys) && keys.length === count && keys.every(isKey) ? keys : null
  } catch {
    return null
  }
}

function isKey(value: unknown): value is string | number | null {
  return value === null || typeof value === 'string' || typeof value === 'number'
}
