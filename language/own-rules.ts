import type { OwnRule } from './finding.ts'
import { nearest } from './nearest.ts'
import { type Hit, hitOf, type Rule } from './rules/rule.ts'
import { wordClasses } from './text/phrase-steps.ts'
import { loosePhrase, matchAt, type Phrase } from './text/phrases.ts'
import { formAt, lemmaAt, type Sentence } from './text/sentences.ts'
import { emptyWords, scanWords, type Words } from './text/words.ts'

// Rules that come with a configuration. They live beside the built-in table of triggers and not in it, so that a
// configuration that is read again, or another one in the same process, leaves nothing behind.

/** Own rules made ready, and the words that wake one of them. */
export interface OwnRules {
  readonly rules: readonly Rule[]
  readonly triggers: ReadonlySet<string>
}

const ready = new WeakMap<readonly OwnRule[], OwnRules>()

/** Makes own rules ready, once per list; null when there are none. */
export function ownRulesOf(list: readonly OwnRule[] | undefined): OwnRules | null {
  if (!list || list.length === 0) return null
  const known = ready.get(list)
  if (known) return known
  const rules = list.map(ruleOf)
  const made = { rules, triggers: new Set(rules.flatMap((rule) => rule.triggers ?? [])) }
  ready.set(list, made)
  return made
}

/** Whether a word from `start` to `end` wakes an own rule. */
export function wakesOwn(own: OwnRules, words: Words, range: { start: number; end: number }): boolean {
  for (let i = range.start; i < range.end; i++) {
    const entry = words.entry[i]
    if (entry && (own.triggers.has(entry.form) || own.triggers.has(entry.lemma))) return true
  }
  return false
}

function ruleOf(own: OwnRule): Rule {
  const list = own.phrases.map((source) => loosePhrase(spelled(source)))
  const level = own.level ?? 'warning'
  return {
    id: own.id,
    name: own.name ?? capitalised(own.id.replaceAll('-', ' ')),
    because: own.because,
    ask: own.ask,
    source: own.source ?? 'Your own configuration',
    levels: { analysis: level, timeline: level, actions: level, other: level },
    triggers: [...new Set(list.flatMap((phrase) => phrase.triggers))],
    find: (s) => hitsOf(s, list),
  }
}

function capitalised(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1)
}

function hitsOf(s: Sentence, list: readonly Phrase[]): readonly Hit[] {
  const hits: Hit[] = []
  for (let i = s.start; i < s.end; i++) {
    const end = Math.max(...list.map((phrase) => (isNear(s, i, phrase) ? matchAt(s, i, phrase) : -1)))
    if (end <= i) continue
    hits.push(hitOf(s, i, end - 1))
    i = end - 1
  }
  return hits
}

// A match begins at most `reach` words before its trigger; elsewhere it need not be tried.
function isNear(s: Sentence, i: number, phrase: Phrase): boolean {
  for (let k = i; k <= Math.min(i + phrase.reach, s.end - 1); k++)
    if (phrase.triggers.includes(formAt(s, k)) || phrase.triggers.includes(lemmaAt(s, k))) return true
  return false
}

const SPECIAL = /[|<>=_?^$~]/

// Plain words are cut as the engine cuts text: "Didn't" becomes "did n't", capitals and curly marks go.
function spelled(source: string): string {
  return source
    .split(/\s+/)
    .filter(Boolean)
    .map((part) => (SPECIAL.test(part) ? part.toLowerCase() : formsOf(part)))
    .join(' ')
}

function formsOf(part: string): string {
  const words = scanWords(part, [], emptyWords())
  return Array.from({ length: words.count }, (_, i) => words.entry[i]?.form ?? '').join(' ')
}

/** Why a phrase cannot be understood, as the rest of a sentence that begins with it ("names the class <persn>; …"); null when it can. */
export function phraseProblem(source: string): string | null {
  const parts = source.split(/\s+/).filter(Boolean)
  if (parts.length === 0) return 'is empty; it needs a run of words'
  for (const part of parts) {
    const problem = partProblem(part)
    if (problem) return problem
  }
  if (loosePhrase(spelled(source)).triggers.length === 0)
    return 'has no word of its own that must be there; add one beside the classes, gaps and optional words'
  return null
}

function partProblem(part: string): string | null {
  if (part === '^' || part === '$') return null
  if (part.startsWith('_'))
    return /^_[1-9]~?$/.test(part) ? null : `has the gap “${part}”; a gap is _1 to _9, or _3~ across a comma`
  for (const option of part.replace(/\?$/, '').split('|')) {
    if (option === '') return `has the empty choice “${part}”; a choice is word|word`
    const name = /^<(.*)>$/.exec(option)?.[1]
    if (name !== undefined ? !wordClasses.includes(name) : /[<>]/.test(option)) {
      const near = nearest((name ?? option).replace(/[<>]/g, ''), wordClasses)
      const cure = near
        ? `did you mean <${near}>`
        : `known are ${wordClasses.map((each) => `<${each}>`).join(' ')}`
      return `names the class “${option}”, which there is not; ${cure}`
    }
  }
  return null
}
