/**
 * Agents and their part in a document: one table, a row for every fact, the number of the agent in front of it. Lists
 * of any length have room in it, and every word stands on a line of its own. And the same as a part of the edition.
 */
import {
  type AgentGate,
  agentGates,
  autonomies,
  type ClaimStanding,
  claimStandings,
  emptyRun,
  type GateState,
  gateQuestionsOf,
  gateStates,
  runModes,
} from '../model/agent-runs.ts'
import type { EditionAgent, EditionRecord } from '../model/editions.ts'
import { escapeHtml, inlineHtml } from './html.ts'
import { keyNamed } from './keys.ts'
import { timeElement } from './masthead.ts'
import { type ReadTable, readLabels, readTable, type TableShape, writtenShort } from './tables.ts'

/** A fact of one agent as a row holds it. */
export interface Fact {
  readonly agent: number
  readonly fact: string
  readonly words: string
  readonly state: string
  readonly event: string
}

const facts = {
  role: 'Agent',
  model: 'Model',
  modelVersion: 'Version',
  autonomy: 'Autonomy',
  tools: 'Tool',
  permissions: 'Permitted',
  modes: 'How it went',
  claims: 'Said of itself',
} as const
const gateFacts: Readonly<Record<AgentGate, string>> = {
  context: 'Gate: context',
  guardrail: 'Gate: guardrail',
  verification: 'Gate: verification',
}

const shape: TableShape<Fact> = {
  columns: [
    ['Nr', ({ agent }) => String(agent)],
    ['Fact', ({ fact }) => fact],
    ['What is known', ({ words }) => words],
    ['Standing', ({ state }) => state],
    ['Seen in', ({ event }) => event],
  ],
  required: ['Fact', 'What is known'],
}

/** Agents as a table. */
export function writeAgents(agents: readonly EditionAgent[]): string {
  return writtenShort(shape, agents.flatMap(rowsOf))
}

function rowsOf(agent: EditionAgent, index: number): readonly Fact[] {
  const row = (fact: string, words: string, more: Partial<Fact> = {}): Fact => ({
    agent: index + 1,
    fact,
    words,
    state: '',
    event: '',
    ...more,
  })
  const said = (fact: string, words: string): readonly Fact[] => (words === '' ? [] : [row(fact, words)])
  return [
    row(facts.role, agent.role),
    ...said(facts.model, agent.model),
    ...said(facts.modelVersion, agent.modelVersion),
    row(facts.autonomy, agent.autonomy),
    ...agent.tools.map((tool) => row(facts.tools, tool)),
    ...agent.permissions.map((permission) => row(facts.permissions, permission)),
    ...agent.modes.map((mode) => row(facts.modes, mode)),
    ...agentGates.map((gate) => {
      const { state, finding } = agent.gates[gate]
      return row(gateFacts[gate], finding, { state })
    }),
    ...agent.claims.map(({ text, standing, event }) =>
      row(facts.claims, text, { state: standing, event: event === null ? '' : String(event + 1) }),
    ),
  ]
}

/** What a section says about agents; `event` of a claim is still the label of a row of the timeline. */
export function readAgents(lines: readonly string[]): ReadTable<Fact> | null {
  return readTable(lines, shape, (cell): Fact | null => {
    if (!/^\d{0,6}$/.test(cell('Nr'))) return null
    const row = {
      agent: Number(cell('Nr') || 1),
      fact: cell('Fact'),
      words: cell('What is known'),
      state: cell('Standing'),
      event: cell('Seen in'),
    }
    return isOurs(row) ? row : null
  })
}

/** Whether every word of a row has a place; another's row stays prose. */
function isOurs({ fact, words, state, event }: Fact): boolean {
  if (keyNamed(gateFacts, fact) !== null) return keyed(gateStates, state) !== null && event === ''
  const known = keyNamed(facts, fact)
  if (known === 'claims') return keyed(claimStandings, state) !== null && readLabels(event).length < 2
  if (known === null || state !== '' || event !== '') return false
  if (known === 'autonomy') return keyed(autonomies, words) !== null
  return known !== 'modes' || keyed(runModes, words) !== null
}

/** The agents of rows as they were read; `eventAt` gives the positions of labels. */
export function agentsFrom(
  rows: readonly Fact[],
  eventAt: (labels: readonly string[]) => readonly number[],
): readonly EditionAgent[] {
  const numbers = [...new Set(rows.map(({ agent }) => agent))].toSorted((a, b) => a - b)
  return numbers.map((number) =>
    rows
      .filter(({ agent }) => agent === number)
      .reduce<EditionAgent>((agent, row) => withFact(agent, row, eventAt), {
        ...emptyRun,
        role: '',
        claims: [],
      }),
  )
}

function withFact(
  agent: EditionAgent,
  { fact, words, state, event }: Fact,
  eventAt: (labels: readonly string[]) => readonly number[],
): EditionAgent {
  const gate = keyNamed(gateFacts, fact)
  if (gate !== null) {
    const found = { state: keyed<GateState>(gateStates, state) ?? 'unknown', finding: words }
    return { ...agent, gates: { ...agent.gates, [gate]: found } }
  }
  switch (keyNamed(facts, fact)) {
    case 'role':
      return { ...agent, role: words }
    case 'model':
      return { ...agent, model: words }
    case 'modelVersion':
      return { ...agent, modelVersion: words }
    case 'autonomy':
      return { ...agent, autonomy: keyed(autonomies, words) ?? 'unknown' }
    case 'tools':
      return { ...agent, tools: [...agent.tools, words] }
    case 'permissions':
      return { ...agent, permissions: [...agent.permissions, words] }
    case 'modes':
      return { ...agent, modes: [...agent.modes, keyed(runModes, words) ?? 'other'] }
    case 'claims': {
      const standing = keyed<ClaimStanding>(claimStandings, state) ?? 'testimony'
      const claim = { text: words, standing, event: eventAt(readLabels(event))[0] ?? null }
      return { ...agent, claims: [...agent.claims, claim] }
    }
    case null:
      return agent
  }
}

function keyed<Key extends string>(words: Readonly<Record<Key, string>>, text: string): Key | null {
  return keyNamed(words, text)
}

/** Each agent with its gates and what it said; facts first, its own words last and marked as what they are. */
export function agentsPart(record: EditionRecord): string {
  const items = (record.agents ?? []).map((agent) => agentItem(agent, record))
  return items.length === 0
    ? ''
    : `<p class="means">An agent is read as a system: what it had in front of it, what was there to refuse, and which check its work had to pass.</p><ul class="factors agents">${items.join('')}</ul>`
}

function agentItem(agent: EditionAgent, record: EditionRecord): string {
  const { role, model, modelVersion, autonomy, tools, permissions, modes, gates, claims } = agent
  const known = [
    [model, modelVersion].filter((part) => part !== '').join(' '),
    autonomies[autonomy],
    ...modes.map((mode) => runModes[mode]),
  ].filter((part) => part !== '')
  const rows = [
    listed('Tools', tools),
    listed('Permitted', permissions),
    ...agentGates.map((gate) => {
      const { state, finding } = gates[gate]
      return `<div><dt>${gateQuestionsOf[gate].name}: ${gateStates[state].toLowerCase()}</dt><dd dir="auto">${inlineHtml(finding)}</dd></div>`
    }),
    ...claims.map(({ text, standing, event }) => {
      const at = event === null ? undefined : record.timeline[event]
      const seen =
        at === undefined
          ? ''
          : ` <a class="seen" href="#event-${(event ?? 0) + 1}">${at.happenedAt === null ? `event ${(event ?? 0) + 1}` : timeElement(at.happenedAt)}</a>`
      return `<div><dt>${claimStandings[standing].split(':')[0]}</dt><dd dir="auto">“${inlineHtml(text)}”${seen}</dd></div>`
    }),
  ]
  return `<li><p class="statement" dir="auto">${escapeHtml(role)}</p><p class="about">${known.map((each) => `<span dir="auto">${escapeHtml(each)}</span>`).join(' ')}</p><dl class="answers">${rows.join('')}</dl></li>`
}

function listed(title: string, words: readonly string[]): string {
  const items = words.map((each) => `<dd dir="auto">${inlineHtml(each)}</dd>`).join('')
  return items === '' ? '' : `<div><dt>${title}</dt>${items}</div>`
}
