/** Who asks, whichever door they came through, found by the secret they bring. */
import { later } from '@secondstory/review/model/instants'
import type { AskerKind, PersonRole } from '@secondstory/review/model/people'
import {
  extendSession,
  findSession,
  findToken,
  noteSessionUse,
  noteTokenUse,
  type SecretOwner,
} from '../store/sessions.ts'
import type { Store } from '../store/store.ts'
import { hashSecret } from './secrets.ts'

/** Someone signed in: by a session of the page, by a token, or while setting up. */
export interface Asker {
  readonly personId: string
  readonly name: string
  /** An agent reads and drafts; what is for people to decide stays shut for it. */
  readonly kind: AskerKind
  readonly role: PersonRole
  readonly isSteward: boolean
  /** Teams they are in. */
  readonly teamIds: readonly string[]
  readonly via: 'session' | 'token' | 'set-up'
  /** A session may write; a token may be read-only. */
  readonly scope: 'read' | 'write'
  /** What the token was made for; null, and absent: whatever the scope allows. */
  readonly operations?: readonly string[] | null
}

/** How long a session lasts after it was last used. */
export const SESSION_MS = 30 * 86_400_000

/** A session is made longer at most once a day, so that reading does not write. */
const STEP_MS = 86_400_000

/** Answers are remembered for so long; signing out and changes to people forget them at once. */
const REMEMBERED_MS = 5_000
const MOST_REMEMBERED = 10_000

/** Finds askers by what they bring. */
export interface Askers {
  /** Whose session or token (`sst_…`) this is; null when it is nobody's. */
  find(secret: string, now: string): Promise<Asker | null>
  /** Forgets every remembered answer: someone signed out, or a person or token was changed. */
  forget(): void
}

/** Remembers for a few seconds, because a page asks many things at once. */
export function openAskers(store: Store): Askers {
  let remembered = new Map<string, { readonly asker: Asker; readonly until_ms: number }>()
  return {
    async find(secret, now) {
      const known = remembered.get(secret)
      const now_ms = Date.parse(now)
      if (known !== undefined && known.until_ms > now_ms) return known.asker
      // Answers asked for before a `forget` go into the map that was forgotten, not into the new one.
      const mine = remembered
      const via = secret.startsWith('sst_') ? 'token' : 'session'
      const owner = await look(store, { hash: hashSecret(secret), via, now })
      if (owner === null) {
        mine.delete(secret)
        return null
      }
      const { expiresAt, ...theirs } = owner
      const asker: Asker = { ...theirs, via }
      if (mine.size >= MOST_REMEMBERED) mine.clear()
      mine.set(secret, { asker, until_ms: Math.min(now_ms + REMEMBERED_MS, Date.parse(expiresAt)) })
      return asker
    },
    forget() {
      remembered = new Map()
    },
  }
}

interface Looked {
  readonly hash: Buffer
  readonly via: 'token' | 'session'
  readonly now: string
}

async function look(store: Store, { hash, via, now }: Looked): Promise<SecretOwner | null> {
  if (via === 'token') {
    const owner = await findToken(store.queries, hash, now)
    if (owner !== null) await noteTokenUse(store.queries, hash, now)
    return owner
  }
  const owner = await findSession(store.queries, hash, now)
  if (owner === null) return null
  await noteSessionUse(store.queries, hash, now)
  const left_ms = Date.parse(owner.expiresAt) - Date.parse(now)
  if (left_ms < SESSION_MS - STEP_MS) await extendSession(store.queries, hash, later(now, SESSION_MS))
  return owner
}
