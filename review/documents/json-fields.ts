/** Reading the fields of an object that may hold anything: what is missing is named, what is strange is handed back. */
import { keyNamed } from './keys.ts'
import type { NotUnderstood } from './markdown.ts'

/** An object as it was read. */
export type Row = Readonly<Record<string, unknown>>

/** Whether a value is an object that is no list. */
export function isObject(value: unknown): value is Row {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Keeps what was missing and what was strange. */
export interface Reader {
  readonly notUnderstood: NotUnderstood[]
  readonly missing: string[]
  strange(place: string, text: string): void
}

/** A reader that has met nothing yet. */
export function newReader(): Reader {
  const notUnderstood: NotUnderstood[] = []
  return { notUnderstood, missing: [], strange: (place, text) => notUnderstood.push({ place, text }) }
}

/** Reads fields of one object; those never asked for are strange. Null from `read` means "not of this shape". */
export interface Fields {
  take<T>(key: string, read: (value: unknown) => T | null, otherwise: T): T
  /** Takes a field that may be absent; its absence is not told. */
  takeIfThere<T>(key: string, read: (value: unknown) => T | null): T | null
  close(): void
}

/** The fields of one object at a place of the document. */
export function fieldsOf(reader: Reader, row: Row, place: string): Fields {
  const left = new Set(Object.keys(row))
  return {
    take(key, read, otherwise) {
      const found = Object.hasOwn(row, key) ? read(row[key]) : null
      if (found !== null) left.delete(key)
      else if (row[key] === null) left.delete(key)
      if (found === null && !Object.hasOwn(row, key))
        reader.missing.push(place === '' ? key : `${place}.${key}`)
      return found ?? otherwise
    },
    takeIfThere(key, read) {
      const found = Object.hasOwn(row, key) ? read(row[key]) : null
      if (found !== null) left.delete(key)
      return found
    },
    close() {
      for (const key of left) {
        reader.strange(place === '' ? key : `${place}.${key}`, JSON.stringify(row[key]) ?? '')
      }
    },
  }
}

/** A text. */
export const text = (value: unknown): string | null => (typeof value === 'string' ? value : null)
/** Yes or no. */
export const flag = (value: unknown): boolean | null => (typeof value === 'boolean' ? value : null)
/** A list of texts. */
export const texts = (value: unknown): readonly string[] | null =>
  Array.isArray(value) && value.every((each) => typeof each === 'string') ? value : null
/** A list of positions. */
export const indexes = (value: unknown): readonly number[] | null =>
  Array.isArray(value) && value.every((each) => Number.isSafeInteger(each) && each >= 0) ? value : null
/** One of a closed list, by its word. */
export const named =
  <K extends string>(words: Readonly<Record<K, string>>) =>
  (value: unknown): K | null =>
    typeof value === 'string' ? keyNamed(words, value) : null
