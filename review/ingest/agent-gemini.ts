/** Gemini CLI: one JSON file per session that is written anew after every message. */
import type { Speaker } from '../model/evidence.ts'
import {
  type AgentRecord,
  type Answer,
  agentNamed,
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
import { firstMoment, momentOf } from './stamps.ts'

const agent = 'Gemini CLI'

interface Reading {
  /** What the head of the file says of the session. */
  session: Fields
  readonly told: Set<string>
  readonly fileName: string
  /** Messages met so far; a long session arrives in parts. */
  count: number
}

function* readGemini(transcript: Transcript): Generator<AgentRecord> {
  const reading: Reading = { session: {}, told: new Set(), fileName: transcript.fileName, count: 0 }
  for (const entry of valuesOf(transcript)) {
    if ('told' in entry) yield entry.told
    else if (isFields(entry.value)) yield* valueRecords(entry.value, entry.line, reading)
    else yield unplaced('A part of the file is no record.', entry.value, reading.fileName)
  }
}

/** A whole session, or one line of a session that is kept line by line. */
function* valueRecords(value: Fields, line: number, reading: Reading): Generator<AgentRecord> {
  if (Array.isArray(value.messages)) {
    reading.session = value
    for (const message of value.messages) {
      reading.count += 1
      if (isFields(message)) yield* onceOnly({ session: value, message, line: reading.count }, reading)
      else yield unplaced('A message of the session is no record.', message, reading.fileName)
    }
  } else if (textAt(value, 'type') === '' && textAt(value, 'sessionId') !== '') {
    reading.session = value
    yield { leftOut: 'bookkeeping' }
  } else if ('$set' in value || '$rewindTo' in value) yield { leftOut: 'bookkeeping' }
  else yield* onceOnly({ session: reading.session, message: value, line }, reading)
}

function* onceOnly(placed: Placed, { told, fileName }: Reading): Generator<AgentRecord> {
  for (const record of messageRecords(placed, fileName)) {
    const isRepeated = 'key' in record && record.key !== '' && told.has(record.key)
    if ('key' in record) told.add(record.key)
    yield isRepeated ? { leftOut: 'said twice' } : record
  }
}

interface Placed {
  readonly session: Fields
  readonly message: Fields
  readonly line: number
}

function standingOf({ session, message, line }: Placed, speaker: Speaker, part = 0): Standing {
  const id = textAt(session, 'sessionId')
  const own = textAt(message, 'id')
  return {
    key: id === '' || own === '' ? '' : `agent:gemini:${id}:${own}:${part}`,
    at: momentOf(message.timestamp),
    basis: 'occurred',
    line,
    part,
    place: id === '' ? agent : `${agent}, session ${id.slice(0, 8)}`,
    ...(id === '' ? {} : { thread: `agent:gemini:${id}` }),
    speaker,
  }
}

function* messageRecords(placed: Placed, fileName: string): Generator<AgentRecord> {
  const { session, message } = placed
  const type = textAt(message, 'type')
  const words = contentWords(message.content)
  if (type === 'user') {
    const folder = textAt(session, 'projectRoot') || textAt(session, 'cwd')
    yield words === '' ? { leftOut: 'bookkeeping' } : instruction(standingOf(placed, personAt(folder)), words)
  } else if (type === 'gemini') {
    for (const _thought of listAt(message, 'thoughts')) yield { leftOut: 'thinking' }
    if (words.trim() !== '') yield testimony(standingOf(placed, agentNamed(agent)), words)
    for (const [index, call] of listAt(message, 'toolCalls').entries()) yield called(placed, call, index + 1)
  } else if (/^(?:info|error|warning)$/.test(type)) yield noticed(placed, type, words)
  else yield unplaced('A message of the session is of a kind we do not know.', message, fileName)
}

function noticed(placed: Placed, type: string, words: string): AgentRecord {
  const speaker: Speaker = { kind: 'system', ref: 'gemini-cli', name: agent, handles: [] }
  return draftOf(standingOf(placed, speaker), {
    kind: type === 'error' ? 'observation' : 'system',
    text: cut(words),
    marks: type === 'error' ? ['failed', 'routine'] : ['routine'],
  })
}

function called(placed: Placed, call: Fields, part: number): AgentRecord {
  const standing = standingOf(placed, agentNamed(agent), part)
  const at = firstMoment(call.timestamp, placed.message.timestamp)
  const tool = textAt(call, 'name') || textAt(call, 'displayName') || 'a tool'
  return step({ ...standing, at }, { tool, input: call.args }, answerOf(call))
}

function answerOf(call: Fields): Answer | null {
  const status = textAt(call, 'status')
  const responses = listAt(call, 'result').map((part) =>
    fieldsAt(fieldsAt(part, 'functionResponse'), 'response'),
  )
  const error = responses.map((response) => textAt(response, 'error')).find((text) => text !== '') ?? ''
  const output = responses
    .map((response) => textAt(response, 'output'))
    .filter((text) => text !== '')
    .join('\n')
  const text = error || output || (typeof call.resultDisplay === 'string' ? call.resultDisplay : '')
  if (status === '' && text === '') return null
  const isBlocked = status === 'cancelled' || saysBlocked(text)
  return {
    text: text || status,
    hasFailed: !isBlocked && (status === 'error' || error !== ''),
    isBlocked,
    at: null,
  }
}

/** Session files of Gemini CLI. */
export const gemini: Dialect = {
  agent,
  isZoneNeeded: false,
  recognises(opening) {
    if (!/^\s*\{/.test(opening) || !/"messages"\s*:\s*\[|"type"\s*:\s*"gemini"/.test(opening)) return 0
    const isSession = /"(?:sessionId|lastUpdated|projectHash|startTime)"\s*:/.test(opening)
    const isOwn = /"type"\s*:\s*"gemini"|"projectHash"\s*:|"toolCalls"\s*:/.test(opening)
    const isSpoken = /"type"\s*:\s*"(?:user|info|error|warning)"/.test(opening)
    return isSession && (isOwn || isSpoken) ? (isOwn ? 0.95 : 0.7) : 0
  },
  read: readGemini,
}
