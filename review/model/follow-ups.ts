/** What became of an action after it was opened: why its day moved, what it waits for, and what was seen of it once it was done. */
import type { Action } from './actions.ts'
import type { Blocker, Place } from './blocker.ts'
import { dayOf } from './instants.ts'
import { claimOfPrevention, preventionSentence } from './prevention.ts'

/** What a follow-up says. The last six are what was seen of an action that is done. */
export type FollowUpKind =
  | 're-dated'
  | 'blocked'
  | 'freed'
  | 'exercised'
  | 'seen-working'
  | 'supported'
  | 'not-yet-seen'
  | 'refuted'
  | 'not-in-path'

/** One line said about an action after it was opened. Days are `YYYY-MM-DD`. */
export interface FollowUp {
  readonly id: string
  readonly incidentId: string
  readonly actionId: string
  readonly kind: FollowUpKind
  /** What was not known, what it waits for, or what was seen. */
  readonly text: string
  /** Where it can be seen: a test, a drill, a change. Empty: nowhere. */
  readonly link: string
  readonly saidOn: string
  /** The day an action was due before it moved, and after. */
  readonly fromOn: string | null
  readonly toOn: string | null
  /** How often the class came up before, in how many months: what silence is measured against. */
  readonly eventsBefore: number | null
  readonly monthsBefore: number | null
  readonly version: number
}

/** Every kind with the words people read. */
export const followUpKinds: Readonly<Record<FollowUpKind, string>> = {
  're-dated': 'Its day moved',
  blocked: 'It waits for something',
  freed: 'It goes on',
  exercised: 'Exercised',
  'seen-working': 'Seen working',
  supported: 'Supported by the numbers',
  'not-yet-seen': 'Not seen yet',
  refuted: 'The same came back through it',
  'not-in-path': 'The same came back beside it',
}

/** What can be said about an action that is done, in the order it is offered, with what it means. */
export const effectChoices = [
  {
    kind: 'exercised',
    label: followUpKinds.exercised,
    about: 'A test fails without it, or a drill or an injected fault was stopped by it.',
  },
  {
    kind: 'seen-working',
    label: followUpKinds['seen-working'],
    about: 'It stopped or caught a real attempt. That was a near miss: it is worth a report.',
  },
  {
    kind: 'supported',
    label: followUpKinds.supported,
    about: 'The class was frequent before, and the quiet since is longer than chance explains.',
  },
  {
    kind: 'not-yet-seen',
    label: followUpKinds['not-yet-seen'],
    about: 'Nothing shows it yet. We choose the day we look again.',
  },
  {
    kind: 'refuted',
    label: followUpKinds.refuted,
    about: 'The same class of incident came back, and the change was in its path.',
  },
  {
    kind: 'not-in-path',
    label: followUpKinds['not-in-path'],
    about: 'The same class came back another way, which the change does not cover.',
  },
] as const satisfies readonly {
  readonly kind: FollowUpKind
  readonly label: string
  readonly about: string
}[]

/** How sure we are of an action, from a plan to numbers that bear it. */
export type Rung = 'E0' | 'E1' | 'E2' | 'E3' | 'E4'

/** The ladder, from the bottom. */
export const rungs: Readonly<Record<Rung, { readonly name: string; readonly means: string }>> = {
  E0: { name: 'Planned', means: 'It is agreed and not there yet.' },
  E1: { name: 'Done', means: 'It is there. Done is not yet effective.' },
  E2: { name: 'Exercised', means: 'We have seen it hold in a test, a drill or an injected fault.' },
  E3: { name: 'Seen working', means: 'It stopped or caught a real attempt.' },
  E4: { name: 'Supported by the numbers', means: 'The quiet since is longer than chance explains.' },
}

const rungOf: Readonly<Partial<Record<FollowUpKind, Rung>>> = {
  exercised: 'E2',
  'seen-working': 'E3',
  supported: 'E4',
}

/** How an action stands: its rung, whether it was refuted, what it waits for, and when we look whether it works. */
export interface Standing {
  readonly rung: Rung
  /** What came back in spite of it; null when nothing did since it was last seen to hold. */
  readonly refutedBy: FollowUp | null
  /** What it waits for; null when it goes on. */
  readonly blockedBy: FollowUp | null
  /** The day its effect is looked at, while nothing has been seen; null when there is nothing to look at. */
  readonly lookOn: string | null
}

const DAY_MS = 86_400_000

/** Days after an action is done on which its effect is looked at, unless its plan names a day. */
export const EFFECT_AFTER_DAYS = 30

/** `days` days after a day. */
export function dayAfter(day: string, days: number): string {
  return dayOf(new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString())
}

/** Days from one day to another; negative when it lies before. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY_MS)
}

/** How an action stands after what was said about it, the oldest first. */
export function standingOf(
  action: Pick<Action, 'state' | 'closedAt' | 'plan'>,
  said: readonly FollowUp[],
): Standing {
  const waits = said.findLast(({ kind }) => kind === 'blocked' || kind === 'freed')
  const blockedBy = action.state === 'open' && waits?.kind === 'blocked' ? waits : null
  if (action.state !== 'done') return { rung: 'E0', refutedBy: null, blockedBy, lookOn: null }
  const last = said.findLast(({ kind }) => kind in rungOf || kind === 'refuted' || kind === 'not-in-path')
  if (last !== undefined && rungOf[last.kind] === undefined)
    return { rung: 'E1', refutedBy: last, blockedBy: null, lookOn: null }
  const after = said.slice(said.findLastIndex(({ kind }) => kind === 'refuted' || kind === 'not-in-path') + 1)
  const rung = after.reduce<Rung>((best, { kind }) => {
    const reached = rungOf[kind] ?? 'E1'
    return reached > best ? reached : best
  }, 'E1')
  return { rung, refutedBy: null, blockedBy: null, lookOn: rung === 'E1' ? lookDay(action, said) : null }
}

function lookDay(action: Pick<Action, 'closedAt' | 'plan'>, said: readonly FollowUp[]): string | null {
  const again = said.findLast(({ kind, toOn }) => kind === 'not-yet-seen' && toOn !== null)
  if (again !== undefined) return again.toOn
  if (action.plan.reviewOn !== null) return action.plan.reviewOn
  return action.closedAt === null ? null : dayAfter(dayOf(action.closedAt), EFFECT_AFTER_DAYS)
}

/** Chance that is called evidence. */
const LEVEL = 0.05

/**
 * Quiet months needed after a change before silence is evidence that it works, when a class came up so often in so many
 * months before: the conditional test of two Poisson rates with no event after.
 */
export function quietMonthsNeeded(eventsBefore: number, monthsBefore: number): number {
  if (eventsBefore <= 0) return Number.POSITIVE_INFINITY
  return monthsBefore * (LEVEL ** (-1 / eventsBefore) - 1)
}

/** The table that is shown where somebody is about to take silence for an effect. */
export const silenceTable = [1, 2, 3, 5, 10].map((eventsBefore) => ({
  eventsBefore,
  monthsNeeded: quietMonthsNeeded(eventsBefore, 12),
}))

/** A number of months no finer than it means something. */
export function monthsInWords(months: number): string {
  if (!Number.isFinite(months)) return 'no number of months'
  const shown = months < 10 ? months.toFixed(1).replace(/\.0$/, '') : String(Math.ceil(months))
  return shown === '1' ? '1 month' : `${shown} months`
}

const MONTH_DAYS = 30.44

/** What somebody is about to say about an action. */
export type FollowUpDraft = Pick<
  FollowUp,
  'kind' | 'text' | 'link' | 'saidOn' | 'toOn' | 'eventsBefore' | 'monthsBefore'
>

/** Kinds that say what was seen, and so not what was not. */
const seenKinds: readonly FollowUpKind[] = ['exercised', 'seen-working', 'supported', 'not-yet-seen']

/** Why it cannot be said so, as sentences with what helps. */
export function followUpBlockers(action: Action, draft: FollowUpDraft): readonly Blocker[] {
  const place: Place = { tab: 'actions', id: action.id }
  const sentences = [...stateSentences(action, draft), ...effectSentences(action, draft)]
  const claim = seenKinds.includes(draft.kind) ? claimOfPrevention(draft.text) : null
  return [
    ...sentences.map((sentence) => ({ rule: `follow-up-${draft.kind}`, sentence, place })),
    ...(claim === null ? [] : [{ rule: 'claim-of-prevention', sentence: preventionSentence(claim), place }]),
  ]
}

function stateSentences({ state }: Action, { kind, text, toOn, saidOn }: FollowUpDraft): readonly string[] {
  if (text.trim() === '')
    return [`${emptyQuestions[kind] ?? 'What was seen, and where?'} One line is enough.`]
  const isOfOpen = kind === 're-dated' || kind === 'blocked' || kind === 'freed'
  if (isOfOpen && state !== 'open')
    return [`This action is ${state}, and only an open one waits or moves; assigning it opens it.`]
  if (!isOfOpen && state !== 'done')
    return ['Only what is done can be seen working. Close the action as done first, with what came of it.']
  if (kind !== 're-dated' && kind !== 'not-yet-seen') return []
  if (toOn === null) return [kind === 're-dated' ? 'Which day is it now?' : 'On which day do we look again?']
  return toOn < saidOn
    ? [`The new day, ${toOn}, lies in the past. Which day, today or later, can we stand behind?`]
    : []
}

const emptyQuestions: Readonly<Partial<Record<FollowUpKind, string>>> = {
  're-dated': 'What did we not know when we chose this date?',
  blocked: 'What does it wait for?',
  freed: 'What changed, so that it can go on?',
  'not-yet-seen': 'What have we looked at so far?',
  refuted: 'What came back, and how did it get through?',
  'not-in-path': 'What came back, and which way did it take?',
}

/** Silence is evidence only when it is long enough for how often the class came up before. */
function effectSentences(action: Action, draft: FollowUpDraft): readonly string[] {
  if (draft.kind !== 'supported' || action.closedAt === null || draft.text.trim() === '') return []
  const { eventsBefore, monthsBefore } = draft
  if (eventsBefore === null || monthsBefore === null || eventsBefore < 1 || monthsBefore < 1)
    return ['How often did the class come up before the change, and in how many months?']
  const quiet = daysBetween(dayOf(action.closedAt), draft.saidOn) / MONTH_DAYS
  const needed = quietMonthsNeeded(eventsBefore, monthsBefore)
  if (quiet >= needed) return []
  const times = eventsBefore === 1 ? 'one event' : `${eventsBefore} events`
  return [
    `With ${times} in ${monthsInWords(monthsBefore)} before, ${monthsInWords(needed)} of quiet are needed before silence says anything, and ${monthsInWords(Math.max(0, quiet))} have passed. Exercise the change instead: show it failing without the fix and holding with it.`,
  ]
}

/** A kind that says what was seen of an action that is done. */
export type EffectKind = (typeof effectChoices)[number]['kind']

/** Asked when a class came back after a change, in this order. Never: who. */
export const recurrenceQuestions = [
  'Was the fix in the path?',
  'Was it on?',
  'Could it be followed?',
  'Was it weak?',
  'Was the class drawn wrongly?',
] as const
