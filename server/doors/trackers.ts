/** Keeps actions and issues in step, round after round. What there is to do stands in operations; here is only when. */
import type { Logger } from 'pino'
import { askForChanges, syncIssues } from '../operations/tracker-sync.ts'
import type { Store } from '../store/store.ts'
import type { Strongbox } from '../store/strongbox.ts'
import { openOutbound } from './outbound.ts'
import { goOn } from './rounds.ts'

/** Keeping in step, under way. */
export interface Trackers {
  /** Lets the round that runs end and starts no more. */
  close(): Promise<void>
}

/** Somebody looks at the card whose issue they just asked for. */
const LOOK_MS = 2_000
/** Trackers are asked for changes every few minutes; whose turn it is is looked up more often. */
const ASK_MS = 30_000

/** Keeps in step until it is closed. Several servers share the work: what one holds the others leave alone. */
export function openTrackers(given: {
  readonly store: Store
  readonly log: Logger
  readonly outboundAllow: readonly string[]
  readonly strongbox: Strongbox
  /** For the links in issues. */
  readonly publicUrl: string
}): Trackers {
  const { store, log, strongbox, publicUrl } = given
  // What failed is due again later, so nothing is waited for on the line.
  const outbound = openOutbound({ allow: given.outboundAllow, limits: { attempts: 1, total_ms: 20_000 } })
  const closing = new AbortController()
  const syncing = { store, strongbox, outbound, publicUrl, jitter: Math.random }
  const loops = [
    async (now: string) => ((await syncIssues({ ...syncing, now })) ? 0 : LOOK_MS),
    async (now: string) => ((await askForChanges({ ...syncing, now })) ? 0 : ASK_MS),
  ].map((work) => goOn(work, { log, signal: closing.signal }))
  return {
    async close() {
      closing.abort()
      outbound.close()
      await Promise.all(loops)
    },
  }
}
