import { setTimeout as pause } from 'node:timers/promises'
import type { Database } from '../store/database.ts'

/** Longer than a busy database needs, shorter than whoever asks waits. */
const PATIENCE_MS = 2_000

/** Whether the database answers in time; a health check that hangs is no answer. */
export async function isHealthy(database: Pick<Database, 'answers'>): Promise<boolean> {
  const patience = new AbortController()
  const late = pause(PATIENCE_MS, false, { signal: patience.signal }).catch(() => false)
  const isHere = await Promise.race([database.answers(), late])
  patience.abort()
  return isHere
}
