import { parseArgs } from 'node:util'
import type { Level } from '@secondstory/language'
import { nearest } from '@secondstory/language/nearest'
import type { ConfigChoice } from './config.ts'
import { STANDARD_INPUT } from './inputs.ts'

/** How findings are printed. */
export type Format = 'text' | 'json' | 'sarif' | 'github' | 'junit'

/** What a run over files was asked to do. */
export interface Options {
  readonly paths: readonly string[]
  readonly format: Format
  readonly level: Level
  readonly config: ConfigChoice
  readonly inputPath: string | null
  readonly isFixing: boolean
  readonly isCounting: boolean
  readonly isListing: boolean
  readonly hasWording: boolean
}

const FORMATS: readonly Format[] = ['text', 'json', 'sarif', 'github', 'junit']
const LEVELS: readonly Level[] = ['error', 'warning', 'hint']

const COMMON = {
  format: { type: 'string', default: 'text' },
  level: { type: 'string', default: 'hint' },
  config: { type: 'string' },
  'no-config': { type: 'boolean', default: false },
  'stdin-path': { type: 'string' },
  stats: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
} as const
const LINT = {
  ...COMMON,
  fix: { type: 'boolean', default: false },
  rules: { type: 'boolean', default: false },
} as const
const CHECK = { ...COMMON, wording: { type: 'boolean', default: false } } as const

/** Reads the options of `lint` or `check`: null for help, a sentence when they cannot be read. */
export function readOptions(command: 'lint' | 'check', args: readonly string[]): Options | null | string {
  const known = command === 'lint' ? LINT : CHECK
  const parsed = parse(command, args, known)
  if (typeof parsed === 'string') return parsed
  const { values, positionals } = parsed
  if (values.help === true) return null
  const said = (name: string): string | undefined => {
    const value = values[name]
    return typeof value === 'string' ? value : undefined
  }
  const format = FORMATS.find((each) => each === said('format'))
  if (!format) return `--format is “${said('format')}”; it can be text, json, sarif, github or junit.\n`
  const level = LEVELS.find((each) => each === said('level'))
  if (!level) return `--level is “${said('level')}”; it can be error, warning or hint.\n`
  const config = said('config')
  if (config !== undefined && values['no-config'] === true)
    return '--config and --no-config were both given; leave one of them out.\n'
  const options: Options = {
    paths: positionals,
    format,
    level,
    config: { isOff: values['no-config'] === true, ...(config === undefined ? {} : { file: config }) },
    inputPath: said('stdin-path') ?? null,
    isFixing: values.fix === true,
    isCounting: values.stats === true,
    isListing: values.rules === true,
    hasWording: values.wording === true,
  }
  return problemOf(command, options) ?? options
}

function problemOf(command: string, { paths, isFixing, isListing }: Options): string | null {
  if (isListing) return null
  if (paths.length === 0)
    return `No file was named. \`secondstory ${command} postmortems/\` looks at a folder, \`-\` reads standard input.\n`
  if (paths.includes(''))
    return 'One of the paths is empty; a variable that has no value is the usual reason.\n'
  if (isFixing && paths.includes(STANDARD_INPUT) && paths.length > 1)
    return '--fix writes standard input to standard output, so “-” has to stand alone; name the files in a second run.\n'
  return null
}

interface Parsed {
  readonly values: Readonly<Record<string, unknown>>
  readonly positionals: readonly string[]
}

function parse(
  command: string,
  args: readonly string[],
  options: typeof LINT | typeof CHECK,
): Parsed | string {
  try {
    return parseArgs({ args: [...args], allowPositionals: true, options })
  } catch (error) {
    const reason = error instanceof Error ? (error.message.split('. ')[0] ?? '') : ''
    const strange = /'--([\w-]+)'/.exec(reason)?.[1]
    const near = strange === undefined ? null : nearest(strange, Object.keys(options))
    const cure =
      near === null || near === strange
        ? `\`secondstory ${command} --help\` lists the options.`
        : `Did you mean “--${near}”?`
    return `${reason}. ${cure}\n`
  }
}
