/**
 * How a draft is saved while it is typed, as plain states. Nothing typed is ever thrown away: it stays on this device
 * until the server has it, and where two people wrote the same lines both versions wait for a person.
 *
 * | state    | what the page says                                                            | leaves when            |
 * |----------|-------------------------------------------------------------------------------|------------------------|
 * | saved    | Saved                                                                         | something is typed     |
 * | changed  | Saving                                                                        | a pause in typing      |
 * | sending  | Saving                                                                        | the server answers     |
 * | kept     | Kept on this device; we will send it when the connection is back              | it was sent after all  |
 * | conflict | Someone else wrote here meanwhile                                             | a person chose         |
 */

import type { Draft } from '@secondstory/review/model/reviews'
import { joined } from '@secondstory/review/model/text-difference'

/** What the server last confirmed: the ground both sides' changes are measured from. */
export interface Base {
  readonly text: string
  readonly version: number
}

export interface Saving {
  readonly state: 'saved' | 'changed' | 'sending' | 'kept' | 'conflict'
  readonly base: Base
  /** The text as it stands in the editor. */
  readonly text: string
  /** What is on its way; null unless sending. */
  readonly sent: string | null
  /** The other version, while a person chooses. */
  readonly theirs: Base | null
  /** Tries that came to nothing in a row; the pause before the next grows with it. */
  readonly tries: number
  /** Raised when the text changed under the editor, so that the editor takes it over. */
  readonly revision: number
}

/** Starts from the server's draft and, when there is one, from what this device kept. */
export function opened(draft: Pick<Draft, 'text' | 'version'>, kept: Kept | null): Saving {
  const base = { text: draft.text, version: draft.version }
  const start: Saving = {
    state: 'saved',
    base,
    text: draft.text,
    sent: null,
    theirs: null,
    tries: 0,
    revision: 0,
  }
  if (kept === null || kept.text === draft.text) return start
  if (kept.base.version === draft.version) return { ...start, state: 'changed', text: kept.text }
  return met({ ...start, base: kept.base, text: kept.text }, base)
}

export function typed(saving: Saving, text: string): Saving {
  if (text === saving.text) return saving
  if (saving.state === 'conflict' || saving.state === 'sending') return { ...saving, text }
  return {
    ...saving,
    text,
    state: text === saving.base.text ? 'saved' : saving.state === 'kept' ? 'kept' : 'changed',
  }
}

export function sending(saving: Saving): Saving {
  return { ...saving, state: 'sending', sent: saving.text }
}

/** The server has it. What was typed in the meantime is a change again. */
export function confirmed(saving: Saving, draft: Pick<Draft, 'version'>): Saving {
  const base = { text: saving.sent ?? saving.text, version: draft.version }
  const state = saving.text === base.text ? 'saved' : 'changed'
  return { ...saving, state, base, sent: null, tries: 0 }
}

/** The server was not reached or was busy. */
export function missed(saving: Saving): Saving {
  return { ...saving, state: 'kept', sent: null, tries: saving.tries + 1 }
}

/** Someone else saved first. Changes to different lines are joined; changes to the same lines wait for a person. */
export function met(saving: Saving, theirs: Base): Saving {
  const both = joined(saving.base.text, saving.text, theirs.text)
  if (both === null) return { ...saving, state: 'conflict', theirs, sent: null }
  const state = both === theirs.text ? 'saved' : 'changed'
  const revision = both === saving.text ? saving.revision : saving.revision + 1
  return { ...saving, state, base: theirs, text: both, sent: null, theirs: null, tries: 0, revision }
}

/** A person chose the text that stands; it is saved over the version they saw. */
export function chosen(saving: Saving, text: string): Saving {
  const base = saving.theirs ?? saving.base
  const state = text === base.text ? 'saved' : 'changed'
  return { ...saving, state, base, text, theirs: null, sent: null, tries: 0, revision: saving.revision + 1 }
}

/**
 * Whether the page would say the same about both: a key changes the text alone, and the editor has that already. While a
 * person chooses between two texts the page shows the text itself.
 */
export function saysTheSame(one: Saving, other: Saving): boolean {
  return (
    one.state === other.state &&
    one.state !== 'conflict' &&
    one.tries === other.tries &&
    one.revision === other.revision
  )
}

/** Words for the quiet line above the text. */
export function savingInWords(saving: Saving): string {
  if (saving.state === 'saved') return 'Saved'
  if (saving.state === 'kept') return 'Kept on this device; we will send it when the connection is back'
  if (saving.state === 'conflict') return 'Someone else wrote here meanwhile; both versions are kept'
  return 'Saving'
}

/** Milliseconds to wait before sending: a pause in typing, and longer after each try that came to nothing. */
export function pauseBefore(saving: Saving): number | null {
  if (saving.state === 'changed') return 700
  if (saving.state === 'kept') return Math.min(30_000, 1_500 * 2 ** Math.min(6, saving.tries - 1))
  return null
}

/** What this device keeps until the server has it. */
export interface Kept {
  readonly text: string
  readonly base: Base
  /** What was written in a live text, in base64; it joins that text. Absent: the words alone, which join by lines. */
  readonly written?: string
}

export function keptKey(incidentId: string): string {
  return `second-story.draft.${incidentId}`
}

/** Reads what was kept; anything else that stands there is nothing. */
export function readKept(value: unknown): Kept | null {
  if (!isRow(value) || typeof value.text !== 'string' || !isRow(value.base)) return null
  const { text, version } = value.base
  if (typeof text !== 'string' || typeof version !== 'number') return null
  const kept = { text: value.text, base: { text, version } }
  return typeof value.written === 'string' ? { ...kept, written: value.written } : kept
}

function isRow(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}
