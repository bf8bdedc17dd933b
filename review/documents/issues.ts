/** An action as an issue of a tracker: what it changes, how we will know, by when, and the way back. Roles, never names. */
import type { Action } from '../model/actions.ts'

/** Where an issue leads back to. */
export interface IssueOrigin {
  /** The address of the review. */
  readonly reviewUrl: string
  /** Stands in the words of the issue, so that an issue that was made is found when its answer was lost. */
  readonly mark: string
}

/** An issue before it is made. */
export interface IssueDraft {
  readonly title: string
  /** One line each; trackers differ in how they set them. */
  readonly paragraphs: readonly string[]
  readonly mark: string
  readonly dueOn: string | null
}

/** The words of an issue for an action. */
export function issueDraft(action: Action, { reviewUrl, mark }: IssueOrigin): IssueDraft {
  const { howWeWillKnow, plan, dueOn, owner } = action
  const said: readonly (readonly [string, string | null])[] = [
    ['How we will know', howWeWillKnow],
    ['It works when', plan.measure],
    ['Due', dueOn],
    ['Owner', owner === null ? null : owner.role],
  ]
  return {
    title: calling(action.title),
    paragraphs: [
      ...said.flatMap(([label, words]) =>
        words === null || words.trim() === '' ? [] : [`${label}: ${calling(words.trim())}`],
      ),
      `It comes from a review: ${reviewUrl}`,
      `Second Story keeps its state in step (${mark}).`,
    ],
    mark,
    dueOn,
  }
}

/** A word behind an at sign would call whoever has that name there. */
function calling(words: string): string {
  return words.replace(/@(?=\w)/g, '@\u200B')
}
