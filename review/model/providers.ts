/** Sign-in through a company's own provider (OpenID Connect): what is known of it, and who may come in through it. */
import type { Person, PersonRole } from './people.ts'

/** A group as a provider names it, and the team of ours it stands for. */
export interface GroupTeam {
  readonly group: string
  readonly team: string
}

/** What people nobody invited can become; a keeper is made by a keeper. */
export type NewcomerRole = Extract<PersonRole, 'member' | 'reader'>

/** What a keeper decides about a provider. */
export interface ProviderChoice {
  /** What stands on the button: "Harbour accounts". */
  readonly label: string
  /** The address the provider signs its answers with. */
  readonly issuer: string
  readonly clientId: string
  /** Mail domains whose people may come in; empty: any. */
  readonly domains: readonly string[]
  /** The role of people nobody invited; null: only people with an account here come in. */
  readonly newcomerRole: NewcomerRole | null
  /** The claim that lists groups; empty: groups are not read. */
  readonly groupsClaim: string
  readonly groupTeams: readonly GroupTeam[]
}

/** A provider as a keeper sees it; its secret is in no answer. */
export interface Provider extends ProviderChoice {
  readonly id: string
  readonly hasSecret: boolean
  readonly version: number
}

/** What a provider says about whoever signed in there. */
export interface Claims {
  /** Who they are there; it stays when their mail or name changes. */
  readonly subject: string
  /** In lower case; null when the provider tells none. */
  readonly email: string | null
  readonly isEmailVerified: boolean
  readonly name: string | null
  readonly groups: readonly string[]
}

/** Whom the claims meet here. */
export interface Met {
  /** Whoever came in with this subject before. */
  readonly known: Person | null
  /** Whoever has this mail here. */
  readonly byEmail: Person | null
  /** Whether the person with this mail comes in as somebody else at the same provider. */
  readonly isTaken: boolean
}

/** Who comes in: someone known, someone met by their mail for the first time, or someone new. Or a sentence why nobody does. */
export type Admission =
  | { readonly kind: 'known' | 'linked'; readonly person: Person }
  | { readonly kind: 'new'; readonly email: string; readonly role: NewcomerRole; readonly name: string }
  | { readonly kind: 'refused'; readonly because: string }

type Admitting = Pick<ProviderChoice, 'label' | 'domains' | 'newcomerRole'>

/** Decides who comes in. A subject that is known stays the same person whatever their mail is now. */
export function admission(provider: Admitting, claims: Claims, met: Met): Admission {
  if (met.known !== null) return admitted('known', met.known)
  const { email } = claims
  if (email === null)
    return refused(`${provider.label} told us no mail address, and one is needed the first time.`)
  if (!claims.isEmailVerified) {
    return refused(
      `${provider.label} has not verified the address ${email}; verify it there, then sign in again.`,
    )
  }
  if (!isOfDomain(email, provider.domains)) {
    const allowed = provider.domains.join(', ')
    return refused(
      `The address ${email} is of another domain than those that come in here (${allowed}); a keeper can add it.`,
    )
  }
  if (met.byEmail !== null && met.isTaken) {
    return refused(
      `The account with ${email} already comes in as somebody else at ${provider.label}; a keeper can look which is right.`,
    )
  }
  if (met.byEmail !== null) return admitted('linked', met.byEmail)
  if (provider.newcomerRole === null) {
    return refused(
      `Nobody has an account here with ${email}; a keeper can invite you, and then this way in works.`,
    )
  }
  return { kind: 'new', email, role: provider.newcomerRole, name: claims.name ?? nameOf(email) }
}

/** The address a known person has from now on: the provider's, when it is verified, allowed and nobody else's. */
export function addressAfter(provider: Admitting, claims: Claims, met: Met): string | null {
  const { email, isEmailVerified } = claims
  if (met.known === null || email === null || !isEmailVerified || email === met.known.email) return null
  if (met.byEmail !== null) return null
  return isOfDomain(email, provider.domains) ? email : null
}

/** The teams these groups stand for, without repeats, in the order the keeper wrote them. */
export function teamsOfGroups(
  groupTeams: readonly GroupTeam[],
  groups: readonly string[],
): readonly string[] {
  return [...new Set(groupTeams.filter(({ group }) => groups.includes(group)).map(({ team }) => team))]
}

function admitted(kind: 'known' | 'linked', person: Person): Admission {
  if (person.isActive) return { kind, person }
  return refused('This account is closed; a keeper can reopen it.')
}

function refused(because: string): Admission {
  return { kind: 'refused', because }
}

/** The whole domain has to be equal: a name that only ends alike belongs to somebody else. */
function isOfDomain(email: string, domains: readonly string[]): boolean {
  return domains.length === 0 || domains.includes(email.slice(email.lastIndexOf('@') + 1))
}

function nameOf(email: string): string {
  return email.slice(0, email.lastIndexOf('@'))
}
