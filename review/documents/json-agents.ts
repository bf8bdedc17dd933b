/** Agents and their part, read from JSON. */
import {
  type AgentGate,
  agentGates,
  autonomies,
  claimStandings,
  emptyRun,
  gateStates,
  runModes,
} from '../model/agent-runs.ts'
import type { EditionAgent, EditionClaim } from '../model/editions.ts'
import { type Fields, fieldsOf, isObject, named, type Reader, text, texts } from './json-fields.ts'

/** One agent as {@link EditionAgent}; what is strange is handed back. */
export function agentFrom(reader: Reader, fields: Fields): EditionAgent {
  return {
    role: fields.take('role', text, ''),
    model: fields.take('model', text, ''),
    modelVersion: fields.take('modelVersion', text, ''),
    tools: fields.take('tools', texts, []),
    permissions: fields.take('permissions', texts, []),
    autonomy: fields.take('autonomy', named(autonomies), 'unknown'),
    modes: fields.take('modes', modesFrom, []),
    gates: fields.take('gates', (value) => gatesFrom(reader, value), emptyRun.gates),
    claims: fields.take('claims', claimsFrom, []),
  }
}

function modesFrom(value: unknown): EditionAgent['modes'] | null {
  if (!Array.isArray(value)) return null
  const modes = value.map(named(runModes))
  const known = modes.filter((mode) => mode !== null)
  return known.length === modes.length ? known : null
}

function gatesFrom(reader: Reader, value: unknown): EditionAgent['gates'] | null {
  if (!isObject(value)) return null
  const fields = fieldsOf(reader, value, 'agents.gates')
  const found = agentGates.map((gate): readonly [AgentGate, EditionAgent['gates'][AgentGate]] => [
    gate,
    fields.take(gate, gateFrom, emptyRun.gates[gate]),
  ])
  fields.close()
  return { ...emptyRun.gates, ...Object.fromEntries(found) }
}

function gateFrom(value: unknown): EditionAgent['gates'][AgentGate] | null {
  if (!isObject(value) || Object.keys(value).length > 2) return null
  const state = named(gateStates)(value.state)
  const finding = text(value.finding)
  return state === null || finding === null ? null : { state, finding }
}

function claimsFrom(value: unknown): EditionAgent['claims'] | null {
  if (!Array.isArray(value)) return null
  const claims = value.map(claimFrom)
  const known = claims.filter((claim) => claim !== null)
  return known.length === claims.length ? known : null
}

function claimFrom(value: unknown): EditionClaim | null {
  if (!isObject(value) || Object.keys(value).length > 3) return null
  const { event } = value
  const words = text(value.text)
  const standing = named(claimStandings)(value.standing)
  const isPosition = typeof event === 'number' && Number.isSafeInteger(event) && event >= 0
  if (words === null || standing === null || !(event === null || isPosition)) return null
  return { text: words, standing, event: isPosition ? event : null }
}
