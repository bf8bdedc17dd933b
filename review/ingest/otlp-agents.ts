/**
 * Spans in which an agent did something, in the dialects of instrumentation: the conventions for generative
 * AI, OpenInference and the AI SDK. What was said to a model and by it stays out; what was done is told.
 */
import type { EvidenceDraft } from '../model/evidence.ts'
import { type Answer, agentNamed, draftOf, type Standing, step } from './agent-step.ts'
import { parseExactJson } from './json.ts'
import { type Attributes, firstOf } from './otlp-values.ts'

/** What a span of an agent is: a tool it used, a run of an agent, a call of a model. */
export type AgentSpan = 'tool' | 'agent' | 'model'

/** Which of them a span is, or null. */
export function agentSpanOf(name: string, attributes: Attributes): AgentSpan | null {
  const operation = firstOf(attributes, 'gen_ai.operation.name', 'openinference.span.kind', 'ai.operationId')
  if (/^(?:execute_tool|TOOL|ai\.toolCall)$/.test(operation) || name.startsWith('execute_tool '))
    return 'tool'
  if (/^(?:invoke_agent|create_agent|invoke_workflow|AGENT|CHAIN)$/.test(operation)) return 'agent'
  const isModel = operation !== '' || firstOf(attributes, 'gen_ai.system', 'gen_ai.provider.name') !== ''
  return isModel ? 'model' : null
}

interface Telling {
  readonly name: string
  readonly attributes: Attributes
  readonly end: Answer['at']
  /** Why it failed; null when it did not. */
  readonly error: string | null
}

/** A span of an agent as a step of it. The agent is named by its span, or by its service. */
export function agentDraft(kind: AgentSpan, standing: Standing, telling: Telling): EvidenceDraft {
  const { name, attributes, end, error } = telling
  const agent = firstOf(attributes, 'gen_ai.agent.name', 'agent.name', 'ai.telemetry.functionId')
  const place: Standing = agent === '' ? standing : { ...standing, speaker: agentNamed(agent.slice(0, 80)) }
  if (kind === 'tool') {
    const tool = firstOf(attributes, 'gen_ai.tool.name', 'tool.name', 'ai.toolCall.name') || name
    const written = firstOf(
      attributes,
      'gen_ai.tool.call.arguments',
      'ai.toolCall.args',
      'input.value',
      'input',
    )
    const input = parseExactJson(written)?.value ?? written
    const result = firstOf(
      attributes,
      'gen_ai.tool.call.result',
      'ai.toolCall.result',
      'output.value',
      'output',
    )
    const isBlocked = /\b(?:denied|rejected|blocked|not permitted)\b/i.test(error ?? '')
    const text = error === null || error === '' ? result : error
    const answer: Answer = { text, hasFailed: error !== null && !isBlocked, isBlocked, at: end }
    return step(place, { tool, input }, answer)
  }
  const model = firstOf(
    attributes,
    'gen_ai.response.model',
    'gen_ai.request.model',
    'llm.model_name',
    'ai.model.id',
  )
  const said =
    kind === 'agent' ? `Ran an agent: ${agent || name}` : `Asked a model${model === '' ? '' : `: ${model}`}`
  const failed = error === null ? [] : ['failed']
  const draft = draftOf(place, {
    kind: 'agent-step',
    text: error === null || error === '' ? said : `${said}\nFailed: ${error}`,
    marks: kind === 'model' ? ['routine', ...failed] : failed,
  })
  return end !== null && standing.at !== null && end.at > standing.at.at ? { ...draft, until: end.at } : draft
}
