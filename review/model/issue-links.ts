/** An issue link: one action and the one issue in a tracker that is kept in step with it. */
import { type Here, type There, type TrackerKind, thereWords } from './trackers.ts'

/** `making`: the issue is not there yet; `gone`: it was deleted, or may not be seen any more. */
export type IssueLinkState = 'making' | 'linked' | 'gone'

/** Both sides changed, or the rules of an action do not let it follow; a person chooses. */
export interface IssueConflict {
  readonly here: Here
  readonly there: There
  /** Why the action could not follow by itself, as a sentence; '' when both sides changed. */
  readonly because: string
}

/** An issue link as the room sees it. No edition, export or search holds any of it. */
export interface IssueLink {
  readonly id: string
  readonly incidentId: string
  readonly actionId: string
  readonly integrationId: string
  readonly kind: TrackerKind
  /** "acme/checkout#42"; '' until it is there. */
  readonly key: string
  readonly url: string
  readonly state: IssueLinkState
  /** What it was when it was last read; null before. */
  readonly there: There | null
  /** The same in the words of the tracker. */
  readonly word: string
  /** Who it is assigned to there; '' when nobody is. Shown inside the room and nowhere else. */
  readonly assignedThere: string
  readonly readAt: string | null
  readonly conflict: IssueConflict | null
  /** When it is next looked at; null while there is nothing to do. */
  readonly dueAt: string | null
  /** What went wrong last, as a sentence; '' when nothing did. */
  readonly because: string
  /** Nothing is tried any more until somebody says so. */
  readonly isGivenUp: boolean
  readonly version: number
}

/** What a link says of itself, in one sentence. */
export function issueLinkSentence(link: IssueLink, says: string): string {
  const { state, key, because, isGivenUp, there, word } = link
  if (isGivenUp) return `${because} Nothing is tried any more until you ask for it.`
  if (state === 'gone')
    return `${key} is not at ${says} any more, or the token may not see it. Unlink it, or link another issue.`
  if (because !== '') return `${because} It is tried again by itself.`
  if (state === 'making') return `The issue is being made at ${says}.`
  if (there === null) return `${key} is being read.`
  return `${key} is ${word === '' ? thereWords[there] : word.toLowerCase()} at ${says}.`
}

/** The question a conflict asks, and what each answer does. */
export interface ConflictChoice {
  readonly question: string
  readonly here: string
  readonly there: string
}

/** Words for a conflict. */
export function conflictChoice({ here, there, because }: IssueConflict, says: string): ConflictChoice {
  const found =
    because === ''
      ? `Here it is ${thereWords[here]}, at ${says} it is ${thereWords[there]}, and both changed since they last agreed.`
      : `At ${says} it is ${thereWords[there]} and here it is ${thereWords[here]}. ${because}`
  return {
    question: `${found} Which one holds?`,
    here: `Ours: ${thereWords[here]}`,
    there: `Theirs: ${thereWords[there]}`,
  }
}
