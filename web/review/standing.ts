/**
 * Findings as they stand in a text that goes on changing. The answer of the check speaks of the text it was asked about;
 * here it is brought to the text of now, and every finding keeps its id, so that what is open stays open. Pure.
 */
import type { Finding } from '@secondstory/language'

/** A finding in the text as it is now. The id stays while the text around it changes. */
export interface Standing extends Finding {
  readonly id: number
}

/** Where a place went: `side` says whether it stays before (-1) or goes behind (1) what was put in exactly there. */
export type Move = (place: number, side: -1 | 1) => number

/** A finding after changes: it never grows over what was put in beside it; null when its words are gone. */
export function moved<Kind extends Finding>(finding: Kind, at: Move): Kind | null {
  const from = at(finding.from, 1)
  const to = at(finding.to, -1)
  if (from >= to) return null
  if (from === finding.from && to === finding.to && finding.rewrites.length === 0) return finding
  const rewrites = finding.rewrites.map((rewrite) => {
    const start = at(rewrite.from, 1)
    return { ...rewrite, from: start, to: Math.max(start, at(rewrite.to, -1)) }
  })
  return { ...finding, from, to, rewrites }
}

/** All that are left after changes. */
export function allMoved<Kind extends Finding>(findings: readonly Kind[], at: Move): readonly Kind[] {
  return findings.flatMap((finding) => moved(finding, at) ?? [])
}

/**
 * Gives an answer the ids of what stood before: first the same rule at the same place, then the same rule with the same
 * words. The rest is new.
 */
export function recognised(answer: readonly Finding[], before: readonly Standing[]): readonly Standing[] {
  const byPlace = new Map(before.map((one) => [`${one.rule} ${one.from}`, one.id]))
  const kept = answer.map((finding) => byPlace.get(`${finding.rule} ${finding.from}`))
  const taken = new Set(kept)
  const left = before.filter((one) => !taken.has(one.id))
  let next = before.reduce((highest, one) => Math.max(highest, one.id), 0) + 1
  return answer.map((finding, index) => {
    const id = kept[index] ?? takeSame(left, finding)
    return { ...finding, id: id ?? next++ }
  })
}

function takeSame(left: Standing[], finding: Finding): number | undefined {
  const at = left.findIndex((one) => one.rule === finding.rule && one.quote === finding.quote)
  return at === -1 ? undefined : left.splice(at, 1)[0]?.id
}

/** Whether two findings say the same, the second standing `by` further on. */
export function isSame(one: Finding, other: Finding, by = 0): boolean {
  return (
    one.rule === other.rule &&
    one.from + by === other.from &&
    one.to + by === other.to &&
    one.level === other.level &&
    one.quote === other.quote &&
    one.because === other.because &&
    one.rewrites.length === other.rewrites.length &&
    one.rewrites.every((rewrite, index) => {
      const twin = other.rewrites[index]
      return twin?.text === rewrite.text && twin.from === rewrite.from + by && twin.to === rewrite.to + by
    })
  )
}

/** Whether two lists say the same, one by one. */
export function areSame(some: readonly Finding[], others: readonly Finding[]): boolean {
  return some.length === others.length && some.every((one, index) => isSame(one, others[index] ?? one))
}

/** The first finding that touches a place. */
export function findingAt(findings: readonly Standing[], place: number): Standing | undefined {
  return findings.find((finding) => finding.from <= place && place <= finding.to)
}

/** The finding after (or before) a place, going round at the ends. */
export function neighbour(findings: readonly Standing[], place: number, by: 1 | -1): Standing | undefined {
  if (by === 1) return findings.find((finding) => finding.from > place) ?? findings[0]
  return findings.findLast((finding) => finding.from < place) ?? findings.at(-1)
}
