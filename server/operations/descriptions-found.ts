/** Descriptions an edition would carry: found in its words, with the answers people gave. Pure. */
import { findDescriptions } from '@secondstory/language'
import type { Widening } from '@secondstory/review/documents/audiences'
import { sayAnew } from '@secondstory/review/documents/edition-words'
import type { Blocker } from '@secondstory/review/model/blocker'
import { type Description, type Fits, fitsQuestion } from '@secondstory/review/model/descriptions'
import type { EditionRecord } from '@secondstory/review/model/editions'

/** A description that was found, and what people said of it. */
export interface DescriptionRead {
  readonly kind: Description['kind']
  readonly quote: string
  /** Where it stands first. */
  readonly where: string
  /** What could be said instead. */
  readonly offer: string
  readonly fits: Fits | null
  readonly wording: string
}

/** What is found in a record, each once, with its answer. */
export function descriptionsIn(
  record: EditionRecord,
  answers: readonly Description[],
): readonly DescriptionRead[] {
  const seen = new Map<string, Pick<DescriptionRead, 'kind' | 'quote' | 'where' | 'offer'>>()
  sayAnew(record, (where, text) => {
    for (const { quote, wider } of findDescriptions(text)) {
      const key = `words ${quote.toLowerCase()}`
      if (!seen.has(key)) seen.set(key, { kind: 'words', quote: quote.toLowerCase(), where, offer: wider })
    }
    return text
  })
  for (const [index, { actor, happenedAt }] of record.timeline.entries()) {
    const isExact = happenedAt !== null && !['day', 'hour'].includes(happenedAt.precision)
    if (!isExact || actor.kind !== 'role' || !/\bon[- ]call\b/i.test(actor.name)) continue
    const quote = actor.name.trim().toLowerCase()
    const where = `Timeline, row ${index + 1}`
    if (!seen.has(`minute ${quote}`)) {
      seen.set(`minute ${quote}`, { kind: 'minute', quote, where, offer: 'the hour in place of the minute' })
    }
  }
  return [...seen.values()].map((found) => {
    const answer = answers.find(({ kind, quote }) => kind === found.kind && quote === found.quote)
    return { ...found, fits: answer?.fits ?? null, wording: answer?.wording ?? '' }
  })
}

/** What is worth a second look: words nobody answered for, and those that fit one person and stay as they are. */
export function descriptionWarnings(descriptions: readonly DescriptionRead[]): readonly Blocker[] {
  return descriptions.flatMap(({ kind, quote, fits, wording, offer }) => {
    const words = kind === 'minute' ? `Exact minutes and "${quote}"` : `"${quote}"`
    const place = { tab: 'publish', id: 'descriptions' } as const
    if (fits === null)
      return [{ rule: 'description-unanswered', sentence: `${words}: ${fitsQuestion}`, place }]
    if (fits !== 'one' || wording !== '') return []
    const sentence = `${words} fits one person and goes out as it stands; "${offer}" would say less.`
    return [{ rule: 'description-of-one', sentence, place }]
  })
}

/** What is said more widely: where one person fits and people chose wider words. */
export function wideningOf(answers: readonly Description[]): Widening {
  const chosen = answers.filter(({ fits, wording }) => fits === 'one' && wording !== '')
  return {
    wordings: chosen.filter(({ kind }) => kind === 'words').map(({ quote, wording }) => ({ quote, wording })),
    byTheHour: chosen.filter(({ kind }) => kind === 'minute').map(({ quote }) => quote),
  }
}
