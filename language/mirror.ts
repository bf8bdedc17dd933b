import { openChecker } from './check.ts'
import type { Roster } from './finding.ts'

/** A sentence that reads otherwise once "agent" and "engineer" have changed places. */
export interface Mirrored {
  readonly sentence: string
  /** The same with the two words exchanged. */
  readonly swapped: string
  /** Who it speaks of as it stands. */
  readonly about: 'agent' | 'engineer'
  /** What is different, as a sentence. */
  readonly because: string
}

const AGENT = /\b(?:(?:coding|ai|llm|migration|deploy|support) )?(?:agent|assistant|copilot)(s|'s|’s)?\b/gi
const ENGINEER = /\b(?:(?:on-call|software) )?(?:engineer|developer|operator|responder)(s|'s|’s)?\b/gi

/** Words that only a program has. */
const OF_AGENTS =
  /\b(?:hallucinat\w+|prompts?|prompted|context windows?|tokens?|fine-tun\w+|temperature|weights|system prompts?|jailbr\w+|training data|model version)\b/i
/** Words that only a person has. */
const OF_ENGINEERS =
  /\b(?:tired|fatigued?|asleep|sleepy|stress\w*|distract\w+|forgot(?:ten)?|forgets?|panick?\w*|rushed|in a hurry|careless\w*|lazy|trained|training day|holiday|lunch|night shift)\b/i

/**
 * The mirror test: every sentence about an agent is read with an engineer in its place, and the other way round. Listed
 * are those that make sense for one of them alone: a word only one of them can have, or a reading that blames the one
 * and spares the other. What both can be said of is a statement about the system.
 */
export function mirror(text: string, roster: Roster = {}): readonly Mirrored[] {
  const check = openChecker({ roster, section: 'analysis', format: 'plain' })
  return sentencesOf(text).flatMap((sentence) => {
    const isAgent = has(AGENT, sentence)
    if (isAgent === has(ENGINEER, sentence)) return []
    const swapped = isAgent
      ? sentence.replace(AGENT, (_whole, ending?: string) => `engineer${ending ?? ''}`)
      : sentence.replace(ENGINEER, (_whole, ending?: string) => `agent${ending ?? ''}`)
    const article = (words: string): string =>
      words.replace(/\b(a)n? (?=(?:engineer|agent))/gi, (_whole, a: string) => `${a}n `)
    const about = isAgent ? 'agent' : 'engineer'
    const other = article(swapped)
    const because = difference({ sentence, swapped: other, about }, check)
    return because === null ? [] : [{ sentence, swapped: other, about, because }]
  })
}

function difference(
  { sentence, swapped, about }: Pick<Mirrored, 'sentence' | 'swapped' | 'about'>,
  check: ReturnType<typeof openChecker>,
): string | null {
  const other = about === 'agent' ? 'engineer' : 'agent'
  const word = (about === 'agent' ? OF_AGENTS : OF_ENGINEERS).exec(sentence)?.[0]
  if (word !== undefined) {
    return `“${word}” can be said of an ${about} alone. What was true around it that an ${other} would have met as well?`
  }
  const [here, there] = [weighty(check(sentence)), weighty(check(swapped))]
  const only = there.find(({ rule }) => !here.some((each) => each.rule === rule))
  if (only !== undefined) return `Said of an ${other}, this would read as blame. ${only.because}`
  const spared = here.find(({ rule }) => !there.some((each) => each.rule === rule))
  return spared === undefined
    ? null
    : `This reads as blame, and of an ${other} it would not. ${spared.because}`
}

function weighty(findings: ReturnType<ReturnType<typeof openChecker>>) {
  return findings.filter(({ level }) => level !== 'hint')
}

function has(pattern: RegExp, text: string): boolean {
  return new RegExp(pattern.source, 'i').test(text)
}

/** Sentences and lines; markup at their beginnings is no part of them. */
function sentencesOf(text: string): readonly string[] {
  return text
    .split(/\n+|(?<=[.?!])\s+(?=[\p{Lu}“"])/u)
    .map((each) => each.replace(/^[\s>#*-]+/, '').trim())
    .filter((each) => each !== '')
}
