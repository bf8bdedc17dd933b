/** What one process tells the others: a line on a channel of PostgreSQL, heard when the transaction that wrote it commits. */
import { setTimeout as pause } from 'node:timers/promises'
import { type RawBuilder, sql } from 'kysely'
import pg from 'pg'
import type { Database, Queries } from './database.ts'
import type { Log } from './embedded/embedded.ts'

const CHANNEL = 'second_story'

/** PostgreSQL takes lines below 8,000 bytes. */
export const LONGEST_LINE_BYTES = 7_900

/** Something another process may want to know of an incident. */
export type Notice =
  /** Rows of these nouns changed. */
  | { readonly what: 'changed'; readonly incidentId: string; readonly nouns: readonly string[] }
  /** The text was written on, up to this row of its log. */
  | { readonly what: 'written'; readonly incidentId: string; readonly seq: number }
  /** Something on the wall of a meeting changed. */
  | { readonly what: 'wall'; readonly incidentId: string; readonly meetingId: string }
  /** Who is there, as bytes in base64; empty: whoever knows is asked to say so. */
  | {
      readonly what: 'present'
      readonly incidentId: string
      readonly from: string
      readonly present: string
    }

/** Writes a line; heard by every process, this one too, once the transaction of these queries has committed. */
export async function announce(queries: Queries, notice: Notice): Promise<void> {
  await noticeLine(notice).execute(queries)
}

/** The statement that writes it, for those who have it run with others. */
export function noticeLine(notice: Notice): RawBuilder<unknown> {
  return sql`select pg_notify(${CHANNEL}, ${JSON.stringify(notice)})`
}

/** The ear of a process. */
export interface Bulletin {
  /** Hears every notice; `missed` is called after the line was lost and found again, when some may have gone by. */
  hear(listener: { readonly notice: (notice: Notice) => void; readonly missed: () => void }): () => void
  close(): Promise<void>
}

/** Listens on a connection of its own, and again when it is lost. */
export async function openBulletin(database: Database, log: Log): Promise<Bulletin> {
  const listeners = new Set<Parameters<Bulletin['hear']>[0]>()
  let client: pg.Client | null = null
  let isClosed = false
  const connect = async (): Promise<void> => {
    const next = new pg.Client({ ...database.clientSettings(), statement_timeout: 0 })
    next.on('notification', ({ payload }) => {
      const notice = readNotice(payload ?? '')
      if (notice !== null) for (const { notice: tell } of listeners) tell(notice)
    })
    next.on('error', () => undefined)
    await next.connect()
    await next.query(`listen ${CHANNEL}`)
    if (isClosed) return next.end()
    next.on('end', () => void reconnect())
    client = next
  }
  const reconnect = async (): Promise<void> => {
    for (let wait_ms = 100; !isClosed; wait_ms = Math.min(5_000, wait_ms * 2)) {
      await pause(wait_ms, undefined, { ref: false })
      if (isClosed) return
      try {
        await connect()
        for (const { missed } of listeners) missed()
        return
      } catch (error) {
        log.warn({ reason: String(error) }, 'Waiting to hear from the other processes again')
      }
    }
  }
  // A database that is away now is heard when it is back; requests say meanwhile that it is away.
  await connect().catch(() => void reconnect())
  return {
    hear(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    async close() {
      isClosed = true
      await client?.end().catch(() => undefined)
    },
  }
}

/** A line of ours; null for anything else, which a newer version may write. */
function readNotice(line: string): Notice | null {
  try {
    const read: Notice = JSON.parse(line)
    return typeof read === 'object' && ['changed', 'written', 'wall', 'present'].includes(read?.what)
      ? read
      : null
  } catch {
    return null
  }
}
