import type { Level, Rewrite, SectionKind } from '../finding.ts'
import { findPhrases, type PhraseHit, type PhraseList } from '../text/phrases.ts'
import { fromOf, type Sentence, toOf } from '../text/sentences.ts'

/** Where a rule found something, in offsets of the block's text, with the rewrites it can offer. */
export interface Hit {
  readonly from: number
  readonly to: number
  readonly rewrites?: readonly Rewrite[]
}

/** How much a finding weighs in each section; `off` keeps the rule silent there. Verbatim accounts are silent for every rule. */
export type Levels = Readonly<Record<Exclude<SectionKind, 'accounts'>, Level | 'off'>>

/** A rule is data and one function over a sentence. It knows nothing of blocks, keeps or other rules. */
export interface Rule {
  readonly id: string
  /** What it finds, as a title: "An error named as a cause". */
  readonly name: string
  readonly because: string
  readonly ask: string
  readonly source: string
  readonly levels: Levels
  /** Forms or dictionary forms that wake the rule: in every sentence it can find something in, one of these or of the next two stands. */
  readonly triggers?: readonly string[]
  /** Lists of phrases; one that stands in the sentence wakes the rule as well. */
  readonly phrases?: readonly PhraseList[]
  /** Any verb of the lexicon is a trigger as well. */
  readonly wakesAtVerbs?: boolean
  /** What it cannot do without, as bits of `Evidence`; of each number the sentence must hold at least one. Asked before `find`. */
  readonly needs?: readonly number[]
  readonly find: (sentence: Sentence) => readonly Hit[]
}

/** A hit over words `first` to `last`, both included. */
export function hitOf(s: Sentence, first: number, last: number): Hit {
  return { from: fromOf(s, first), to: toOf(s, last) }
}

/** A hit with what could stand there instead, best first. */
export function withRewrites(hit: Hit, rewrites: readonly Rewrite[]): Hit {
  return { from: hit.from, to: hit.to, rewrites }
}

/** Hits for every place one of the phrases stands, but where `unless` says otherwise; `rewrite` makes the offers. */
export function phraseHits(
  s: Sentence,
  list: PhraseList,
  how: {
    readonly unless?: (s: Sentence, hit: PhraseHit) => boolean
    readonly rewrite?: (s: Sentence, hit: PhraseHit) => readonly Rewrite[]
  } = {},
): readonly Hit[] {
  const hits = findPhrases(s, list)
  if (hits.length === 0) return NO_HITS
  const { unless, rewrite } = how
  const kept: Hit[] = []
  for (const hit of hits) {
    if (unless?.(s, hit)) continue
    const found = hitOf(s, hit.at, hit.end - 1)
    kept.push(rewrite ? withRewrites(found, rewrite(s, hit)) : found)
  }
  return kept
}

const NO_HITS: readonly Hit[] = []
