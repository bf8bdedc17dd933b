import process from 'node:process'
import { parseArgs } from 'node:util'
import {
  type HistoryCounts,
  historyArguments,
  historyReader,
  MASS_CHANGE,
} from '@secondstory/review/ingest/git-history'
import {
  type ComponentKnowledge,
  type KnowledgeRecord,
  knowledgeOf,
  knowledgeSentence,
} from '@secondstory/review/model/knowledge'
import { printable } from '../report.ts'
import { askGit, openRepository } from '../repository.ts'

const HELP = `Usage: secondstory knowledge [OPTIONS] [REPOSITORY]

Says which parts of a repository one person, or nobody, is known to be able to repair. REPOSITORY is a folder (the
current one unless named), bare or with its files, or an https:// or ssh:// address. Only counts are told: 0, 1, or 2
and more. Who it is stays in memory and is written nowhere.

  --depth N         how many folders make a component (1)
  --all             components that two people or more know as well
  --assisted        count a commit a person made with a coding agent for the person; it counts for the agent otherwise
  --mass N          a commit that touches more files shows no knowledge of them (${MASS_CHANGE})
  --format FORMAT   text or json
  --help            this page

Having changed a file is not the same as being able to repair it at night, and squashed commits hide people. A drill
that a second person passes says more.

Exit code 0 when every component is known by two people or more, 1 when one is not, 2 on trouble.
`

const OPTIONS = {
  depth: { type: 'string', default: '1' },
  all: { type: 'boolean', default: false },
  assisted: { type: 'boolean', default: false },
  mass: { type: 'string', default: String(MASS_CHANGE) },
  format: { type: 'string', default: 'text' },
  help: { type: 'boolean', short: 'h', default: false },
} as const

interface Choice {
  readonly repository: string
  readonly depth: number
  readonly showsAll: boolean
  readonly countsAssisted: boolean
  readonly massChange: number
  readonly isJson: boolean
}

/** `secondstory knowledge`: where knowledge of a repository rests with one person, or with none. */
export async function knowledge(args: readonly string[]): Promise<number> {
  const choice = choiceOf(args)
  if (choice === null) {
    process.stdout.write(HELP)
    return 0
  }
  if (typeof choice === 'string') return refuse(choice)
  const opened = await openRepository(choice.repository)
  if (opened.trouble !== undefined) return refuse(opened.trouble)
  const read = await readHistory(opened.path, choice).finally(() => opened.close())
  if (typeof read === 'string') return refuse(read)
  const components = knowledgeOf(read, (path) => componentOf(path, choice.depth))
  process.stdout.write(
    choice.isJson ? asJson(components, read.counts) : asText(components, read.counts, choice),
  )
  return components.some(({ knownBy }) => knownBy < 2) ? 1 : 0
}

function refuse(sentence: string): number {
  process.stderr.write(`${printable(sentence)}\n`)
  return 2
}

async function readHistory(
  path: string,
  { countsAssisted, massChange }: Choice,
): Promise<(KnowledgeRecord & { readonly counts: HistoryCounts }) | string> {
  const standing = new Set<string>()
  const tree = await askGit(
    ['-C', path, 'ls-tree', '-r', '-z', '--name-only', '--full-tree', 'HEAD'],
    (file) => standing.add(file),
  )
  if (tree?.code !== 0) return `${path} has no commit yet, so there is nothing to read.`
  const reader = historyReader({ countsAssisted, massChange })
  const log = await askGit(['-C', path, ...historyArguments], (field) => reader.take(field))
  if (log?.code !== 0)
    return `The history of ${path} could not be read to its end. Git says: ${log?.complaint ?? ''}`
  return reader.finish(standing)
}

/** The first folders of a path; files beside them are the repository itself. */
function componentOf(path: string, depth: number): string {
  const folders = path.split('/').slice(0, -1)
  return folders.length === 0 ? '(top level)' : folders.slice(0, depth).join('/')
}

function asJson(components: readonly ComponentKnowledge[], counts: HistoryCounts): string {
  return `${JSON.stringify({ components, leftOut: counts }, null, 2)}\n`
}

function asText(
  components: readonly ComponentKnowledge[],
  counts: HistoryCounts,
  { showsAll }: Choice,
): string {
  const shown = components.filter(({ knownBy }) => showsAll || knownBy < 2)
  const lines = shown.map((component) => {
    const at = component.personChangedAt?.slice(0, 10)
    return `${knowledgeSentence(component)}${at === undefined ? '' : ` Last changed by a person on ${at}.`}`
  })
  const calm =
    components.length === 0
      ? 'No file in it is written by hand.'
      : 'Two people or more are known for every component.'
  const { commits, byBots, massChanges } = counts
  return [
    ...(lines.length === 0 ? [calm] : lines),
    '',
    `Read ${commits} commits; left out ${byBots} by bots and ${massChanges} mass changes. Only counts are told.`,
    '',
  ]
    .map(printable)
    .join('\n')
}

function choiceOf(args: readonly string[]): Choice | null | string {
  const parsed = parse(args)
  if (typeof parsed === 'string') return parsed
  const { values, positionals } = parsed
  if (values.help) return null
  if (positionals.length > 1) return `${positionals.length} repositories were named; one is read at a time.`
  for (const name of ['depth', 'mass'] as const) {
    if (!/^[1-9]\d{0,6}$/.test(values[name]))
      return `--${name} is “${values[name]}”; it is a whole number from 1.`
  }
  if (!['text', 'json'].includes(values.format))
    return `--format is “${values.format}”; it can be text or json.`
  return {
    repository: positionals[0] ?? '.',
    depth: Number(values.depth),
    massChange: Number(values.mass),
    showsAll: values.all,
    countsAssisted: values.assisted,
    isJson: values.format === 'json',
  }
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true })
  } catch (error) {
    return `${error instanceof Error ? error.message.split('. ')[0] : String(error)}. \`secondstory knowledge --help\` lists the options.`
  }
}
