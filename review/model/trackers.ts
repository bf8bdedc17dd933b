/**
 * A tracker keeps issues elsewhere: GitHub, GitLab, Jira or Linear. Here is what tells them apart, how the state of an
 * action is said there, and which side follows the other when they differ. Everything in it is a table or a pure rule.
 */
import type { ActionState } from './actions.ts'
import type { IntegrationKind, IntegrationSettings } from './integrations.ts'

/** A sort of tracker. Each is a sort of integration too: what it sends comes in at the same address. */
export type TrackerKind = Extract<IntegrationKind, 'github' | 'gitlab' | 'jira' | 'linear'>

/** What tells one tracker from another. */
export interface TrackerForm {
  /** Where people open it, unless a keeper named an address of their own. */
  readonly usualAddress: string
  /** What holds issues there, and how it is written. */
  readonly project: { readonly label: string; readonly hint: string; readonly written: RegExp }
  /** What a token has to be able to do, and where it comes from. */
  readonly token: string
  /** The path of an issue below the address; `project` and `issue` are its parts. */
  readonly issuePath: RegExp
  /** How an issue is called in a sentence: "acme/checkout#42" or "OPS-12". */
  readonly named: 'project#issue' | 'issue'
  /** Whether a closed issue says if it was done or given up. */
  readonly tellsWhy: boolean
  /** Example of the address of an issue. */
  readonly example: string
}

/** Every tracker. */
export const trackerForms: Readonly<Record<TrackerKind, TrackerForm>> = {
  github: {
    usualAddress: 'https://github.com',
    project: {
      label: 'Repository for issues',
      hint: 'Such as acme/checkout.',
      written: /^[\w.-]+\/[\w.-]+$/,
    },
    token: 'A fine-grained token that may read and write issues of this repository.',
    issuePath: /^\/(?<project>[\w.-]+\/[\w.-]+)\/issues\/(?<issue>\d{1,12})\/?$/,
    named: 'project#issue',
    tellsWhy: true,
    example: 'https://github.com/acme/checkout/issues/42',
  },
  gitlab: {
    usualAddress: 'https://gitlab.com',
    project: {
      label: 'Project for issues',
      hint: 'Its path, such as acme/platform/checkout.',
      written: /^[\w.-]+(?:\/[\w.-]+)+$/,
    },
    token: 'A project access token with the scope api and the role Reporter or higher.',
    issuePath: /^\/(?<project>[\w.-]+(?:\/[\w.-]+)+)\/-\/(?:issues|work_items)\/(?<issue>\d{1,12})\/?$/,
    named: 'project#issue',
    tellsWhy: false,
    example: 'https://gitlab.com/acme/checkout/-/issues/42',
  },
  jira: {
    usualAddress: '',
    project: {
      label: 'Project for issues',
      hint: 'Its key, such as OPS.',
      written: /^[A-Z][A-Z0-9_]{1,49}$/,
    },
    token:
      'An API token of an account that may make and change issues; at a Jira of your own, a personal access token.',
    issuePath: /^(?:\/jira)?\/browse\/(?<issue>(?<project>[A-Z][A-Z0-9_]{1,49})-\d{1,12})\/?$/,
    named: 'issue',
    tellsWhy: true,
    example: 'https://acme.atlassian.net/browse/OPS-12',
  },
  linear: {
    usualAddress: 'https://linear.app',
    project: { label: 'Team for issues', hint: 'Its key, such as ENG.', written: /^[A-Z][A-Z0-9]{0,9}$/ },
    token: 'A personal API key that may read and write.',
    issuePath: /^\/[\w-]+\/issue\/(?<issue>(?<project>[A-Z][A-Z0-9]{0,9})-\d{1,9})(?:\/[^/]*)?\/?$/,
    named: 'issue',
    tellsWhy: true,
    example: 'https://linear.app/acme/issue/ENG-7',
  },
}

/** Whether a sort of integration is a tracker. */
export function isTracker(kind: IntegrationKind): kind is TrackerKind {
  return kind in trackerForms
}

/** The sort of integration and what a keeper set of it: all that decides where its issues are. */
export interface TrackerPlace {
  readonly kind: TrackerKind
  readonly settings: Pick<IntegrationSettings, 'baseAddress' | 'place'>
}

/** Where people open a tracker, without a slash at its end; '' when nobody said. */
export function addressOf({ kind, settings }: TrackerPlace): string {
  return (settings.baseAddress || trackerForms[kind].usualAddress).replace(/\/+$/, '')
}

/** Why nothing can be kept in step with a tracker as it is set up, as a sentence; null when it can. */
export function trackerObjection(place: TrackerPlace, says: string): string | null {
  const { project } = trackerForms[place.kind]
  if (addressOf(place) === '')
    return `${says} has no address of its own yet; set the one you open it at, such as https://acme.atlassian.net.`
  if (project.written.test(place.settings.place)) return null
  const found = place.settings.place === '' ? 'is not set yet' : `is “${place.settings.place}”`
  return `“${project.label}” ${found}. ${project.hint}`
}

/** An issue as its address names it. */
export interface IssueAddress {
  readonly externalId: string
  /** "acme/checkout#42" */
  readonly key: string
  readonly url: string
}

/** Reads the address of an issue; a sentence when it is none of this tracker. */
export function readIssueAddress(place: TrackerPlace, written: string): IssueAddress | string {
  const form = trackerForms[place.kind]
  const expected = `; the address of an issue looks like ${form.example}.`
  const parts = /^(https?:\/\/[^/?#\s]+)([^?#\s]*)/i.exec(written.trim())
  if (parts === null) return `“${written.trim().slice(0, 200)}” is no address${expected}`
  const [, origin = '', path = ''] = parts
  const [, ours = '', below = ''] = /^(https?:\/\/[^/]+)(.*)$/i.exec(addressOf(place)) ?? []
  if (origin.toLowerCase() !== ours.toLowerCase())
    return `This address is at ${origin}, and this tracker is at ${ours}; take an issue of the tracker, or choose another one.`
  const inside = path.toLowerCase().startsWith(below.toLowerCase()) ? path.slice(below.length) : path
  const found = form.issuePath.exec(inside)?.groups
  if (found === undefined) return `At ${path} there is no issue${expected}`
  const { project = '', issue = '' } = found
  if (project.toLowerCase() !== place.settings.place.toLowerCase())
    return `This issue belongs to ${project}, and this tracker keeps those of ${place.settings.place}; choose the tracker of ${project}, or connect it.`
  return { externalId: issue, key: keyOf(place, issue), url: `${origin}${path.replace(/\/$/, '')}` }
}

/** How an issue is called in a sentence. */
export function keyOf(place: TrackerPlace, issue: string): string {
  return trackerForms[place.kind].named === 'issue' ? issue : `${place.settings.place}#${issue}`
}

/** What an action is, as far as a tracker can say it. */
export type Here = 'open' | 'done' | 'dropped'
/** What an issue is. `closed`: its tracker does not say whether it was done or given up. */
export type There = Here | 'closed'

/**
 * What each state of an action is elsewhere. Whether an action works is said here alone: an issue that is done stays
 * done while we exercise it and see it working, and when its effect is refuted a new action is the answer.
 */
export const hereOf: Readonly<Record<ActionState, Here>> = {
  proposed: 'open',
  open: 'open',
  done: 'done',
  dropped: 'dropped',
}

/** The words for each, inside a sentence. */
export const thereWords: Readonly<Record<There, string>> = {
  open: 'open',
  done: 'done',
  dropped: 'given up',
  closed: 'closed',
}

/** What an action becomes when it follows its issue. */
const followed: Readonly<Record<There, Here>> = {
  open: 'open',
  done: 'done',
  dropped: 'dropped',
  closed: 'done',
}

/** What an action becomes when it follows an issue that is this. */
export function followedBy(there: There): Here {
  return followed[there]
}

/** Whether both say the same. A tracker that only knows "closed" agrees with whatever is over. */
export function agree(here: Here, there: There): boolean {
  return here === there || (there === 'closed' && here !== 'open')
}

/** What both sides were when they last agreed; null for a side that counts as changed. */
export interface LastSeen {
  readonly here: Here | null
  readonly there: There | null
}

/** Before anything was compared: both sides count as changed. */
export const neverSeen: LastSeen = { here: null, there: null }

/** What to do about a link. */
export type Step =
  /** Both say the same; this is what to remember. */
  | { readonly do: 'rest'; readonly seen: LastSeen }
  /** Only the issue changed: the action follows. */
  | { readonly do: 'follow'; readonly to: Here }
  /** Only the action changed: the issue is told. */
  | { readonly do: 'tell'; readonly to: Here }
  /** Both changed and differ: a person is asked, and nothing is written over. */
  | { readonly do: 'ask' }

/** Compares both sides with what they were when they last agreed. */
export function stepOf(seen: LastSeen, here: Here, there: There): Step {
  const hasHereChanged = seen.here !== here
  const hasThereChanged = seen.there !== there
  // A tracker whose workflow has no word for "given up" was told and said "done": that is settled.
  const isSettled = !hasHereChanged && !hasThereChanged
  if (isSettled || agree(here, there)) return { do: 'rest', seen: { here, there } }
  if (hasHereChanged && hasThereChanged) return { do: 'ask' }
  return hasThereChanged ? { do: 'follow', to: followed[there] } : { do: 'tell', to: here }
}

/** What to remember after a person chose: the side that was not chosen counts as unchanged. */
export function seenAfter(choice: 'here' | 'there', here: Here, there: There): LastSeen {
  return choice === 'here' ? { here: null, there } : { here, there: null }
}

/** What the last reading of an issue told. Never a name but whom it is assigned to, which leaves the room nowhere. */
export interface IssueRead {
  readonly externalId: string
  readonly key: string
  readonly url: string
  readonly there: There
  /** The state in the words of the tracker: "In Progress". */
  readonly word: string
  /** Who it is assigned to there; '' when nobody is. */
  readonly assignedThere: string
  /** When it last changed there, RFC 3339. */
  readonly changedAt: string
  /** All its words, to look for our mark in; never stored. */
  readonly text: string
}

/** Whether a reading is older than what is known: an answer that was overtaken on its way changes nothing. */
export function isOvertaken(knownAt: string | null, reading: Pick<IssueRead, 'changedAt'>): boolean {
  return knownAt !== null && reading.changedAt < knownAt
}
