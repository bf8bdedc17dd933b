/** A reason to wait, as a sentence, with the place to go. The page shows it; the server refuses with it. */
export interface Blocker {
  /** Which check found it: "action-without-owner". */
  readonly rule: string
  /** What was found and what is needed. */
  readonly sentence: string
  /** Where to mend it. */
  readonly place: Place
}

/** A tab of the review, and the thing on it when one is meant. */
export interface Place {
  readonly tab:
    | 'story'
    | 'timeline'
    | 'accounts'
    | 'decisions'
    | 'factors'
    | 'map'
    | 'actions'
    | 'publish'
    | 'evidence'
    | 'incident'
    | 'meeting'
  readonly id: string | null
}
