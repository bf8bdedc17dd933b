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
  const texts = files.flatMap(ways)
  const found = needles.filter(({ pattern }) => texts.some((text) => pattern.test(text)))
  return [...new Set(found.map(({ name }) => name))]
}

/** A file as it is, without its tags, and as what it could be read as. */
function ways(file: string): readonly string[] {
  const untagged = file.includes('<') ? [withoutEntities(file.replace(/<[^>]*>/g, ''))] : []
  return [file, ...untagged]
    .flatMap((text) => readings(text))
    .flatMap((text) => [text, text.replace(/(\p{Ll})(?=\p{Lu})/gu, '$1 '), text.replace(/[*_~`\\]+/g, '')])
    .map((text) => text.toLowerCase())
}

/** Shorter marks are words before they are somebody's: "will", "ops". */
const SHORTEST_MARK = 4

function needlesOf({ name, marks }: Named): readonly { readonly name: string; readonly pattern: RegExp }[] {
  const parts =
    seen(name)
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? []
  const whole = parts.length < 2 ? [] : [parts.map(escaped).join(String.raw`[^\p{L}\p{N}]{0,3}`)]
  const own = marks
    .map((mark) => mark.replace(/^@/, '').toLowerCase())
    .filter((mark) => mark.length >= SHORTEST_MARK && /[^\p{L}]/u.test(mark))
    .map(escaped)
  return [...whole, ...own].map((source) => ({
    name,
    pattern: new RegExp(String.raw`(?<![\p{L}])(?:${source})(?![\p{L}])`, 'u'),
  }))
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}
