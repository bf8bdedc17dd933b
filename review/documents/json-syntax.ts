/** Whether a text is JSON, without finding out by failure: a document someone edited is input, not an accident. */

/** Deeper nesting than any record of ours has; what goes further is not read. */
const DEEPEST = 64

const LITERAL = /(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)/y
const SPACE = /[ \t\n\r]*/y
const ESCAPE = /\\(?:["\\/bfnrt]|u[\da-fA-F]{4})/y

/** True when `JSON.parse` will read the text and it nests no deeper than 64. Linear in the text. */
export function isJson(text: string): boolean {
  const end = valueEnd(text, spaceEnd(text, 0), 0)
  return end >= 0 && spaceEnd(text, end) === text.length
}

/** Position after the match at `from`, or -1. */
function matchEnd(pattern: RegExp, text: string, from: number): number {
  pattern.lastIndex = from
  return pattern.test(text) ? pattern.lastIndex : -1
}

function spaceEnd(text: string, from: number): number {
  return matchEnd(SPACE, text, from)
}

function valueEnd(text: string, from: number, depth: number): number {
  const opening = text.charAt(from)
  if (opening === '"') return stringEnd(text, from)
  if (opening !== '{' && opening !== '[') return matchEnd(LITERAL, text, from)
  return depth >= DEEPEST ? -1 : listEnd(text, from, depth)
}

/** Objects and arrays differ only in the key before each value. */
function listEnd(text: string, from: number, depth: number): number {
  const isKeyed = text.charAt(from) === '{'
  const closing = isKeyed ? '}' : ']'
  let position = spaceEnd(text, from + 1)
  if (text.charAt(position) === closing) return position + 1
  for (;;) {
    if (isKeyed) {
      const key = text.charAt(position) === '"' ? stringEnd(text, position) : -1
      const colon = key < 0 ? -1 : spaceEnd(text, key)
      if (colon < 0 || text.charAt(colon) !== ':') return -1
      position = spaceEnd(text, colon + 1)
    }
    const value = valueEnd(text, position, depth + 1)
    if (value < 0) return -1
    position = spaceEnd(text, value)
    if (text.charAt(position) === closing) return position + 1
    if (text.charAt(position) !== ',') return -1
    position = spaceEnd(text, position + 1)
  }
}

function stringEnd(text: string, from: number): number {
  let position = from + 1
  while (position < text.length) {
    const code = text.charCodeAt(position)
    if (code === 0x22) return position + 1
    if (code < 0x20) return -1
    position = code === 0x5c ? matchEnd(ESCAPE, text, position) : position + 1
    if (position < 0) return -1
  }
  return -1
}
