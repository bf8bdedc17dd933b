import { type Context, check, type Finding, type Level } from '@secondstory/language'
import { formatOf, inFormat } from '@secondstory/language/formats'
import { type ConfigChoice, openConfigs } from './config.ts'
import { readInput, STANDARD_INPUT } from './inputs.ts'
import type { FileReport } from './report.ts'

/** What is asked of every file. Plain data, so that it crosses to another thread. */
export interface Job {
  /** The wording, the structure of a post-mortem, or both. */
  readonly looksAt: readonly ('wording' | 'structure')[]
  readonly level: Level
  readonly isFixing: boolean
  readonly isCounting: boolean
  readonly config: ConfigChoice
  /** Where standard input would stand as a file; decides its configuration and its kind. */
  readonly inputPath: string | null
}

/** What came of one file: its report, or the sentences that say why there is none. */
export type Examined =
  | { readonly report: FileReport; readonly troubles?: undefined }
  | { readonly troubles: readonly string[] }

const LEVELS: readonly Level[] = ['error', 'warning', 'hint']

/** Whether a finding of one level is wanted where everything from another level on is. */
export function reaches(level: Level, wanted: Level): boolean {
  return LEVELS.indexOf(level) <= LEVELS.indexOf(wanted)
}

/** Opens an examiner: each file is read, checked with its own configuration, and mended when that is asked for. */
export function openExaminer(job: Job): (path: string) => Promise<Examined> {
  const configs = openConfigs(job.config)
  return async (path) => {
    const place = path === STANDARD_INPUT ? (job.inputPath ?? 'standard input') : path
    const configured = await configs.contextFor(place)
    if (configured.troubles !== undefined) return { troubles: configured.troubles }
    const read = await readInput(path)
    if (read.trouble !== undefined) return { troubles: [`${read.path}: ${read.trouble}`] }
    const context = inFormat(formatOf(place), configured.context)
    const find = await finderFor(job, context)
    if (job.isFixing) {
      const { mend } = await import('./fix.ts')
      const result = mend(path, read, find)
      if (result.troubles !== undefined) return result
      return { report: await counted({ ...result.report, path: place }, job) }
    }
    return { report: await counted({ path: place, text: read.text, findings: find(read.text) }, job) }
  }
}

/** What finds in a text what the job wants to see, in the order of the text. */
export type Find = (text: string) => readonly Finding[]

async function finderFor(job: Job, context: Context): Promise<Find> {
  const structure = job.looksAt.includes('structure') ? (await import('./structure.ts')).checkStructure : null
  return (text) => {
    const wording = job.looksAt.includes('wording') ? check(text, context) : []
    const all = structure === null ? wording : inOrder([...structure(text, context), ...wording])
    return all.filter((finding) => reaches(finding.level, job.level))
  }
}

function inOrder(findings: readonly Finding[]): readonly Finding[] {
  return [...findings].sort((a, b) => a.from - b.from || a.to - b.to)
}

async function counted(report: FileReport, job: Job): Promise<FileReport> {
  if (!job.isCounting) return report
  const { wordsIn } = await import('./stats.ts')
  return { ...report, words: wordsIn(report.text) }
}
