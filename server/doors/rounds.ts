/** Work that is done round after round until the server closes. */
import { setTimeout as pause } from 'node:timers/promises'
import type { Logger } from 'pino'

/** When a round failed. */
const AGAIN_MS = 3_000

/** Does the work again and again, each time after the pause it answers with, until the signal comes. */
export async function goOn(
  work: (now: string) => Promise<number>,
  { log, signal }: { readonly log: Logger; readonly signal: AbortSignal },
): Promise<void> {
  while (!signal.aborted) {
    const pause_ms = await work(new Date().toISOString()).catch((error: unknown) => {
      // The database may be away for a moment; the next round finds it back.
      log.warn({ reason: error instanceof Error ? error.message : String(error) }, 'What goes out waits')
      return AGAIN_MS
    })
    await pause(pause_ms, undefined, { signal, ref: false }).catch(() => undefined)
  }
}
