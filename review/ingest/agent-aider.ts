/**
 * Aider: the history it keeps as Markdown. A session tells when it began, by a local clock; what follows has
 * an order and no time. "####" is what a person wrote, ">" what the program printed, all else the agent.
 */
import type { Speaker } from '../model/evidence.ts'
import { reachOf } from './agent-command.ts'
import { placed } from './agent-naive.ts'
import {
  type AgentRecord,
  agentNamed,
  cut,
  type Dialect,
  draftOf,
  instruction,
  personAt,
  type Standing,
  saysBlocked,
  type Transcript,
  testimony,
} from './agent-step.ts'
import { linesIn, tooLongSentence } from './windows.ts'

const agent = 'Aider'
const began = /^# aider chat started at (\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2})\s*$/

type Voice = 'person' | 'program' | 'agent'

interface Passage {
  readonly voice: Voice
  readonly line: number
  readonly lines: string[]
}

interface Session {
  written: string
  count: number
  readonly transcript: Transcript
}

function* readAider(transcript: Transcript): Generator<AgentRecord> {
  const session: Session = { written: '', count: 0, transcript }
  let passage: Passage | null = null
  let line = 0
  for (const read of linesIn(transcript.file)) {
    line++
    if ('tooLongBytes' in read) {
      yield { notUnderstood: tooLongSentence(read.tooLongBytes), text: '', place: transcript.fileName }
      continue
    }
    const written = read.text
    const start = began.exec(written)?.[1]
    const voice = voiceOf(written)
    if (start !== undefined || (passage !== null && written.trim() !== '' && passage.voice !== voice)) {
      if (passage !== null) yield* passageRecords(passage, session)
      passage = null
    }
    if (start !== undefined) yield opened(start, line, session)
    else if (passage !== null) passage.lines.push(written)
    else if (written.trim() !== '') passage = { voice, line, lines: [written] }
  }
  if (passage !== null) yield* passageRecords(passage, session)
}

function voiceOf(line: string): Voice {
  if (line.startsWith('#### ')) return 'person'
  return line.startsWith('> ') || line === '>' ? 'program' : 'agent'
}

const program: Speaker = { kind: 'system', ref: 'aider', name: agent, handles: [] }

function opened(start: string, line: number, session: Session): AgentRecord {
  session.written = start
  session.count = 0
  const { at, zoneAssumed, marks } = placed(start, session.transcript.zone)
  const standing = standingOf(session, line, program)
  return draftOf(
    { ...standing, at, marks, ...(zoneAssumed === undefined ? {} : { zoneAssumed }) },
    // A time that cannot be placed stays in the words.
    {
      kind: 'system',
      text: `A session of the agent began${at === null ? ` at ${start}` : ''}.`,
      marks: ['routine'],
    },
  )
}

function standingOf(session: Session, line: number, speaker: Speaker): Standing {
  const { written, transcript } = session
  const name = written.replace(' ', 'T')
  return {
    key: name === '' ? '' : `agent:aider:${name}:${session.count++}`,
    at: null,
    basis: 'recorded',
    line,
    place: `${agent}, ${transcript.fileName}`,
    ...(name === '' ? {} : { thread: `agent:aider:${name}` }),
    speaker,
  }
}

function* passageRecords({ voice, line, lines }: Passage, session: Session): Generator<AgentRecord> {
  if (voice === 'program') {
    for (const [index, written] of lines.entries()) {
      const words = written.replace(/^>\s?/, '').trim()
      if (words !== '') yield printed(words, line + index, session)
    }
    return
  }
  const words = lines
    .map((written) => written.replace(/^#### /, ''))
    .join('\n')
    .trim()
  if (words === '') return
  if (voice === 'agent') yield testimony(standingOf(session, line, agentNamed(agent)), words)
  else yield commanded(words, standingOf(session, line, personAt('')))
}

/** "/run kubectl …" and "!kubectl …": a person has the shell run something. */
function commanded(words: string, standing: Standing): AgentRecord {
  const command = /^(?:\/(?:run|test|git)\s|!)([\s\S]+)$/.exec(words)?.[1]?.trim()
  if (command === undefined) return instruction(standing, words)
  const reach = reachOf(words.startsWith('/git') ? `git ${command}` : command)
  const grave =
    reach === 'ends' ? ['changes', 'irreversible'] : reach === 'changes' ? ['changes'] : ['routine']
  return draftOf(standing, {
    kind: 'agent-step',
    text: `Had it run: ${cut(command)}`,
    marks: reach === 'works' ? [] : grave,
  })
}

/** What the program printed: what it wrote and committed is told, the rest stays below the tray. */
function printed(words: string, line: number, session: Session): AgentRecord {
  const commit = /^Commit ([0-9a-f]{7,40})\b\s?(.*)$/.exec(words)
  const standing = standingOf(session, line, commit === null ? program : agentNamed(agent))
  if (commit !== null) {
    const draft = draftOf(standing, {
      kind: 'commit',
      text: `Committed ${commit[1]}: ${cut(commit[2] ?? '')}`,
    })
    return { ...draft, correlates: [...new Set([...draft.correlates, `commit:${commit[1]}`])] }
  }
  const edited = /^Applied edit to (.{1,400})$/.exec(words)?.[1]
  if (edited !== undefined)
    return draftOf(
      { ...standing, speaker: agentNamed(agent) },
      { kind: 'agent-step', text: `Edited: ${edited}` },
    )
  if (/^(?:Running|Run shell command)\b/.test(words)) return ran(words, standing)
  const isTrouble = /\b(?:error|exception|failed|traceback)\b/i.test(words)
  const marks = [...(saysBlocked(words) ? ['blocked'] : isTrouble ? ['failed'] : []), 'routine']
  return draftOf(standing, { kind: 'system', text: cut(words), marks })
}

function ran(words: string, standing: Standing): AgentRecord {
  const command = words.replace(/^(?:Running|Run shell commands?\??)\s*/, '')
  const reach = reachOf(command)
  const marks = reach === 'ends' ? ['changes', 'irreversible'] : reach === 'changes' ? ['changes'] : []
  return draftOf(
    { ...standing, speaker: agentNamed(agent) },
    { kind: 'agent-step', text: `Ran: ${cut(command)}`, marks: reach === 'reads' ? ['routine'] : marks },
  )
}

/** `.aider.chat.history.md` */
export const aider: Dialect = {
  agent,
  isZoneNeeded: true,
  recognises: (opening) =>
    /^# aider chat started at \d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}/m.test(opening) ? 0.97 : 0,
  read: readAider,
}
