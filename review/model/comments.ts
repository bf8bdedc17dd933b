/** Comments: what people ask and propose beside the text, an event, a factor, a node of the map or an action. Never in an edition. */

/** What a comment stands beside. */
export const commentPlaces = ['text', 'timeline event', 'factor', 'map node', 'action'] as const
/** One of them. */
export type CommentPlaceKind = (typeof commentPlaces)[number]

/** Where a thread stands: a row, or a stretch of the text that stays with its words. */
export interface CommentPlace {
  readonly kind: CommentPlaceKind
  /** The row; null for the text. */
  readonly id: string | null
  /** Both ends of the stretch in the live text; empty where a comment stands beside a row. */
  readonly from: string
  readonly to: string
  /** The words as they were, by which the stretch is found where the text is not live. */
  readonly quote: string
}

/** How a thread stands: a suggestion is accepted or declined, everything else is resolved. */
export type CommentState = 'open' | 'resolved' | 'accepted' | 'declined'

/** One comment. The first of a thread has the thread's place and state. */
export interface Comment {
  readonly id: string
  readonly incidentId: string
  /** Id of the first comment of its thread, which has its own here. */
  readonly threadId: string
  readonly place: CommentPlace
  readonly text: string
  /** What should stand in the place of the quoted words; null unless it is a suggestion. */
  readonly suggested: string | null
  /** Whom it asks to look; people here, by id. */
  readonly toIds: readonly string[]
  readonly state: CommentState
  readonly personId: string | null
  readonly byName: string
  readonly writtenAt: string
  readonly version: number
}

/** A thread as it is read: the first comment, and the answers in the order they were written. */
export interface CommentThread {
  readonly first: Comment
  readonly answers: readonly Comment[]
}

/** Threads in the order they were begun. An answer whose first comment was removed goes with it. */
export function threadsOf(comments: readonly Comment[]): readonly CommentThread[] {
  return comments
    .filter((each) => each.id === each.threadId)
    .map((first) => ({
      first,
      answers: comments.filter((each) => each.threadId === first.id && each.id !== first.id),
    }))
}

/** Where the stretch of a comment is in a text by its words alone; null when they are gone or stand there twice. */
export function placeByQuote(
  text: string,
  quote: string,
): { readonly from: number; readonly to: number } | null {
  if (quote === '') return null
  const from = text.indexOf(quote)
  if (from === -1 || text.indexOf(quote, from + 1) !== -1) return null
  return { from, to: from + quote.length }
}
