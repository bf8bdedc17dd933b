/**
 * What the editor and the checking worker say to each other. The text goes over once, then only what changed in it; the
 * answer brings only the findings that are new, since a key rarely changes more than one. Pure.
 */
import type { Context, Finding } from '@secondstory/language'
import { isSame } from './standing.ts'

/** Something put in the place of a range of the text as it was. */
export interface Splice {
  readonly from: number
  readonly to: number
  readonly insert: string
}

/** What the editor says. Each is answered by one `Heard`, in order. */
export type Said =
  | { readonly kind: 'text'; readonly text: string; readonly context: Context }
  | { readonly kind: 'changes'; readonly splices: readonly Splice[] }
  | { readonly kind: 'context'; readonly context: Context }

/** What it hears back: findings from the start and the end of the last answer that stand, and those between them. */
export interface Heard {
  readonly head: number
  readonly tail: number
  /** How far those at the end have moved. */
  readonly by: number
  readonly between: readonly Finding[]
}

/** The text after its splices, which are in order and do not overlap. */
export function spliced(text: string, splices: readonly Splice[]): string {
  let after = ''
  let done = 0
  for (const { from, to, insert } of splices) {
    after += text.slice(done, from) + insert
    done = to
  }
  return after + text.slice(done)
}

/** What of an answer is new against the last one, whose text was `by` shorter. */
export function newsIn(now: readonly Finding[], before: readonly Finding[], by: number): Heard {
  const most = Math.min(now.length, before.length)
  let head = 0
  while (head < most && agrees(before[head], now[head], 0)) head++
  let tail = 0
  while (tail < most - head && agrees(before.at(-1 - tail), now.at(-1 - tail), by)) tail++
  return { head, tail, by, between: now.slice(head, now.length - tail) }
}

function agrees(one: Finding | undefined, other: Finding | undefined, by: number): boolean {
  return one !== undefined && other !== undefined && isSame(one, other, by)
}

/** The whole answer again. */
export function withNews(before: readonly Finding[], { head, tail, by, between }: Heard): readonly Finding[] {
  const end = before.slice(before.length - tail)
  return [...before.slice(0, head), ...between, ...(by === 0 ? end : end.map((one) => shifted(one, by)))]
}

function shifted(finding: Finding, by: number): Finding {
  const rewrites = finding.rewrites.map((one) => ({ ...one, from: one.from + by, to: one.to + by }))
  return { ...finding, from: finding.from + by, to: finding.to + by, rewrites }
}
