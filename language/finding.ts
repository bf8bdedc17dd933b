// What a finding is: plain data with a place in the text, a reason, a better question, and rewrites.
// It never says who wrote the words, and nothing here can be stored against a person.

/** How much a finding weighs: an error stands in the way of publishing, a warning asks for a second look, a hint only suggests. */
export type Level = 'error' | 'warning' | 'hint'

/** The part of a post-mortem a sentence stands in; the same words weigh differently in each. */
export type SectionKind = 'analysis' | 'timeline' | 'actions' | 'accounts' | 'other'

/** An offered replacement. `from`, `to` are UTF-16 offsets into the checked text; `cursor` is an offset inside `text` where the writer adds the missing fact. */
export interface Rewrite {
  readonly from: number
  readonly to: number
  readonly text: string
  readonly cursor?: number
}

/** One place in the text worth another look. Offsets are UTF-16 code units, `from < to`. */
export interface Finding {
  readonly rule: string
  readonly name: string
  readonly level: Level
  readonly from: number
  readonly to: number
  readonly quote: string
  readonly because: string
  readonly ask: string
  readonly source: string
  readonly rewrites: readonly Rewrite[]
}

/** One person the organisation knows: full name, chat or code handles (with or without `@`), and the role to say instead. */
export interface Person {
  readonly name: string
  readonly handles?: readonly string[]
  readonly role?: string
}

/** Whom and what the organisation knows by name. All parts may be missing; the engine then goes by evidence in the text. */
export interface Roster {
  readonly people?: readonly Person[]
  readonly teams?: readonly string[]
  readonly services?: readonly string[]
  readonly agents?: readonly string[]
}

/**
 * The weight someone chose for a rule. One word counts wherever the rule speaks by itself, so that sections it leaves
 * alone on purpose stay quiet; a weight by section counts there, and can wake the rule where it was silent.
 */
export type LevelChoice =
  | Level
  | 'off'
  | Readonly<Partial<Record<Exclude<SectionKind, 'accounts'>, Level | 'off'>>>

/** A rule an organisation writes as data: runs of words in the language of phrases, a reason and a better question. */
export interface OwnRule {
  readonly id: string
  readonly name?: string
  readonly phrases: readonly string[]
  readonly because: string
  readonly ask: string
  readonly source?: string
  /** In every section; `warning` unless said otherwise. */
  readonly level?: Level
}

/** What `check` may know beside the text. `section` is used where no heading decides; `format` is Markdown unless said otherwise. */
export interface Context {
  readonly roster?: Roster
  readonly section?: SectionKind
  readonly format?: 'markdown' | 'plain'
  /** Weights by rule id, in place of the rule's own. */
  readonly levels?: Readonly<Record<string, LevelChoice>>
  /** Rules beside ours; where both find the same words and weigh the same, these stand. */
  readonly ownRules?: readonly OwnRule[]
}
