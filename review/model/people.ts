/** People who use the product, and the register that keeps names out of what is published. */

/** keeper runs the installation; member works on reviews; reader reads what is published. */
export type PersonRole = 'keeper' | 'member' | 'reader'

/** Who stands behind a call: somebody, or software that works on somebody's behalf and decides nothing. */
export type AskerKind = 'person' | 'agent'

/** Someone who signs in here. */
export interface Person {
  readonly id: string
  readonly email: string
  readonly name: string
  readonly role: PersonRole
  /** Keeps confidential reports, beside whatever else they do here. */
  readonly isSteward: boolean
  readonly isActive: boolean
}

/** Someone met in an incident's evidence, and the role readers will see instead of the name. */
export interface Participant {
  readonly id: string
  readonly incidentId: string
  readonly name: string
  readonly handles: readonly string[]
  /** "database on-call", "responder 2". Unique within the incident. */
  readonly role: string
  /** Keys of the sources' speakers this row stands for: `slack:U024BE7LH`. */
  readonly refs: readonly string[]
  readonly version: number
}

/** A session of a page as its owner sees it: where somebody is signed in. */
export interface Session {
  readonly id: string
  /** Roughly what it is open on: "Firefox on Linux"; empty when it was not told. */
  readonly device: string
  readonly since: string
  /** To about five minutes. */
  readonly seenAt: string
  /** The one that asks. */
  readonly isThis: boolean
}

/** An API token as its owner sees it again; the secret was shown once. */
export interface Token {
  readonly id: string
  readonly name: string
  readonly scope: 'read' | 'write'
  /** What it may call, where it was made for something; null: whatever its scope allows. */
  readonly operations: readonly string[] | null
  readonly expiresAt: string
  readonly lastUsedAt: string | null
}

/** Someone who was asked in and has not come yet. The link itself is shown nowhere again. */
export interface Invited {
  readonly id: string
  readonly email: string
  readonly name: string
  readonly role: PersonRole
  /** The team they will be in at once; null: none yet. */
  readonly team: { readonly id: string; readonly name: string } | null
  readonly madeAt: string
  readonly expiresAt: string
}

/** A passkey as its owner knows it: a key that a device or a password manager holds. */
export interface Passkey {
  readonly id: string
  readonly name: string
  readonly madeAt: string
  /** Null: not used yet. */
  readonly usedAt: string | null
}
