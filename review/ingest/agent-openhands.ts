/**
 * OpenHands: its events as single files, as a list, or inside the output of a run, in the older form
 * (`action`/`observation`) and the newer (`kind`). Its clock is local and names no zone.
 */
import type { EvidenceDraft, Speaker } from '../model/evidence.ts'
import { placed } from './agent-naive.ts'
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
import { type Fields, fieldsAt, isFields, textAt, wordsAt } from './json.ts'
import { excerpt } from './words.ts'

const agent = 'OpenHands'

interface Reading {
  readonly open: Map<string, { readonly standing: Standing; readonly call: Call }>
  readonly told: Set<string>
  readonly fileName: string
  readonly zone: string | undefined
}

function* readOpenHands(transcript: Transcript): Generator<AgentRecord> {
  const { fileName, zone } = transcript
  const reading: Reading = { open: new Map(), told: new Set(), fileName, zone }
  let line = 0
  for (const entry of valuesOf(transcript)) {
    if ('told' in entry) {
      yield entry.told
      continue
    }
    for (const event of eventsOf(entry.value)) yield* onceOnly(eventRecord(event, ++line, reading), reading)
  }
  for (const { standing, call } of reading.open.values()) yield step(standing, call, null)
}

/** Events of a value: itself, or the history a run's output keeps (in pairs of what was done and seen). */
function eventsOf(value: unknown): readonly unknown[] {
  if (!isFields(value)) return [value]
  const list = value.history ?? value.events ?? value.trajectory
  const members: readonly unknown[] = Array.isArray(list) ? list : [value]
  return members.flatMap((member: unknown): readonly unknown[] => (Array.isArray(member) ? member : [member]))
}

function* onceOnly(record: AgentRecord | null, { told }: Reading): Generator<AgentRecord> {
  if (record === null) return
  if (!('key' in record) || record.key === '') yield record
  else if (told.has(record.key)) yield { leftOut: 'said twice' }
  else {
    told.add(record.key)
    yield record
  }
}

interface Event {
  readonly fields: Fields
  readonly line: number
  readonly reading: Reading
}

function eventRecord(value: unknown, line: number, reading: Reading): AgentRecord | null {
  if (!isFields(value)) return unplaced('A part of the transcript is no event.', value, reading.fileName)
  const event: Event = { fields: value, line, reading }
  if (textAt(value, 'kind') !== '' && textAt(value, 'source') !== '') return newerRecord(event)
  if (textAt(value, 'observation') !== '') return observed(event)
  if (textAt(value, 'action') !== '') return acted(event)
  return unplaced('An event of the transcript is of a kind we do not know.', value, reading.fileName)
}

function standingOf({ fields, line, reading }: Event, speaker: Speaker): Standing {
  const id = wordsAt(fields, 'id')
  const written = textAt(fields, 'timestamp')
  const { at, zoneAssumed, marks } = placed(written, reading.zone)
  // Numbers count inside a run; with their microseconds they are one event.
  const name = /^\d+$/.test(id) ? (written === '' ? '' : `${id}:${written}`) : id
  return {
    key: name === '' ? '' : `agent:openhands:${name}`,
    at,
    basis: 'occurred',
    ...(zoneAssumed === undefined ? {} : { zoneAssumed }),
    line,
    place: at === null ? `${agent}, ${reading.fileName}` : agent,
    speaker,
    marks,
  }
}

function bySource(event: Event): Speaker {
  const source = textAt(event.fields, 'source')
  if (source === 'user') return personAt('')
  if (source === 'agent') return agentNamed(agent)
  return { kind: 'system', ref: 'openhands', name: agent, handles: [] }
}

function spoke(event: Event, words: string): AgentRecord {
  if (words.trim() === '') return { leftOut: 'bookkeeping' }
  const standing = standingOf(event, bySource(event))
  if (standing.speaker.kind === 'person') return instruction(standing, words)
  if (standing.speaker.kind === 'agent') return testimony(standing, words)
  return draftOf(standing, { kind: 'system', text: cut(words), marks: ['routine'] })
}

const silent =
  /^(?:system|recall|change_agent_state|agent_state_changed|null|condensation\w*|pause|resume|start_hook\w*|loop_recovery|streaming_chunk)$/

function acted(event: Event): AgentRecord | null {
  const { fields } = event
  const action = textAt(fields, 'action')
  const input = fieldsAt(fields, 'args')
  if (silent.test(action)) return { leftOut: 'bookkeeping' }
  if (action === 'think') return { leftOut: 'thinking' }
  if (action === 'message') return spoke(event, textAt(input, 'content') || textAt(fields, 'message'))
  if (action === 'finish') return spoke(event, textAt(input, 'final_thought') || textAt(fields, 'message'))
  if (action === 'reject') return spoke(event, textAt(fields, 'message'))
  const tool = action === 'run_ipython' ? 'python' : action
  return opened(event, wordsAt(fields, 'id'), { tool, input: plainInput(action, input) })
}

/** Without what the agent thought beside it. */
function plainInput(action: string, input: Fields): Fields {
  if (action === 'run') return { command: textAt(input, 'command') }
  if (action === 'read' || action === 'write' || action === 'edit') return { path: textAt(input, 'path') }
  const kept = Object.entries(input).filter(
    ([name]) => !/thought|hidden|confirmation|security|blocking/.test(name),
  )
  return Object.fromEntries(kept)
}

function opened(event: Event, id: string, call: Call): AgentRecord | null {
  const standing = standingOf(event, bySource(event))
  if (id === '') return step(standing, call, null)
  if (event.reading.open.has(id) || event.reading.told.has(standing.key)) return { leftOut: 'said twice' }
  event.reading.open.set(id, { standing, call })
  return null
}

function observed(event: Event): AgentRecord {
  const { fields } = event
  const kind = textAt(fields, 'observation')
  if (kind === 'think') return { leftOut: 'thinking' }
  if (silent.test(kind)) return { leftOut: 'bookkeeping' }
  const extras = fieldsAt(fields, 'extras')
  const exit = wordsAt(extras, 'exit_code') || wordsAt(fieldsAt(extras, 'metadata'), 'exit_code')
  const text = textAt(fields, 'content') || textAt(fields, 'message')
  const isBlocked = kind === 'user_rejected' || saysBlocked(text)
  const hasFailed = !isBlocked && (kind === 'error' || (exit !== '' && exit !== '0' && exit !== '-1'))
  return closed(event, wordsAt(fields, 'cause'), { text, hasFailed, isBlocked })
}

function closed(event: Event, cause: string, told: Omit<Answer, 'at'>): AgentRecord {
  const { open, zone } = event.reading
  const answer: Answer = { ...told, at: placed(textAt(event.fields, 'timestamp'), zone).at }
  const known = open.get(cause)
  if (known !== undefined) {
    open.delete(cause)
    return step(known.standing, known.call, answer)
  }
  return cameBack(event, answer)
}

function cameBack(event: Event, answer: Answer): EvidenceDraft {
  return draftOf(standingOf(event, bySource(event)), {
    kind: 'agent-step',
    text: `Came back from a call told elsewhere: ${cut(answer.text)}`,
    marks: [...(answer.isBlocked ? ['blocked'] : answer.hasFailed ? ['failed'] : []), 'routine'],
  })
}

function newerRecord(event: Event): AgentRecord | null {
  const { fields } = event
  const kind = textAt(fields, 'kind')
  if (kind === 'MessageEvent') return spoke(event, contentWords(fieldsAt(fields, 'llm_message').content))
  if (kind === 'ActionEvent') return newerCall(event)
  if (kind === 'ObservationEvent') return newerAnswer(event)
  if (kind === 'UserRejectObservation')
    return closed(event, textAt(fields, 'action_id'), {
      text: textAt(fields, 'rejection_reason') || 'A person rejected it.',
      hasFailed: false,
      isBlocked: true,
    })
  if (/^(?:AgentErrorEvent|ConversationErrorEvent)$/.test(kind))
    return draftOf(standingOf(event, bySource(event)), {
      kind: 'observation',
      text: cut(textAt(fields, 'error') || textAt(fields, 'detail') || 'The agent met an error.'),
      marks: ['failed', 'routine'],
    })
  if (/^(?:PauseEvent|InterruptEvent)$/.test(kind))
    return draftOf(standingOf(event, personAt('')), { kind: 'decision', text: 'Stopped the agent.' })
  if (/^(?:SystemPrompt|Condensation|ConversationState|LLMCompletion|Token|HookExecution)/.test(kind))
    return { leftOut: 'bookkeeping' }
  return unplaced(
    `An event of the transcript is of a kind we do not know: ${excerpt(kind, 40)}.`,
    fields,
    event.reading.fileName,
  )
}

function newerCall(event: Event): AgentRecord | null {
  const { fields } = event
  const { kind: _kind, ...input } = fieldsAt(fields, 'action')
  const kind = textAt(fieldsAt(fields, 'action'), 'kind')
  if (kind === 'ThinkAction') return { leftOut: 'thinking' }
  if (kind === 'FinishAction') return spoke(event, textAt(input, 'message'))
  const tool = textAt(fields, 'tool_name') || kind.replace(/Action$/, '')
  // An editor that only looks says so with its command.
  const isLook = textAt(input, 'command') === 'view'
  return opened(event, wordsAt(fields, 'id'), { tool: isLook ? 'view' : tool, input })
}

function newerAnswer(event: Event): AgentRecord {
  const { fields } = event
  const seen = fieldsAt(fields, 'observation')
  if (textAt(seen, 'kind') === 'ThinkObservation') return { leftOut: 'thinking' }
  const exit = wordsAt(seen, 'exit_code') || wordsAt(fieldsAt(seen, 'metadata'), 'exit_code')
  const text = contentWords(seen.content) || contentWords(seen.output)
  const isBlocked = saysBlocked(text)
  const hasFailed = !isBlocked && (seen.is_error === true || (exit !== '' && exit !== '0' && exit !== '-1'))
  return closed(event, textAt(fields, 'action_id'), { text, hasFailed, isBlocked })
}

/** Events of OpenHands, older and newer. */
export const openHands: Dialect = {
  agent,
  isZoneNeeded: true,
  recognises(opening) {
    if (!/"source"\s*:\s*"(?:agent|user|environment)"/.test(opening)) return 0
    const isOlder =
      /"(?:action|observation)"\s*:\s*"[a-z_]{1,40}"/.test(opening) &&
      /"(?:args|extras|cause)"\s*:/.test(opening)
    const isNewer = /"kind"\s*:\s*"\w{1,60}(?:Event|Observation)"/.test(opening)
    return isOlder || isNewer ? 0.93 : 0
  },
  read: readOpenHands,
}
