import type { Level, LevelChoice, OwnRule, Person, Roster, SectionKind } from '@secondstory/language'
import { phraseProblem } from '@secondstory/language'
import { nearest } from '@secondstory/language/nearest'
import type { KeyPath } from './config-source.ts'

// What a configuration may say. Every mistake is found and told with the place it stands at; nothing is guessed.

/** A mistake: where, and the sentence that names it and its cure. */
export interface Mistake {
  readonly path: KeyPath
  readonly sentence: string
}

/** Choices for the files some patterns name. */
export interface Override extends Choices {
  readonly files: readonly string[]
}

/** Choices that count for a whole configuration or for one override. */
export interface Choices {
  readonly levels: Readonly<Record<string, LevelChoice>>
  readonly section: SectionKind | null
  readonly roster: Roster
}

/** An own rule with the sentences it promises to find and to leave. */
export interface TriedRule {
  readonly rule: OwnRule
  readonly finds: readonly string[]
  readonly leaves: readonly string[]
}

/** A configuration as one file says it. */
export interface Written extends Choices {
  readonly ownRules: readonly TriedRule[]
  readonly overrides: readonly Override[]
}

const KEYS = ['$schema', 'extends', 'rules', 'section', 'vocabulary', 'ownRules', 'overrides'] as const
const LEVELS: readonly (Level | 'off')[] = ['error', 'warning', 'hint', 'off']
const SECTIONS: readonly SectionKind[] = ['analysis', 'timeline', 'actions', 'accounts', 'other']
const WEIGHED = ['analysis', 'timeline', 'actions', 'other'] as const

type Fields = Readonly<Record<string, unknown>>

/** Reads values and writes down every mistake on the way. */
class Reading {
  readonly mistakes: Mistake[] = []

  say(path: KeyPath, sentence: string): void {
    this.mistakes.push({ path, sentence })
  }

  fields(value: unknown, path: KeyPath, keys: readonly string[] | null): Fields {
    if (!isFields(value)) {
      if (value !== undefined) this.say(path, `${nameOf(path)} is ${shown(value)}; it needs keys and values.`)
      return {}
    }
    for (const key of keys === null ? [] : Object.keys(value))
      if (!keys?.includes(key))
        this.say(
          [...path, key],
          `“${key}” is no key of ${nameOf(path)}; ${meant(key, (keys ?? []).filter(isPlain))}`,
        )
    return value
  }

  list(value: unknown, path: KeyPath): readonly unknown[] {
    if (value === undefined) return []
    if (Array.isArray(value)) return value
    this.say(path, `${nameOf(path)} is ${shown(value)}; it needs a list.`)
    return []
  }

  text(value: unknown, path: KeyPath): string | null {
    if (typeof value === 'string' && value.trim() !== '') return value
    const found = value === undefined ? 'missing' : shown(value)
    this.say(path, `${nameOf(path)} is ${found}; it needs words.`)
    return null
  }

  texts(value: unknown, path: KeyPath): readonly string[] {
    return this.list(value, path).flatMap((item, index) => this.text(item, [...path, index]) ?? [])
  }

  optionalText(value: unknown, path: KeyPath): string | null {
    return value === undefined ? null : this.text(value, path)
  }

  oneOf<T extends string>(value: unknown, path: KeyPath, words: readonly T[]): T | null {
    const word = words.find((each) => each === value)
    if (word === undefined) this.say(path, `${nameOf(path)} is ${shown(value)}; it can be ${listed(words)}.`)
    return word ?? null
  }
}

function isPlain(key: string): boolean {
  return !key.startsWith('$')
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function nameOf(path: KeyPath): string {
  if (path.length === 0) return 'a configuration'
  return path
    .map((part, index) => (typeof part === 'number' ? `[${part + 1}]` : index === 0 ? part : `.${part}`))
    .join('')
}

function shown(value: unknown): string {
  if (typeof value === 'string') return value.trim() === '' ? 'empty' : `“${value.slice(0, 60)}”`
  return Array.isArray(value)
    ? 'a list'
    : typeof value === 'object' && value !== null
      ? 'an object'
      : String(value)
}

function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words[words.length - 1]}`
}

function meant(word: string, words: readonly string[]): string {
  const near = nearest(word, words)
  return near ? `did you mean “${near}”?` : `known are ${listed(words)}.`
}

/** The paths a configuration extends; mistakes in them are told by `readShape`. */
export function extendsOf(value: unknown): readonly string[] {
  const said = isFields(value) ? value.extends : undefined
  return typeof said === 'string'
    ? [said]
    : Array.isArray(said)
      ? said.filter((each) => typeof each === 'string')
      : []
}

/** The ids of the own rules a configuration brings, so that its `rules` may name them. */
export function ownIdsOf(value: unknown): readonly string[] {
  const said = isFields(value) ? value.ownRules : undefined
  return (Array.isArray(said) ? said : []).flatMap((each) =>
    isFields(each) && typeof each.id === 'string' ? each.id : [],
  )
}

/** Reads one file's value. `known` are all rule ids it may name; `taken` those an own rule cannot have. */
export function readShape(
  value: unknown,
  known: readonly string[],
  taken: readonly string[],
): { readonly written: Written; readonly mistakes: readonly Mistake[] } {
  const reading = new Reading()
  const fields = reading.fields(value ?? {}, [], KEYS)
  if (typeof fields.extends !== 'string') reading.texts(fields.extends, ['extends'])
  const overrides = reading.list(fields.overrides, ['overrides']).map((item, index): Override => {
    const path = ['overrides', index]
    const own = reading.fields(item, path, ['files', 'rules', 'section', 'vocabulary'])
    const files = typeof own.files === 'string' ? [own.files] : reading.texts(own.files, [...path, 'files'])
    if (files.length === 0)
      reading.say(path, `${nameOf(path)} names no files; add patterns such as "timelines/**".`)
    return { files, ...choicesOf(reading, own, { path, known }) }
  })
  const ownRules = reading
    .list(fields.ownRules, ['ownRules'])
    .flatMap((item, index) => ownRuleOf(reading, item, { path: ['ownRules', index], taken }) ?? [])
  const written = { ...choicesOf(reading, fields, { path: [], known }), ownRules, overrides }
  return { written, mistakes: reading.mistakes }
}

function choicesOf(
  reading: Reading,
  fields: Fields,
  at: { path: KeyPath; known: readonly string[] },
): Choices {
  const section = fields.section
  return {
    levels: levelsOf(reading, fields.rules, { path: [...at.path, 'rules'], known: at.known }),
    section: section === undefined ? null : reading.oneOf(section, [...at.path, 'section'], SECTIONS),
    roster: rosterOf(reading, fields.vocabulary, [...at.path, 'vocabulary']),
  }
}

function levelsOf(
  reading: Reading,
  value: unknown,
  at: { path: KeyPath; known: readonly string[] },
): Readonly<Record<string, LevelChoice>> {
  const levels: Record<string, LevelChoice> = {}
  for (const [id, chosen] of Object.entries(reading.fields(value, at.path, null))) {
    const path = [...at.path, id]
    if (!at.known.includes(id)) {
      const near = nearest(id, at.known)
      const cure = near ? `did you mean “${near}”?` : '`secondstory lint --rules` lists them.'
      reading.say(path, `“${id}” is no rule; ${cure}`)
    } else if (isFields(chosen)) {
      const own = reading.fields(chosen, path, WEIGHED)
      levels[id] = Object.fromEntries(
        WEIGHED.flatMap((section) => {
          if (own[section] === undefined) return []
          const level = reading.oneOf(own[section], [...path, section], LEVELS)
          return level === null ? [] : [[section, level]]
        }),
      )
    } else {
      const level = reading.oneOf(chosen, path, LEVELS)
      if (level !== null) levels[id] = level
    }
  }
  return levels
}

function rosterOf(reading: Reading, value: unknown, path: KeyPath): Roster {
  const fields = reading.fields(value, path, ['people', 'teams', 'services', 'agents'])
  return {
    people: reading
      .list(fields.people, [...path, 'people'])
      .flatMap((item, index) => personOf(reading, item, [...path, 'people', index]) ?? []),
    teams: reading.texts(fields.teams, [...path, 'teams']),
    services: reading.texts(fields.services, [...path, 'services']),
    agents: reading.texts(fields.agents, [...path, 'agents']),
  }
}

function personOf(reading: Reading, value: unknown, path: KeyPath): Person | null {
  if (typeof value === 'string') return { name: value }
  const fields = reading.fields(value, path, ['name', 'handles', 'role'])
  const name = reading.text(fields.name, [...path, 'name'])
  const handles = reading.texts(fields.handles, [...path, 'handles'])
  const role = reading.optionalText(fields.role, [...path, 'role'])
  return name === null ? null : { name, handles, ...(role === null ? {} : { role }) }
}

const OWN_KEYS = ['id', 'name', 'phrases', 'because', 'ask', 'level', 'source', 'examples']

function ownRuleOf(
  reading: Reading,
  value: unknown,
  at: { path: KeyPath; taken: readonly string[] },
): TriedRule | null {
  const { path } = at
  const fields = reading.fields(value, path, OWN_KEYS)
  const id = reading.text(fields.id, [...path, 'id'])
  if (id !== null && !/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/.test(id))
    reading.say(
      [...path, 'id'],
      `${nameOf(path)}.id is “${id}”; it needs small letters and hyphens, as in “quick-win”.`,
    )
  else if (id !== null && at.taken.includes(id))
    reading.say(
      [...path, 'id'],
      `${nameOf(path)}.id is “${id}”, which is a rule already; choose another id, or set its level under rules.`,
    )
  const because = reading.text(fields.because, [...path, 'because'])
  const ask = reading.text(fields.ask, [...path, 'ask'])
  const phrases = phrasesOf(reading, fields.phrases, [...path, 'phrases'])
  const level =
    fields.level === undefined
      ? null
      : reading.oneOf(fields.level, [...path, 'level'], ['error', 'warning', 'hint'])
  const name = reading.optionalText(fields.name, [...path, 'name'])
  const source = reading.optionalText(fields.source, [...path, 'source'])
  const examples = reading.fields(fields.examples, [...path, 'examples'], ['finds', 'leaves'])
  const finds = reading.texts(examples.finds, [...path, 'examples', 'finds'])
  const leaves = reading.texts(examples.leaves, [...path, 'examples', 'leaves'])
  if (id === null || because === null || ask === null) return null
  const optional = { ...(level && { level }), ...(name && { name }), ...(source && { source }) }
  return { rule: { id, phrases, because, ask, ...optional }, finds, leaves }
}

function phrasesOf(reading: Reading, value: unknown, path: KeyPath): readonly string[] {
  const phrases = reading.texts(value, path)
  if (phrases.length === 0)
    reading.say(path, `${nameOf(path)} names no words to look for; add at least one run of words.`)
  phrases.forEach((phrase, index) => {
    const problem = phraseProblem(phrase)
    if (problem !== null) reading.say([...path, index], `${nameOf([...path, index])} ${problem}.`)
  })
  return phrases
}
