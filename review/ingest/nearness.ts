/** Which commits of a log are worth a look: those other evidence names, and those shortly before the trouble. */
import { type Evidence, type EvidenceDraft, familyOf } from '../model/evidence.ts'
import { epochMs } from '../model/instants.ts'
import type { Marks } from '../model/phases.ts'

/** A change is looked for this long before harm began. */
const BEFORE_MS = 6 * 3_600_000
/** And this long behind, where the repair lies. */
const BEHIND_MS = 3_600_000

/** Answers for a commit whether another source names it, or whether it lies near a mark, an alert or a call. */
export function nearness(
  evidence: readonly Evidence[],
  { startedAt, detectedAt, mitigatedAt, endedAt }: Partial<Marks>,
): (commit: EvidenceDraft) => boolean {
  if (!evidence.some(({ source }) => source === 'git')) return () => true
  const named = new Set(evidence.flatMap(({ source, correlates }) => (source === 'git' ? [] : correlates)))
  const marks = [startedAt, detectedAt, mitigatedAt, endedAt].flatMap((mark) =>
    mark == null ? [] : [mark.at],
  )
  const troubles = marks.length > 0 ? marks : evidence.flatMap(troubleAt)
  const times = troubles.map(epochMs).toSorted((a, b) => a - b)
  return ({ happenedAt, correlates }) => {
    if (correlates.some((name) => named.has(name))) return true
    return happenedAt !== null && isNear(times, epochMs(happenedAt.at))
  }
}

function troubleAt({ source, kind, happenedAt }: Evidence): readonly string[] {
  const family = familyOf(source)
  const isTrouble = (family === 'alerts' || family === 'pages') && (kind === 'alert' || kind === 'page')
  return isTrouble && happenedAt !== null ? [happenedAt.at] : []
}

/** Whether a time lies shortly before one of these, or right behind it. Times are in order. */
function isNear(times: readonly number[], at_ms: number): boolean {
  let [low, high] = [0, times.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((times[middle] ?? 0) < at_ms - BEHIND_MS) low = middle + 1
    else high = middle
  }
  const next = times[low]
  return next !== undefined && next - at_ms <= BEFORE_MS
}
