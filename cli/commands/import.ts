import { readFileSync, writeFileSync } from 'node:fs'
import process from 'node:process'
import { parseArgs } from 'node:util'
import { type Weights, weightsIn, weightsOf } from '@secondstory/review/ingest/weights'
import { isZone } from '@secondstory/review/ingest/zones'
import { isSameFile, listRecordFiles, sentenceFor } from '../record/files.ts'
import { readRecord } from '../record/reading.ts'
import { receiptText, type TimelineFormat, timelineFormats, writeTimeline } from '../record/writing.ts'

const HELP = `Usage: secondstory import [OPTIONS] FILE|FOLDER…

Reads the record of an incident (chat exports, alerts, pages, deploys, agent transcripts, notes) and proposes one
timeline from all of it. Nothing leaves this machine. Secrets are removed; whoever wrote or acted appears as a role,
and a name inside a sentence stays as it was written. The receipt on standard error says what became of every record.

  --to FILE            write the timeline to FILE; its ending says how: .md, .json or .csv (standard output, as Markdown)
  --format FORMAT      md, json or csv, where no file says it
  --tray               the less likely events as well
  --weights FILE       how much each rule counts, as JSON: {"pinned": 0.7}; rules it leaves out count as usual
  --zone ZONE          zone of times that name none, such as Europe/Berlin
  --day DAY            day of clocks that name none, as 2026-03-12
  --since, --until     leave out what lies before or after, as 2026-03-12T14:00Z
  --help               this page

Exit code 0 when every file was read, 2 when one was not.
`

const OPTIONS = {
  to: { type: 'string' },
  format: { type: 'string' },
  tray: { type: 'boolean', default: false },
  weights: { type: 'string' },
  zone: { type: 'string' },
  day: { type: 'string' },
  since: { type: 'string' },
  until: { type: 'string' },
  help: { type: 'boolean', short: 'h', default: false },
} as const

interface Choice {
  readonly paths: readonly string[]
  readonly to: string | null
  readonly format: TimelineFormat
  readonly withTray: boolean
  readonly weights: Weights
  readonly reading: Readonly<Partial<Record<'zone' | 'day' | 'from' | 'to', string>>>
}

/** `secondstory import`: a timeline from files, without a server. */
export async function importRecord(args: readonly string[]): Promise<number> {
  const choice = choiceOf(args)
  if (choice === null) {
    process.stdout.write(HELP)
    return 0
  }
  if (typeof choice === 'string') {
    process.stderr.write(`${choice}\n`)
    return 2
  }
  const files = listRecordFiles(choice.paths)
  const { to } = choice
  if (to !== null && files.some(({ path }) => isSameFile(path, to))) {
    process.stderr.write(`${to} is a part of the record and stays as it is; choose another name for --to.\n`)
    return 2
  }
  const options = { now: new Date().toISOString(), ...choice.reading }
  const record = readRecord(files, options, choice.weights)
  process.stderr.write(receiptText(record))
  const text = writeTimeline(record, choice)
  if (to === null) process.stdout.write(text)
  else if (!wrote(to, text)) return 2
  return record.receipts.some((receipt) => receipt.trouble !== '') ? 2 : 0
}

function wrote(path: string, text: string): boolean {
  try {
    writeFileSync(path, text)
    return true
  } catch (error) {
    process.stderr.write(`${path} was not written. ${writingSentence(error)}\n`)
    return false
  }
}

const WRITING: Readonly<Record<string, string>> = {
  ENOENT: 'Its folder does not exist; make it first, or name another.',
  ENOTDIR: 'Its folder does not exist; make it first, or name another.',
  EISDIR: 'A folder has this name; name a file in it.',
  EACCES: 'Writing there is not permitted for the current account.',
  EPERM: 'Writing there is not permitted for the current account.',
  EROFS: 'Nothing can be written there; name another folder.',
  ENOSPC: 'There is no room left there; name another folder.',
}

function writingSentence(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return WRITING[code] ?? `The system answered ${code || String(error)}.`
}

function choiceOf(args: readonly string[]): Choice | null | string {
  const parsed = parse(args)
  if (typeof parsed === 'string') return parsed
  const { values, positionals } = parsed
  if (values.help) return null
  if (positionals.length === 0) return 'No file was named. `secondstory import --help` says how.'
  const ending = values.to?.split('.').at(-1)
  const format = timelineFormats.find((each) => each === (values.format ?? ending ?? 'md'))
  if (format === undefined) {
    return values.format === undefined
      ? `--to is “${values.to}”; a timeline is written as .md, .json or .csv.`
      : `--format is “${values.format}”; it can be md, json or csv.`
  }
  const problem = problemOf(values)
  if (problem !== null) return problem
  const chosen = values.weights === undefined ? { chosen: {} } : weightsAt(values.weights)
  if ('problem' in chosen) return `--weights ${values.weights}: ${chosen.problem}`
  const reading = {
    ...(values.zone === undefined ? {} : { zone: values.zone }),
    ...(values.day === undefined ? {} : { day: values.day }),
    ...(values.since === undefined ? {} : { from: new Date(values.since).toISOString() }),
    ...(values.until === undefined ? {} : { to: new Date(values.until).toISOString() }),
  }
  return {
    paths: positionals,
    to: values.to ?? null,
    format,
    withTray: values.tray,
    weights: weightsOf(chosen.chosen),
    reading,
  }
}

function weightsAt(path: string): ReturnType<typeof weightsIn> {
  try {
    return weightsIn(readFileSync(path, 'utf8'))
  } catch (error) {
    return { problem: sentenceFor(error) }
  }
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true })
  } catch (error) {
    return `${error instanceof Error ? error.message.split('. ')[0] : String(error)}. \`secondstory import --help\` lists the options.`
  }
}

// Date.parse takes 31 February for 3 March, so the day is asked for again.
function isDay(text: string): boolean {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00Z`) : Number.NaN
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text)
}

function isInstant(text: string): boolean {
  return /T.*(?:Z|[+-]\d{2}:\d{2})$/.test(text) && isDay(text.slice(0, 10)) && !Number.isNaN(Date.parse(text))
}

function problemOf(values: { zone?: string; day?: string; since?: string; until?: string }): string | null {
  if (values.zone !== undefined && !isZone(values.zone))
    return `--zone is “${values.zone}”, which is no time zone we know; choose one such as Europe/Berlin or UTC.`
  if (values.day !== undefined && !isDay(values.day))
    return `--day is “${values.day}”; it is written as 2026-03-12.`
  for (const name of ['since', 'until'] as const) {
    const value = values[name]
    if (value !== undefined && !isInstant(value))
      return `--${name} is “${value}”; it is written as 2026-03-12T14:00Z.`
  }
  const { since, until } = values
  return since !== undefined && until !== undefined && Date.parse(since) > Date.parse(until)
    ? `--since is “${since}” and lies after --until, “${until}”; exchange the two.`
    : null
}
