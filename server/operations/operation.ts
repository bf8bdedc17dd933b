/**
 * What an operation is. Every door is a loop over the one list of them: nothing is implemented twice
 * for a second protocol.
 */
import type { AuditNoun } from '@secondstory/review/model/audit'
import type { Blocker } from '@secondstory/review/model/blocker'
import type { Access, RecordNeed } from '@secondstory/review/model/permission'
import type { z } from 'zod'
import type { Leading } from '../store/standing.ts'
import type { Hands } from './hands.ts'

/** Who may call: anyone at all, or someone signed in with at least this role. */
export type { Access } from '@secondstory/review/model/permission'

/**
 * What an operation touches: the installation, whoever asks, the incident its `id`, `reference` or `number` means, or the
 * one the row of a table with its `id` belongs to. Left out, it is the incident of its `incidentId`.
 */
export type Touches = 'installation' | 'own' | 'incident' | Leading

/** One thing a person or an agent can ask for. */
export interface Operation<Name extends string, Input extends z.ZodType, Output> {
  readonly name: Name
  /** One sentence; it becomes the description in every door. */
  readonly about: string
  /** What it asks of whoever calls; where it touches a record, what they are to that record stands in its place. */
  readonly access: Access
  readonly touches?: Touches
  /** What it does with the record it touches; left out, it reads or writes as `changes` says. */
  readonly needs?: RecordNeed
  /** What the audit log says it is about; left out, it is not written down there. */
  readonly audits?: AuditNoun
  /** What it opens is sealed: that somebody asked and was refused is written down there too. */
  readonly opens?: AuditNoun
  /** Whether it changes anything. A read-scoped token may call only those that do not. */
  readonly changes: boolean
  /**
   * Asked of nobody in particular: no door looks who asks or writes a line about it, and what runs is handed neither a
   * session nor an address nor the time of day.
   */
  readonly leavesNoTrace?: true
  /** Who asks is known to it and to no line of the log: the moment would lead to what they said. */
  readonly leavesNoLine?: true
  readonly input: Input
  run(input: z.output<Input>, hands: Hands): Promise<Output>
}

/** Declares an operation; the identity function, so that its types are written once. */
export function operation<Name extends string, Input extends z.ZodType, Output>(
  declared: Operation<Name, Input, Output>,
): Operation<Name, Input, Output> {
  return declared
}

/** Why an operation answered no. The door turns it into a status or an exit code. */
export type RefusalKind =
  | 'invalid'
  | 'signed-out'
  | 'not-allowed'
  | 'not-found'
  | 'conflict'
  | 'too-large'
  | 'not-ready'
  | 'too-many'

/** An expected no: one sentence with what was found and what is needed. Never logged as an error. */
export class Refusal extends Error {
  readonly kind: RefusalKind
  readonly blockers: readonly Blocker[]
  /** For a conflict: the row as it stands, so that the page can show both versions. */
  readonly current: unknown

  constructor(
    kind: RefusalKind,
    sentence: string,
    more: { readonly blockers?: readonly Blocker[]; readonly current?: unknown } = {},
  ) {
    super(sentence)
    this.name = 'Refusal'
    this.kind = kind
    this.blockers = more.blockers ?? []
    this.current = more.current
  }
}
