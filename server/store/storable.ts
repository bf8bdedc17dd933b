/**
 * Text as PostgreSQL can hold it: it knows neither the character 0 nor half a surrogate pair, and chat exports
 * and hostile files carry both. Both become U+FFFD, so that nothing else of the text is lost.
 */
export function storable(text: string): string {
  return text.replace(UNSTORABLE, '\uFFFD')
}

/** A value as JSON that a jsonb column takes: every text in it storable. */
export function storableJson(value: unknown): string {
  const json = JSON.stringify(value)
  // Both are written as escapes, so nearly every value is done here.
  if (!ESCAPED.test(json)) return json
  return JSON.stringify(value, (_key, each: unknown) => (typeof each === 'string' ? storable(each) : each))
}

const ESCAPED = /\\u(?:0000|d[89a-f])/

// biome-ignore lint/suspicious/noControlCharactersInRegex: the character 0 is what we look for
const UNSTORABLE = /[\u0000\p{Surrogate}]/gu
