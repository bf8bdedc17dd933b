/**
 * How an account is saved while it is written, as plain states. What is typed stays on this device until the server has
 * it. Only its author writes it, so two windows are joined field by field: what was typed here since the last answer
 * stays, the rest follows the server.
 *
 * | state   | what the page says                              | leaves when          |
 * |---------|-------------------------------------------------|----------------------|
 * | saved   | Saved                                           | something is typed   |
 * | changed | Saving                                          | a pause in typing    |
 * | sending | Saving                                          | the server answers   |
 * | kept    | Kept on this device, sent when it can be        | it was sent after all |
 */
import { type AccountPart, accountParts, type OwnAccount } from '@secondstory/review/model/accounts'

/** What its author can change. */
export type AccountEntry = Pick<OwnAccount, 'role' | 'words' | 'eventIds' | 'stretch' | 'consent'>

export interface AccountSaving {
  readonly state: 'saved' | 'changed' | 'sending' | 'kept'
  /** What the server last confirmed. */
  readonly base: AccountEntry
  readonly version: number
  readonly entry: AccountEntry
  /** What is on its way; null unless sending. */
  readonly sent: AccountEntry | null
  /** Tries that came to nothing in a row. */
  readonly tries: number
}

/** What a device keeps: the entry, and what it was typed over. */
export interface KeptAccount {
  readonly entry: AccountEntry
  readonly base: AccountEntry
}

export function entryIn({ role, words, eventIds, stretch, consent }: OwnAccount): AccountEntry {
  return { role, words, eventIds, stretch, consent }
}

function areSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}

/** What was changed from `base` to `mine` stays; everything else is `theirs`. */
export function joinedEntry(base: AccountEntry, mine: AccountEntry, theirs: AccountEntry): AccountEntry {
  const pick = <Field extends keyof AccountEntry>(field: Field): AccountEntry[Field] =>
    areSame(mine[field], base[field]) ? theirs[field] : mine[field]
  const word = (part: AccountPart) =>
    mine.words[part] === base.words[part] ? theirs.words[part] : mine.words[part]
  return {
    role: pick('role'),
    words: {
      saw: word('saw'),
      believed: word('believed'),
      tried: word('tried'),
      expected: word('expected'),
      surprised: word('surprised'),
    },
    eventIds: pick('eventIds'),
    stretch: pick('stretch'),
    consent: pick('consent'),
  }
}

function settled(saving: AccountSaving): AccountSaving {
  return { ...saving, state: areSame(saving.entry, saving.base) ? 'saved' : 'changed' }
}

/** Starts from the server's row and from what this device kept of an earlier visit. */
export function openedAccount(account: OwnAccount, kept: KeptAccount | null): AccountSaving {
  const base = entryIn(account)
  const entry = kept === null ? base : joinedEntry(kept.base, kept.entry, base)
  return settled({ state: 'saved', base, version: account.version, entry, sent: null, tries: 0 })
}

export function typedAccount(saving: AccountSaving, more: Partial<AccountEntry>): AccountSaving {
  const entry = { ...saving.entry, ...more }
  if (saving.state === 'sending') return { ...saving, entry }
  const next = settled({ ...saving, entry })
  return saving.state === 'kept' && next.state === 'changed' ? { ...next, state: 'kept' } : next
}

export function sendingAccount(saving: AccountSaving): AccountSaving {
  return { ...saving, state: 'sending', sent: saving.entry }
}

/** The server has it, perhaps with roles in the place of names; what was typed meanwhile stays. */
export function confirmedAccount(saving: AccountSaving, answer: OwnAccount): AccountSaving {
  const base = entryIn(answer)
  const entry = joinedEntry(saving.sent ?? saving.base, saving.entry, base)
  return settled({ ...saving, base, version: answer.version, entry, sent: null, tries: 0 })
}

export function missedAccount(saving: AccountSaving): AccountSaving {
  return { ...saving, state: 'kept', sent: null, tries: saving.tries + 1 }
}

/** Another window of the same author was faster. */
export function metAccount(saving: AccountSaving, theirs: OwnAccount): AccountSaving {
  const base = entryIn(theirs)
  const entry = joinedEntry(saving.base, saving.entry, base)
  return settled({ ...saving, base, version: theirs.version, entry, sent: null })
}

/** Pause before the next try; null when there is nothing to send. */
export function pauseOf({ state, tries }: AccountSaving): number | null {
  if (state === 'changed') return 700
  return state === 'kept' ? Math.min(60_000, 2000 * 2 ** tries) : null
}

/** What was kept on this device, when it reads as an account. */
export function readKeptAccount(value: unknown): KeptAccount | null {
  if (typeof value !== 'object' || value === null || !('entry' in value) || !('base' in value)) return null
  return isEntry(value.entry) && isEntry(value.base) ? { entry: value.entry, base: value.base } : null
}

function isEntry(value: unknown): value is AccountEntry {
  if (typeof value !== 'object' || value === null) return false
  const { role, words, eventIds, consent }: Partial<Record<keyof AccountEntry, unknown>> = value
  if (typeof words !== 'object' || words === null) return false
  const told: Partial<Record<AccountPart, unknown>> = words
  return (
    typeof role === 'string' &&
    typeof consent === 'string' &&
    Array.isArray(eventIds) &&
    accountParts.every((part) => typeof told[part] === 'string')
  )
}
