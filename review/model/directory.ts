/** People and groups as a company's directory (SCIM) keeps them, and what it may change here. */
import type { Person, PersonRole } from './people.ts'

/** What somebody nobody invited can be made by a directory; a keeper is made by a keeper. */
export type DirectoryRole = Extract<PersonRole, 'member' | 'reader'>

/** Somebody as a directory sees them. */
export interface DirectoryPerson extends Person {
  /** What the directory calls them; their mail where it never said. */
  readonly userName: string
  readonly externalId: string | null
  readonly madeAt: string
}

/** A group of a directory, with the team of ours it stands for. */
export interface DirectoryGroup {
  readonly id: string
  readonly name: string
  readonly externalId: string | null
  /** Name of the team; empty: it stands for none. */
  readonly team: string
  readonly members: readonly { readonly personId: string; readonly name: string }[]
  readonly madeAt: string
}

/** What a directory says of somebody; absent: as it was. */
export interface DirectoryChange {
  readonly email?: string | undefined
  readonly name?: string | undefined
  readonly role?: DirectoryRole | undefined
  readonly isActive?: boolean | undefined
}

/**
 * Somebody after what a directory says of them. Whoever keeps the installation or its reports stays what they are and
 * keeps their mail: whoever holds the token of the directory must not come in as them.
 */
export function personAfter(before: Person, change: DirectoryChange): Person {
  const { name = before.name, isActive = before.isActive } = change
  if (before.role === 'keeper' || before.isSteward) return { ...before, name, isActive }
  const { email = before.email, role = before.role } = change
  return { ...before, name, isActive, email, role }
}
