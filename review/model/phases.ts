/**
 * The phases of an incident, proposed for every event from its kind, the marks and the order. A phase says what the
 * time was used for, never how well or how fast.
 */
import type { EventKind } from './evidence.ts'
import type { Incident } from './incident.ts'
import { epochMs, type Moment, type Precision } from './instants.ts'
import { type Phase, phaseNames } from './phase-names.ts'
import { inOrder, type TimelineEvent } from './timeline.ts'

export { type Phase, phaseNames, phases } from './phase-names.ts'

/** The marks of an incident, as far as somebody set them. */
export type Marks = Pick<Incident, 'startedAt' | 'detectedAt' | 'mitigatedAt' | 'endedAt'>

/** What of an event decides its phase. */
export type PhasedEvent = Pick<TimelineEvent, 'id' | 'happenedAt' | 'rank' | 'kind' | 'isTrigger' | 'state'>

/**
 * A phase for every event, by id. Marks decide where they are set; where they are not, the kinds of what was accepted
 * or proposed do. Phases never go back along the timeline; an event without a time takes that of its neighbour before.
 */
export function proposePhases(events: readonly PhasedEvent[], marks: Marks): ReadonlyMap<string, Phase> {
  const timed = inOrder(events.filter((event) => event.happenedAt !== null))
  const begins = beginnings(timed, marks)
  const places = new Map(timed.map((event, index) => [event.id, index]))
  let now = 0
  return new Map(
    inOrder(events).map((event) => {
      now = places.get(event.id) ?? now
      // The last phase that has begun here: a phase that never began is passed over.
      return [event.id, phaseNames.findLast((phase) => begins[phase] <= now) ?? 'lead-up'] as const
    }),
  )
}

/** A stretch of neighbours in one phase. */
export interface PhaseStretch {
  readonly phase: Phase
  readonly eventIds: readonly string[]
}

/**
 * The timeline as stretches of one phase each, in order. What a person corrected counts as they said; a stretch may
 * then come twice.
 */
export function phaseStretches(
  events: readonly (PhasedEvent & { readonly phase?: Phase | null })[],
  marks: Marks,
): readonly PhaseStretch[] {
  const proposed = proposePhases(events, marks)
  const stretches: { phase: Phase; eventIds: string[] }[] = []
  for (const event of inOrder(events)) {
    const phase = event.phase ?? proposed.get(event.id) ?? 'lead-up'
    const last = stretches.at(-1)
    if (last?.phase === phase) last.eventIds.push(event.id)
    else stretches.push({ phase, eventIds: [event.id] })
  }
  return stretches
}

/** For every phase the place of its first event; `Infinity` when it never begins. */
type Beginnings = Readonly<Record<Phase, number>>

function beginnings(timed: readonly PhasedEvent[], marks: Marks): Beginnings {
  const detection = detectionBegins(timed, marks)
  const diagnosis = diagnosisBegins(timed, marks, detection)
  const mitigation = mitigationBegins(timed, diagnosis)
  const recovery = recoveryBegins(timed, marks, Math.min(mitigation, diagnosis))
  const after = afterBegins(timed, marks, recovery)
  return {
    'lead-up': 0,
    detection,
    diagnosis,
    mitigation: mitigation < recovery ? mitigation : Infinity,
    recovery,
    after,
  }
}

/** Harm begins after the trigger, or where it was marked; without either, where the first thing shows it. */
function detectionBegins(timed: readonly PhasedEvent[], { startedAt }: Marks): number {
  const trigger = timed.findIndex((event) => event.isTrigger)
  if (startedAt !== null) {
    const begins = first(timed, 0, (event) => msOf(event) >= epochMs(startedAt.at))
    // Both tell of one minute: what set it off still came before the harm.
    return trigger >= begins && msOf(timed[trigger]) < endOf(startedAt) ? trigger + 1 : begins
  }
  if (trigger >= 0) return trigger + 1
  for (const kinds of [noticing, ofPeople]) {
    const begins = first(timed, 0, (event) => isTold(event) && kinds.has(event.kind))
    if (begins < Infinity) return begins
  }
  return Infinity
}

/** Work begins with the first that people or agents did after it was noticed. */
function diagnosisBegins(timed: readonly PhasedEvent[], { detectedAt }: Marks, from: number): number {
  if (detectedAt !== null) return first(timed, 0, (event) => msOf(event) >= endOf(detectedAt))
  return first(timed, from, (event) => isTold(event) && ofPeople.has(event.kind))
}

/** A change named as a mitigation; without one, the first change while people were at work. */
function mitigationBegins(timed: readonly PhasedEvent[], from: number): number {
  const named = first(timed, from, (event) => isTold(event) && event.kind === 'mitigation')
  return named < Infinity ? named : first(timed, from, (event) => isTold(event) && changing.has(event.kind))
}

/** Where harm was marked as limited; without that, the first recovery that no further mitigation followed. */
function recoveryBegins(timed: readonly PhasedEvent[], { mitigatedAt }: Marks, from: number): number {
  if (mitigatedAt !== null) {
    return first(timed, 0, (event) => {
      if (msOf(event) >= endOf(mitigatedAt)) return true
      return event.kind === 'recovery' && msOf(event) >= epochMs(mitigatedAt.at)
    })
  }
  const isRecovery = (event: PhasedEvent): boolean => isTold(event) && event.kind === 'recovery'
  const last = timed.findLastIndex((event) => isTold(event) && event.kind === 'mitigation')
  const behind = first(timed, Math.max(from, last), isRecovery)
  return behind < Infinity ? behind : first(timed, from, isRecovery)
}

/** Where impact was marked as over; without that, behind the last recovery. */
function afterBegins(timed: readonly PhasedEvent[], { endedAt }: Marks, recovery: number): number {
  if (endedAt !== null) return first(timed, 0, (event) => msOf(event) >= endOf(endedAt))
  if (recovery === Infinity) return Infinity
  return timed.findLastIndex((event) => isTold(event) && event.kind === 'recovery') + 1 || Infinity
}

const noticing: ReadonlySet<EventKind> = new Set(['alert', 'page', 'observation'])
const ofPeople: ReadonlySet<EventKind> = new Set([
  'chat',
  'note',
  'decision',
  'observation',
  'mitigation',
  'recovery',
  'status-update',
  'agent-step',
])
const changing: ReadonlySet<EventKind> = new Set(['deploy', 'config-change'])

/** What stays a suggestion, and what was turned down, has a phase and makes none. */
function isTold({ state }: PhasedEvent): boolean {
  return state === 'accepted' || state === 'proposed'
}

function first(timed: readonly PhasedEvent[], from: number, holds: (event: PhasedEvent) => boolean): number {
  if (from === Infinity) return Infinity
  const index = timed.findIndex((event, at) => at >= from && holds(event))
  return index < 0 ? Infinity : index
}

function msOf(event: PhasedEvent | undefined): number {
  return event?.happenedAt == null ? Number.NaN : epochMs(event.happenedAt.at)
}

const widths: Readonly<Record<Precision, number>> = {
  day: 86_400_000,
  hour: 3_600_000,
  minute: 60_000,
  second: 1_000,
  millisecond: 1,
}

/** The end of what a moment may mean: 14:02 is over at 14:03. */
function endOf(moment: Moment): number {
  return epochMs(moment.at) + widths[moment.precision]
}
