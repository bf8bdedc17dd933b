/**
 * Secrets leave a delivery before it is stored, and what is left is still what readers read: JSON is taken apart,
 * every text in it is freed of secrets, and it is put together again. A secret that only its name gives away
 * (`"token": "abc"`) goes whole.
 */
import { isFields, parseExactJson } from './json.ts'
import { type Removed, redact, summed } from './redact.ts'
import { carriable } from './words.ts'

/** A body that may be stored. */
export interface CleanBody {
  /** JSON where the body was JSON or a form that we could read as such; otherwise its text. */
  readonly text: string
  /** What the text stands for; null when it is no JSON. */
  readonly value: unknown
  readonly removed: readonly Removed[]
}

/** Deeper than any sender nests; what lies below is cut off with a mark. */
const DEEPEST = 64

const secretNames =
  /(?:^|[_-]|[a-z](?=[A-Z]))(?:password|passwd|passphrase|secret|token|pwd|credentials?|api[_-]?key|access[_-]?key|secret[_-]?key|private[_-]?key|auth[_-]?key|signing[_-]?key|encryption[_-]?key|account[_-]?key|session[_-]?id|cookies?|authorization|response_url|trigger_id)$/i

/** Frees a body of secrets. `isForm`: it came as a form, as GitHub and the commands of Slack may send. */
export function cleanBody(body: string, isForm: boolean): CleanBody {
  const value = isForm ? formOf(body) : parseExactJson(body)?.value
  if (value === undefined) {
    const { text, removed } = redact(carriable(body))
    return { text, value: null, removed }
  }
  const removed: Removed[] = []
  const clean = cleaned(value, 0, removed)
  return { text: JSON.stringify(clean), value: clean, removed: summed(removed) }
}

/** The fields of a form; the one called `payload` holds the body itself. */
function formOf(body: string): unknown {
  const fields: [string, string][] = body
    .split('&', 1000)
    .filter((pair) => pair !== '')
    .map((pair) => {
      const at = pair.indexOf('=')
      return at === -1 ? [plain(pair), ''] : [plain(pair.slice(0, at)), plain(pair.slice(at + 1))]
    })
  const payload = fields.find(([name]) => name === 'payload')?.[1]
  const inner = payload === undefined ? undefined : parseExactJson(payload)?.value
  return inner ?? Object.fromEntries(fields)
}

function plain(encoded: string): string {
  const spaced = encoded.replaceAll('+', ' ')
  // A stray percent sign is taken as itself; the rest of the field stays readable.
  try {
    return decodeURIComponent(spaced)
  } catch {
    return spaced
  }
}

function cleaned(value: unknown, depth: number, removed: Removed[]): unknown {
  if (typeof value === 'string') return cleanText(value, removed)
  if (depth >= DEEPEST && typeof value === 'object' && value !== null)
    return `[left out: nested deeper than ${DEEPEST} levels]`
  if (Array.isArray(value)) return cleanList(value, depth, removed)
  if (!isFields(value)) return value
  const isNamedBeside = namesSecret(value.name) || namesSecret(value.key)
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => {
      const isHidden =
        secretNames.test(name) || (name === 'value' && isNamedBeside) || isRandomKey(name, member)
      const kept = isHidden ? hidden(member, depth + 1, removed) : cleaned(member, depth + 1, removed)
      return [cleanText(name, removed), kept]
    }),
  )
}

/** Headers and cookies also travel as pairs: `["Cookie", "…"]`. */
function cleanList(list: readonly unknown[], depth: number, removed: Removed[]): readonly unknown[] {
  const [first, second] = list
  if (list.length === 2 && namesSecret(first) && typeof second === 'string')
    return [first, hidden(second, depth + 1, removed)]
  return list.map((member) => cleaned(member, depth + 1, removed))
}

function namesSecret(name: unknown): boolean {
  return typeof name === 'string' && name.length <= 100 && secretNames.test(name)
}

/** A long random value behind the plain name "key", as `redact` sees it in a text. */
function isRandomKey(name: string, member: unknown): boolean {
  return name === 'key' && typeof member === 'string' && redact(`key: ${member}`).removed.length > 0
}

function cleanText(text: string, removed: Removed[]): string {
  const clean = redact(text)
  if (clean.removed.length > 0) removed.push(...clean.removed)
  return clean.text
}

/** What stands below a name that says "secret": every text and number of it goes. */
function hidden(value: unknown, depth: number, removed: Removed[]): unknown {
  if (value === null || typeof value === 'boolean' || value === '') return value
  if (typeof value === 'string' && value.startsWith('[removed: ')) return value
  if (depth < DEEPEST && Array.isArray(value))
    return value.map((member) => hidden(member, depth + 1, removed))
  if (depth < DEEPEST && isFields(value))
    return Object.fromEntries(
      Object.entries(value).map(([name, member]) => [
        cleanText(name, removed),
        hidden(member, depth + 1, removed),
      ]),
    )
  removed.push({ kind: 'password', count: 1 })
  return '[removed: password]'
}
