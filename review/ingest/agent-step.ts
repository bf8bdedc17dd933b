/**
 * Steps of an agent as evidence: what it was told, what it said, what it did and what came back. Whatever a
 * transcript contains is told as words; nothing in it is ever followed.
 */
import type { EventKind, EvidenceDraft, Speaker } from '../model/evidence.ts'
import type { Moment } from '../model/instants.ts'
import { reachOf } from './agent-command.ts'
import { correlatesOf } from './correlations.ts'
import { type Fields, glimpse, isFields, textAt } from './json.ts'
import { jsonPartsOf } from './json-stream.ts'
import type { FileView, SourceRecord } from './source.ts'
import { isNotUnderstood } from './source.ts'
import { excerpt, grouped, ordinal } from './words.ts'

/** Something of a transcript that becomes no evidence on purpose; the summary counts it by its name. */
export interface LeftOut {
  readonly leftOut: 'thinking' | 'bookkeeping' | 'said twice'
}

/** What a dialect yields for each record. */
export type AgentRecord = SourceRecord | LeftOut

/** Whether a record was left out on purpose. */
export function isLeftOut(record: AgentRecord): record is LeftOut {
  return 'leftOut' in record
}

/** A transcript as a dialect reads it. */
export interface Transcript {
  readonly file: FileView
  readonly fileName: string
  /** Zone of times that name none, when the importer chose one. */
  readonly zone?: string
}

/** One way of writing transcripts. */
export interface Dialect {
  /** The agent as people call it: "Claude Code". */
  readonly agent: string
  /** How sure the opening of a file makes it, 0 to 1. */
  recognises(opening: string): number
  read(transcript: Transcript): Generator<AgentRecord>
  /** Its times name no zone. */
  readonly isZoneNeeded: boolean
}

/** The values of a transcript in JSON with their numbers; a piece that is none is told. */
export function* valuesOf({
  file,
  fileName,
}: Transcript): Generator<
  { readonly value: unknown; readonly line: number } | { readonly told: SourceRecord }
> {
  let line = 0
  for (const part of jsonPartsOf(file)) {
    line++
    if ('tooLong' in part) yield { told: { notUnderstood: part.tooLong, text: '', place: fileName } }
    else if ('broken' in part) yield { told: brokenLine(part.broken, fileName) }
    else yield { value: part.value, line }
  }
}

function brokenLine(broken: string, place: string): SourceRecord {
  return {
    notUnderstood: 'A line stops in the middle; the transcript was cut off or is still being written.',
    text: excerpt(broken),
    place,
  }
}

/** A record that could not be placed, with the first words of it. */
export function unplaced(because: string, value: unknown, place: string): SourceRecord {
  return { notUnderstood: because, text: excerpt(glimpse(value)), place }
}

/** Where and when a step stands, and how it is named. */
export interface Standing {
  readonly key: string
  readonly at: Moment | null
  readonly basis: EvidenceDraft['basis']
  readonly zoneAssumed?: string
  /** Line or index in the transcript, and the part inside it. */
  readonly line: number
  readonly part?: number
  readonly place: string
  readonly thread?: string
  readonly speaker: Speaker
  /** Facts of the record beside those of the step: `subagent`, `zone-missing`. */
  readonly marks?: readonly string[]
}

/** A draft of words with a kind and marks. */
export function draftOf(
  standing: Standing,
  {
    kind,
    text,
    marks = [],
  }: { readonly kind: EventKind; readonly text: string; readonly marks?: readonly string[] },
): EvidenceDraft {
  const { key, at, basis, zoneAssumed, line, part = 0, place, thread, speaker } = standing
  return {
    source: 'agent',
    key,
    happenedAt: at,
    basis,
    ...(zoneAssumed !== undefined && at !== null ? { zoneAssumed } : {}),
    sequence: `${ordinal(line)}.${String(part).padStart(4, '0')}`,
    kind,
    speaker,
    text,
    place,
    ...(thread === undefined ? {} : { thread }),
    marks: [...(standing.marks ?? []), ...marks],
    correlates: correlatesOf(text),
  }
}

/** Words that let the agent go on, and commands to its program: they say little by themselves. */
const goAhead =
  /^(?:y|yes|no?|ok(?:ay)?|sure|go(?: on| ahead)?|continue|proceed|do it|next|retry|try again|thanks?|please|\d|\/(?:clear|cost|compact|model|help|resume|login|logout|status|exit|quit|config|memory|context|usage|add|drop|tokens|undo|ls|diff)\b.*)[.!]?$/i

/** What a person told the agent. */
export function instruction(standing: Standing, text: string): EvidenceDraft {
  const marks = goAhead.test(text.trim().slice(0, 200)) ? ['instruction', 'routine'] : ['instruction']
  return draftOf(standing, { kind: 'note', text: cut(text), marks })
}

/** What an agent said: its own account, which is no proof that it is so. */
export function testimony(standing: Standing, text: string): EvidenceDraft {
  return draftOf(standing, { kind: 'agent-step', text: cut(text), marks: ['testimony', 'routine'] })
}

/** A call of a tool, before its answer is known. */
export interface Call {
  readonly tool: string
  readonly input: unknown
}

/** What came back from a call. */
export interface Answer {
  readonly text: string
  /** It ended with an error. */
  readonly hasFailed: boolean
  /** A person or a rule did not let it happen. */
  readonly isBlocked: boolean
  readonly at: Moment | null
}

/** A call with its answer, as one piece of evidence; without an answer it says so. */
export function step(standing: Standing, call: Call, answer: Answer | null): EvidenceDraft {
  const command = commandOf(call.input)
  const marks = [...marksOf(call, command, answer), `tool:${call.tool.slice(0, 80)}`]
  const draft = draftOf(standing, {
    kind: 'agent-step',
    text: [cut(saidOf(call, command), 3000), answeredOf(answer)].filter((line) => line !== '').join('\n'),
    marks,
  })
  const end = answer?.at?.at
  const isLater = end !== undefined && standing.at !== null && end > standing.at.at
  const commits = answer === null ? [] : commitsOf(answer.text)
  return {
    ...draft,
    ...(isLater ? { until: end } : {}),
    correlates: [...new Set([...draft.correlates, ...commits])],
  }
}

function answeredOf(answer: Answer | null): string {
  if (answer === null) return 'No answer is recorded.'
  const text = cut(answer.text.trim())
  if (answer.isBlocked) return `Not let through: ${text}`
  return answer.hasFailed ? `Failed: ${text}` : text === '' ? '' : `Answer: ${text}`
}

/** What `git commit` and `git push` print: "[main 3f2a91c] words", "3f2a91c..8b1d004". */
function commitsOf(text: string): readonly string[] {
  const found = [
    ...text.slice(0, 4000).matchAll(/^\[[\w./-]{1,80}(?: \(root-commit\))? ([0-9a-f]{7,40})\]/gm),
  ]
  return found.slice(0, 5).map((match) => `commit:${match[1] ?? ''}`)
}

const lookingTools =
  /^(?:read|glob|grep|ls|notebookread|webfetch|websearch|toolsearch|todo(?:read|write)|task(?:list|get|create|update|output)|bashoutput|exitplanmode|enterplanmode|askuserquestion|skill|read_file|read_many_files|list_directory|list_dir|search_file_content|grep_search|grep_files|google_web_search|web_search|web_fetch|save_memory|write_todos|update_plan|view_image|list_mcp_resources|read_mcp_resource|view|open|goto|scroll_(?:up|down)|find_file|search_(?:dir|file)|think|finish|submit|recall|browse|get_internal_docs|wait)$/i
const editingTools =
  /^(?:edit|multiedit|write|notebookedit|apply_patch|write_file|replace|create|insert|str_replace\w*|fileeditor|file_editor|edit_file)$/i
const lookingVerb =
  /(?:^|_{1,2}|\.)(?:get|list|search|read|fetch|find|describe|lookup|query|view|show)(?:_|[A-Z]|$)/
const changingVerb =
  /(?:^|_{1,2}|\.)(?:deploy|rollback|restart|scale|merge|publish|send|post|create|update|set|apply|promote|resolve|acknowledge|close)(?:_|[A-Z]|$)/
const endingVerb = /(?:^|_{1,2}|\.)(?:delete|destroy|drop|terminate|purge|remove)(?:_|[A-Z]|$)/

/** Files that decide how things run, rather than what is being written. */
const runningFile =
  /(?:^|\/)(?:\.env[\w.]*|Dockerfile[\w.]*|docker-compose[\w.-]*|Chart\.yaml|values[\w.-]*\.ya?ml|kustomization\.ya?ml|crontab|nginx\.conf|[\w.-]+\.tf(?:vars)?|[\w.-]+\.(?:conf|service|hcl))$|(?:^|\/)(?:\.github\/workflows|k8s|kubernetes|helm|manifests|terraform|deploy(?:ments?)?|infra)\/|^\/etc\//i

function marksOf({ tool, input }: Call, command: string, answer: Answer | null): readonly string[] {
  const isBlocked = answer?.isBlocked === true
  const ended = isBlocked ? ['blocked'] : answer?.hasFailed === true ? ['failed'] : []
  const reach = command === '' ? reachOfTool(tool, input) : reachOf(command)
  if (reach === 'reads') return ['routine', ...ended]
  // What was stopped changed nothing; that it could not have been taken back is still worth a look.
  if (reach === 'ends') return isBlocked ? ['irreversible', ...ended] : ['changes', 'irreversible', ...ended]
  return reach === 'changes' && !isBlocked ? ['changes', ...ended] : ended
}

function reachOfTool(tool: string, input: unknown): ReturnType<typeof reachOf> {
  const fields = isFields(input) ? input : {}
  if (lookingTools.test(tool) || textAt(fields, 'command') === 'view') return 'reads'
  if (editingTools.test(tool))
    return filesOf(input).some((file) => runningFile.test(file)) ? 'changes' : 'works'
  if (endingVerb.test(tool)) return 'ends'
  if (changingVerb.test(tool)) return 'changes'
  return lookingVerb.test(tool) ? 'reads' : 'works'
}

/** Files a call is about: under their usual names, or in the headings of a patch. */
function filesOf(input: unknown): readonly string[] {
  const fields = isFields(input) ? input : {}
  const named = ['file_path', 'notebook_path', 'path', 'file', 'absolute_path', 'filename']
    .map((name) => textAt(fields, name))
    .filter((file) => file !== '')
  const patch = typeof input === 'string' ? input : textAt(fields, 'patch') || textAt(fields, 'input')
  const headings = [...patch.slice(0, 200_000).matchAll(/^\*\*\* (?:Add|Update|Delete) File: (.{1,400})$/gm)]
  return [...named, ...headings.map((match) => match[1] ?? '')].slice(0, 20)
}

/** The shell command of a call, or ''. */
function commandOf(input: unknown): string {
  if (!isFields(input)) return ''
  const command = input.command ?? input.cmd ?? input.script
  if (Array.isArray(command)) return spoken(command.filter((word) => typeof word === 'string'))
  // An editor's "command" is one of its own verbs and stands beside a path.
  return typeof command === 'string' && textAt(input, 'path') === '' ? command : ''
}

/** The words of a command given as a list; a shell's own words are left out. */
function spoken(words: readonly string[]): string {
  const [shell = '', flag = '', rest] = words
  if (/(?:^|\/)(?:ba|z|da)?sh$/.test(shell) && /^-\w*c$/.test(flag) && rest !== undefined) return rest
  return words.map((word) => (/[\s"';|&]/.test(word) ? `'${word}'` : word)).join(' ')
}

function saidOf({ tool, input }: Call, command: string): string {
  if (command !== '') return `Ran: ${command.trim()}`
  const files = filesOf(input)
  if (editingTools.test(tool) && files.length > 0) return `Edited (${tool}): ${files.join(', ')}`
  const fields = isFields(input) ? input : {}
  if (/^(?:task|agent|delegate)$/i.test(tool))
    return `Started a subagent: ${textAt(fields, 'description') || textAt(fields, 'prompt') || textAt(fields, 'task')}`
  const words = typeof input === 'string' ? input : inputWords(fields)
  return words === '' ? `Used ${tool}` : `Used ${tool}: ${words}`
}

/** The short members of an input; long ones are contents and stand elsewhere. */
function inputWords(fields: Fields): string {
  return Object.entries(fields)
    .slice(0, 6)
    .map(
      ([name, value]) =>
        `${name} ${typeof value === 'string' ? cut(value, 300) : glimpse(value).slice(0, 300)}`,
    )
    .join(', ')
}

const LONGEST_ANSWER = 2000

/** A text with its beginning and its end; what was cut from between is told. */
export function cut(text: string, longest = LONGEST_ANSWER): string {
  if (text.length <= longest) return text
  const head = Math.floor(longest * 0.7)
  const tail = longest - head
  return `${text.slice(0, head)} [${grouped(text.length - longest)} characters left out] ${text.slice(-tail)}`
}

/** The words of content that may be text or a list of parts; pictures are named, thinking is not among them. */
export function contentWords(content: unknown): string {
  if (typeof content === 'string') return content
  if (isFields(content)) return partWords(content)
  if (!Array.isArray(content)) return ''
  return content
    .map((part: unknown) => (typeof part === 'string' ? part : isFields(part) ? partWords(part) : ''))
    .filter((words) => words !== '')
    .join('\n')
}

function partWords(part: Fields): string {
  const type = textAt(part, 'type')
  if (/image|file|audio|document/.test(type)) return `[${type.replace(/^input_/, '')} left out]`
  return /thinking|reasoning/.test(type) ? '' : textAt(part, 'text')
}

const refused =
  /^(?:the user (?:doesn't|does not|did not|didn't) want to|the user (?:rejected|denied|declined|cancelled)|user (?:rejected|denied|declined|cancelled)|.{0,80}\bbut you haven't granted it|permission to use .{1,200} has been denied|permission denied by|\[?(?:request|operation) (?:interrupted|cancelled) by user|.{0,80}\b(?:blocked|denied|rejected|stopped) by (?:a |the |your )?(?:\w+ )?(?:hook|policy|guardrail|sandbox|permission|rule|user)|.{0,60}\bhook (?:blocked|denied)|exec command rejected|aborted by user|sandbox (?:denied|error)|PreToolUse)/i

/** Whether an answer says that a person or a rule stopped the call. */
export function saysBlocked(text: string): boolean {
  return refused.test(
    text
      .trim()
      .slice(0, 400)
      .replace(/^(?:Error|<tool_use_error>):?\s*/i, ''),
  )
}

/** Machine accounts: nobody is called so. */
const machineAccount =
  /^(?:root|runner|ubuntu|debian|ec2-user|admin|user|users?|dev|developer|test|tests?|node|app|apps|work|workspace|workspaces|vscode|agent|agents|ci|build|builder|jenkins|git|docker|default|public|shared|guest|service|deploy|openhands|codespace|home|project|projects)$/i

/** The person at the keyboard, as far as a transcript tells: the account whose home the agent worked in. */
export function personAt(folder: string): Speaker {
  const account = /(?:^|[\\/])(?:Users|home)[\\/]([A-Za-z][\w.-]{1,31})(?=[\\/]|$)/.exec(folder)?.[1] ?? ''
  // One odd word: parts of a longer name would be taken for people wherever they stand in a text.
  if (account === '' || machineAccount.test(account))
    return { kind: 'person', ref: 'agent-user', name: 'agent-user', handles: [] }
  return { kind: 'person', ref: `agent-user:${account}`, name: account, handles: [`@${account}`] }
}

/** The agent as the one that speaks; a helper it started has its own name. */
export function agentNamed(name: string, isSubagent = false): Speaker {
  const full = isSubagent ? `${name} subagent` : name
  // Anything but plain words stays as it is: what a secret looks like must still be seen when secrets are removed.
  const ref = /^[\w ]{1,60}$/.test(full) ? full.toLowerCase().replaceAll(' ', '-') : full
  return { kind: 'agent', ref: `agent:${ref}`, name: full, handles: [] }
}

/** Whether a record is evidence, and neither left out nor not understood. */
export function isEvidence(record: AgentRecord): record is EvidenceDraft {
  return !isLeftOut(record) && !isNotUnderstood(record)
}
