/**
 * The last look before an edition appears: everything that would leave (the page, Markdown, JSON, what is searched) is
 * read as bytes and in every way we know, for names that the gate did not find where they stood.
 */
import { decoded, seen } from './disguise.ts'

/** Somebody whose name must not be read: the name, and marks that are theirs alone. */
export interface Named {
  readonly name: string
  /** Handles, ids and addresses. */
  readonly marks: readonly string[]
}

/** The names that can be read somewhere in these files, in whatever way; each once. */
export function tracesOf(files: readonly string[], people: readonly Named[]): readonly string[] {
  const needles = people.flatMap(needlesOf)
  if (needles.length === 0) return []
  const text = waysOf(files.join('\n')).join('\n')
  const words = wordsOf(text)
  const found = needles.filter(({ part, source }) => words.includes(part) && patternOf(source).test(text))
  return [...new Set(found.map(({ name }) => name))]
}

/**
 * Each word of a text once. Most people stand in no edition: their longest part is looked for here before anything dearer
 * is. Most lines are the same in every way they are read, and a word never runs over the end of one.
 */
function wordsOf(text: string): string {
  const lines = [...new Set(text.split('\n'))].join('\n')
  return [...new Set(lines.match(RUN))].join(' ')
}

/** A text as it is, and read in every way, with and without its tags and marks. */
function waysOf(file: string): readonly string[] {
  const whole = decoded(file)
  const bare = decoded(file.replace(/<[^>]*>/g, '')).replace(/[*_~`\\]+/g, '')
  return [file, whole, whole.replace(/(\p{Ll})(?=\p{Lu})/gu, '$1 '), bare].map((text) => text.toLowerCase())
}

/** Shorter marks are words before they are somebody's: "will", "ops". */
const SHORTEST_MARK = 4

const RUN = /[\p{L}\p{N}]+/gu

interface Needle {
  readonly name: string
  readonly part: string
  readonly source: string
}

function needlesOf({ name, marks }: Named): readonly Needle[] {
  const parts: readonly string[] =
    seen(name)
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? []
  const whole = { part: longestOf(parts), source: parts.map(escaped).join(String.raw`[^\p{L}\p{N}]{0,3}`) }
  const own = marks
    .map((mark) => mark.replace(/^@/, '').toLowerCase())
    .filter((mark) => mark.length >= SHORTEST_MARK && /[^\p{L}]/u.test(mark))
    .map((mark) => ({ part: longestOf(mark.match(RUN) ?? []), source: escaped(mark) }))
  return [...(parts.length < 2 ? [] : [whole]), ...own].map((each) => ({ name, ...each }))
}

function longestOf(parts: readonly string[]): string {
  return parts.toSorted((a, b) => b.length - a.length)[0] ?? ''
}

function patternOf(source: string): RegExp {
  return new RegExp(String.raw`(?<![\p{L}])(?:${source})(?![\p{L}])`, 'u')
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}
