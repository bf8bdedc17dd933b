/**
 * What was done to a message after it was said and was delivered by itself: reactions, pins, a choice for the timeline.
 * A message in an export carries these; one that was delivered as it was written cannot.
 */
import type { Evidence } from '../model/evidence.ts'

/** The mark of evidence by which someone chose a message for the timeline, with whatever gesture their team agreed on. */
export const KEPT = 'kept'

type Gesture = 'reaction_added' | 'reaction_removed' | 'pin_added' | 'pin_removed' | typeof KEPT
const gestures: readonly string[] = [
  'reaction_added',
  'reaction_removed',
  'pin_added',
  'pin_removed',
  KEPT,
] satisfies readonly Gesture[]

/** Marks to add to messages, by the key of the message. The last gesture of each person counts, whatever came first. */
export function marksAfterwards(evidence: readonly Evidence[]): ReadonlyMap<string, readonly string[]> {
  const standing = new Map<string, Map<string, string | null>>()
  const told = evidence.filter(({ kind, marks }) => kind === 'system' && marks.some(isGesture))
  for (const one of told.toSorted((a, b) => (a.sequence < b.sequence ? -1 : 1))) {
    if (one.thread === undefined) continue
    const own = standing.get(one.thread) ?? new Map<string, string | null>()
    for (const [gesture, mark] of gesturesOf(one)) own.set(gesture, mark)
    standing.set(one.thread, own)
  }
  return new Map(
    [...standing].map(([key, own]) => [key, [...new Set([...own.values()].filter((mark) => mark !== null))]]),
  )
}

function isGesture(mark: string): boolean {
  return gestures.includes(mark)
}

/** Whose gesture it is, and the mark it leaves: none when it takes an earlier one back. */
function gesturesOf({ marks, text, speaker }: Evidence): readonly (readonly [string, string | null])[] {
  const person = speaker?.ref ?? ''
  const reaction = /:([^:\s]{1,100}):/.exec(text)?.[1] ?? ''
  const isAdded = marks.includes('reaction_added')
  if (marks.includes('pin_added')) return [['pin', 'pinned']]
  if (marks.includes('pin_removed')) return [['pin', null]]
  const kept: readonly (readonly [string, string | null])[] =
    marks.includes(KEPT) || (!isAdded && reaction !== '')
      ? [[`${KEPT} ${reaction} ${person}`, isAdded || reaction === '' ? KEPT : null]]
      : []
  if (reaction === '') return kept
  return [[`${reaction} ${person}`, isAdded ? `reaction:${reaction}:1` : null], ...kept]
}
