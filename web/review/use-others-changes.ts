import { useEffect } from 'react'
import { liveSocket } from './live-socket.ts'

/** What arrives by itself or is asked for beside the record. */
const apart: ReadonlySet<string> = new Set(['draft', 'comment'])

/** Changes that come together are read together. */
const GATHERED_MS = 200

/**
 * Reads the record again when somebody changed a part of it, here or elsewhere; what this page is about to change stays
 * shown over it. The words of the draft arrive by themselves.
 */
export function useOthersChanges(
  incidentId: string,
  { refresh, touch }: { readonly refresh: () => Promise<unknown>; readonly touch: () => void },
): void {
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    let isWhole = false
    const read = () => {
      timer = undefined
      touch()
      if (isWhole) refresh().catch(() => undefined)
      isWhole = false
    }
    const changed = (nouns: readonly string[]) => {
      isWhole ||= nouns.some((noun) => !apart.has(noun)) || nouns.length === 0
      timer ??= setTimeout(read, GATHERED_MS)
    }
    // What changed while there was no line is told by nobody: while it was lost, and since this page first read the record.
    let wasLost = false
    const stop = liveSocket(incidentId).hear({
      changed,
      lost: () => {
        wasLost = true
      },
      connected: () => {
        if (wasLost) changed([])
        else refresh().catch(() => undefined)
        wasLost = false
      },
    })
    return () => {
      clearTimeout(timer)
      stop()
    }
  }, [incidentId, refresh, touch])
}
