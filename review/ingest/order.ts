/** One order for all evidence, made from what it says and never from when or how it was imported. */
import type { EvidenceDraft, EvidenceSource } from '../model/evidence.ts'
import { epochMs } from '../model/instants.ts'

const firstToLast = [
  'alertmanager',
  'grafana',
  'datadog',
  'sentry',
  'pagerduty',
  'opsgenie',
  'kubernetes',
  'cloudtrail',
  'otlp',
  'terraform',
  'github',
  'gitlab',
  'git',
  'agent',
  'page',
  'csv',
  'statuspage',
  'slack',
  'mattermost',
  'discord',
  'zulip',
  'irc',
  'notes',
  'calendar',
  'markdown',
  'peer',
] as const satisfies readonly EvidenceSource[]

// Which source stands first when two speak of the same instant: machines that measured before people who wrote.
const sourceOrder: ReadonlyMap<EvidenceSource, number> = new Map(
  firstToLast.map((source, place) => [source, place]),
)

/** The place of a source in that order; one that is not listed comes last. */
export function placeOf(source: EvidenceSource): number {
  return sourceOrder.get(source) ?? firstToLast.length
}

/** A piece of evidence with the place in time it is sorted by. */
export interface Ordered<E extends EvidenceDraft> {
  readonly evidence: E
  /** Its own time, or that of the last timed record before it in the same file; 0 when there is none. */
  readonly anchor_ms: number
}

/**
 * Evidence in order: by time, source, place and the source's own sequence. A record without a time follows
 * the one it stands behind in its file. Of several records with one key only the first is kept.
 */
export function inOrder<E extends EvidenceDraft>(evidence: readonly E[]): readonly Ordered<E>[] {
  const anchored = anchorAll(evidence)
  // What a store hands over is often in order already; looking is cheaper than sorting.
  if (!isSorted(anchored)) anchored.sort(compare)
  const seen = new Set<string>()
  return anchored.filter(({ evidence: { key } }) => {
    if (seen.has(key)) return false
    seen.add(key)
    return true
  })
}

function compare<E extends EvidenceDraft>(a: Ordered<E>, b: Ordered<E>): number {
  return (
    a.anchor_ms - b.anchor_ms ||
    placeOf(a.evidence.source) - placeOf(b.evidence.source) ||
    byText(a.evidence.place, b.evidence.place) ||
    byText(a.evidence.sequence, b.evidence.sequence) ||
    byText(a.evidence.key, b.evidence.key)
  )
}

function isSorted<E extends EvidenceDraft>(anchored: readonly Ordered<E>[]): boolean {
  for (let index = 1; index < anchored.length; index++) {
    const [before, after] = [anchored[index - 1], anchored[index]]
    if (before !== undefined && after !== undefined && compare(before, after) > 0) return false
  }
  return true
}

/**
 * The evidence that decides in which order speakers first appear: for each its earliest words, and all that
 * carry no time of their own. A few records out of a hundred thousand, in the order of all.
 */
export function firstWords<E extends EvidenceDraft>(evidence: readonly E[]): readonly E[] {
  const earliest = new Map<string, string>()
  for (const { speaker, happenedAt } of evidence) {
    if (speaker === null || happenedAt === null) continue
    const known = earliest.get(speaker.ref)
    if (known === undefined || happenedAt.at < known) earliest.set(speaker.ref, happenedAt.at)
  }
  // Untimed records are placed by what stands before them in their file, so such files stay whole.
  const files = new Set(evidence.filter((one) => one.happenedAt === null).map(fileOf))
  const decides = (one: E): boolean =>
    (one.speaker !== null && one.happenedAt?.at === earliest.get(one.speaker.ref)) ||
    (files.size > 0 && files.has(fileOf(one)))
  return inOrder(evidence.filter(decides)).map(({ evidence: one }) => one)
}

function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

function anchorAll<E extends EvidenceDraft>(evidence: readonly E[]): Ordered<E>[] {
  const anchored = evidence.map((one) => ({
    evidence: one,
    anchor_ms: one.happenedAt === null ? -1 : epochMs(one.happenedAt.at),
  }))
  const untimed = anchored.filter(({ anchor_ms }) => anchor_ms === -1)
  if (untimed.length === 0) return anchored
  // Only files that hold a record without a time need a walk in their own order.
  const files = new Set(untimed.map(({ evidence: one }) => fileOf(one)))
  const inFiles = anchored
    .filter(({ evidence: one }) => files.has(fileOf(one)))
    .toSorted(
      (a, b) =>
        byText(fileOf(a.evidence), fileOf(b.evidence)) || byText(a.evidence.sequence, b.evidence.sequence),
    )
  let file = ''
  let last_ms = 0
  for (const one of inFiles) {
    if (fileOf(one.evidence) !== file) last_ms = 0
    file = fileOf(one.evidence)
    if (one.anchor_ms === -1) one.anchor_ms = last_ms
    else last_ms = one.anchor_ms
  }
  return anchored
}

function fileOf(evidence: EvidenceDraft): string {
  return `${evidence.source}\n${evidence.place}`
}
