/** One sentence of the gate, how it is brought about, and reviews that say many at once. For tests alone. */
import type { EditionRecord } from '../model/editions.ts'
import type { Twist } from './testing-twists.ts'

/** Ways in which a sentence of the gate reaches whoever works on a review. */
export type GateDoor = 'page' | 'API' | 'file'

/** One sentence of the gate, and how a finished review is changed so that it is said. */
export interface GateTwist {
  readonly rule: string
  readonly says: string
  readonly twist: Twist
  /** For a refusal, the place in the document that an import says it of; null: it stands among what the review asks. */
  readonly refusedAt: string | null
  /** The input itself wants the words, so that its own sentence answers first. */
  readonly byShape: boolean
  /** Where this document cannot say it: which test does, or why nothing can. */
  readonly otherwise: Readonly<Partial<Record<GateDoor, string>>>
}

/** Why a way in has no try of its own. */
export type Otherwise = GateTwist['otherwise']

/** A review in which several sentences are said at once. */
export interface Gathered {
  readonly record: EditionRecord
  readonly rules: readonly string[]
}

/** Twists that get along stand in one review together, so that as few as possible are opened. Throws when one is said of none. */
export function gathered(
  base: EditionRecord,
  twists: readonly GateTwist[],
  rulesOf: (record: EditionRecord) => ReadonlySet<string>,
): readonly Gathered[] {
  const reviews: Gathered[] = []
  let waiting = twists
  while (waiting.length > 0) {
    let record = base
    const rules: string[] = []
    for (const { rule, twist } of waiting) {
      const next = twist(record)
      const said = rulesOf(next)
      if (![...rules, rule].every((each) => said.has(each))) continue
      record = next
      rules.push(rule)
    }
    if (rules.length === 0) throw new Error(`${waiting[0]?.rule ?? ''} is said of no review.`)
    reviews.push({ record, rules })
    waiting = waiting.filter(({ rule }) => !rules.includes(rule))
  }
  return reviews
}
