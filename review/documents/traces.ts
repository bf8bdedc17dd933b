/**
 * The last look before an edition appears: everything that would leave (the page, Markdown, JSON, what is searched) is
 * read as bytes and in every way we know, for names that the gate did not find where they stood.
 */
import { readings, seen, withoutEntities } from './disguise.ts'

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
  // Most people stand in no edition: their longest part is looked for before anything dearer is.
  const found = needles.filter(({ part, source }) => text.includes(part) && patternOf(source).test(text))
  return [...new Set(found.map(({ name }) => name))]
}

/** A text as it is, without its tags, and as what it could be read as. */
function waysOf(file: string): readonly string[] {
  const untagged = file.includes('<') ? [withoutEntities(file.replace(/<[^>]*>/g, ''))] : []
  const ways = [file, ...untagged].flatMap(readings)
  const more = ways.flatMap((text) => [
    text.replace(/(\p{Ll})(?=\p{Lu})/gu, '$1 '),
    text.replace(/[*_~`\\]+/g, ''),
  ])
  return [...new Set([...ways, ...more].map((text) => text.toLowerCase()))]
}

/** Shorter marks are words before they are somebody's: "will", "ops". */
const SHORTEST_MARK = 4

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
  const longest = parts.toSorted((a, b) => b.length - a.length)[0] ?? ''
  const whole = { part: longest, source: parts.map(escaped).join(String.raw`[^\p{L}\p{N}]{0,3}`) }
  const own = marks
    .map((mark) => mark.replace(/^@/, '').toLowerCase())
    .filter((mark) => mark.length >= SHORTEST_MARK && /[^\p{L}]/u.test(mark))
    .map((mark) => ({ part: mark, source: escaped(mark) }))
  return [...(parts.length < 2 ? [] : [whole]), ...own].map((each) => ({ name, ...each }))
}

function patternOf(source: string): RegExp {
  return new RegExp(String.raw`(?<![\p{L}])(?:${source})(?![\p{L}])`, 'u')
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}
