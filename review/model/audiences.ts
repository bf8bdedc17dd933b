/** For whom an edition is made. Each audience reads the one before it with more taken out, never with more put in. */
import type { PersonRole } from './people.ts'

/** Whoever an edition is made for. */
export type Audience = 'team' | 'organisation' | 'public'

/** The audiences from the narrowest to the widest. */
export const audienceOrder = ['team', 'organisation', 'public'] as const satisfies readonly Audience[]

/** How a page calls an audience, who that is, and what is taken out for it beyond the one before. */
export const audiences: Readonly<
  Record<Audience, { readonly name: string; readonly who: string; readonly takesOut: string }>
> = {
  team: {
    name: 'Team',
    who: 'Everyone who works on reviews here.',
    takesOut: 'Names, handles, addresses, links into conversations, commit ids and words for one person.',
  },
  organisation: {
    name: 'Organisation',
    who: 'Everyone with an account here.',
    takesOut: 'Also descriptions that fit one person, and seconds.',
  },
  public: {
    name: 'Public',
    who: 'Anyone who has the address, without signing in.',
    takesOut: 'Also owners of actions, roles that accepted a risk, every link and network addresses.',
  },
}

/** The audiences an edition is made for when this is the widest of them. */
export function audiencesUpTo(widest: Audience): readonly Audience[] {
  return audienceOrder.slice(0, audienceOrder.indexOf(widest) + 1)
}

/** Whether an edition that is out for `widest` can be read by `audience`. */
export function reaches(widest: Audience, audience: Audience): boolean {
  return audiencesUpTo(widest).includes(audience)
}

/** The fullest that someone in this role (null: signed out) reads. */
export function audienceOf(role: PersonRole | null): Audience {
  if (role === null) return 'public'
  return role === 'reader' ? 'organisation' : 'team'
}

/** A kind of what was taken out or made wider. */
export type WithheldKind =
  | 'name'
  | 'pronoun'
  | 'link'
  | 'address'
  | 'channel'
  | 'commit'
  | 'image'
  | 'disguised'
  | 'description'
  | 'time'
  | 'owner'
  | 'network'

/** How readers hear of a kind, and why it gave way. */
export const withheldKinds: Readonly<
  Record<WithheldKind, { readonly says: string; readonly because: string }>
> = {
  name: { says: 'names of people', because: 'A role says what the reader needs.' },
  pronoun: { says: 'words for one person', because: '"He" or "she" tells one person from another.' },
  link: { says: 'links', because: 'The link leads to what one person said, wrote or opened.' },
  address: { says: 'addresses', because: 'An address belongs to somebody.' },
  channel: { says: 'channels', because: 'The mark leads to a conversation with names in it.' },
  commit: { says: 'commit ids', because: 'A commit carries the name of its author.' },
  image: { says: 'images', because: 'A picture carries details about who made it, and where.' },
  disguised: { says: 'encoded text', because: 'Read another way, it spells a name.' },
  description: { says: 'descriptions that fit one person', because: 'Few people fit these words.' },
  time: { says: 'exact times', because: 'An exact time can be laid beside a rota or a log.' },
  owner: { says: 'owners of actions', because: 'Who keeps the promise is for us to know.' },
  network: { says: 'network addresses', because: 'An address of a machine leads to who sat at it.' },
}

/** What readers are told was withheld; empty when nothing was. */
export function withheldSentence(kinds: readonly WithheldKind[]): string {
  const words = [...new Set(kinds)].map((kind) => withheldKinds[kind].says)
  if (words.length === 0) return ''
  const last = words.length === 1 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`
  return `Taken out or said more widely for this audience: ${last}.`
}
