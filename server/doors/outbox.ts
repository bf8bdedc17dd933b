/** When what is due is said and what goes out is sent: one round after the other. What it says stands in operations. */
import { setTimeout as pause } from 'node:timers/promises'
import type { Logger } from 'pino'
import { type Carriers, sendDue } from '../operations/outbox.ts'
import { remind } from '../operations/reminders.ts'
import type { Store } from '../store/store.ts'
import type { Strongbox } from '../store/strongbox.ts'
import { type MailSettings, openMail } from './mail.ts'

/** Sending under way. */
export interface Outbox {
  /** Lets the round that runs end and starts no more. */
  close(): Promise<void>
}

/** Somebody waits for a link to sign in with. */
const ROUND_MS = 3_000
/** Hours begin on the hour or on its half nearly everywhere. */
const REMIND_MS = 5 * 60_000

/** Sends until it is closed. Several servers share one outbox: what one holds the others leave alone. */
export function openOutbox(given: {
  readonly store: Store
  readonly log: Logger
  readonly mail: MailSettings | null
  readonly strongbox: Strongbox
  /** For the links in letters. */
  readonly publicUrl: string
}): Outbox {
  const { store, log, strongbox, publicUrl } = given
  const mail = given.mail === null ? null : openMail(given.mail)
  const carriers: Carriers = mail === null ? {} : { mail: mail.send }
  const closing = new AbortController()
  let remindedAt_ms = 0
  const round = async (): Promise<void> => {
    const now = new Date().toISOString()
    try {
      if (Date.parse(now) - remindedAt_ms >= REMIND_MS) {
        await remind({ store, strongbox, publicUrl, now })
        remindedAt_ms = Date.parse(now)
      }
      const more = await sendDue({ store, carriers, now, jitter: Math.random })
      if (more && !closing.signal.aborted) await round()
    } catch (error) {
      // The database may be away for a moment; the next round finds it back.
      log.warn({ reason: error instanceof Error ? error.message : String(error) }, 'What goes out waits')
    }
  }
  const run = async (): Promise<void> => {
    while (!closing.signal.aborted) {
      await round()
      await pause(ROUND_MS, undefined, { signal: closing.signal, ref: false }).catch(() => undefined)
    }
  }
  const running = run()
  return {
    async close() {
      closing.abort()
      await running
      mail?.close()
    },
  }
}
