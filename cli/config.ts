import { existsSync } from 'node:fs'
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path'
import { type Context, check, type LevelChoice, type Roster, rules } from '@secondstory/language'
import { structureRules } from '@secondstory/review/documents/structure-rules'
import {
  type Choices,
  extendsOf,
  type Override,
  ownIdsOf,
  readShape,
  type TriedRule,
} from './config-shape.ts'
import { type ConfigSource, type KeyPath, readConfigSource } from './config-source.ts'

/** The names a configuration can have, in the order in which they win within one folder. */
export const configNames: readonly string[] = ['json', 'js', 'yaml', 'yml'].map(
  (ending) => `secondstory.config.${ending}`,
)

/** What counts for one file, or the sentences that say why its configuration cannot be used. */
export type Configured =
  | { readonly context: Context; readonly config: string | null; readonly troubles?: undefined }
  | { readonly troubles: readonly string[] }

/** Which configuration is used: the nearest above each file, one named file for all, or none. */
export interface ConfigChoice {
  readonly file?: string
  readonly isOff?: boolean
}

/** Configurations by folder, each read once. */
export interface Configs {
  /** What counts for a file (or for a text that would stand there). */
  readonly contextFor: (file: string) => Promise<Configured>
  /** Forgets everything read so far: a configuration changed. */
  readonly forget: () => void
}

/** Opens the configurations of files. Nothing is read before it is asked for. */
export function openConfigs(choice: ConfigChoice = {}): Configs {
  const folders = new Map<string, string | null>()
  const loaded = new Map<string, Promise<Loaded>>()
  const load = (file: string): Promise<Loaded> => {
    const known = loaded.get(file) ?? loadConfig(file, [])
    loaded.set(file, known)
    return known
  }
  return {
    contextFor: async (file) => {
      if (choice.isOff) return { context: {}, config: null }
      const path = resolve(file)
      const config = choice.file === undefined ? nearestConfig(dirname(path), folders) : resolve(choice.file)
      if (config === null) return { context: {}, config: null }
      const found = await load(config)
      if (found.troubles.length > 0) return { troubles: found.troubles }
      return { context: await contextOf(found, path), config }
    },
    forget: () => {
      folders.clear()
      loaded.clear()
    },
  }
}

function nearestConfig(folder: string, known: Map<string, string | null>): string | null {
  const before = known.get(folder)
  if (before !== undefined) return before
  const here = configNames.map((name) => join(folder, name)).find((path) => existsSync(path))
  const above = dirname(folder)
  const found = here ?? (above === folder ? null : nearestConfig(above, known))
  known.set(folder, found)
  return found
}

/** A configuration with everything it extends, or with what is wrong with it. */
interface Loaded extends Choices {
  readonly ownRules: readonly TriedRule[]
  readonly overrides: readonly (Override & { readonly folder: string })[]
  readonly troubles: readonly string[]
  /** Contexts by the overrides that count, so that files alike share one. */
  readonly contexts: Map<string, Context>
}

const NOTHING: Choices & Pick<Loaded, 'ownRules' | 'overrides'> = {
  levels: {},
  section: null,
  roster: {},
  ownRules: [],
  overrides: [],
}

/** `leading` are the files that led here, each extending the next. */
async function loadConfig(file: string, leading: readonly string[]): Promise<Loaded> {
  const source = await readConfigSource(file)
  if (typeof source === 'string') return failed([shortened(source)])
  const bases: Loaded[] = []
  for (const [index, wanted] of extendsOf(source.value).entries()) {
    const base = resolve(dirname(file), wanted)
    const chain = [...leading, file]
    const problem = extendsProblem(wanted, base, chain)
    if (problem) return failed([await told(file, source, { path: ['extends', index], sentence: problem })])
    bases.push(await loadConfig(base, chain))
  }
  const below = bases.flatMap((base) => base.troubles)
  if (below.length > 0) return failed(below)
  return readLoaded(file, source, bases)
}

function extendsProblem(wanted: string, base: string, chain: readonly string[]): string | null {
  if (chain.includes(base)) {
    const circle = [...chain.slice(chain.indexOf(base)), base].map(shownPath).join(' → ')
    return `extends leads back to itself (${circle}); take “${wanted}” out of one of them.`
  }
  return existsSync(base)
    ? null
    : `extends names “${wanted}”, and there is no such file; the path starts at this file.`
}

async function readLoaded(file: string, source: ConfigSource, bases: readonly Loaded[]): Promise<Loaded> {
  const builtIn = [...rules.map((rule) => rule.id), ...structureRules]
  const inherited = bases.flatMap((base) => base.ownRules.map(({ rule }) => rule.id))
  const known = [...builtIn, ...inherited, ...ownIdsOf(source.value)]
  const { written, mistakes } = readShape(source.value, known, builtIn)
  const all = mistakes.length > 0 ? mistakes : exampleMistakes(written.ownRules)
  if (all.length > 0) return failed(await Promise.all(all.map((mistake) => told(file, source, mistake))))
  const own: Loaded = {
    ...written,
    overrides: written.overrides.map((override) => ({ ...override, folder: dirname(file) })),
    troubles: [],
    contexts: new Map(),
  }
  return [...bases, own].reduce(joined)
}

/** What comes later wins; lists grow; an own rule with the same id replaces the one before. */
function joined(base: Loaded, own: Loaded): Loaded {
  const ids = new Set(own.ownRules.map(({ rule }) => rule.id))
  return {
    ...joinedChoices(base, own),
    ownRules: [...base.ownRules.filter(({ rule }) => !ids.has(rule.id)), ...own.ownRules],
    overrides: [...base.overrides, ...own.overrides],
    troubles: [],
    contexts: new Map(),
  }
}

function joinedChoices(base: Choices, own: Choices): Choices {
  return {
    levels: joinedLevels(base.levels, own.levels),
    section: own.section ?? base.section,
    roster: {
      people: [...(base.roster.people ?? []), ...(own.roster.people ?? [])],
      teams: [...(base.roster.teams ?? []), ...(own.roster.teams ?? [])],
      services: [...(base.roster.services ?? []), ...(own.roster.services ?? [])],
      agents: [...(base.roster.agents ?? []), ...(own.roster.agents ?? [])],
    },
  }
}

type Levels = Readonly<Record<string, LevelChoice>>

// Weights by section are laid over weights by section; one word replaces everything said before.
function joinedLevels(base: Levels, own: Levels): Levels {
  const all: Record<string, LevelChoice> = { ...base }
  for (const [id, chosen] of Object.entries(own)) {
    const before = base[id]
    const areBoth = typeof before === 'object' && typeof chosen === 'object'
    all[id] = areBoth ? { ...before, ...chosen } : chosen
  }
  return all
}

function failed(troubles: readonly string[]): Loaded {
  return { ...NOTHING, troubles, contexts: new Map() }
}

function exampleMistakes(own: readonly TriedRule[]): readonly { path: KeyPath; sentence: string }[] {
  return own.flatMap(({ rule, finds, leaves }, index) => {
    const isFound = (text: string) => check(text, { ownRules: [rule] }).some((each) => each.rule === rule.id)
    const at = (list: string, place: number): KeyPath => ['ownRules', index, 'examples', list, place]
    return [
      ...finds.flatMap((text, place) =>
        isFound(text)
          ? []
          : [
              {
                path: at('finds', place),
                sentence: `Rule “${rule.id}” does not find its example “${text}”; change a phrase or the example.`,
              },
            ],
      ),
      ...leaves.flatMap((text, place) =>
        isFound(text)
          ? [
              {
                path: at('leaves', place),
                sentence: `Rule “${rule.id}” finds “${text}”, which it should leave; make a phrase narrower or move the example.`,
              },
            ]
          : [],
      ),
    ]
  })
}

async function told(
  file: string,
  source: ConfigSource,
  mistake: { path: KeyPath; sentence: string },
): Promise<string> {
  const line = await source.lineOf(mistake.path)
  return `${shownPath(file)}${line === null ? '' : `:${line}`}: ${mistake.sentence}`
}

/** A path as short as it can be said from here. */
function shownPath(file: string): string {
  const near = relative(process.cwd(), file)
  return near !== '' && !near.startsWith('..') ? near : file
}

function shortened(sentence: string): string {
  const here = `${process.cwd()}${sep}`
  return sentence.startsWith(here) ? sentence.slice(here.length) : sentence
}

async function contextOf(config: Loaded, path: string): Promise<Context> {
  const counting: number[] = []
  for (const [index, override] of config.overrides.entries())
    if (await matches(override, path)) counting.push(index)
  const key = counting.join(' ')
  const known = config.contexts.get(key)
  if (known) return known
  const choices = counting.reduce<Choices>(
    (all, index) => joinedChoices(all, config.overrides[index] ?? NOTHING),
    config,
  )
  const ownRules = config.ownRules.map(({ rule }) => rule)
  const context = withoutEmpty(choices, ownRules)
  config.contexts.set(key, context)
  return context
}

function withoutEmpty({ levels, section, roster }: Choices, ownRules: Context['ownRules']): Context {
  const isKnown = Object.values(roster).some((list) => list.length > 0)
  const known: { roster?: Roster } = isKnown ? { roster } : {}
  return {
    ...known,
    ...(section === null ? {} : { section }),
    ...(Object.keys(levels).length === 0 ? {} : { levels }),
    ...(ownRules === undefined || ownRules.length === 0 ? {} : { ownRules }),
  }
}

// Patterns are those of .gitignore, seen from the folder of the configuration that says them.
async function matches(override: Override & { readonly folder: string }, path: string): Promise<boolean> {
  const inside = relative(override.folder, path)
  if (inside === '' || inside.startsWith('..') || isAbsolute(inside)) return false
  const { default: ignore } = await import('ignore')
  return ignore()
    .add([...override.files])
    .ignores(inside.split(sep).join('/'))
}
