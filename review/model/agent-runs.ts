/**
 * An agent's part in an incident, read as a system: what it ran as, what it could reach, and three gates, each a
 * question about what was around it. What it says about itself is testimony until its trace confirms it.
 */

/** How far the agent went on its own word. */
export const autonomies = {
  suggested: 'It suggested, and people carried out',
  'asked-each-step': 'It asked before each step',
  'asked-some-steps': 'It asked before some steps',
  'acted-alone': 'It acted and nobody was asked',
  unknown: 'Not known',
} as const
/** How far it went. */
export type Autonomy = keyof typeof autonomies

/** The three gates, in the order in which they could have stopped it. */
export const agentGates = ['context', 'guardrail', 'verification'] as const
/** One of the three gates. */
export type AgentGate = (typeof agentGates)[number]

/** Each gate with its name, the question it asks and the codes of factors that answer it. */
export const gateQuestionsOf: Readonly<
  Record<AgentGate, { readonly name: string; readonly ask: string; readonly example: string }>
> = {
  context: {
    name: 'Context',
    ask: 'What was in its context at the critical step, and what was missing, stale or contradictory?',
    example:
      'The migration guide was from before the split; nothing said that the two databases share a host.',
  },
  guardrail: {
    name: 'Guardrail',
    ask: 'Which limit was enforced by the platform, and which was only asked for in words?',
    example: '“Never touch production” stood in the instructions; its role could write there.',
  },
  verification: {
    name: 'Verification',
    ask: 'Which check was taken for granted? What would have made it run, and what would have failed it?',
    example: 'A backup was expected before every migration; nothing made one happen or stopped without it.',
  },
}

/** What a gate was doing: it held, it was open, or nobody has looked yet. */
export const gateStates = {
  unknown: 'Not looked at yet',
  held: 'It held',
  open: 'It was open',
} as const
/** What a gate was doing. */
export type GateState = keyof typeof gateStates

/** One gate as it was found. */
export interface GateFound {
  readonly state: GateState
  readonly finding: string
}

/** Ways in which runs of agents go differently. They describe a run, never a verdict on it. */
export const runModes = {
  'repeated-step': 'A step was repeated',
  'stop-not-heard': 'A stop was not heard',
  'plan-drift': 'The plan drifted',
  'invented-fact': 'A fact was made up',
  'misread-output': 'An output read as something else',
  'bad-call': 'A call did not fit its tool',
  'goal-mismatch': 'The goal reached was another one',
  'unclear-request': 'The request left something open',
  'message-lost': 'A message was withheld or passed over',
  'premature-end': 'It ended too early',
  'weak-check': 'The check was weak',
  'wrong-check': 'The check looked at something else',
  'hidden-side-effect': 'A side effect was out of sight',
  'cost-runaway': 'The cost ran away',
  other: 'Something else',
} as const
/** One way. */
export type RunMode = keyof typeof runModes

/** How a statement of the agent about itself stands against its trace. */
export const claimStandings = {
  testimony: 'Testimony: its trace neither confirms nor contradicts it yet',
  confirmed: 'Confirmed by its trace',
  contradicted: 'Its trace shows something else',
} as const
/** How it stands. */
export type ClaimStanding = keyof typeof claimStandings

/** Something the agent said about what it did. */
export interface AgentClaim {
  readonly text: string
  readonly standing: ClaimStanding
  /** The timeline event that shows it, or shows otherwise; null while it is testimony. */
  readonly eventId: string | null
}

/** One agent's part in an incident. */
export interface AgentRun {
  readonly id: string
  readonly incidentId: string
  /** "migration agent": how the review speaks of it. */
  readonly role: string
  readonly model: string
  readonly modelVersion: string
  readonly tools: readonly string[]
  readonly permissions: readonly string[]
  readonly autonomy: Autonomy
  readonly modes: readonly RunMode[]
  readonly gates: Readonly<Record<AgentGate, GateFound>>
  readonly claims: readonly AgentClaim[]
  readonly version: number
}

/** What a run says, without what the rows around it say. */
export type AgentRunWords = Omit<AgentRun, 'id' | 'incidentId' | 'version'>

const notLookedAt: GateFound = { state: 'unknown', finding: '' }

/** Nothing known yet. */
export const emptyRun: Omit<AgentRunWords, 'role'> = {
  model: '',
  modelVersion: '',
  tools: [],
  permissions: [],
  autonomy: 'unknown',
  modes: [],
  gates: { context: notLookedAt, guardrail: notLookedAt, verification: notLookedAt },
  claims: [],
}

/** Every text of a run that somebody wrote; those that say nothing are left out. */
export function textsOfRun(run: {
  readonly gates: AgentRun['gates']
  readonly claims: readonly Pick<AgentClaim, 'text'>[]
}): readonly string[] {
  return [...agentGates.map((gate) => run.gates[gate].finding), ...run.claims.map(({ text }) => text)].filter(
    (text) => text !== '',
  )
}
