/**
 * What arrives late changes proposals near it and nowhere else, because every rule looks a few minutes around, and the
 * few that look further are listed here. A stretch is evidence without a pause longer than the longest of those looks:
 * what is proposed from it alone is what would be proposed from everything.
 */
import { type Evidence, type EvidenceDraft, familyOf } from '../model/evidence.ts'
import { epochMs } from '../model/instants.ts'
import { folded, isRemoval, remarkOf } from './revisions.ts'

/** Nobody says anything for so long: a silence, and the longest any rule or any merging looks. */
export const SILENCE_MS = 15 * 60_000
/** What is stored is finer than a millisecond, so a pause is a little longer than a silence before it parts. */
export const PAUSE_MS = SILENCE_MS + 1

/** A time from its first record to its last. */
export interface Span {
  readonly from_ms: number
  readonly to_ms: number
}

/** A stretch, and what its proposals need to know of what lies outside. */
export interface Stretch extends Span {
  /** Whether this speaker said something before it. */
  hasSpoken(ref: string): boolean
  /** Whether anything stands behind it. */
  readonly isFollowed: boolean
}

/** Whether an instant lies in a span. */
export function isWithin(at_ms: number, { from_ms, to_ms }: Span): boolean {
  return at_ms >= from_ms && at_ms <= to_ms
}

/** Spans in order, those that touch made one. */
export function joinedSpans(spans: readonly Span[]): readonly Span[] {
  const joined: Span[] = []
  for (const span of spans.toSorted((a, b) => a.from_ms - b.from_ms)) {
    const last = joined.at(-1)
    if (last === undefined || span.from_ms - last.to_ms > PAUSE_MS) joined.push(span)
    else if (span.to_ms > last.to_ms) joined[joined.length - 1] = { ...last, to_ms: span.to_ms }
  }
  return joined
}

/** When somebody was first met in evidence, and when they first said something in chat. */
export interface FirstMet {
  readonly metAt: string
  readonly saidAt: string | null
}

/**
 * When each speaker was first met. Null when proposals of this evidence cannot be made in stretches: records without a
 * time stand behind others of their file, and which commits count depends on everything else.
 */
export function firstMetIn(evidence: readonly Evidence[]): ReadonlyMap<string, FirstMet> | null {
  const met = new Map<string, { metAt: string; saidAt: string | null }>()
  for (const one of evidence) {
    if (!isStretchable(one) || one.happenedAt === null) return null
    if (one.speaker === null || one.speaker.kind === 'system') continue
    const { at } = one.happenedAt
    const known = met.get(one.speaker.ref)
    if (known === undefined) met.set(one.speaker.ref, { metAt: at, saidAt: null })
    else if (isBefore(at, known.metAt)) known.metAt = at
  }
  for (const one of folded(evidence).evidence) {
    const known = saysSomething(one) ? met.get(one.speaker?.ref ?? '') : undefined
    const at = one.happenedAt?.at
    if (known === undefined || at === undefined) continue
    if (known.saidAt === null || isBefore(at, known.saidAt)) known.saidAt = at
  }
  return met
}

/**
 * Whether new evidence leaves everything outside its stretches as it is: it has times, takes nothing back, and nobody
 * in it is met, or says something, for the first time.
 */
export function isLocal(
  fresh: readonly EvidenceDraft[],
  firstMet: (ref: string) => FirstMet | undefined,
): boolean {
  return fresh.every((one) => {
    if (!isStretchable(one) || one.happenedAt === null || isRemoval(one)) return false
    if (one.speaker === null || one.speaker.kind === 'system') return true
    const known = firstMet(one.speaker.ref)
    if (known === undefined || !isBefore(known.metAt, one.happenedAt.at)) return false
    if (!saysSomething(one)) return true
    return known.saidAt !== null && isBefore(known.saidAt, one.happenedAt.at)
  })
}

function isStretchable({ happenedAt, source }: EvidenceDraft): boolean {
  return happenedAt !== null && source !== 'git'
}

/** Whether it is a message of somebody: rules look who speaks for the first time. */
function saysSomething(one: EvidenceDraft): boolean {
  const { source, kind, speaker } = one
  return (
    familyOf(source) === 'chat' &&
    kind !== 'system' &&
    speaker !== null &&
    speaker.kind !== 'system' &&
    remarkOf(one) === null
  )
}

function isBefore(one: string, other: string): boolean {
  return epochMs(one) < epochMs(other)
}

/** Keys whose proposals new evidence may change besides its own: what it revises, and the alert it ends. */
export function rootsOf(fresh: readonly EvidenceDraft[]): readonly string[] {
  const keys = fresh.flatMap(({ key, revises }) => {
    const root = revises ?? key
    return root.endsWith(ENDED) ? [root, root.slice(0, -ENDED.length)] : [root]
  })
  return [...new Set(keys)]
}

/** How the key of an alert that ended goes on. */
export const ENDED = ':resolved'
