/**
 * From the working record to what readers see: accepted events, roles in place of names, nothing that leads
 * back to a row, a source or a person. Every text passes through one gate, code and links included.
 */
import type { Acceptance } from '../model/acceptances.ts'
import type { Action, ActionPlan } from '../model/actions.ts'
import type { AgentRun } from '../model/agent-runs.ts'
import type { DecisionPoint } from '../model/decisions.ts'
import type {
  EditionAcceptance,
  EditionAction,
  EditionDecision,
  EditionEvent,
  EditionFactor,
  EditionPlan,
  EditionRecord,
} from '../model/editions.ts'
import { isUnderlyingWeakness } from '../model/factors.ts'
import { hasAnswers } from '../model/gate-answers.ts'
import { reference } from '../model/incident.ts'
import type { Moment } from '../model/instants.ts'
import type { WorkingRecord } from '../model/reviews.ts'
import { inOrder, type TimelineEvent } from '../model/timeline.ts'
import { editionMapOf } from './edition-map.ts'
import { decisionWords, sayAnew } from './edition-words.ts'
import { openGate, type PlacedReplacement, type ReplaceNames } from './gate.ts'
import { draftSections } from './sections.ts'

export type { NameReplacement, PlacedReplacement, ReplaceNames } from './gate.ts'

/** The record of an edition for the team, and every change that was made so that no person can be read from it. */
export function editionOf(
  record: WorkingRecord,
  replaceNames: ReplaceNames,
): { readonly record: EditionRecord; readonly replacements: readonly PlacedReplacement[] } {
  const gate = openGate(replaceNames)
  return { record: sayAnew(asWritten(record), gate.say), replacements: gate.made }
}

/** What readers see of the working record, with the words as they were written. */
function asWritten(record: WorkingRecord): EditionRecord {
  const { incident } = record
  const accepted = inOrder(record.timeline.filter((event) => event.state === 'accepted'))
  const places = { timeline: rowsById(accepted), factors: rowsById(record.factors) }
  const eventAt = positionsOf(places.timeline)
  const factorAt = positionsOf(places.factors)
  return {
    reference: reference(incident),
    title: incident.title,
    kind: incident.kind,
    severity: incident.severity,
    ...(incident.potentialSeverity === null ? {} : { potentialSeverity: incident.potentialSeverity }),
    components: incident.components,
    startedAt: inUtc(incident.startedAt),
    detectedAt: inUtc(incident.detectedAt),
    mitigatedAt: inUtc(incident.mitigatedAt),
    endedAt: inUtc(incident.endedAt),
    impact: record.review.impact,
    ...(hasAnswers(record.review.answers) ? { answers: record.review.answers } : {}),
    sections: draftSections(record.draft.text),
    timeline: accepted.map(eventOf),
    decisions: decisionsOf(record, accepted),
    factors: record.factors.map(
      (factor): EditionFactor => ({
        code: factor.code,
        statement: factor.statement,
        certainty: factor.certainty,
        isUnderlyingWeakness: isUnderlyingWeakness(factor),
        events: eventAt(factor.eventIds),
      }),
    ),
    map: editionMapOf(record, places),
    lessons: record.lessons,
    actions: record.actions
      .filter((action) => action.state !== 'dropped')
      .map((action) => actionOf(action, factorAt(action.factorIds))),
    ...agentsOf(record.agentRuns, eventAt),
    ...acceptancesOf(record.acceptances, factorAt),
  }
}

function rowsById(rows: readonly { readonly id: string }[]): ReadonlyMap<string, number> {
  return new Map(rows.map(({ id }, index) => [id, index] as const))
}

/** Ids to positions; what is not in the edition (a rejected event) has none and is left out. */
function positionsOf(byId: ReadonlyMap<string, number>): (ids: readonly string[]) => readonly number[] {
  return (ids) => [...new Set(ids.flatMap((id) => byId.get(id) ?? []))].toSorted((a, b) => a - b)
}

/** One spelling for instants, so that an edition equals itself after a round through any document. */
function inUtc(moment: Moment | null): Moment | null {
  return moment === null ? null : { ...moment, at: new Date(moment.at).toISOString() }
}

function eventOf(event: TimelineEvent): EditionEvent {
  const { kind, actor, text, isTrigger } = event
  return {
    happenedAt: inUtc(event.happenedAt),
    until: event.until === null ? null : new Date(event.until).toISOString(),
    kind,
    actor: { kind: actor.kind, name: actor.name },
    text,
    isTrigger,
  }
}

/**
 * Decisions in the order of their events. One whose event readers do not see is left out; it is a blocker before that.
 * Evidence stays where it is: what was seen is told by the events that rest on it.
 */
function decisionsOf(record: WorkingRecord, accepted: readonly TimelineEvent[]): readonly EditionDecision[] {
  const position = new Map(accepted.map(({ id }, index) => [id, index] as const))
  const told = record.decisions.flatMap((decision) => {
    const event = position.get(decision.eventId)
    return event === undefined ? [] : [{ decision, event }]
  })
  return told
    .toSorted((a, b) => a.event - b.event)
    .map(({ decision, event }) => ({
      event,
      seen: seenIn(decision, accepted).filter((each) => each !== event),
      ...decisionWords(decision, (text) => text),
    }))
}

function seenIn(decision: DecisionPoint, accepted: readonly TimelineEvent[]): readonly number[] {
  return accepted.flatMap(({ id, evidenceIds }, index) => {
    const isSeen =
      decision.seenEventIds.includes(id) ||
      evidenceIds.some((each) => decision.seenEvidenceIds.includes(each))
    return isSeen ? [index] : []
  })
}

function actionOf(action: Action, factors: readonly number[]): EditionAction {
  const { title, kind, priority, strength, howWeWillKnow, state } = action
  return {
    title,
    kind,
    ownerRole: action.owner?.role ?? '',
    dueOn: action.dueOn ?? '',
    priority,
    strength,
    factors,
    howWeWillKnow,
    ...planOf(action.plan),
    state,
  }
}

/** A plan that says nothing is left out, so that an edition equals itself after a round through any document. */
function planOf(plan: ActionPlan): Pick<EditionAction, 'plan'> {
  const said = {
    isForClass: plan.scope === 'class',
    isPatch: plan.durability === 'patch',
    expiresOn: plan.expiresOn ?? '',
    measure: plan.measure,
    reviewOn: plan.reviewOn ?? '',
  }
  return isSaid(said) ? { plan: said } : {}
}

/** Whether a plan says anything beyond the promise. */
export function isSaid(plan: EditionPlan): boolean {
  return plan.isForClass || plan.isPatch || plan.measure !== '' || plan.reviewOn !== ''
}

function agentsOf(
  runs: readonly AgentRun[],
  eventAt: (ids: readonly string[]) => readonly number[],
): Pick<EditionRecord, 'agents'> {
  if (runs.length === 0) return {}
  return {
    agents: runs.map(({ id: _id, incidentId: _of, version: _version, claims, ...run }) => ({
      ...run,
      claims: claims.map(({ text, standing, eventId }) => ({
        text,
        standing,
        event: eventId === null ? null : (eventAt([eventId])[0] ?? null),
      })),
    })),
  }
}

function acceptancesOf(
  acceptances: readonly Acceptance[],
  factorAt: (ids: readonly string[]) => readonly number[],
): Pick<EditionRecord, 'acceptances'> {
  if (acceptances.length === 0) return {}
  return {
    acceptances: acceptances.map(
      ({ factorId, because, agreedByRole, reviewOn }): EditionAcceptance => ({
        factor: factorId === null ? null : (factorAt([factorId])[0] ?? null),
        because,
        agreedByRole,
        reviewOn,
      }),
    ),
  }
}
