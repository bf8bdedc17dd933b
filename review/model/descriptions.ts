/** Words that name nobody and may still fit one person: how many people fit is a question, and its answer is kept. */

/** How many people fit a description. */
export type Fits = 'one' | 'two-to-four' | 'five-or-more'

/** Every answer as the page says it. */
export const fitsInWords: Readonly<Record<Fits, string>> = {
  one: 'One person',
  'two-to-four': 'Two to four',
  'five-or-more': 'Five or more',
}

/** Words, or the minutes of one role, with the answer people gave. */
export interface Description {
  /** Words of the text; or a role on call, whose exact minutes a rota would tell. */
  readonly kind: 'words' | 'minute'
  readonly quote: string
  readonly fits: Fits
  /** What the organisation and the public read instead; empty: the same words. */
  readonly wording: string
}

/** The question, in one place for the page and for what is worth a second look. */
export const fitsQuestion = 'How many people fit this description?'
