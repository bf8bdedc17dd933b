import type { ChildProcess } from 'node:child_process'

/** A server of its own with its data. */
export interface Site {
  readonly directory: string
  child: ChildProcess | null
  address: string
  /** Resolves when the child has ended. */
  ended?: Promise<unknown>
}

/** Starts the built server there, on the port it had before; ends with the address it names. */
export function startServer(site: Site): Promise<void>

/** Asks the server to end, and waits for it. */
export function stopServer(site: Site): Promise<void>
