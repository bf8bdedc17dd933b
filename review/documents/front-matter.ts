/**
 * The lines between `---` at the top of a document. We write, and read, the small part of YAML that a person
 * would write there by hand: one `key: value` per line, values plain or quoted, lists with dashes or in brackets.
 * Anything else is handed back as it stood, so that nothing is lost and nothing in it can grow (no aliases, no nesting).
 */

/** A value of the front matter. */
export type FrontValue = string | readonly string[]

/** The front matter of a document, the text after it, and the lines that were not understood. */
export interface FrontMatter {
  readonly values: ReadonlyMap<string, FrontValue>
  readonly strange: readonly string[]
  readonly body: string
}

/** Writes keys in the order given; empty lists as `[]`. */
export function writeFrontMatter(values: readonly (readonly [key: string, value: FrontValue])[]): string {
  const lines = values.flatMap(([key, value]) => {
    if (typeof value === 'string') return [value === '' ? `${key}:` : `${key}: ${scalarOf(value)}`]
    return value.length === 0 ? [`${key}: []`] : [`${key}:`, ...value.map((each) => `  - ${scalarOf(each)}`)]
  })
  return ['---', ...lines, '---', ''].join('\n')
}

/** Plain where YAML reads the same string back, else in double quotes with JSON's escapes, which YAML shares. */
function scalarOf(text: string): string {
  if (
    /^[A-Za-z0-9][\w .:/+-]*$/.test(text) &&
    !/: |[: ]$|^(?:true|false|null|yes|no|on|off|[\d.+e_-]+|0[xo].*)$/i.test(text)
  ) {
    return text
  }
  return JSON.stringify(text).replace(
    /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g,
    (each) => `\\u${each.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

/** Splits the front matter off a document; a document without one is all body. */
export function readFrontMatter(document: string): FrontMatter {
  const lines = document.split('\n')
  const end =
    lines[0]?.trimEnd() === '---'
      ? lines.findIndex((line, index) => index > 0 && /^(?:---|\.\.\.)\s*$/.test(line))
      : -1
  if (end < 0) return { values: new Map(), strange: [], body: document }
  const values = new Map<string, FrontValue>()
  const strange: string[] = []
  let list: { readonly key: string; readonly items: string[] } | null = null
  for (const line of lines.slice(1, end)) {
    const item: string | null = list === null ? null : itemOf(line)
    if (list !== null && item !== null) {
      list.items.push(item)
      values.set(list.key, list.items)
      continue
    }
    list = null
    const [, key, rest = ''] = /^([A-Za-z][\w-]*):(?:\s+(.*))?$/s.exec(line.trimEnd()) ?? []
    const value = key === undefined || values.has(key) ? null : readValue(rest.trim())
    if (key === undefined || value === null) {
      if (line.trim() !== '') strange.push(line)
      continue
    }
    values.set(key, value)
    if (value === '') list = { key, items: [] }
  }
  return { values, strange, body: lines.slice(end + 1).join('\n') }
}

function itemOf(line: string): string | null {
  const found = /^\s*-\s+(.*)$/s.exec(line)
  return found === null ? null : scalar(found[1]?.trim() ?? '')
}

function readValue(text: string): FrontValue | null {
  if (!text.startsWith('[')) return scalar(text)
  if (!text.endsWith(']')) return null
  const parts = text.slice(1, -1).match(/"(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^,\s][^,]*/g) ?? []
  const items = parts.map((part) => scalar(part.trim()))
  return items.every((item) => item !== null) ? items : null
}

const DOUBLE = /^"(?:[^"\\\p{Cc}]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*"$/u

/** Null for what a line cannot say alone: open quotes, blocks, anchors, nesting. */
function scalar(text: string): string | null {
  if (DOUBLE.test(text)) {
    const value: unknown = JSON.parse(text)
    return typeof value === 'string' ? value : null
  }
  if (/^'(?:[^']|'')*'$/.test(text)) return text.slice(1, -1).replaceAll("''", "'")
  return /^["'[{|>&*!%@`]/.test(text) ? null : text
}
