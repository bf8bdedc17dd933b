/**
 * Codex CLI: its rollout files, one JSON value per line. Their times say when a line was written, not when
 * the tool ran; most words stand in them twice, once for the screen and once for the model.
 */
import type { EvidenceDraft, Speaker } from '../model/evidence.ts'
import {
  type AgentRecord,
  type Answer,
  agentNamed,
  type Call,
  contentWords,
  cut,
  type Dialect,
  draftOf,
  instruction,
  personAt,
  type Standing,
  saysBlocked,
  step,
  type Transcript,
  testimony,
  unplaced,
  valuesOf,
} from './agent-step.ts'
import { type Fields, fieldsAt, isFields, parseExactJson, textAt, wordsAt } from './json.ts'
import type { SourceRecord } from './source.ts'
import { momentOf } from './stamps.ts'

const agent = 'Codex'

interface Session {
  id: string
  folder: string
  /** Whom a subagent's rollout belongs to is told in its first line. */
  isSubagent: boolean
  readonly open: Map<string, { readonly standing: Standing; readonly call: Call }>
  readonly told: Set<string>
  /** The last words of each speaker and the form they stood in. */
  readonly last: Map<string, { readonly text: string; readonly form: string }>
  readonly fileName: string
}

function* readCodex(transcript: Transcript): Generator<AgentRecord> {
  const session: Session = {
    id: '',
    folder: '',
    isSubagent: false,
    open: new Map(),
    told: new Set(),
    last: new Map(),
    fileName: transcript.fileName,
  }
  for (const entry of valuesOf(transcript)) {
    if ('told' in entry) yield entry.told
    else yield* onceOnly(lineRecord(entry.value, entry.line, session), session)
  }
  for (const { standing, call } of session.open.values()) yield step(standing, call, null)
}

function* onceOnly(record: AgentRecord | null, { told }: Session): Generator<AgentRecord> {
  if (record === null) return
  if (!('key' in record) || record.key === '') yield record
  else if (told.has(record.key)) yield { leftOut: 'said twice' }
  else {
    told.add(record.key)
    yield record
  }
}

function lineRecord(value: unknown, line: number, session: Session): AgentRecord | null {
  if (!isFields(value)) return unplaced('A line of the transcript is no record.', value, session.fileName)
  const type = textAt(value, 'type')
  const payload = fieldsAt(value, 'payload')
  const placed: Placed = { at: value.timestamp, line, session }
  if (type === 'session_meta') return opened(payload, session)
  if (type === 'turn_context' || type === 'compacted') return { leftOut: 'bookkeeping' }
  if (type === 'response_item') return itemRecord(placed, payload)
  if (type === 'event_msg') return eventRecord(placed, payload)
  // Older files have no envelope: the first line is the session, the others are items.
  if (type === '' && (typeof value.id === 'string' || textAt(value, 'record_type') === 'state'))
    return opened(value, session)
  return itemRecord(placed, value)
}

function opened(meta: Fields, session: Session): AgentRecord {
  // A fork repeats the first line of the session it came from; its own stands first.
  if (session.id === '') {
    session.id = textAt(meta, 'id')
    session.folder = textAt(meta, 'cwd')
    session.isSubagent = isFields(meta.source) && isFields(meta.source.subagent)
  }
  return { leftOut: 'bookkeeping' }
}

interface Placed {
  readonly at: unknown
  readonly line: number
  readonly session: Session
}

function standingOf({ at, line, session }: Placed, name: string, speaker: Speaker): Standing {
  const { id } = session
  return {
    key: name === '' ? '' : `agent:codex:${name}`,
    at: momentOf(at),
    basis: 'recorded',
    line,
    place: id === '' ? agent : `${agent}, session ${id.slice(0, 8)}`,
    ...(id === '' ? {} : { thread: `agent:codex:${id}` }),
    speaker,
    marks: session.isSubagent ? ['subagent'] : [],
  }
}

/** Names of calls are long and random; short ones only mean something inside their session. */
function callName(callId: string, { id }: Session): string {
  return callId.length >= 20 ? callId : id === '' || callId === '' ? '' : `${id}:${callId}`
}

function theAgent({ isSubagent }: Session): Speaker {
  return agentNamed(agent, isSubagent)
}

const callTypes =
  /^(?:function_call|custom_tool_call|local_shell_call|web_search_call|mcp_tool_call|tool_search_call)$/
const silentItems = /^(?:ghost_snapshot|compaction\w*|context_compaction|other)$/

function itemRecord(placed: Placed, item: Fields): AgentRecord | null {
  const { session } = placed
  const type = textAt(item, 'type')
  if (type === 'reasoning') return { leftOut: 'thinking' }
  if (silentItems.test(type)) return { leftOut: 'bookkeeping' }
  if (callTypes.test(type)) return called(placed, item)
  if (/_output$/.test(type)) return answered(placed, item)
  const role = textAt(item, 'role')
  if (type !== 'message' && (type !== '' || role === ''))
    return unplaced('A line of the transcript is of a kind we do not know.', item, session.fileName)
  const words = contentWords(item.content)
  if (role === 'user') return words === '' ? { leftOut: 'bookkeeping' } : typed(placed, words, 'item')
  if (role === 'assistant') return said(placed, words, 'item')
  return { leftOut: 'bookkeeping' }
}

function isRepeated(
  { last }: Session,
  speaker: string,
  { text, form }: { text: string; form: string },
): boolean {
  const known = last.get(speaker)
  const isSame = known !== undefined && known.text === text && known.form !== form
  // Once matched it is used up: the same words said again are said again.
  if (isSame) last.delete(speaker)
  else last.set(speaker, { text, form })
  return isSame
}

/** What the program puts before the words of a person. */
const settings =
  /^\s*(?:<(?:environment_context|user_instructions|permissions|turn_aborted|skill|INSTRUCTIONS|subagent_notification|app-context|collaboration_mode)|# AGENTS\.md instructions)/

function typed(placed: Placed, words: string, form: string): AgentRecord {
  const { session } = placed
  if (settings.test(words)) return { leftOut: 'bookkeeping' }
  const request = /## My request for Codex:\s*([\s\S]+)$/.exec(words)?.[1] ?? words
  if (isRepeated(session, 'person', { text: request.trim(), form })) return { leftOut: 'said twice' }
  const speaker = session.isSubagent ? agentNamed(agent) : personAt(session.folder)
  const standing = standingOf(placed, saidName(placed, 'person'), speaker)
  if (session.isSubagent)
    return draftOf(standing, {
      kind: 'agent-step',
      text: `Told a subagent: ${cut(request)}`,
      marks: ['routine'],
    })
  return instruction(standing, request.trim())
}

function said(placed: Placed, words: string, form: string): AgentRecord {
  const { session } = placed
  if (words.trim() === '') return { leftOut: 'bookkeeping' }
  if (isRepeated(session, 'agent', { text: words.trim(), form })) return { leftOut: 'said twice' }
  return testimony(standingOf(placed, saidName(placed, 'agent'), theAgent(session)), words)
}

/** Words have no name of their own: their session, their speaker and their time are one. */
function saidName({ at, session }: Placed, speaker: string): string {
  return session.id === '' || typeof at !== 'string' ? '' : `${session.id}:${speaker}:${at}`
}

function called(placed: Placed, item: Fields): AgentRecord | null {
  const { session } = placed
  const id = textAt(item, 'call_id') || textAt(item, 'id')
  const call: Call = {
    tool: textAt(item, 'name') || textAt(item, 'type').replace(/_call$/, ''),
    input: inputOf(item),
  }
  const standing = standingOf(placed, callName(id, session), theAgent(session))
  if (id === '' || textAt(item, 'type') === 'web_search_call') return step(standing, call, null)
  const known = session.open.get(id)
  if (known?.call.tool === call.tool || session.told.has(standing.key)) return { leftOut: 'said twice' }
  // Two calls of one name are two when their tools differ; the answer goes to the later one.
  session.open.set(id, { standing, call })
  return known === undefined ? null : step({ ...known.standing, key: '' }, known.call, null)
}

function inputOf(item: Fields): unknown {
  if (isFields(item.action)) return item.action
  const written = item.arguments ?? item.input
  if (typeof written !== 'string') return written ?? textAt(item, 'summary')
  return written.startsWith('{') ? (parseExactJson(written)?.value ?? written) : written
}

function answered(placed: Placed, item: Fields): SourceRecord {
  const { session } = placed
  const id = textAt(item, 'call_id')
  const open = session.open.get(id)
  const answer = answerOf(item, placed.at)
  session.open.delete(id)
  if (open !== undefined) return step(open.standing, open.call, answer)
  const name = callName(id, session)
  const standing = standingOf(placed, name === '' ? '' : `${name}:answer`, theAgent(session))
  return draftOf(standing, {
    kind: 'agent-step',
    text: `Came back from a call told elsewhere: ${cut(answer.text)}`,
    marks: [...(answer.isBlocked ? ['blocked'] : answer.hasFailed ? ['failed'] : []), 'routine'],
  })
}

/** An answer is text, a list of parts, or JSON in a text with the exit code beside it. */
function answerOf(item: Fields, at: unknown): Answer {
  const written = item.output
  const inner =
    typeof written === 'string' && written.startsWith('{') ? parseExactJson(written)?.value : written
  const fields = isFields(inner) ? inner : {}
  const metadata = fieldsAt(fields, 'metadata')
  const isStructured = typeof fields.output === 'string' || typeof fields.content === 'string'
  const text = isStructured
    ? textAt(fields, 'output') || textAt(fields, 'content')
    : contentWords(written) || (typeof written === 'string' ? written : '')
  const exit =
    wordsAt(metadata, 'exit_code') ||
    /^(?:Exit code|Process exited with code):? (-?\d+)/m.exec(text.slice(0, 600))?.[1]
  const seconds = wordsAt(metadata, 'duration_seconds')
  const isBlocked = saysBlocked(text)
  const hasFailed =
    !isBlocked && ((exit !== undefined && exit !== '' && exit !== '0') || fields.success === false)
  const took = seconds === '' ? '' : ` (took ${seconds} s)`
  return { text: `${text.trimEnd()}${took}`, hasFailed, isBlocked, at: momentOf(at) }
}

/** Events for the screen; what they show of tools stands in the items too. */
const silentEvents =
  /^(?:token_count|task_started|task_complete|turn_started|turn_complete|session_configured|agent_message_delta|agent_message_content_delta|exec_command_\w+|terminal_interaction|patch_apply_\w+|mcp_\w+|web_search_\w+|view_image_tool_call|turn_diff|plan_update|plan_delta|background_event|context_compacted|item_started|item_completed|entered_review_mode|exited_review_mode|thread_\w+|raw_response_item|skills_update_available|list_\w+|history_\w+|shutdown_complete|deprecation_notice|user_turn|dynamic_tool_call_\w+|collab_\w+|undo_\w+|image_generation_\w+|hook_\w+)$/

function eventRecord(placed: Placed, event: Fields): AgentRecord {
  const type = textAt(event, 'type')
  if (type === 'user_message') return typed(placed, textAt(event, 'message'), 'event')
  if (type === 'agent_message') return said(placed, textAt(event, 'message'), 'event')
  if (/reasoning/.test(type)) return { leftOut: 'thinking' }
  if (type === 'turn_aborted') return aborted(placed, textAt(event, 'reason'))
  if (/error|warning/.test(type)) return troubled(placed, event)
  if (/approval_request$/.test(type)) return asked(placed, event)
  if (silentEvents.test(type)) return { leftOut: 'bookkeeping' }
  return unplaced('A line of the transcript is of a kind we do not know.', event, placed.session.fileName)
}

function aborted(placed: Placed, reason: string): EvidenceDraft {
  const isPerson = reason === 'interrupted' && !placed.session.isSubagent
  const speaker = isPerson ? personAt(placed.session.folder) : theAgent(placed.session)
  return draftOf(standingOf(placed, saidName(placed, 'stopped'), speaker), {
    kind: isPerson ? 'decision' : 'observation',
    text: isPerson
      ? 'Stopped the agent.'
      : `The turn of the agent ended early (${reason || 'no reason told'}).`,
  })
}

function troubled(placed: Placed, event: Fields): EvidenceDraft {
  const speaker: Speaker = { kind: 'system', ref: 'codex', name: agent, handles: [] }
  return draftOf(standingOf(placed, saidName(placed, 'trouble'), speaker), {
    kind: 'observation',
    text: cut(textAt(event, 'message') || 'The agent met an error.'),
    marks: ['failed', 'routine'],
  })
}

function asked(placed: Placed, event: Fields): EvidenceDraft {
  const words = Array.isArray(event.command) ? event.command.filter((word) => typeof word === 'string') : []
  return draftOf(standingOf(placed, saidName(placed, 'asked'), theAgent(placed.session)), {
    kind: 'agent-step',
    text: `Asked for permission: ${cut(words.join(' ') || textAt(event, 'reason') || 'no command told')}`,
    marks: ['asked'],
  })
}

/** Rollout files of Codex CLI, with and without an envelope around their lines. */
export const codex: Dialect = {
  agent,
  isZoneNeeded: false,
  recognises(opening) {
    const isWrapped =
      /"type"\s*:\s*"(?:session_meta|turn_context|response_item|event_msg|compacted)"/.test(opening) &&
      /"payload"\s*:\s*\{/.test(opening)
    if (isWrapped) return 0.95
    const isBare = /"type"\s*:\s*"(?:message|function_call)"/.test(opening)
    const isOwn = /"type"\s*:\s*"(?:input_text|output_text|function_call_output)"/.test(opening)
    return isBare && isOwn && /^\s*\{/.test(opening) ? 0.85 : 0
  },
  read: readCodex,
}
