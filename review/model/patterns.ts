/**
 * Factor patterns: in how many published reviews a condition was named, with the interval such a count leaves open.
 * Told from five reviews on, in the order of the taxonomy, and of conditions alone.
 */
import { type FactorGroup, factorEntries } from './taxonomy.ts'

/** Under so many reviews nothing is told: few would be read as many. */
export const FEWEST_REVIEWS = 5

/** What is read of a published review. */
export interface ReviewCodes {
  /** Start of harm, or publication when that is not known; RFC 3339 UTC. */
  readonly at: string
  readonly factorCodes: readonly string[]
}

/** A share with what it leaves open: the Wilson interval at 95 in 100. */
export interface Share {
  readonly named: number
  readonly reviews: number
  readonly low: number
  readonly high: number
}

/** One quarter of a year: "2026 Q1". */
export interface PatternQuarter {
  readonly quarter: string
  /** Null where the quarter has fewer than five reviews. */
  readonly share: Share | null
}

/** One entry of the taxonomy. */
export interface Pattern {
  readonly code: string
  readonly name: string
  readonly group: FactorGroup
  readonly share: Share
  readonly quarters: readonly PatternQuarter[]
}

/** Everything there is to tell; no patterns under five reviews. */
export interface Patterns {
  readonly reviews: number
  readonly fewestReviews: number
  readonly patterns: readonly Pattern[]
}

/** The patterns of these reviews: entries that were named at least once, in the order of the taxonomy. */
export function patternsOf(reviews: readonly ReviewCodes[]): Patterns {
  const told = { reviews: reviews.length, fewestReviews: FEWEST_REVIEWS }
  if (reviews.length < FEWEST_REVIEWS) return { ...told, patterns: [] }
  const quarters = quartersOf(reviews)
  const patterns = factorEntries
    .map(({ code, name, group }): Pattern => {
      const named = (among: readonly ReviewCodes[]): Share => shareOf(among, code)
      return {
        code,
        name,
        group,
        share: named(reviews),
        quarters: quarters.map(({ quarter, among }) => ({
          quarter,
          share: among.length < FEWEST_REVIEWS ? null : named(among),
        })),
      }
    })
    .filter(({ share }) => share.named > 0)
  return { ...told, patterns }
}

function shareOf(among: readonly ReviewCodes[], code: string): Share {
  const named = among.filter(({ factorCodes }) => factorCodes.includes(code)).length
  return { named, reviews: among.length, ...wilson(named, among.length) }
}

/** 95 of 100 intervals made like this hold the true share; unlike the plain one it never leaves the room from 0 to 1. */
export function wilson(named: number, reviews: number): { readonly low: number; readonly high: number } {
  if (reviews === 0) return { low: 0, high: 1 }
  const z = 1.959964
  const share = named / reviews
  const scale = 1 + z ** 2 / reviews
  const middle = (share + z ** 2 / (2 * reviews)) / scale
  const half = (z / scale) * Math.sqrt((share * (1 - share)) / reviews + z ** 2 / (4 * reviews ** 2))
  return { low: Math.max(0, middle - half), high: Math.min(1, middle + half) }
}

/** Every quarter from the first review to the last, those without one included: a gap looks like a gap. */
function quartersOf(reviews: readonly ReviewCodes[]) {
  const numbers = reviews.map(({ at }) => quarterNumber(at))
  const first = numbers.reduce((least, each) => Math.min(least, each))
  const last = numbers.reduce((most, each) => Math.max(most, each))
  return Array.from({ length: last - first + 1 }, (_, step) => {
    const number = first + step
    return {
      quarter: `${Math.floor(number / 4)} Q${(number % 4) + 1}`,
      among: reviews.filter((_review, index) => numbers[index] === number),
    }
  })
}

function quarterNumber(at: string): number {
  return Number(at.slice(0, 4)) * 4 + Math.floor((Number(at.slice(5, 7)) - 1) / 3)
}

/** "Named in 4 of 12 reviews: 33 in 100, between 14 and 61." */
export function shareSentence({ named, reviews, low, high }: Share): string {
  const share = Math.round((named / Math.max(1, reviews)) * 100)
  return `Named in ${named} of ${reviews} reviews: ${share} in 100, between ${Math.round(low * 100)} and ${Math.round(high * 100)}.`
}
