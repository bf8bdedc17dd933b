/**
 * What became of a message after it was said: edited, taken back, pinned, reacted to. Evidence is never edited, so
 * each of these is evidence of its own that names what it revises; here they are read together, in any order.
 */
import { type Evidence, type EvidenceDraft, REMOVED } from '../model/evidence.ts'
import type { SourceChange } from '../model/timeline.ts'
import { chatMarks, type Reaction } from './chat.ts'

/** The words of a draft as they stood after an edit at this instant (RFC 3339 UTC). */
export function revised(draft: EvidenceDraft, editedAt: string): EvidenceDraft {
  return { ...draft, key: `${draft.key}+${editedAt}`, revises: draft.key }
}

/** What stays of a draft that was removed at its source: that it was there, and when it went if that is known. */
export function removedAtSource(draft: EvidenceDraft, removedAt: string | null): EvidenceDraft {
  const { link: _link, until: _until, ...rest } = draft
  return {
    ...rest,
    key: `${draft.key}+removed`,
    revises: draft.key,
    kind: 'system',
    speaker: null,
    text: REMOVED,
    marks: ['deleted', 'routine', ...(removedAt === null ? [] : [`${REMOVED_AT}${removedAt}`])],
    correlates: [],
  }
}

const REMOVED_AT = 'removed-at:'

/** The mark by which someone chose a message for the timeline, with whatever gesture their team agreed on. */
export const KEPT = 'kept'

/** Marks by which a piece of evidence says something about another one and not about its words. */
const remarks = {
  reaction_added: 'reaction',
  reaction_removed: 'reaction',
  pin_added: 'pin',
  pin_removed: 'pin',
  [KEPT]: 'choice',
} as const

/** What sort of remark on another piece of evidence this is; null when it has words of its own. */
export function remarkOf({ marks }: EvidenceDraft): 'reaction' | 'pin' | 'choice' | null {
  for (const [mark, remark] of Object.entries(remarks)) if (marks.includes(mark)) return remark
  return null
}

/** Whether a piece of evidence says that another one was removed at its source. */
export function isRemoval({ marks, revises }: EvidenceDraft): boolean {
  return revises !== undefined && marks.includes('deleted')
}

/** Marks of evidence that says something about another piece and not about its words. */
export const remarkMarks: readonly string[] = Object.keys(remarks)

/** Evidence about one thing: its words from first to last, and what was remarked on it. */
interface Told {
  readonly words: readonly Evidence[]
  readonly removal: Evidence | null
  readonly remarks: readonly Evidence[]
}

/** Evidence as it stands after everything that came later, and the pieces each of it rests on. */
export interface Folded {
  readonly evidence: readonly Evidence[]
  /** Ids of all tellings of a key that was revised, the newest first. */
  readonly tellings: ReadonlyMap<string, readonly string[]>
}

/**
 * Puts revisions in the place of what they revise: the newest words under the first key, with the reactions and pins
 * of all. What was removed at its source is left out. The order of the evidence does not matter.
 */
export function folded(evidence: readonly Evidence[]): Folded {
  const told = revisedThings(evidence)
  if (told.size === 0) return { evidence, tellings: new Map() }
  const tellings = new Map<string, readonly string[]>()
  const kept = evidence.filter((one) => !told.has(one.revises ?? one.key))
  for (const [key, thing] of told) {
    const newest = thing.words.at(-1)
    if (newest === undefined || thing.removal !== null) continue
    const { revises: _revises, ...rest } = newest
    kept.push({ ...rest, key, marks: marksOf(thing, newest) })
    tellings.set(key, thing.words.map(({ id }) => id).toReversed())
  }
  return { evidence: kept, tellings }
}

/** Everything that was revised, by its first key. */
function revisedThings(evidence: readonly Evidence[]): ReadonlyMap<string, Told> {
  const rows = new Map<string, Evidence[]>()
  for (const { revises } of evidence) if (revises !== undefined) rows.set(revises, [])
  if (rows.size > 0) for (const one of evidence) rows.get(one.revises ?? one.key)?.push(one)
  return new Map([...rows].map(([key, own]) => [key, toldBy(own)]))
}

function toldBy(given: readonly Evidence[]): Told {
  const rows = [...new Map(given.map((one) => [one.key, one])).values()]
  const words = rows.filter((one) => remarkOf(one) === null && !isRemoval(one))
  return {
    // The first key is the beginning of the others, and they end in the instant of the edit.
    words: words.toSorted((a, b) => (a.key < b.key ? -1 : 1)),
    removal: rows.find(isRemoval) ?? null,
    remarks: rows
      .filter((one) => remarkOf(one) !== null)
      .toSorted((a, b) =>
        a.sequence < b.sequence ? -1 : a.sequence > b.sequence ? 1 : a.key < b.key ? -1 : 1,
      ),
  }
}

function marksOf({ words, remarks: all }: Told, newest: Evidence): readonly string[] {
  if (all.length === 0 && words.length === 1) return newest.marks
  const isPinned =
    all.findLast((one) => remarkOf(one) === 'pin')?.marks.includes('pin_added') ??
    newest.marks.includes('pinned')
  const unchosen = newest.marks.filter((mark) => !/^(?:pinned$|reaction:|reactors:)/.test(mark))
  const own = isKept(all) ? [...unchosen, KEPT] : unchosen
  const reactions = reactionsOf(words, all)
  const marks = chatMarks({ text: '', isPinned, reactions })
  const before = Math.max(0, ...words.flatMap((one) => numbersOf(one, /^reactors:(\d+)$/)))
  const isCounted = marks.some((mark) => mark.startsWith('reactors:')) || before < 3
  return [...own, ...marks, ...(isCounted ? [] : [`reactors:${before}`])]
}

/** Whether someone chose it by a gesture that was not taken back. */
function isKept(all: readonly Evidence[]): boolean {
  const isTakenBack = (one: Evidence): boolean =>
    all.some(
      (each) =>
        each.marks.includes('reaction_removed') &&
        each.sequence > one.sequence &&
        each.speaker?.ref === one.speaker?.ref &&
        emojiOf(each) === emojiOf(one),
    )
  return all.some((one) => one.marks.includes(KEPT) && !(remarkOf(one) === 'reaction' && isTakenBack(one)))
}

function emojiOf({ marks }: Evidence): string {
  return marks.find((mark) => mark.startsWith('emoji:'))?.slice(6) ?? ''
}

function numbersOf({ marks }: Evidence, pattern: RegExp): readonly number[] {
  return marks.flatMap((mark) => {
    const found = pattern.exec(mark)?.[1]
    return found === undefined ? [] : [Number(found)]
  })
}

/** Reactions as the words carried them, and as single remarks changed them: of each person the last counts. */
function reactionsOf(words: readonly Evidence[], all: readonly Evidence[]): readonly Reaction[] {
  const counts = new Map<string, number>()
  for (const mark of words.flatMap((one) => one.marks)) {
    const [, name, count] = /^reaction:(.+):(\d+)$/.exec(mark) ?? []
    if (name !== undefined) counts.set(name, Math.max(counts.get(name) ?? 0, Number(count)))
  }
  const last = new Map<string, Map<string, boolean>>()
  for (const one of all.filter((each) => remarkOf(each) === 'reaction')) {
    const name = emojiOf(one)
    const byUser = last.get(name) ?? new Map<string, boolean>()
    last.set(name, byUser.set(one.speaker?.ref ?? one.key, one.marks.includes('reaction_added')))
  }
  return [...new Set([...counts.keys(), ...last.keys()])].toSorted().flatMap((name) => {
    const byUser = [...(last.get(name) ?? [])]
    const users = byUser.filter(([, isThere]) => isThere).map(([user]) => user)
    const count = Math.max(users.length, (counts.get(name) ?? 0) - (byUser.length - users.length))
    return count > 0 ? [{ name, count, users }] : []
  })
}

/** How a thing stands at its source, for whoever rests on an earlier telling of it. */
interface Standing extends SourceChange {
  readonly ids: readonly string[]
}

/** Answers for the evidence an event rests on whether its source said something else later. */
export function sourceChanges(
  evidence: readonly Evidence[],
): (evidenceIds: readonly string[]) => SourceChange | null {
  const standings = new Map<string, Standing>()
  for (const thing of revisedThings(evidence).values()) {
    const standing = standingOf(thing)
    if (standing !== null) for (const id of standing.ids) standings.set(id, standing)
  }
  return (evidenceIds) => {
    const known = new Set(evidenceIds)
    const changed = evidenceIds.flatMap((id) => {
      const standing = standings.get(id)
      return standing === undefined || known.has(standing.evidenceId) ? [] : [standing]
    })
    const [first] = changed.toSorted((a, b) => rankOf(a).localeCompare(rankOf(b)))
    return first === undefined
      ? null
      : { at: first.at, evidenceId: first.evidenceId, isRemoved: first.isRemoved }
  }
}

/** What was removed comes before what was edited, the latest edit before earlier ones. */
function rankOf({ isRemoved, at, evidenceId }: Standing): string {
  const age = String(9e14 - (at === null ? 0 : Date.parse(at)))
  return `${isRemoved ? 0 : 1} ${age} ${evidenceId}`
}

function standingOf({ words, removal }: Told): Standing | null {
  const ids = words.map(({ id }) => id)
  if (removal !== null) {
    const at = removal.marks.find((mark) => mark.startsWith(REMOVED_AT))?.slice(REMOVED_AT.length) ?? null
    return { at, evidenceId: removal.id, isRemoved: true, ids }
  }
  const newest = words.at(-1)
  if (newest?.revises === undefined) return null
  return { at: newest.key.slice(newest.revises.length + 1), evidenceId: newest.id, isRemoved: false, ids }
}
