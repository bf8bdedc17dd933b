/** What the agents of an incident still leave open, as sentences: the page, the operations and the step of publishing read them from here. */

import { type AgentRun, type AgentRunWords, agentGates, gateQuestionsOf } from './agent-runs.ts'
import type { Blocker, Place } from './blocker.ts'
import type { WorkingRecord } from './reviews.ts'
import { shortened } from './shortened.ts'

/** A run as a form holds it. */
export interface AgentRunDraft extends Pick<AgentRunWords, 'role' | 'gates' | 'claims'> {
  readonly id: string | null
}

function onFactors(id: string | null): Place {
  return { tab: 'factors', id: id ?? 'agents' }
}

/** Why a run cannot be kept: it has no name in the review, a gate is judged without a word, or only the agent confirms itself. */
export function agentRunBlockers(run: AgentRunDraft): readonly Blocker[] {
  const place = onFactors(run.id)
  const found: Blocker[] = []
  if (run.role.trim() === '') {
    found.push({
      rule: 'agent-without-role',
      sentence: 'The review has to call the agent something. What was it there for: “migration agent”?',
      place,
    })
  }
  for (const gate of agentGates) {
    const { state, finding } = run.gates[gate]
    if (state === 'unknown' || finding.trim() !== '') continue
    const { name, ask } = gateQuestionsOf[gate]
    found.push({
      rule: 'gate-without-finding',
      sentence: `${name} is marked as ${state === 'held' ? 'held' : 'open'} and nothing says what was found. ${ask}`,
      place,
    })
  }
  for (const { text, standing, eventId } of run.claims) {
    if (standing === 'testimony' || eventId !== null) continue
    found.push({
      rule: 'claim-without-trace',
      sentence: `"${shortened(text)}" is the agent’s own word, and only a step of its trace can ${standing === 'confirmed' ? 'confirm' : 'contradict'} it. Which event of the timeline does?`,
      place,
    })
  }
  return found
}

/** The three gates are the questions without which a run is not understood. */
export function agentsBlockers({ agentRuns }: Pick<WorkingRecord, 'agentRuns'>): readonly Blocker[] {
  return agentRuns.flatMap((run) =>
    agentGates
      .filter((gate) => run.gates[gate].state === 'unknown')
      .map((gate) => ({
        rule: 'gate-not-looked-at',
        sentence: `Of the ${run.role}: ${gateQuestionsOf[gate].ask}`,
        place: onFactors(run.id),
      })),
  )
}

/** What deserves a second look about the agents. */
export function agentsWarnings(record: Pick<WorkingRecord, 'agentRuns' | 'factors'>): readonly Blocker[] {
  return record.agentRuns.flatMap((run) => warningsOf(run, record))
}

function warningsOf(run: AgentRun, { factors }: Pick<WorkingRecord, 'factors'>): readonly Blocker[] {
  const place = onFactors(run.id)
  const found: Blocker[] = []
  const [word] = run.claims.filter(({ standing }) => standing === 'testimony')
  if (word !== undefined) {
    found.push({
      rule: 'claim-unconfirmed',
      sentence: `"${shortened(word.text)}" is what the ${run.role} says of itself. Which step of its trace confirms it, or shows otherwise?`,
      place,
    })
  }
  const isOpen = agentGates.some((gate) => run.gates[gate].state === 'open')
  if (isOpen && !factors.some(({ code }) => code.startsWith('AGT-'))) {
    found.push({
      rule: 'open-gate-without-factor',
      sentence: `A gate around the ${run.role} was open, and no factor says so yet. Which condition of our system left it open?`,
      place,
    })
  }
  if (run.model.trim() === '' || run.permissions.length === 0) {
    found.push({
      rule: 'agent-without-facts',
      sentence: `Of the ${run.role} we do not know ${run.model.trim() === '' ? 'which model it was' : 'what it was permitted to do'}. Where is that recorded?`,
      place,
    })
  }
  return found
}
