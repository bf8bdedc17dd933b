/** SWE-agent: a trajectory without any clock. Its steps keep their order; when they happened is not told. */
import type { Speaker } from '../model/evidence.ts'
import {
  type AgentRecord,
  type Answer,
  agentNamed,
  type Call,
  contentWords,
  cut,
  type Dialect,
  draftOf,
  type Standing,
  saysBlocked,
  step,
  type Transcript,
  testimony,
  unplaced,
  valuesOf,
} from './agent-step.ts'
import { type Fields, fieldsAt, isFields, listAt, parseExactJson, textAt, wordsAt } from './json.ts'
import { MOST_RECORD_BYTES } from './windows.ts'
import { fingerprintOf } from './words.ts'

const agent = 'SWE-agent'

interface Run {
  /** Grows step by step from how long each was, so that a longer copy of the run names its steps the same. */
  name: string
  readonly fileName: string
  /** What stands in the file once: a long run arrives in parts, each with the same of it. */
  readonly frame: Fields
  /** Steps, or entries of the conversation, that were told. */
  line: number
  /** The last entry of a conversation, whose answer may come with the next part. */
  waiting: readonly unknown[]
}

function* readSwe(transcript: Transcript): Generator<AgentRecord> {
  const { fileName } = transcript
  const mayBePart = transcript.file.sizeBytes > MOST_RECORD_BYTES
  const isToldInSteps = mayBePart && holdsSteps(transcript)
  let run: Run | null = null
  for (const entry of valuesOf(transcript)) {
    if ('told' in entry) yield entry.told
    else if (!isFields(entry.value))
      yield unplaced('A part of the file is no trajectory.', entry.value, fileName)
    else {
      const isNext =
        run !== null && mayBePart && isFields(run.frame.info) && run.frame.info === entry.value.info
      if (run !== null && !isNext) yield* endRecords(run)
      if (run === null || !isNext) run = startRun(entry.value, fileName)
      yield* runRecords(entry.value, run, isToldInSteps)
    }
  }
  if (run !== null) yield* endRecords(run)
}

function startRun(frame: Fields, fileName: string): Run {
  return { name: textAt(frame, 'environment'), fileName, frame, line: 0, waiting: [] }
}

/** Whether a file tells steps; its conversation, which tells them once more, is then passed over. */
function holdsSteps(transcript: Transcript): boolean {
  for (const entry of valuesOf(transcript))
    if ('value' in entry && isFields(entry.value) && listAt(entry.value, 'trajectory').length > 0) return true
  return false
}

function* runRecords(part: Fields, run: Run, isToldInSteps: boolean): Generator<AgentRecord> {
  const steps = listAt(part, 'trajectory')
  if (steps.length > 0) yield* stepRecords(steps, run)
  else if (Array.isArray(part.history)) {
    if (!isToldInSteps) yield* historyRecords(part.history, run)
  } else if (!isToldInSteps) yield unplaced('The trajectory holds no steps.', part, run.fileName)
}

function* endRecords(run: Run): Generator<AgentRecord> {
  yield* entryRecords(run.waiting[0], undefined, run)
  const status = textAt(fieldsAt(run.frame, 'info'), 'exit_status')
  if (status === '') return
  const speaker: Speaker = { kind: 'system', ref: 'swe-agent', name: agent, handles: [] }
  const isEarly = !/^submitted$/.test(status)
  yield draftOf(standingOf(run, 999_999, { speaker, size: 'end' }), {
    kind: 'observation',
    text: `The run ended: ${status}.`,
    marks: isEarly ? ['failed'] : ['routine'],
  })
}

function standingOf(run: Run, line: number, { speaker, size }: { speaker: Speaker; size: string }): Standing {
  run.name = fingerprintOf(`${run.name} ${line} ${size}`)
  return {
    key: `agent:swe-agent:${run.name}`,
    at: null,
    basis: 'recorded',
    line,
    place: `${agent}, ${run.fileName}`,
    speaker,
  }
}

function* stepRecords(steps: readonly Fields[], run: Run): Generator<AgentRecord> {
  for (const one of steps) {
    run.line += 1
    if (textAt(one, 'thought') !== '') yield { leftOut: 'thinking' }
    const command = textAt(one, 'action').trim()
    const answer = answerOf(textAt(one, 'observation'), wordsAt(one, 'execution_time'))
    if (command === '' && answer.text === '') yield { leftOut: 'bookkeeping' }
    else {
      const size = `${command.length} ${textAt(one, 'observation').length}`
      yield step(standingOf(run, run.line, { speaker: agentNamed(agent), size }), callOf(command), answer)
    }
  }
}

/** Commands of its own beside those of the shell. */
const own =
  /^(?:open|goto|scroll_(?:up|down)|create|edit|insert|find_file|search_(?:dir|file)|submit|str_replace_editor|view|state|exit_\w+|undo_edit)\b/

function callOf(command: string): Call {
  const tool = own.exec(command)?.[0]
  if (tool === undefined) return { tool: 'shell', input: { command } }
  const rest = command.slice(tool.length).trim()
  if (tool === 'str_replace_editor' && rest.startsWith('view')) return { tool: 'view', input: rest }
  const path = /(?:^|\s)(\S*[/.]\S+)/.exec(rest.slice(0, 400))?.[1]
  return { tool, input: tool === 'create' || tool.startsWith('str') ? { path: path ?? rest } : rest }
}

function answerOf(text: string, seconds: string): Answer {
  const isBlocked = saysBlocked(text) || /^Operation '.{1,200}' is not supported/.test(text)
  const failed =
    /^(?:Your (?:proposed edit|edit) (?:has introduced|was not applied)|bash: |Traceback \(most recent|.{0,80}command not found|EXECUTION (?:TIMED OUT|FAILED)|Exit code: [1-9])/
  const took = seconds === '' || Number(seconds) < 1 ? '' : ` (took ${Number(seconds).toFixed(1)} s)`
  return {
    text: `${text.trim()}${took}`,
    hasFailed: !isBlocked && failed.test(text.trim()),
    isBlocked,
    at: null,
  }
}

/** Older files and demonstrations hold only the conversation: what was done, then what was seen. */
function* historyRecords(history: readonly unknown[], run: Run): Generator<AgentRecord> {
  const entries = [...run.waiting, ...history]
  for (const [index, entry] of entries.slice(0, -1).entries())
    yield* entryRecords(entry, entries[index + 1], run)
  run.waiting = entries.slice(-1)
}

function* entryRecords(entry: unknown, next: unknown, run: Run): Generator<AgentRecord> {
  if (entry === undefined) return
  run.line += 1
  if (!isFields(entry)) yield unplaced('A part of the trajectory is no record.', entry, run.fileName)
  else if (textAt(entry, 'role') === 'assistant') yield* didRecords(entry, next, run)
  else if (/^(?:user|system)$/.test(textAt(entry, 'role')) && !isObservation(entry)) {
    // The task and the instructions of the harness.
    yield { leftOut: 'bookkeeping' }
  }
}

function isObservation(entry: Fields): boolean {
  return textAt(entry, 'message_type') === 'observation' || textAt(entry, 'role') === 'tool'
}

function* didRecords(entry: Fields, next: unknown, run: Run): Generator<AgentRecord> {
  if (textAt(entry, 'thought') !== '') yield { leftOut: 'thinking' }
  const called = fieldsAt(listAt(entry, 'tool_calls')[0] ?? {}, 'function')
  const command = textAt(entry, 'action').trim()
  const words = contentWords(entry.content)
  const speaker = agentNamed(agent)
  const standing = standingOf(run, run.line, { speaker, size: `${command.length} ${words.length}` })
  if (command === '' && textAt(called, 'name') === '') {
    if (words !== '' && textAt(entry, 'thought') === '') yield testimony(standing, cut(words))
    return
  }
  const seen = isFields(next) && (isObservation(next) || textAt(next, 'role') === 'user') ? next : null
  const answer =
    seen === null ? null : answerOf(contentWords(seen.content).replace(/^OBSERVATION:\s*/, ''), '')
  const input = parseExactJson(textAt(called, 'arguments'))?.value
  yield step(standing, command === '' ? { tool: textAt(called, 'name'), input } : callOf(command), answer)
}

/** Trajectories of SWE-agent and mini-SWE-agent's older form. */
export const sweAgent: Dialect = {
  agent,
  isZoneNeeded: false,
  recognises(opening) {
    if (!/^\s*\{/.test(opening)) return 0
    const isRun =
      /"trajectory"\s*:\s*\[/.test(opening) && /"(?:observation|action|environment)"\s*:/.test(opening)
    const isTalk =
      /"history"\s*:\s*\[/.test(opening) &&
      /"message_type"\s*:\s*"(?:system_prompt|demonstration|observation|action)"/.test(opening)
    return isRun || isTalk ? 0.94 : 0
  },
  read: readSwe,
}
