/**
 * From the working record to what readers see: accepted events, roles in place of names, nothing that leads
 * back to a row, a source or a person. Every text passes through one gate, code and links included.
 */
import type { Acceptance } from '../model/acceptances.ts'
import type { Action, ActionPlan } from '../model/actions.ts'
import type { AgentGate, AgentRun, GateFound } from '../model/agent-runs.ts'
import type { DecisionPoint } from '../model/decisions.ts'
import type {
  EditionAcceptance,
  EditionAction,
  EditionAgent,
  EditionDecision,
  EditionEvent,
  EditionFactor,
  EditionPlan,
  EditionRecord,
} from '../model/editions.ts'
import { isUnderlyingWeakness } from '../model/factors.ts'
import { type GateAnswers, type GateQuestion, gateWords, hasAnswers } from '../model/gate-answers.ts'
import { reference } from '../model/incident.ts'
import type { Moment } from '../model/instants.ts'
import { type Impact, impactLabels, type WorkingRecord } from '../model/reviews.ts'
import { inOrder, type TimelineEvent } from '../model/timeline.ts'
import { editionMapOf } from './edition-map.ts'
import { draftSections } from './sections.ts'
import { withholdLinks, withholdTokens } from './withhold.ts'

/** A name that became a role: the sentence around it before and after, whose name it was, and the role shown. */
export interface NameReplacement {
  readonly before: string
  readonly after: string
  readonly name: string
  readonly role: string
}

/** A replacement and the place it was made in: "Summary", "Timeline, row 3". */
export interface PlacedReplacement extends NameReplacement {
  readonly where: string
}

/** Puts roles in place of names; it belongs to the caller, who holds the register. It is given raw Markdown, code and all. */
export type ReplaceNames = (text: string) => {
  readonly text: string
  readonly replacements: readonly NameReplacement[]
}

/** Sends a text through the gate; `where` says in the receipt where it stood. */
type Gate = (where: string, text: string) => string

/** The record of an edition, and every change that was made so that no person can be read from it. */
export function editionOf(
  record: WorkingRecord,
  replaceNames: ReplaceNames,
): { readonly record: EditionRecord; readonly replacements: readonly PlacedReplacement[] } {
  const replacements: PlacedReplacement[] = []
  const gate: Gate = (where, text) => {
    const unlinked = withholdLinks(text)
    const named = replaceNames(unlinked.text)
    const bare = withholdTokens(named.text)
    const withheld = [...unlinked.withheld, ...bare.withheld].map((each) => ({
      ...each,
      name: each.before,
      role: '',
    }))
    // A sentence with a role in it may hold an address as well, which readers do not see.
    const shown = named.replacements.map((each) => ({ ...each, after: withholdTokens(each.after).text }))
    for (const each of [...shown, ...withheld]) replacements.push({ ...each, where })
    return bare.text
  }
  const { incident } = record
  const accepted = inOrder(record.timeline.filter((event) => event.state === 'accepted'))
  const places = { timeline: rowsById(accepted), factors: rowsById(record.factors) }
  const eventAt = positionsOf(places.timeline)
  const factorAt = positionsOf(places.factors)
  const edition: EditionRecord = {
    reference: reference(incident),
    title: gate('Title', incident.title),
    kind: incident.kind,
    severity: incident.severity,
    ...(incident.potentialSeverity === null ? {} : { potentialSeverity: incident.potentialSeverity }),
    components: incident.components.map((component) => gate('Components', component)),
    startedAt: inUtc(incident.startedAt),
    detectedAt: inUtc(incident.detectedAt),
    mitigatedAt: inUtc(incident.mitigatedAt),
    endedAt: inUtc(incident.endedAt),
    impact: impactOf(record.review.impact, gate),
    ...answersOf(record.review.answers, gate),
    sections: draftSections(record.draft.text).map(({ heading, text }) => ({
      heading: gate('Headings', heading),
      text: gate(heading === '' ? 'Opening' : heading, text),
    })),
    timeline: accepted.map((event, index) => eventOf(event, gate, `Timeline, row ${index + 1}`)),
    decisions: decisionsOf(record, accepted, gate),
    factors: record.factors.map(
      (factor): EditionFactor => ({
        code: factor.code,
        statement: gate(`Factor ${factor.code}`, factor.statement),
        certainty: factor.certainty,
        isUnderlyingWeakness: isUnderlyingWeakness(factor),
        events: eventAt(factor.eventIds),
      }),
    ),
    map: editionMapOf(record, places, gate),
    lessons: record.lessons.map(({ kind, text }) => ({ kind, text: gate('Lessons', text) })),
    actions: record.actions
      .filter((action) => action.state !== 'dropped')
      .map((action, index) =>
        actionOf(action, gate, { where: `Action ${index + 1}`, factors: factorAt(action.factorIds) }),
      ),
    ...agentsOf(record.agentRuns, gate, eventAt),
    ...acceptancesOf(record.acceptances, gate, factorAt),
  }
  return { record: edition, replacements }
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

function impactOf(impact: Impact, gate: Gate): Impact {
  const value = (measure: keyof Impact): Impact[keyof Impact] => ({
    state: impact[measure].state,
    text: gate(`Impact, ${impactLabels[measure].toLowerCase()}`, impact[measure].text),
  })
  return {
    duration: value('duration'),
    users: value('users'),
    revenue: value('revenue'),
    dataLoss: value('dataLoss'),
    reputation: value('reputation'),
  }
}

function answersOf(answers: GateAnswers, gate: Gate): Pick<EditionRecord, 'answers'> {
  if (!hasAnswers(answers)) return {}
  const say = (question: GateQuestion): string => gate(gateWords[question].ask, answers[question])
  return {
    answers: {
      madePossible: say('madePossible'),
      impossibleNext: say('impossibleNext'),
      secondLoop: say('secondLoop'),
      secondLoopResult: say('secondLoopResult'),
    },
  }
}

function eventOf(event: TimelineEvent, gate: Gate, where: string): EditionEvent {
  return {
    happenedAt: inUtc(event.happenedAt),
    until: event.until === null ? null : new Date(event.until).toISOString(),
    kind: event.kind,
    actor: { kind: event.actor.kind, name: gate(where, event.actor.name) },
    text: gate(where, event.text),
    isTrigger: event.isTrigger,
  }
}

/**
 * Decisions in the order of their events. One whose event readers do not see is left out; it is a blocker before that.
 * Evidence stays where it is: what was seen is told by the events that rest on it.
 */
function decisionsOf(
  record: WorkingRecord,
  accepted: readonly TimelineEvent[],
  gate: Gate,
): readonly EditionDecision[] {
  const position = new Map(accepted.map(({ id }, index) => [id, index] as const))
  const told = record.decisions.flatMap((decision) => {
    const event = position.get(decision.eventId)
    return event === undefined ? [] : [{ decision, event }]
  })
  return told
    .toSorted((a, b) => a.event - b.event)
    .map(({ decision, event }, index) => ({
      event,
      seen: seenIn(decision, accepted).filter((each) => each !== event),
      ...decisionWords(decision, (text) => gate(`Decision ${index + 1}`, text)),
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

function decisionWords(
  decision: DecisionPoint,
  say: (text: string) => string,
): Omit<EditionDecision, 'event' | 'seen'> {
  return {
    decider: decision.decider,
    role: say(decision.role),
    situation: say(decision.situation),
    goals: decision.goals.map(say),
    notReached: decision.notReached.map(({ what, where, barrier }) => ({
      what: say(what),
      where: say(where),
      barrier,
    })),
    believed: say(decision.believed),
    confidence: decision.confidence,
    options: decision.options.map(({ text, costThen, seenThen }) => ({
      text: say(text),
      costThen: say(costThen),
      seenThen,
    })),
    easyPath: say(decision.easyPath),
    safePath: say(decision.safePath),
    friction: say(decision.friction),
    pressures: decision.pressures.map(say),
    tradeoff: say(decision.tradeoff),
    chosen: say(decision.chosen),
    expected: say(decision.expected),
    observed: say(decision.observed),
    madeSenseBecause: say(decision.madeSenseBecause),
    usually: say(decision.usually),
    source: decision.source,
    certainty: decision.certainty,
    contributed: decision.contributed,
  }
}

function actionOf(
  action: Action,
  gate: Gate,
  { where, factors }: { readonly where: string; readonly factors: readonly number[] },
): EditionAction {
  return {
    title: gate(where, action.title),
    kind: action.kind,
    ownerRole: gate(where, action.owner?.role ?? ''),
    dueOn: action.dueOn ?? '',
    priority: action.priority,
    strength: action.strength,
    factors,
    howWeWillKnow: gate(where, action.howWeWillKnow),
    ...planOf(action.plan, (text) => gate(where, text)),
    state: action.state,
  }
}

/** A plan that says nothing is left out, so that an edition equals itself after a round through any document. */
function planOf(plan: ActionPlan, gate: (text: string) => string): Pick<EditionAction, 'plan'> {
  const said = {
    isForClass: plan.scope === 'class',
    isPatch: plan.durability === 'patch',
    expiresOn: plan.expiresOn ?? '',
    measure: gate(plan.measure),
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
  gate: Gate,
  eventAt: (ids: readonly string[]) => readonly number[],
): Pick<EditionRecord, 'agents'> {
  if (runs.length === 0) return {}
  return {
    agents: runs.map((run, index): EditionAgent => {
      const say = (text: string): string => gate(`Agent ${index + 1}`, text)
      const found = (name: AgentGate): GateFound => ({
        ...run.gates[name],
        finding: say(run.gates[name].finding),
      })
      return {
        role: say(run.role),
        model: say(run.model),
        modelVersion: say(run.modelVersion),
        tools: run.tools.map(say),
        permissions: run.permissions.map(say),
        autonomy: run.autonomy,
        modes: run.modes,
        gates: {
          context: found('context'),
          guardrail: found('guardrail'),
          verification: found('verification'),
        },
        claims: run.claims.map(({ text, standing, eventId }) => ({
          text: say(text),
          standing,
          event: eventId === null ? null : (eventAt([eventId])[0] ?? null),
        })),
      }
    }),
  }
}

function acceptancesOf(
  acceptances: readonly Acceptance[],
  gate: Gate,
  factorAt: (ids: readonly string[]) => readonly number[],
): Pick<EditionRecord, 'acceptances'> {
  if (acceptances.length === 0) return {}
  return {
    acceptances: acceptances.map(
      ({ factorId, because, agreedByRole, reviewOn }, index): EditionAcceptance => {
        const where = `Accepted risk ${index + 1}`
        return {
          factor: factorId === null ? null : (factorAt([factorId])[0] ?? null),
          because: gate(where, because),
          agreedByRole: gate(where, agreedByRole),
          reviewOn,
        }
      },
    ),
  }
}
