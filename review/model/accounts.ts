/**
 * Accounts: what somebody saw, believed, tried, expected and was surprised by, told from a role. Private to whoever
 * tells it until it is released; from then on it is shown by role. Accounts that contradict each other stand side by
 * side: nothing here joins two of them, and nothing counts who told how many.
 */
import type { Blocker } from './blocker.ts'
import { epochMs } from './instants.ts'
import { inOrder, type TimelineEvent } from './timeline.ts'

/** The five parts, in the order they are asked. */
export const accountParts = ['saw', 'believed', 'tried', 'expected', 'surprised'] as const
/** One of the five parts. */
export type AccountPart = (typeof accountParts)[number]
/** Every part with its words; empty where nothing was told. */
export type AccountWords = Readonly<Record<AccountPart, string>>

/** How a part is asked of the one who was there, and how it is read afterwards. */
export const accountLabels: Readonly<Record<AccountPart, { readonly mine: string; readonly told: string }>> =
  {
    saw: { mine: 'What I saw', told: 'Saw' },
    believed: { mine: 'What I believed', told: 'Believed' },
    tried: { mine: 'What I tried', told: 'Tried' },
    expected: { mine: 'What I expected', told: 'Expected' },
    surprised: { mine: 'What surprised me', told: 'Was surprised by' },
  }

/** Nothing told yet. */
export const noWords: AccountWords = { saw: '', believed: '', tried: '', expected: '', surprised: '' }

/**
 * `private`: the words of its author, for nobody else yet. `noted`: what somebody told a facilitator, for nobody but the
 * facilitator until the teller has agreed. `released`: part of the working record, by role.
 */
export type AccountState = 'private' | 'noted' | 'released'

/** Part of the incident an account speaks of: a stretch between two instants, RFC 3339 UTC. */
export interface Stretch {
  readonly fromAt: string
  readonly toAt: string
}

/** An account as everyone who works on the review reads it: by role, with nothing that leads to who told it. */
export interface Account {
  readonly id: string
  readonly incidentId: string
  /** Role it is told from: "database on-call". */
  readonly role: string
  readonly words: AccountWords
  /** Timeline events it speaks of. */
  readonly eventIds: readonly string[]
  readonly stretch: Stretch | null
  /** Told to a facilitator, who noted it. */
  readonly isAsTold: boolean
  /** How the teller agreed that it is shown; empty when it is the teller's own writing. */
  readonly consent: string
  /** Its teller said that thanks are welcome. Who that is stays unsaid. */
  readonly welcomesThanks: boolean
  readonly version: number
}

/** An account as whoever writes it sees it. */
export interface OwnAccount extends Account {
  readonly state: AccountState
  /** When it was last written, RFC 3339 UTC. */
  readonly savedAt: string
}

/** What an account still needs before others can read it, as the page says it and the server refuses with it. */
export function releaseBlockers(
  account: Pick<OwnAccount, 'id' | 'role' | 'words' | 'state' | 'isAsTold' | 'consent'>,
): readonly Blocker[] {
  const found: { readonly rule: string; readonly sentence: string }[] = []
  if (accountParts.every((part) => account.words[part].trim() === '')) {
    found.push({
      rule: 'account-without-words',
      sentence:
        'Nothing is told yet, so there is nothing to release. One sentence in one of the five parts is enough.',
    })
  }
  if (account.isAsTold && account.consent.trim() === '') {
    found.push({
      rule: 'account-without-consent',
      sentence:
        'This was told in an interview, and its teller has the last word. How did they agree to these words, and when? One sentence is enough.',
    })
  }
  return found.map((each) => ({ ...each, place: { tab: 'accounts', id: account.id } }))
}

/** Why a released account cannot be taken back; null when it can. `publishedOn` is the day of the newest edition. */
export function takeBackBlocker(account: Pick<Account, 'id'>, publishedOn: string | null): Blocker | null {
  if (publishedOn === null) return null
  return {
    rule: 'account-in-an-edition',
    sentence: `An edition was published on ${publishedOn}, and its story may quote this account. The edition and the account in the working record stay as they are; a correction is possible here, and the next edition carries it.`,
    place: { tab: 'accounts', id: account.id },
  }
}

/** The accepted events an account speaks of: those it names, and those that lie in its stretch. */
export function eventsOf(
  account: Pick<Account, 'eventIds' | 'stretch'>,
  timeline: readonly TimelineEvent[],
): readonly TimelineEvent[] {
  const named = new Set(account.eventIds)
  return inOrder(
    timeline.filter(
      (event) => named.has(event.id) || (event.state === 'accepted' && isIn(event, account.stretch)),
    ),
  )
}

function isIn(event: TimelineEvent, stretch: Stretch | null): boolean {
  if (stretch === null || event.happenedAt === null) return false
  const at_ms = epochMs(event.happenedAt.at)
  return at_ms >= epochMs(stretch.fromAt) && at_ms <= epochMs(stretch.toAt)
}

/** A moment of the incident with every account of it, side by side. */
export interface AccountMoment {
  /** Events the same accounts speak of, in order; empty when the accounts name none. */
  readonly events: readonly TimelineEvent[]
  readonly accounts: readonly Account[]
  /** True when each of these accounts stands in full at an earlier moment, alone as it does here. */
  readonly isToldAbove: boolean
}

/**
 * Released accounts by the moments they speak of, in the order of the timeline; those about no event come last. Two
 * events with the same accounts are one moment. An account that speaks of many moments is repeated only where another
 * stands beside it, because that is where the reader compares.
 */
export function accountsByMoment(
  accounts: readonly Account[],
  timeline: readonly TimelineEvent[],
): readonly AccountMoment[] {
  const told = accounts.map((account) => ({ account, events: eventsOf(account, timeline) }))
  const moments = new Map<string, { events: TimelineEvent[]; accounts: readonly Account[] }>()
  for (const event of inOrder([...new Set(told.flatMap(({ events }) => events))])) {
    const here = told.filter(({ events }) => events.includes(event)).map(({ account }) => account)
    const key = here.map(({ id }) => id).join(' ')
    const moment = moments.get(key)
    if (moment === undefined) moments.set(key, { events: [event], accounts: here })
    else moment.events.push(event)
  }
  const shown = new Set<string>()
  const inTime = [...moments.values()].map((moment): AccountMoment => {
    const isToldAbove = moment.accounts.length === 1 && moment.accounts.every(({ id }) => shown.has(id))
    for (const { id } of moment.accounts) shown.add(id)
    return { ...moment, isToldAbove }
  })
  const others = told.filter(({ events }) => events.length === 0).map(({ account }) => account)
  return others.length === 0 ? inTime : [...inTime, { events: [], accounts: others, isToldAbove: false }]
}

/**
 * Roles that act on the accepted timeline and have no released account yet, in the order they first act. It knows
 * nothing of accounts that are being written, nor of who was asked.
 */
export function rolesWithoutAccount(
  timeline: readonly TimelineEvent[],
  accounts: readonly Pick<Account, 'role'>[],
): readonly string[] {
  const told = new Set(accounts.map(({ role }) => role.toLowerCase()))
  const missing = new Map<string, string>()
  for (const { actor, state } of inOrder(timeline)) {
    const key = actor.name.toLowerCase()
    if (state !== 'accepted' || actor.kind !== 'role' || actor.name === '') continue
    if (!told.has(key) && !missing.has(key)) missing.set(key, actor.name)
  }
  return [...missing.values()]
}

/** Questions that help to remember, one at a time. None needs an answer, and none is about somebody else. */
export const accountPrompts: Readonly<Record<AccountPart, readonly string[]>> = {
  saw: [
    'Start wherever the story starts for you.',
    'If somebody had been sitting beside you, what would they have heard and seen?',
    'Which screen, message or sound brought the news to you?',
    'What was ordinary about that day, up to the first odd thing?',
  ],
  believed: [
    'What did you take to be going on, and what told you it was this and not something else?',
    'How sure were you, and what would have changed your mind?',
    'What did you believe about this part last month that you do not believe today?',
  ],
  tried: [
    'What were you trying to get done besides this?',
    'What did you try that did not help, and what did it rule out?',
    'Which step was harder than it looks in the log?',
    'Whom did you think of calling, and what decided it?',
    'What do you always check that is written nowhere?',
  ],
  expected: [
    'What did you expect to happen next?',
    'How has this same choice usually turned out?',
    'Which options were on the table then? Say which of them you only see now.',
  ],
  surprised: [
    'What surprised you most?',
    'What did you need to know that lived somewhere you were not looking?',
    'Which question has nobody asked you yet?',
    'What would you like kept out of the written version?',
  ],
}

/** The words by which a role is asked for its account, with the link that leads there. Copied, not sent. */
export function askingWords(role: string, title: string, link: string): string {
  return [
    `We are putting together what happened in "${title}", and the view of the ${role.replace(/^the /i, '')} is still missing.`,
    'What did you see, believe, try and expect, and what surprised you? A few sentences are enough, and there is no wrong answer.',
    `What you write is yours alone until you release it, and it is shown by role: ${link}`,
  ].join('\n\n')
}

/** Words of an account as a quotation in Markdown, with the role and, where it is known, the time. */
export function quotationOf(words: string, role: string, clock: string | null): string {
  const lines = words
    .trim()
    .split('\n')
    .map((line) => (line.trim() === '' ? '>' : `> ${line}`))
  return [...lines, '>', `> ${role}${clock === null ? '' : `, ${clock}`}`].join('\n')
}
