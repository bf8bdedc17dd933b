/**
 * An incident from its beginning, the future hidden: one step after another, each with what had become visible by then
 * and nothing more. What is only known in hindsight (results, later options, what was out of reach) waits for the end.
 */
import { type Choice, decidedAt } from './decisions.ts'
import type { EditionDecision, EditionEvent } from './editions.ts'
import { epochMs, type Moment } from './instants.ts'
import { appearedAfter } from './known.ts'

/** What is replayed: a timeline in its order and its decisions; titles, factors and text are no part of it. */
export interface Replayed {
  readonly timeline: readonly ReplayedEvent[]
  readonly decisions: readonly EditionDecision[]
}

/** An event, and when it became known; absent or null where the record does not say, and then it stood there from its own time on. */
export type ReplayedEvent = EditionEvent & { readonly knownAt?: Moment | null }

/** One step: an event that becomes visible, or a decision that is about to be made. Both are positions in what is replayed. */
export type ForesightStep =
  | { readonly kind: 'event'; readonly event: number }
  | { readonly kind: 'decision'; readonly decision: number }

/** An event as someone watching sees it. A span has no end before it ended, so it has none here. */
export interface ForesightEvent {
  readonly happenedAt: Moment | null
  /** Set where it became known only later than it happened. */
  readonly knownAt: Moment | null
  readonly kind: EditionEvent['kind']
  readonly actor: EditionEvent['actor']
  readonly text: string
}

/** A decision before it is made: what its maker had, and the options of that hour. */
export interface OpenDecision
  extends Pick<EditionDecision, 'decider' | 'role' | 'situation' | 'goals' | 'pressures'> {
  readonly at: Moment | null
  /** What was in view, of the events that are visible. */
  readonly seen: readonly Pick<EditionEvent, 'happenedAt' | 'text'>[]
  readonly options: readonly Pick<Choice, 'text' | 'costThen'>[]
}

/** What was chosen, told once the reader has gone on. */
export type MadeDecision = Pick<
  EditionDecision,
  'decider' | 'role' | 'chosen' | 'madeSenseBecause' | 'believed' | 'confidence' | 'expected'
>

/** What only hindsight knows about a decision; told when the replay is over. */
export interface Hindsight extends Pick<EditionDecision, 'role' | 'chosen' | 'observed' | 'usually'> {
  readonly at: Moment | null
  readonly notReached: EditionDecision['notReached']
  readonly laterOptions: readonly string[]
}

/**
 * What a decision shows, or names as seen, was known to somebody as soon as it happened, whatever the messages say: its
 * later clock is left out, so that nothing is shown with a time that is still to come.
 */
export function asDecided(replayed: Replayed): Replayed {
  const early = new Set(
    replayed.decisions.flatMap(({ event, seen }) => [...(event === null ? [] : [event]), ...seen]),
  )
  const timeline = replayed.timeline.map((event, position) =>
    early.has(position) ? { ...event, knownAt: null } : event,
  )
  return { ...replayed, timeline }
}

/**
 * The steps in the order in which a watcher meets them: by the time each event became known, a decision right before
 * the event that shows what was chosen. What a decision names as seen comes before it where their clocks allow it.
 */
export function stepsOf(replayed: Replayed): readonly ForesightStep[] {
  const byEvent = new Map<number, number[]>()
  replayed.decisions.forEach(({ event }, decision) => {
    if (event !== null && event < replayed.timeline.length) {
      byEvent.set(event, [...(byEvent.get(event) ?? []), decision])
    }
  })
  const steps: ForesightStep[] = []
  const shown = new Set<number>()
  const show = (event: number): void => {
    if (shown.has(event)) return
    shown.add(event)
    steps.push({ kind: 'event', event })
  }
  for (const event of visibleOrder(replayed.timeline)) {
    for (const decision of shown.has(event) ? [] : (byEvent.get(event) ?? [])) {
      for (const each of seenBefore(replayed, decision)) if (!byEvent.has(each)) show(each)
      steps.push({ kind: 'decision', decision })
    }
    show(event)
  }
  return steps
}

/** Positions by when each became visible; one without a time stays behind the one it stands behind. */
function visibleOrder(timeline: readonly ReplayedEvent[]): readonly number[] {
  let before_ms = Number.NEGATIVE_INFINITY
  const placed = timeline.map((event, position) => {
    const visible = visibleOf(event)
    const at_ms = visible === null ? before_ms : epochMs(visible.at)
    if (event.happenedAt !== null) before_ms = at_ms
    return { position, at_ms }
  })
  return placed
    .toSorted((a, b) => (a.at_ms === b.at_ms ? 0 : a.at_ms < b.at_ms ? -1 : 1) || a.position - b.position)
    .map(({ position }) => position)
}

/** When an event stood in front of people: never before it happened. */
function visibleOf({ happenedAt, knownAt }: ReplayedEvent): Moment | null {
  if (happenedAt === null || knownAt == null) return happenedAt
  return epochMs(knownAt.at) < epochMs(happenedAt.at) ? happenedAt : knownAt
}

/** What a decision names as seen and its clock does not rule out, in order. */
function seenBefore({ timeline, decisions }: Replayed, decision: number): readonly number[] {
  const { event, seen = [] } = decisions[decision] ?? {}
  const own = event == null ? undefined : timeline[event]
  const at = decidedAt(own)
  return seen
    .filter((position) => position !== event)
    .filter((position) => {
      const happenedAt = timeline[position]?.happenedAt ?? null
      if (at === null || happenedAt === null) return event != null && position < event
      const reached = { source: 'page', basis: 'occurred', happenedAt } as const
      return !appearedAfter(reached, at)
    })
    .toSorted((a, b) => a - b)
}

/** The clock a step stands at: when its event became visible, or when its decision was made. */
export function clockOfStep(replayed: Replayed, step: ForesightStep): Moment | null {
  if (step.kind === 'decision') return atOf(replayed, step.decision)
  const event = replayed.timeline[step.event]
  return event === undefined ? null : visibleOf(event)
}

function atOf({ timeline, decisions }: Replayed, decision: number): Moment | null {
  const event = decisions[decision]?.event
  return event == null ? null : (timeline[event]?.happenedAt ?? null)
}

/** An event as a watcher sees it. */
export function shownEvent(replayed: Replayed, position: number): ForesightEvent | null {
  const event = replayed.timeline[position]
  if (event === undefined) return null
  const { happenedAt, kind, actor, text } = event
  const visible = visibleOf(event)
  const isLater = visible !== null && happenedAt !== null && visible.at !== happenedAt.at
  return { happenedAt, knownAt: isLater ? visible : null, kind, actor, text }
}

/** The question at a decision: nothing of what was chosen, believed or found out. */
export function openDecision(
  replayed: Replayed,
  decision: number,
  visible: ReadonlySet<number>,
): OpenDecision | null {
  const found = replayed.decisions[decision]
  if (found === undefined) return null
  const { decider, role, situation, goals, pressures } = found
  return {
    decider,
    role,
    situation,
    goals: goals.filter(isSaid),
    pressures: pressures.filter(isSaid),
    at: atOf(replayed, decision),
    seen: found.seen.flatMap((position) => {
      const event = visible.has(position) ? replayed.timeline[position] : undefined
      return event === undefined ? [] : [{ happenedAt: event.happenedAt, text: event.text }]
    }),
    options: optionsAt(found),
  }
}

/** The options a reader may choose from, in their order: those of that hour. */
export function optionsAt({ options }: Pick<EditionDecision, 'options'>): OpenDecision['options'] {
  return options
    .filter(({ text, seenThen }) => seenThen && isSaid(text))
    .map(({ text, costThen }) => ({ text, costThen }))
}

function isSaid(text: string): boolean {
  return text.trim() !== ''
}

/** What was chosen and why it made sense. */
export function madeDecision({
  decider,
  role,
  chosen,
  madeSenseBecause,
  believed,
  confidence,
  expected,
}: EditionDecision): MadeDecision {
  return { decider, role, chosen, madeSenseBecause, believed, confidence, expected }
}

/** What only hindsight knows, decision by decision. */
export function hindsightOf(replayed: Replayed): readonly Hindsight[] {
  return replayed.decisions.map(({ role, chosen, observed, usually, notReached, options }, decision) => ({
    at: atOf(replayed, decision),
    role,
    chosen,
    observed,
    usually,
    notReached: notReached.filter(({ what }) => isSaid(what)),
    laterOptions: options.filter(({ text, seenThen }) => !seenThen && isSaid(text)).map(({ text }) => text),
  }))
}

/** Whether a role could see an event: it did it, or a decision of that role names it as seen or shows it. */
export function isSeenByRole(replayed: Replayed, position: number, role: string): boolean {
  const event = replayed.timeline[position]
  return (
    event?.actor.name === role ||
    replayed.decisions.some(
      (decision) =>
        decision.role === role && (decision.event === position || decision.seen.includes(position)),
    )
  )
}
