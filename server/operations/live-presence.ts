/** Who is at a text, and where their cursor is: never stored, and forgotten when they leave. */
import {
  Awareness,
  applyAwarenessUpdate,
  encodeAwarenessUpdate,
  modifyAwarenessUpdate,
  removeAwarenessStates,
} from 'y-protocols/awareness'
import { Doc } from 'yjs'

/** What is known of everyone at one text, in this process and in others. */
export interface Presence {
  /** Takes in what somebody says of themselves; the name is the one we know them by, whatever they say. */
  take(origin: object, said: Uint8Array, name: string): void
  /** The same from another process, where the name was seen to already. */
  takeFromElsewhere(said: Uint8Array): void
  /** Everyone, for somebody who comes in; null when nobody is known. */
  all(): Uint8Array | null
  /** Forgets whoever came in through this origin. */
  forget(origin: object): void
  close(): void
}

/** Hears every change: the bytes, and through whom it came; null when it came from another process. */
export type PresenceHearing = (present: Uint8Array, origin: object | null) => void

const ELSEWHERE = {}

/** Opens the presence of one text. */
export function openPresence(hear: PresenceHearing): Presence {
  const document = new Doc()
  const awareness = new Awareness(document)
  awareness.setLocalState(null)
  const clients = new Map<object, Set<number>>()
  awareness.on('update', ({ added, updated, removed }: Moved, origin: unknown) => {
    const changed = [...added, ...updated, ...removed]
    const from = typeof origin === 'object' && origin !== null ? origin : ELSEWHERE
    if (from !== ELSEWHERE) {
      const mine = clients.get(from) ?? new Set()
      for (const client of [...added, ...updated]) mine.add(client)
      clients.set(from, mine)
    }
    hear(encodeAwarenessUpdate(awareness, changed), from === ELSEWHERE ? null : from)
  })
  return {
    take(origin, said, name) {
      const named = modifyAwarenessUpdate(said, (state: unknown) =>
        state === null ? null : seen(state, name),
      )
      applyAwarenessUpdate(awareness, named, origin)
    },
    takeFromElsewhere: (said) => applyAwarenessUpdate(awareness, said, ELSEWHERE),
    all() {
      const known = [...awareness.getStates().keys()]
      return known.length === 0 ? null : encodeAwarenessUpdate(awareness, known)
    },
    forget(origin) {
      const mine = [...(clients.get(origin) ?? [])]
      clients.delete(origin)
      removeAwarenessStates(awareness, mine, {})
    },
    close() {
      awareness.destroy()
      document.destroy()
    },
  }
}

interface Moved {
  readonly added: readonly number[]
  readonly updated: readonly number[]
  readonly removed: readonly number[]
}

/** Of what somebody says of themselves the cursor is kept, and nothing else. */
function seen(state: unknown, name: string): object {
  const cursor = typeof state === 'object' && state !== null && 'cursor' in state ? state.cursor : null
  return { cursor: isSmall(cursor) ? cursor : null, user: { name } }
}

function isSmall(cursor: unknown): boolean {
  return JSON.stringify(cursor ?? null).length < 1_000
}
