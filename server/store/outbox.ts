/** What goes out: queued in the transaction that gave the reason for it, taken by one sender at a time, sent once. */
import type { Channel, Dispatch, DispatchKind, DispatchState } from '@secondstory/review/model/outbox'
import { type Selectable, sql } from 'kysely'
import { type Author, recordChanges } from './change.ts'
import type { Queries } from './database.ts'
import { newId } from './ids.ts'
import type { DB } from './schema.ts'
import { storableJson } from './storable.ts'

/** A file that goes along. */
export interface Attachment {
  readonly name: string
  /** `text/calendar; method=REQUEST`. */
  readonly type: string
  readonly contentBase64: string
}

/** What is said. A webhook and a message use `text` alone. */
export interface Letter {
  readonly subject: string
  readonly text: string
  readonly html?: string | undefined
  readonly attachments?: readonly Attachment[] | undefined
  /** Further headers of a mail, or those of a webhook. */
  readonly headers?: Readonly<Record<string, string>> | undefined
  /** The dispatch it follows: mail programs show both together. */
  readonly follows?: string | undefined
  /** Text and HTML under the key of the installation, where they let somebody in; the others are empty then. */
  readonly sealed?: string | undefined
  /** Not sent any more after this: what it says would be true no longer. */
  readonly goodUntil?: string | undefined
}

/** Something to send, before it is queued. */
export interface NewDispatch extends Letter {
  readonly kind: DispatchKind
  /** `mail` when absent. */
  readonly channel?: Channel | undefined
  /** An address of mail; for the other channels, the id of the place. */
  readonly to: string
  /** What it is about, in words a keeper may read: never what its text keeps to itself. */
  readonly about: string
  /** Not before; at once when absent. */
  readonly dueAt?: string | undefined
  /** Queued once, however often it is asked for. */
  readonly onceKey?: string | undefined
  /** The moment of the call. */
  readonly now: string
}

/** Queues something in the caller's transaction; null when its `onceKey` was queued before. */
export async function queueDelivery(queries: Queries, given: NewDispatch): Promise<string | null> {
  const { subject, text, html, attachments, headers, follows, sealed, goodUntil } = given
  const row = await queries
    .insertInto('dispatches')
    .values({
      id: newId(),
      channel: given.channel ?? 'mail',
      kind: given.kind,
      sent_to: given.to,
      about: given.about,
      letter: storableJson({ subject, text, html, attachments, headers, follows, sealed, goodUntil }),
      once_key: given.onceKey ?? null,
      made_at: given.now,
      tried_since: given.dueAt ?? given.now,
      due_at: given.dueAt ?? given.now,
    })
    .onConflict((conflict) => conflict.column('once_key').doNothing())
    .returning('id')
    .executeTakeFirst()
  return row?.id ?? null
}

/** Whether something was queued under this key before. */
export async function isQueued(queries: Queries, onceKey: string): Promise<boolean> {
  const row = await queries
    .selectFrom('dispatches')
    .select('id')
    .where('once_key', '=', onceKey)
    .executeTakeFirst()
  return row !== undefined
}

/** A dispatch with what it says, held by one sender. */
export interface HeldDispatch extends Dispatch {
  readonly letter: Letter
  readonly triedSince: string
}

/** Long enough for the slowest server to take a mail; whoever holds it longer is dead. */
const HOLD_MINUTES = 10

/** Takes what is due on these channels, the oldest first; what others hold is left to them. */
export async function takeDue(
  queries: Queries,
  wanted: { readonly channels: readonly Channel[]; readonly now: string; readonly limit: number },
): Promise<readonly HeldDispatch[]> {
  if (wanted.channels.length === 0) return []
  const rows = await queries
    .updateTable('dispatches')
    .set({ held_until: sql<string>`${wanted.now}::timestamptz + make_interval(mins => ${HOLD_MINUTES})` })
    .where('id', 'in', (select) =>
      select
        .selectFrom('dispatches')
        .select('id')
        .where('state', '=', 'waiting')
        .where('due_at', '<=', wanted.now)
        .where('channel', 'in', [...wanted.channels])
        .where((where) => where.or([where('held_until', 'is', null), where('held_until', '<', wanted.now)]))
        .orderBy('due_at')
        .orderBy('id')
        .limit(wanted.limit)
        .forUpdate()
        .skipLocked(),
    )
    .returningAll()
    .execute()
  return rows.map((row) => ({
    ...dispatchOf(row),
    letter: row.letter ?? { subject: '', text: '' },
    triedSince: row.tried_since,
  }))
}

/** What became of a dispatch that was held. */
export interface Outcome {
  readonly id: string
  readonly state: DispatchState
  /** When it is tried again, while it waits. */
  readonly dueAt: string
  readonly because: string
  readonly at: string
}

/** Writes what became of it, lets go of it, and forgets what it said once it was sent. */
export async function noteOutcome(queries: Queries, outcome: Outcome): Promise<void> {
  const isOver = outcome.state === 'sent' || outcome.state === 'withheld'
  await queries
    .updateTable('dispatches')
    .set((set) => ({
      state: outcome.state,
      due_at: outcome.dueAt,
      because: outcome.because,
      attempts: set('attempts', '+', 1),
      held_until: null,
      sent_at: outcome.state === 'sent' ? outcome.at : null,
      ...(isOver ? { letter: null } : {}),
    }))
    .where('id', '=', outcome.id)
    .execute()
}

/** Whether this address is one of somebody who has left. */
export async function hasLeft(queries: Queries, email: string): Promise<boolean> {
  const row = await queries
    .selectFrom('people')
    .select('is_active')
    .where('email', '=', email.toLowerCase())
    .executeTakeFirst()
  return row?.is_active === false
}

/** Dispatches in these states, the newest first. */
export async function listDispatches(
  queries: Queries,
  wanted: { readonly states: readonly DispatchState[]; readonly limit: number },
): Promise<readonly Dispatch[]> {
  const rows = await queries
    .selectFrom('dispatches')
    .selectAll()
    .where('state', 'in', [...wanted.states])
    .orderBy('made_at', 'desc')
    .orderBy('id', 'desc')
    .limit(wanted.limit)
    .execute()
  return rows.map(dispatchOf)
}

/** Lets a returned dispatch go out again, its patience new; null when there is none that was returned. */
export async function releaseDispatch(
  queries: Queries,
  id: string,
  author: Author,
): Promise<Dispatch | null> {
  const row = await queries
    .updateTable('dispatches')
    .set({ state: 'waiting', due_at: author.at, tried_since: author.at, attempts: 0, held_until: null })
    .where('id', '=', id)
    .where('state', '=', 'returned')
    .returningAll()
    .executeTakeFirst()
  if (row === undefined) return null
  const after = dispatchOf(row)
  await recordChanges(queries, author, [
    {
      noun: 'dispatch',
      rowId: id,
      incidentId: null,
      verb: 'marked',
      before: { ...after, state: 'returned' },
      after,
    },
  ])
  return after
}

function dispatchOf(row: Selectable<DB['dispatches']>): Dispatch {
  return {
    id: row.id,
    channel: row.channel,
    kind: row.kind,
    to: row.sent_to,
    about: row.about,
    state: row.state,
    madeAt: row.made_at,
    dueAt: row.due_at,
    attempts: row.attempts,
    because: row.because,
    sentAt: row.sent_at,
  }
}
