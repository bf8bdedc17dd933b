/** When what is due is said and what goes out is sent: one round after the other. What it says stands in operations. */
import type { Logger } from 'pino'
import { remindFirstReaders } from '../operations/calibration-letters.ts'
import { sendDigests } from '../operations/digest.ts'
import { listenerCarrier } from '../operations/listeners.ts'
import { tendMeetings } from '../operations/meeting-rounds.ts'
import { type Carriers, sendDue } from '../operations/outbox.ts'
import { remind } from '../operations/reminders.ts'
import { tellHazards } from '../operations/report-hazards.ts'
import { openingLetters } from '../operations/sealed-letters.ts'
import { slackCarrier } from '../operations/slack-letters.ts'
import type { Store } from '../store/store.ts'
import type { Strongbox } from '../store/strongbox.ts'
import { type MailSettings, openMail } from './mail.ts'
import { openOutbound } from './outbound.ts'
import { goOn } from './rounds.ts'

/** Sending under way. */
export interface Outbox {
  /** Lets the round that runs end and starts no more. */
  close(): Promise<void>
}

/** Somebody waits for a link to sign in with. */
const ROUND_MS = 3_000
/** Long enough that a letter does not keep the minute a report of nobody came. */
const HAZARD_MS = 15 * 60_000
/** Hours begin on the hour or on its half nearly everywhere. */
const REMIND_MS = 5 * 60_000

/** Sends until it is closed. Several servers share one outbox: what one holds the others leave alone. */
export function openOutbox(given: {
  readonly store: Store
  readonly log: Logger
  readonly mail: MailSettings | null
  readonly outboundAllow: readonly string[]
  readonly strongbox: Strongbox
  /** For the links in letters. */
  readonly publicUrl: string
}): Outbox {
  const { store, log, strongbox, publicUrl } = given
  const mail = given.mail === null ? null : openMail(given.mail)
  const outbound = openOutbound({ allow: given.outboundAllow })
  const webhook = listenerCarrier({ store, strongbox, outbound })
  const closing = new AbortController()
  const sendOn = (carriers: Carriers) => async (now: string) => {
    const more = await sendDue({ store, carriers, now, jitter: Math.random })
    return more ? 0 : ROUND_MS
  }
  const loops = [
    async (now: string) => {
      await remind({ store, strongbox, publicUrl, now })
      await sendDigests({ store, strongbox, publicUrl, now })
      await tendMeetings({ store, strongbox, publicUrl, now })
      await remindFirstReaders({ store, now })
      return REMIND_MS
    },
    async (now: string) => {
      await tellHazards({ store, publicUrl, now })
      return HAZARD_MS
    },
    // A listener that takes a minute to answer holds up no mail.
    sendOn({ webhook }),
    sendOn({ slack: slackCarrier({ store, strongbox, outbound }) }),
    ...(mail === null ? [] : [sendOn({ mail: openingLetters(mail.send, strongbox) })]),
  ].map((work) => goOn(work, { log, signal: closing.signal }))
  return {
    async close() {
      closing.abort()
      outbound.close()
      await Promise.all(loops)
      mail?.close()
    },
  }
}
