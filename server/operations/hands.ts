/** What an operation is handed to work with: the store, who asks, the time. Nothing of it knows a door. */
import type { RecordStanding } from '@secondstory/review/model/permission'
import type { Author } from '../store/change.ts'
import type { Store } from '../store/store.ts'
import type { Strongbox } from '../store/strongbox.ts'
import type { Asker } from './asker.ts'
import type { Attempts } from './attempts.ts'
import { Refusal } from './operation.ts'
import type { Outbound } from './outbound.ts'
import type { ProviderExchange } from './provider-exchange.ts'
import type { Walls } from './walls.ts'

export { isUnavailable } from '../store/database.ts'
export type { Asker } from './asker.ts'

/** A file someone brought, lying on disk until it is imported. */
export interface Upload {
  readonly id: string
  /** Its own name, without a path and without control characters. */
  readonly name: string
  readonly sizeBytes: number
  /** Where it lies. */
  readonly path: string
}

/** The files waiting to be imported; each belongs to whoever brought it. */
export interface Uploads {
  /** Null when there is none, when it was swept, or when someone else brought it. */
  find(id: string, personId: string): Promise<Upload | null>
  remove(id: string): Promise<void>
}

/** Everything an operation may use. */
export interface Hands {
  readonly store: Store
  /** Null: nobody is signed in. Operations that need someone call `asked`. */
  readonly asker: Asker | null
  /** How whoever asks stands to the record that is touched; absent outside a call, null when none is. */
  readonly standing?: RecordStanding | null
  /** The moment of the call, RFC 3339 UTC; every row of one call carries the same. */
  readonly now: string
  readonly uploads: Uploads
  /** The one way to ask another system. */
  readonly outbound: Outbound
  /** Whether mail goes out; when not, what is queued waits. */
  readonly canMail: boolean
  /** The way to the providers people sign in at. */
  readonly providers: ProviderExchange
  /** Address of this installation without a slash at its end, for links. */
  readonly publicUrl: string
  /** Where the call comes from, for counting attempts: an address, or the name of a door. */
  readonly from: string
  readonly attempts: Attempts
  /** Roughly what the call comes from, for the list of sessions: "Firefox on Linux". */
  readonly device?: string
  /** Tells the door which session to keep (a cookie, for the page); null forgets it. The secret is in no answer. */
  keepSession(secret: string | null): void
  /** Name of the integration that asks, for the history, when nobody of ours does. */
  readonly through?: string
  /** The secret of the session the call came with; null without one. */
  readonly session: string | null
  /** Called after a person, a session or a token changed, so that nobody goes on as who they were. */
  forgetAskers(): void
  /** The walls of meetings that are looked at. */
  readonly walls: Walls
  /** Seals the secrets of integrations and opens them. */
  readonly strongbox: Strongbox
  /** Called after an integration or its secrets changed, so that the next delivery is measured against what is true now. */
  forgetIntegrations(): void
  /** Called after a history was asked for, so that a job brings it. */
  bringHistory(importId: string): void
  /** Work that goes on after the answer. The server waits for it when it closes; what it throws is logged as `name`. */
  goOn(name: string, work: () => Promise<void>): void
}

/** Whoever asks, or the refusal `signed-out`. */
export function asked(hands: Hands): Asker {
  if (hands.asker !== null) return hands.asker
  throw new Refusal('signed-out', 'Nobody is signed in here; sign in or send a token.')
}

/** The author of a change as history keeps it. */
export function by(hands: Hands): Author {
  return { personId: hands.asker?.personId ?? null, at: hands.now, through: hands.through }
}
