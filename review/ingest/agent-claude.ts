/**
 * Claude Code: its session files (one JSON value per line, one line per piece of a message) and exports of
 * them. The answers of tools stand in lines of the user and are joined to their calls; only what a person
 * typed is told as theirs.
 */
import type { EvidenceDraft, Speaker } from '../model/evidence.ts'
import type { Moment } from '../model/instants.ts'
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
import { type Fields, fieldsAt, isFields, listAt, textAt } from './json.ts'
import { momentOf } from './stamps.ts'

const agent = 'Claude Code'

/** Kinds of lines that tell of the session's own state. */
const bookkeeping =
  /^(?:summary|file-history-\w+|queue-operation|progress|result|custom-title|ai-title|last-prompt|permission-mode|attachment|agent-name|agent-setting|mode|pr-link|tag|stream_event|control_\w+|rate_limit_event|tool_progress|auth_status|content-replacement|speculation-accept|worktree-state|marble-origami-\w+)$/

interface Open {
  readonly standing: Standing
  readonly call: Call
}

interface Session {
  /** Calls whose answer has not been met yet, by the name of the call. */
  readonly open: Map<string, Open>
  /** Names already told: a session that was resumed or copied repeats its lines. */
  readonly told: Set<string>
  readonly fileName: string
}

function* readClaude(transcript: Transcript): Generator<AgentRecord> {
  const session: Session = { open: new Map(), told: new Set(), fileName: transcript.fileName }
  for (const entry of valuesOf(transcript)) {
    if ('told' in entry) yield entry.told
    else yield* eachLine(entry.value, entry.line, session)
  }
  for (const { standing, call } of session.open.values()) yield step(standing, call, null)
}

function* eachLine(value: unknown, line: number, session: Session): Generator<AgentRecord> {
  if (isFields(value) && Array.isArray(value.loglines)) {
    for (const [index, inner] of value.loglines.entries()) yield* lineRecords(inner, index + 1, session)
  } else yield* lineRecords(value, line, session)
}

function* lineRecords(value: unknown, line: number, session: Session): Generator<AgentRecord> {
  if (!isFields(value)) {
    yield unplaced('A line of the transcript is no record.', value, session.fileName)
    return
  }
  const type = textAt(value, 'type')
  if (bookkeeping.test(type)) yield { leftOut: 'bookkeeping' }
  else if (type === 'system') yield systemRecord(value, line)
  else if ((type === 'user' || type === 'assistant') && isFields(value.message))
    yield* messageRecords(value, line, session)
  else {
    const because =
      type === 'user' || type === 'assistant'
        ? 'A line of the transcript has no message we can read.'
        : 'A line of the transcript is of a kind we do not know.'
    yield unplaced(because, value, session.fileName)
  }
}

function standingOf(
  fields: Fields,
  line: number,
  { key, speaker }: { key: string; speaker: Speaker },
): Standing {
  const session = textAt(fields, 'sessionId') || textAt(fields, 'session_id')
  return {
    key: key === '' ? '' : `agent:claude:${key}`,
    at: momentOf(fields.timestamp),
    basis: 'occurred',
    line,
    place: session === '' ? agent : `${agent}, session ${session.slice(0, 8)}`,
    ...(session === '' ? {} : { thread: `agent:claude:${session}` }),
    speaker,
    marks: fields.isSidechain === true ? ['subagent'] : [],
  }
}

function systemRecord(fields: Fields, line: number): AgentRecord {
  const text = textAt(fields, 'content')
  const isError = textAt(fields, 'level') === 'error' || textAt(fields, 'subtype') === 'api_error'
  if (text === '' && !isError) return { leftOut: 'bookkeeping' }
  const speaker: Speaker = { kind: 'system', ref: 'claude-code', name: agent, handles: [] }
  const standing = standingOf(fields, line, { key: textAt(fields, 'uuid'), speaker })
  const words = text === '' ? 'The agent could not reach its model.' : plainOf(text)
  return draftOf(standing, {
    kind: isError ? 'observation' : 'system',
    text: cut(words),
    marks: isError ? ['failed', 'routine'] : ['routine'],
  })
}

function* messageRecords(fields: Fields, line: number, session: Session): Generator<AgentRecord> {
  const message = fieldsAt(fields, 'message')
  const blocks: readonly unknown[] = Array.isArray(message.content) ? message.content : [message.content]
  for (const [part, block] of blocks.entries()) {
    const record = blockRecord({ fields, message, line, part, session }, block)
    if (record === null) continue
    if (!('key' in record) || record.key === '') yield record
    else if (session.told.has(record.key)) yield { leftOut: 'said twice' }
    else {
      session.told.add(record.key)
      yield record
    }
  }
}

interface Placed {
  readonly fields: Fields
  readonly message: Fields
  readonly line: number
  readonly part: number
  readonly session: Session
}

/** The record of one piece of a message; null for a call, which waits for its answer. */
function blockRecord(placed: Placed, block: unknown): AgentRecord | null {
  const { fields, session } = placed
  const isAssistant = textAt(fields, 'type') === 'assistant'
  if (typeof block === 'string') return isAssistant ? said(placed, block) : typed(placed, block)
  if (!isFields(block)) return unplaced('A message holds a part we cannot read.', fields, session.fileName)
  const type = textAt(block, 'type')
  if (/thinking/.test(type)) return { leftOut: 'thinking' }
  if (/_?tool_use$/.test(type)) return called(placed, block)
  if (/tool_result$/.test(type)) return answered(placed, block)
  const words = contentWords(block)
  if (words === '' && type !== 'text')
    return unplaced('A message holds a part of a kind we do not know.', block, session.fileName)
  if (words === '') return { leftOut: 'bookkeeping' }
  return isAssistant ? said(placed, words) : typed(placed, words)
}

function keyOf({ fields, message, part }: Placed): string {
  const name = textAt(fields, 'uuid') || textAt(message, 'id')
  return name === '' ? '' : `${name}:${part}`
}

function standingAs(placed: Placed, speaker: Speaker, key = keyOf(placed)): Standing {
  return { ...standingOf(placed.fields, placed.line, { key, speaker }), part: placed.part }
}

function theAgent({ fields }: Placed): Speaker {
  return agentNamed(agent, fields.isSidechain === true)
}

function said(placed: Placed, words: string): EvidenceDraft {
  return testimony(standingAs(placed, theAgent(placed)), words)
}

const noticed =
  /^\s*(?:<(?:local-command-\w+|bash-(?:stdout|stderr)|system-reminder|task-notification|user-memory-input|command-contents)|Caveat: |This session is being continued|Stop hook feedback|<teammate-message)/

/** What stands in a line of the user: typed by a person, or put there by the program. */
function typed(placed: Placed, words: string): EvidenceDraft {
  const { fields } = placed
  const person = personAt(textAt(fields, 'cwd'))
  if (/^\[Request interrupted by user/.test(words))
    return draftOf(standingAs(placed, person), { kind: 'decision', text: 'Stopped the agent.', marks: [] })
  // What a helper is told, its agent told it.
  if (fields.isSidechain === true)
    return draftOf(standingAs(placed, agentNamed(agent)), {
      kind: 'agent-step',
      text: `Told a subagent: ${cut(words)}`,
      marks: ['routine'],
    })
  if (fields.isMeta === true || fields.isCompactSummary === true || noticed.test(words)) {
    const speaker: Speaker = { kind: 'system', ref: 'claude-code', name: agent, handles: [] }
    return draftOf(standingAs(placed, speaker), {
      kind: 'system',
      text: cut(plainOf(words)),
      marks: ['routine'],
    })
  }
  return instruction(standingAs(placed, person), plainOf(words))
}

/** Words without the tags the program puts around a command that was typed. */
function plainOf(words: string): string {
  const start = words.slice(0, 20_000)
  const name = /<command-name>([^<]{1,200})<\/command-name>/.exec(start)?.[1]
  if (name !== undefined) {
    const given = /<command-args>([^<]{0,4000})<\/command-args>/.exec(start)?.[1] ?? ''
    return `${name.trim()} ${given.trim()}`.trim()
  }
  const shell = /<bash-input>([^<]{1,4000})<\/bash-input>/.exec(start)?.[1]
  if (shell !== undefined) return `Ran: ${shell.trim()}`
  return words.replace(/<\/?(?:local-command-\w{1,20}|bash-\w{1,20}|system-reminder)>/g, '').trim()
}

function called(placed: Placed, block: Fields): AgentRecord | null {
  const { session } = placed
  const id = textAt(block, 'id')
  const call: Call = { tool: textAt(block, 'name') || 'a tool', input: block.input }
  const standing = standingAs(placed, theAgent(placed), id === '' ? keyOf(placed) : id)
  if (id === '') return step(standing, call, null)
  if (session.open.has(id) || session.told.has(standing.key)) return { leftOut: 'said twice' }
  session.open.set(id, { standing, call })
  return null
}

function answered(placed: Placed, block: Fields): AgentRecord {
  const { fields, session } = placed
  const id = textAt(block, 'tool_use_id')
  const open = session.open.get(id)
  const answer = answerOf(block, momentOf(fields.timestamp))
  if (open !== undefined) {
    session.open.delete(id)
    return step(open.standing, open.call, answer)
  }
  if (session.told.has(`agent:claude:${id}`)) return { leftOut: 'said twice' }
  // Its call stands in another file, or was cut off.
  const standing = standingAs(placed, theAgent(placed), id === '' ? keyOf(placed) : `${id}:answer`)
  return draftOf(standing, {
    kind: 'agent-step',
    text: `Came back from a call told elsewhere: ${cut(answer.text)}`,
    marks: [...(answer.isBlocked ? ['blocked'] : answer.hasFailed ? ['failed'] : []), 'routine'],
  })
}

function answerOf(block: Fields, at: Moment | null): Answer {
  const isPicture = listAt(block, 'content').some((part) => textAt(part, 'type') === 'image')
  const text = contentWords(block.content) || (isPicture ? '[image left out]' : '')
  const isError = block.is_error === true
  const isBlocked = isError && saysBlocked(text)
  return { text: plainAnswer(text), hasFailed: isError && !isBlocked, isBlocked, at }
}

function plainAnswer(text: string): string {
  return text
    .replace(/<\/?tool_use_error>/g, '')
    .replace(/<system-reminder>[\s\S]{0,20000}?<\/system-reminder>/g, '')
}

/** Session files of Claude Code, and what prints the same lines. */
export const claude: Dialect = {
  agent,
  isZoneNeeded: false,
  recognises(opening) {
    const isMessage = /"type"\s*:\s*"(?:user|assistant)"/.test(opening) && /"message"\s*:\s*\{/.test(opening)
    if (isMessage && /"(?:sessionId|session_id|parentUuid|loglines)"\s*:/.test(opening)) return 0.95
    const isState = /"type"\s*:\s*"(?:summary|file-history-snapshot|queue-operation)"/.test(opening)
    return isState && /"(?:leafUuid|messageId|sessionId)"\s*:/.test(opening) ? 0.9 : 0
  },
  read: readClaude,
}
