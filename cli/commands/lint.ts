import process from 'node:process'
import { parseArgs } from 'node:util'
import { check, type Finding, type Level } from '@secondstory/language'
import { formatOf, inFormat } from '@secondstory/language/formats'
import { type Read, readInputs } from '../inputs.ts'
import { asJson, asText, type FileReport, summaryOf } from '../report.ts'

const HELP = `Usage: secondstory lint [OPTIONS] PATH…

Finds blame, hindsight and empty actions in post-mortems, and asks a better question.
A PATH is a file, a folder (its .md, .mdx, .rst, .adoc and .txt files) or - for standard input.
A file's name tells its format: Markdown, MDX, reStructuredText, AsciiDoc, HTML or plain text.

  --format text|json   how to print findings (text)
  --level LEVEL        print findings from this level on: error, warning or hint (hint)
  --help               this page

Exit code 1 when a finding of level error stands, 0 when none does, 2 for trouble.
A finding stays on purpose with  <!-- secondstory-keep RULE: because … -->  before or in its paragraph.
`

interface Options {
  readonly paths: readonly string[]
  readonly format: 'text' | 'json'
  readonly level: Level
}

const LEVELS: readonly Level[] = ['error', 'warning', 'hint']

/** `secondstory lint`: the exit code is 1 when an error-level finding stands, 2 when something could not be read. */
export async function lint(args: readonly string[]): Promise<number> {
  const options = readOptions(args)
  if (typeof options === 'string') {
    process.stderr.write(options)
    return 2
  }
  if (options === null) {
    process.stdout.write(HELP)
    return 0
  }
  const reports: FileReport[] = []
  let isTroubled = false
  for await (const read of readInputs(options.paths)) {
    const report = reportOf(read, options.level)
    if (report === null) isTroubled = true
    else reports.push(report)
    if (report && options.format === 'text') process.stdout.write(asText(report, hasColour()))
  }
  process.stdout.write(options.format === 'json' ? asJson(reports) : summaryOf(reports))
  const hasError = reports.some((report) => report.findings.some((finding) => finding.level === 'error'))
  return isTroubled ? 2 : hasError ? 1 : 0
}

function reportOf(read: Read, level: Level): FileReport | null {
  if (read.trouble !== undefined) {
    process.stderr.write(`${read.path}: ${read.trouble}\n`)
    return null
  }
  const findings = check(read.text, inFormat(formatOf(read.path))).filter((finding) =>
    reaches(finding, level),
  )
  return { path: read.path, text: read.text, findings }
}

function reaches(finding: Finding, level: Level): boolean {
  return LEVELS.indexOf(finding.level) <= LEVELS.indexOf(level)
}

// Colour only for a person at a terminal; NO_COLOR (no-color.org) and dumb terminals are respected.
function hasColour(): boolean {
  return process.stdout.isTTY === true && !process.env.NO_COLOR && process.env.TERM !== 'dumb'
}

// The options; null for help; a sentence when they cannot be read.
function readOptions(args: readonly string[]): Options | null | string {
  const parsed = parse(args)
  if (typeof parsed === 'string') return parsed
  if (parsed.values.help) return null
  const format = parsed.values.format
  if (format !== 'text' && format !== 'json') return `--format is “${format}”; it can be text or json.\n`
  const level = LEVELS.find((known) => known === parsed.values.level)
  if (!level) return `--level is “${parsed.values.level}”; it can be error, warning or hint.\n`
  if (parsed.positionals.length === 0)
    return 'No file was named. `secondstory lint postmortems/` checks a folder, `-` reads standard input.\n'
  return { paths: parsed.positionals, format, level }
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        format: { type: 'string', default: 'text' },
        level: { type: 'string', default: 'hint' },
        help: { type: 'boolean', short: 'h', default: false },
      },
    })
  } catch (error) {
    const reason = error instanceof Error ? (error.message.split('. ')[0] ?? '') : ''
    return `${reason}. \`secondstory lint --help\` lists the options.\n`
  }
}
