import process from 'node:process'
import type { Level } from '@secondstory/language'
import type { Job } from './examine.ts'
import { examineAll } from './examine-all.ts'
import { listInputs, STANDARD_INPUT } from './inputs.ts'
import type { Options } from './options.ts'
import { err, type Output, out } from './output.ts'
import { openProgress } from './progress.ts'
import { asJson, asText, type FileReport, printable, summaryOf } from './report.ts'

/** Looks at every file the options name and prints what was found. The exit code: 0 no error stands, 1 one does, 2 trouble. */
export async function run(options: Options, looksAt: Job['looksAt']): Promise<number> {
  const job: Job = { ...options, looksAt }
  const inputs = await listInputs(options.paths)
  const to = outputOf(options)
  const progress = openProgress(inputs.length)
  const reports: FileReport[] = []
  const told = new Set<string>()
  let done = 0
  for await (const { report, troubles } of withReport(examineAll(inputs, job))) {
    progress.step(++done)
    for (const trouble of troubles) {
      // A configuration that cannot be used is told once and not for every file below it.
      if (!told.has(trouble)) progress.clear()
      if (!told.has(trouble)) err.write(`${printable(trouble)}\n`)
      told.add(trouble)
    }
    if (report === null) continue
    if (options.format === 'text' && report.findings.length > 0) {
      progress.clear()
      to.write(asText(report, hasColour(to)))
    }
    // A run over a whole archive need not hold it in memory: text is printed as it comes.
    reports.push(options.format === 'text' ? { ...report, text: '' } : report)
  }
  progress.clear()
  await print(reports, options, to)
  return told.size > 0 ? 2 : hasLevel(reports, 'error') ? 1 : 0
}

async function* withReport(examined: ReturnType<typeof examineAll>) {
  for await (const each of examined)
    yield each.troubles === undefined
      ? { report: each.report, troubles: [] }
      : { report: null, troubles: each.troubles }
}

function hasLevel(reports: readonly FileReport[], level: Level): boolean {
  return reports.some((report) => report.findings.some((finding) => finding.level === level))
}

// Mended standard input goes to standard output, so that what was found has to go beside it.
function outputOf({ isFixing, paths }: Options): Output {
  return isFixing && paths.includes(STANDARD_INPUT) ? err : out
}

// Colour only for a person at a terminal; NO_COLOR (no-color.org) and dumb terminals are respected.
function hasColour(to: Output): boolean {
  return to.isTerminal() && !process.env.NO_COLOR && process.env.TERM !== 'dumb'
}

async function print(reports: readonly FileReport[], options: Options, to: Output): Promise<void> {
  const stats = options.isCounting ? await import('./stats.ts') : null
  const counts = stats?.statsOf(reports)
  if (options.format === 'json') {
    to.write(asJson(reports, counts ? { stats: counts } : {}))
    return
  }
  if (options.format === 'text') to.write(summaryOf(reports))
  else {
    const formats = await import('./report-formats.ts')
    const written = { github: formats.asGithub, junit: formats.asJunit, sarif: formats.asSarif }[
      options.format
    ]
    to.write(written(reports))
  }
  // Beside a format for programs, counts would be no part of it.
  if (stats && counts) (options.format === 'text' ? to : err).write(stats.statsText(counts))
}
