/** Every text of an edition, once: whatever is done to its words is done here, so that no text is forgotten. */
import type { DecisionPoint } from '../model/decisions.ts'
import type {
  EditionAcceptance,
  EditionAction,
  EditionDecision,
  EditionMap,
  EditionRecord,
} from '../model/editions.ts'
import { type GateQuestion, gateWords } from '../model/gate-answers.ts'
import { type Impact, impactLabels } from '../model/reviews.ts'

/** Says a text anew; `where` is the place a receipt names: "Summary", "Timeline, row 3". */
export type Say = (where: string, text: string) => string

/** The same edition with every text said anew; nothing else of it changes. */
export function sayAnew(record: EditionRecord, say: Say): EditionRecord {
  return {
    ...record,
    title: say('Title', record.title),
    components: record.components.map((component) => say('Components', component)),
    impact: impactAnew(record.impact, say),
    ...answersAnew(record.answers, say),
    sections: record.sections.map(({ heading, text }) => ({
      heading: say('Headings', heading),
      text: say(heading === '' ? 'Opening' : heading, text),
    })),
    timeline: record.timeline.map((event, index) => {
      const where = `Timeline, row ${index + 1}`
      const actor = { kind: event.actor.kind, name: say(where, event.actor.name) }
      return { ...event, actor, text: say(where, event.text) }
    }),
    decisions: record.decisions.map((decision, index) => ({
      ...decision,
      ...decisionWords(decision, (text) => say(`Decision ${index + 1}`, text)),
    })),
    factors: record.factors.map((factor) => ({
      ...factor,
      statement: say(`Factor ${factor.code}`, factor.statement),
    })),
    map: mapAnew(record.map, say),
    lessons: record.lessons.map(({ kind, text }) => ({ kind, text: say('Lessons', text) })),
    actions: record.actions.map((action, index) => actionAnew(action, say, `Action ${index + 1}`)),
    ...agentsAnew(record.agents, say),
    ...acceptancesAnew(record.acceptances, say),
  }
}

function impactAnew(impact: Impact, say: Say): Impact {
  const value = (measure: keyof Impact): Impact[keyof Impact] => ({
    state: impact[measure].state,
    text: say(`Impact, ${impactLabels[measure].toLowerCase()}`, impact[measure].text),
  })
  return {
    duration: value('duration'),
    users: value('users'),
    revenue: value('revenue'),
    dataLoss: value('dataLoss'),
    reputation: value('reputation'),
  }
}

function answersAnew(answers: EditionRecord['answers'], say: Say): Pick<EditionRecord, 'answers'> {
  if (answers === undefined) return {}
  const words = (question: GateQuestion): string => say(gateWords[question].ask, answers[question])
  return {
    answers: {
      madePossible: words('madePossible'),
      impossibleNext: words('impossibleNext'),
      secondLoop: words('secondLoop'),
      secondLoopResult: words('secondLoopResult'),
    },
  }
}

function agentsAnew(agents: EditionRecord['agents'], say: Say): Pick<EditionRecord, 'agents'> {
  if (agents === undefined) return {}
  return {
    agents: agents.map((agent, index) => {
      const words = (text: string): string => say(`Agent ${index + 1}`, text)
      const { context, guardrail, verification } = agent.gates
      return {
        ...agent,
        role: words(agent.role),
        model: words(agent.model),
        modelVersion: words(agent.modelVersion),
        tools: agent.tools.map(words),
        permissions: agent.permissions.map(words),
        gates: {
          context: { ...context, finding: words(context.finding) },
          guardrail: { ...guardrail, finding: words(guardrail.finding) },
          verification: { ...verification, finding: words(verification.finding) },
        },
        claims: agent.claims.map((claim) => ({ ...claim, text: words(claim.text) })),
      }
    }),
  }
}

/** The words of a decision, and the marks that stand beside them. */
export function decisionWords(
  decision: Omit<
    DecisionPoint,
    'id' | 'incidentId' | 'version' | 'eventId' | 'seenEvidenceIds' | 'seenEventIds'
  >,
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

function mapAnew(map: EditionMap, say: Say): EditionMap {
  return {
    nodes: map.nodes.map((node, index) => {
      const words = (text: string): string => say(`Map, node ${index + 1}`, text)
      const { control } = node
      return {
        ...node,
        statement: words(node.statement),
        control:
          control === null
            ? null
            : {
                ...control,
                controller: words(control.controller),
                actsOn: words(control.actsOn),
                feedback: words(control.feedback),
                belief: words(control.belief),
                claim: words(control.claim),
              },
      }
    }),
    edges: map.edges.map((edge, index) => {
      const where = `Map, link ${index + 1}`
      return { ...edge, because: say(where, edge.because), explanation: say(where, edge.explanation) }
    }),
  }
}

function actionAnew(action: EditionAction, say: Say, where: string): EditionAction {
  return {
    ...action,
    title: say(where, action.title),
    ownerRole: say(where, action.ownerRole),
    howWeWillKnow: say(where, action.howWeWillKnow),
    ...(action.plan === undefined
      ? {}
      : { plan: { ...action.plan, measure: say(where, action.plan.measure) } }),
  }
}

function acceptancesAnew(
  acceptances: readonly EditionAcceptance[] | undefined,
  say: Say,
): Pick<EditionRecord, 'acceptances'> {
  if (acceptances === undefined) return {}
  return {
    acceptances: acceptances.map((each, index) => {
      const where = `Accepted risk ${index + 1}`
      return { ...each, because: say(where, each.because), agreedByRole: say(where, each.agreedByRole) }
    }),
  }
}
