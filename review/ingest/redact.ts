/**
 * Secrets and personal data leave before anything is stored. What goes is replaced by a mark that names its
 * kind, so that a reader sees that something stood there. Commit hashes, UUIDs, trace ids and the addresses of
 * machines stay: an incident cannot be told without them.
 *
 * Every pattern has bounded repetition, so a text costs time in proportion to its length, whatever it holds.
 */
import type { EvidenceDraft, Speaker } from '../model/evidence.ts'
import { cardHint, withoutCards } from './cards.ts'
import { personalShapes } from './personal.ts'
import { carriable } from './words.ts'

/** What was removed, by kind; the kind is what the mark in the text says. */
export type RemovedKind =
  | 'token'
  | 'key'
  | 'password'
  | 'e-mail'
  | 'card number'
  | 'phone number'
  | 'IP address'

/** How many of one kind were removed. */
export interface Removed {
  readonly kind: RemovedKind
  readonly count: number
}

/** A text without its secrets, and what they were. */
export interface Redacted {
  readonly text: string
  readonly removed: readonly Removed[]
}

interface Shape {
  readonly kind: RemovedKind
  readonly pattern: RegExp
  /** What every match holds, or stands behind, in whatever case; cheaper to look for than the match. */
  readonly hint: string
  /** A last look at a match; false leaves it as it is. */
  readonly isSecret?: (match: string) => boolean
}

const mark = (kind: RemovedKind): string => `[removed: ${kind}]`
const notMarked = String.raw`(?!\\?["'\x60]?\[removed: )`

/** Tokens that show by their own shape what they are. */
const tokenShapes = [
  'xox[a-z](?:\\.xox[a-z])?-[A-Za-z0-9-]{6,400}', // Slack, export tokens (xoxe) among them
  'xapp-[A-Za-z0-9-]{10,200}',
  'gh[pousr]_[A-Za-z0-9]{20,255}', // GitHub
  'github_pat_[A-Za-z0-9_]{20,255}',
  'glpat-[A-Za-z0-9_-]{16,100}', // GitLab
  'eyJ[A-Za-z0-9_-]{8,4000}\\.[A-Za-z0-9_-]{8,4000}(?:\\.[A-Za-z0-9_-]{0,4000})?', // JSON web token
  'ya29\\.[A-Za-z0-9_-]{20,500}', // Google
  'npm_[A-Za-z0-9]{30,60}',
  'pypi-AgE[A-Za-z0-9_-]{40,300}',
  'SG\\.[A-Za-z0-9_-]{16,64}\\.[A-Za-z0-9_-]{16,64}', // SendGrid
  'dop_v1_[a-f0-9]{40,80}', // DigitalOcean
  'hv[sbr]\\.[A-Za-z0-9_-]{20,300}', // Vault
  'sst_[A-Za-z0-9_-]{16,100}', // ours
  'dapi[a-f0-9]{32}', // Databricks
  'ATATT3[A-Za-z0-9_=-]{20,300}', // Atlassian
  'lin_api_[A-Za-z0-9]{20,80}', // Linear
]

/** Keys that show by their own shape what they are. */
const keyShapes = [
  '(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16}', // AWS
  'AIza[A-Za-z0-9_-]{30,45}', // Google
  '(?:sk|rk|pk)_(?:live|test)_[A-Za-z0-9]{10,120}', // Stripe
  'whsec_[A-Za-z0-9+/=]{16,100}',
  'sk-[A-Za-z0-9_-]{20,200}',
  'ph[cx]_[A-Za-z0-9]{30,60}', // PostHog
  'AGE-SECRET-KEY-1[A-Z0-9]{40,70}',
  'SK[a-f0-9]{32}', // Twilio
  'key-[a-f0-9]{32}', // Mailgun
]

/** Names of secrets; whatever stands in front of one ("DB_", "client", "X-") is part of the name too. */
const secretName = String.raw`(?:password|passwd|passphrase|secret|token|api[_ -]?key|access[_ -]?key(?:[_ -]?id)?|secret[_ -]?key|private[_ -]?key|auth[_ -]?key|signing[_ -]?key|encryption[_ -]?key|account[_ -]?key|credentials?|session[_-]?id|(?<![A-Za-z])(?:pass|pwd))`
/** Names that also stand in prose, where only a look at the value tells. */
const spokenName = String.raw`(?:password|passwd|passphrase|secret|token|api[_ -]?key|access[_ -]?key(?:[_ -]?id)?|secret[_ -]?key|private[_ -]?key|credentials?|(?<![A-Za-z])pwd|(?<![A-Za-z])pass(?=:))`
/** What each of those names holds. */
const nameHint =
  'password|passwd|passphrase|secret|token|(?:api|access|private|auth|signing|encryption|account)[_ -]?key|credential|session[_-]?id|(?<![a-z])(?:pass|pwd)'
const value = String.raw`(?:\\?"(?:[^"\\\n]|\\.){1,2000}\\?"|'[^'\n]{1,2000}'|\x60[^\x60\n]{1,2000}\x60|[^\s"'\x60,;)&<>]{1,2000})`

/** An address with somebody in front of the host. */
const accountHint = ':\\/\\/[^\\s<>"\'`]{1,420}@'

const shapes: readonly Shape[] = [
  {
    kind: 'key',
    hint: 'A(?:KIA|SIA|BIA|CCA)[A-Z0-9]{16}|AIza|_(?:live|test)_|whsec_|sk-[\\w-]{20}|ph[cx]_|AGE-SECRET|SK[a-f0-9]{32}|key-[a-f0-9]{32}',
    pattern: new RegExp(String.raw`(?<![A-Za-z0-9_])(?:${keyShapes.join('|')})(?![A-Za-z0-9])`, 'g'),
  },
  {
    kind: 'token',
    hint: 'xox[a-z]|xapp-|gh[pousr]_|github_pat|glpat-|eyJ|ya29\\.|npm_|pypi-AgE|SG\\.[\\w-]{16}|dop_v1|hv[sbr]\\.|sst_|dapi|ATATT3|lin_api',
    pattern: new RegExp(`(?<![A-Za-z0-9])(?:${tokenShapes.join('|')})`, 'g'),
  },
  {
    kind: 'token',
    hint: 'hooks\\.slack',
    pattern: /(?<=hooks\.slack\.com\/(?:services|workflows|triggers)\/)[A-Za-z0-9/_-]{8,200}/g,
  },
  // Behind a scheme: "//user:secret@host", up to the last @, for a password may hold one, or a slash.
  {
    kind: 'password',
    hint: accountHint,
    pattern:
      /(?<=[a-z0-9+.-]:\/\/)(?!\[removed)[^\s/:@<>"'`]{0,100}:(?!\d{1,5}(?:[/?#]|$))[^\s<>"'`]{1,300}@(?=[A-Za-z0-9[])/gi,
  },
  {
    kind: 'password',
    hint: accountHint,
    pattern: /(?<=[a-z0-9+.-]:\/\/)(?!\[removed)[^\s/?#<>"'`]{1,300}@(?=[A-Za-z0-9[])/gi,
    isSecret: (match) => match !== 'git@',
  },
  {
    kind: 'token',
    hint: '(?:bearer|basic|token|apikey|negotiate|digest)\\s',
    pattern:
      /(?<=\b(?:bearer|basic|token|apikey|negotiate|digest)\s{1,3}(?:["'`])?)[A-Za-z0-9._~+/=-]{8,4000}/gi,
    isSecret: (match) => /\d|[+/=]|[a-z][A-Z]/.test(match) && (match.length >= 16 || /[=+/]/.test(match)),
  },
  {
    kind: 'token',
    hint: '(?:token|signature|secret|password|passwd|api_?key|credential|[?&;](?:sig|auth|key|code|pwd))=',
    pattern:
      /(?<=[?&;](?:[\w-]{0,30}(?:token|signature|secret|password|passwd|api_?key|credential)|sig|auth|key|code|pwd)=)(?!\[removed)[^\s&#"'<>`)]{1,2000}/gi,
  },
  {
    kind: 'token',
    hint: 'cookie2?:',
    pattern: /(?<=\b(?:set-)?cookie2?:[ \t]{0,3})(?![ \t]|\[removed)[^\n]{1,4000}/gi,
  },
  // Assigned with "=" or in JSON: any value goes.
  {
    kind: 'password',
    hint: nameHint,
    pattern: new RegExp(
      String.raw`(?<=(?<!\[removed: )${secretName}(?:[_-][A-Za-z0-9]{1,20})?\\?["'\x60]?\]?\s{0,3}(?::=|=>|={1,2}|:(?=\s{0,3}\\?["']))\s{0,3})${notMarked}${value}`,
      'gi',
    ),
  },
  // "--password hunter2"
  {
    kind: 'password',
    hint: nameHint,
    pattern: new RegExp(String.raw`(?<=\s--?[a-z-]{0,30}${secretName}[ \t]{1,3})${notMarked}${value}`, 'gi'),
  },
  // "password: hunter2", "token is abc123": prose writes these words too, so the value is looked at.
  {
    kind: 'password',
    hint: nameHint,
    pattern: new RegExp(
      String.raw`(?<=(?<!\[removed: )${spokenName}[*_"'\x60]{0,3}(?::[*_]{0,2}\s{0,3}|\s{1,3}(?:is|was|are):?\s{1,3}))${notMarked}${value}`,
      'gi',
    ),
    isSecret: looksSecret,
  },
  {
    kind: 'password',
    hint: nameHint,
    pattern: new RegExp(String.raw`(?<=(?<!\[removed: )${spokenName}[ \t]{1,3})${notMarked}${value}`, 'gi'),
    isSecret: (match) => looksSecret(match) && /\d/.test(match) && match.length >= 8,
  },
  // A long random value behind the plain word "key".
  {
    kind: 'key',
    hint: 'key\\\\?["\']?\\s{0,3}[:=]',
    pattern: /(?<=\bkey\\?["']?\s{0,3}[:=]\s{0,3}\\?["'`]?)(?!\[removed)[A-Za-z0-9+/_=-]{20,500}/gi,
    isSecret: (match) => isRandom(match) && !isIdentifier(match),
  },
  {
    kind: 'e-mail',
    hint: '[\\w.%+-]@[a-z0-9][a-z0-9-]{0,62}\\.',
    pattern:
      /(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,62})\.){1,8}[A-Za-z]{2,24}(?![A-Za-z0-9])/g,
    isSecret: (match) => !match.startsWith('git@'),
  },
  ...personalShapes,
]

const looks = shapes.map((shape) => ({ ...shape, mayHold: new RegExp(shape.hint, 'i') }))

/** What tells in one look that a text holds nothing of the kind; nearly all chat stops here. */
const promising = new RegExp(
  [...new Set(shapes.map(({ hint }) => hint)), cardHint, '-----BEGIN'].join('|'),
  'i',
)

/** Too short for a key, and nothing in it that could part a name from its secret: names of fields, states, kinds. */
const ONE_WORD = /^[A-Za-z_]*$/

/** A text without its secrets, and what was removed. Applying it twice changes nothing more. */
export function redact(text: string): Redacted {
  if ((text.length <= 16 && ONE_WORD.test(text)) || !promising.test(text)) return { text, removed: nothing }
  const counts = new Map<RemovedKind, number>()
  const note = (kind: RemovedKind): string => {
    counts.set(kind, (counts.get(kind) ?? 0) + 1)
    return mark(kind)
  }
  let clean = withoutPrivateKeys(text, note)
  for (const { kind, pattern, mayHold, isSecret } of looks) {
    if (!mayHold.test(clean)) continue
    clean = clean.replace(pattern, (match) => {
      if (isSecret !== undefined && !isSecret(match)) return match
      return kind === 'password' && match.endsWith('@') ? `${note(kind)}@` : note(kind)
    })
  }
  clean = withoutCards(clean, () => note('card number'))
  if (counts.size === 0) return { text, removed: nothing }
  return { text: clean, removed: [...counts].map(([kind, count]) => ({ kind, count })) }
}

const nothing: readonly Removed[] = []

const keyStart = /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----/g
const keyEnd = /-----END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----/g

/** A text without private keys, for readers that cut a text into lines before its parts are redacted. */
export function withoutKeyBlocks(text: string): string {
  return withoutPrivateKeys(text, mark)
}

/** From BEGIN to END; a key whose end is missing takes the rest of the text with it. */
function withoutPrivateKeys(text: string, note: (kind: RemovedKind) => string): string {
  if (!text.includes('PRIVATE KEY')) return text
  let clean = ''
  let at = 0
  for (;;) {
    keyStart.lastIndex = at
    const start = keyStart.exec(text)
    if (start === null) return clean + text.slice(at)
    clean += text.slice(at, start.index) + note('key')
    keyEnd.lastIndex = start.index
    const end = keyEnd.exec(text)
    if (end === null) return clean
    at = end.index + end[0].length
  }
}

/** Whether a value behind "password:" or "token is" looks chosen to be secret rather than said. */
function looksSecret(written: string): boolean {
  const plain = written.replace(/^[\\"'`*_]+|[\\"'`*_.!?]+$/g, '')
  if (plain.length < 4 || /^(?:https?:|\[|<|\$\{?[A-Z_]+\}?$)/.test(plain)) return false
  if (/^['"`\\]/.test(written) && !plain.includes(' ')) return true
  const hasDigit = /\d/.test(plain)
  const hasSign = /[^A-Za-z0-9.'’-]/.test(plain)
  return (
    (hasDigit && /[A-Za-z]/.test(plain)) ||
    (hasDigit && plain.length >= 6) ||
    (hasSign && plain.length >= 6) ||
    plain.length >= 20
  )
}

/** UUIDs and hex of the lengths of hashes and trace ids. */
function isIdentifier(written: string): boolean {
  return /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$|^(?:[0-9a-f]{16}|[0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{64})$/i.test(
    written,
  )
}

/** Shannon entropy of at least 3.5 bits per character, with letters and digits mixed. */
function isRandom(written: string): boolean {
  if (!/\d/.test(written) || !/[A-Za-z]/.test(written)) return false
  const counts = new Map<string, number>()
  for (const character of written) counts.set(character, (counts.get(character) ?? 0) + 1)
  let bits = 0
  for (const count of counts.values()) bits -= (count / written.length) * Math.log2(count / written.length)
  return bits >= 3.5
}

/** A draft that may be stored, and what was removed from it. */
export interface RedactedDraft {
  readonly draft: EvidenceDraft
  readonly removed: readonly Removed[]
}

/** Cleans one draft. */
export type Redactor = (draft: EvidenceDraft) => RedactedDraft

/** Fields that repeat from record to record (channel, speaker) are looked at once per reading, up to this many. */
const MOST_REMEMBERED = 20_000

/** A redactor for one reading: what it remembers dies with it. */
export function redactor(): Redactor {
  const remembered = new Map<string, Redacted>()
  const cleaned = (text: string): Redacted => redact(carriable(text))
  const repeated = (text: string): Redacted => {
    const known = remembered.get(text)
    if (known !== undefined) return known
    const fresh = cleaned(text)
    if (remembered.size < MOST_REMEMBERED) remembered.set(text, fresh)
    return fresh
  }
  const isClean = (text: string): boolean => !promising.test(text) && carriable(text) === text
  const isKnownClean = (text: string): boolean => repeated(text).text === text
  // Nearly every draft is clean already, and is then handed on as it is.
  return (draft) =>
    isCleanDraft(draft, isClean, isKnownClean)
      ? { draft, removed: nothing }
      : redactFields(draft, cleaned, repeated)
}

type Check = (text: string) => boolean

function isCleanDraft(draft: EvidenceDraft, isClean: Check, isKnownClean: Check): boolean {
  const { speaker, key, sequence, link, thread } = draft
  return (
    isClean(draft.text) &&
    isClean(key) &&
    (key.endsWith(sequence) || isClean(sequence)) &&
    isKnownClean(draft.place) &&
    (speaker === null ||
      (isKnownClean(speaker.ref) && isKnownClean(speaker.name) && speaker.handles.every(isKnownClean))) &&
    draft.marks.every(isKnownClean) &&
    draft.correlates.every(isKnownClean) &&
    (link === undefined || isClean(link)) &&
    (thread === undefined || isKnownClean(thread))
  )
}

/** A draft with every text field made carriable and freed of secrets: words, place, link, speaker, marks. */
export function redactDraft(draft: EvidenceDraft): RedactedDraft {
  return redactor()(draft)
}

type Clean = (text: string) => Redacted

function redactFields(draft: EvidenceDraft, cleaned: Clean, repeated: Clean): RedactedDraft {
  const found: Removed[] = []
  const by =
    (clean: Clean) =>
    (text: string): string => {
      const { text: kept, removed } = clean(text)
      if (removed.length > 0) found.push(...removed)
      return kept
    }
  const [once, often] = [by(cleaned), by(repeated)]
  const all = (texts: readonly string[]): readonly string[] => (texts.length === 0 ? texts : texts.map(often))
  const { link, thread, sequence, revises } = draft
  const key = once(draft.key)
  const kept: EvidenceDraft = {
    ...draft,
    key,
    // A sequence that is part of a clean key is clean.
    sequence: key === draft.key && key.endsWith(sequence) ? sequence : once(sequence),
    speaker: draft.speaker === null ? null : cleanSpeaker(draft.speaker, often),
    text: once(draft.text),
    place: often(draft.place),
    marks: all(draft.marks),
    correlates: all(draft.correlates),
    ...(revises === undefined ? {} : { revises: often(revises) }),
    ...(thread === undefined ? {} : { thread: often(thread) }),
    ...(link === undefined ? {} : { link: once(link) }),
  }
  return { draft: kept, removed: found.length === 0 ? nothing : summed(found) }
}

function cleanSpeaker(speaker: Speaker, clean: (text: string) => string): Speaker {
  return {
    kind: speaker.kind,
    ref: clean(speaker.ref),
    name: clean(speaker.name),
    handles: speaker.handles.map(clean),
  }
}

/** Counts of the same kind added up. */
export function summed(removed: readonly Removed[]): readonly Removed[] {
  const counts = new Map<RemovedKind, number>()
  for (const { kind, count } of removed) counts.set(kind, (counts.get(kind) ?? 0) + count)
  return [...counts].map(([kind, count]) => ({ kind, count }))
}
