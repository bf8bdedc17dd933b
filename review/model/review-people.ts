/** The people of one review, and the part each of them takes in it. */
import type { GuideConsent } from './facilitators.ts'

/**
 * facilitator guides the review and knows who is behind which role; author writes it; participant was there and says
 * what they saw; reader reads the working record before it is published.
 */
export type ReviewRole = 'facilitator' | 'author' | 'participant' | 'reader'

/** A part someone can take in a review, in words. */
export interface ReviewRoleMeaning {
  readonly role: ReviewRole
  readonly name: string
  readonly means: string
}

/** Every part, the one with the most to do first. */
export const reviewRoles: readonly ReviewRoleMeaning[] = [
  {
    role: 'facilitator',
    name: 'Facilitator',
    means: 'Guides the review, and knows the people behind the roles.',
  },
  { role: 'author', name: 'Author', means: 'Writes the review with others.' },
  {
    role: 'participant',
    name: 'Participant',
    means: 'Was there: gives an account and sets the timeline right.',
  },
  { role: 'reader', name: 'Reader', means: 'Reads the working record and changes nothing.' },
]

/** Somebody named for a review, with everything they were named. */
export interface ReviewPerson {
  readonly personId: string
  readonly name: string
  readonly roles: readonly ReviewRole[]
  /** By what they guide a review they are close to; null where nothing had to be agreed. */
  readonly consent: GuideConsent | null
}

/** Who works on a review: the team it belongs to and the people named for it. */
export interface ReviewPeople {
  /** Teams it belongs to: the one that was chosen, or those that own its components. */
  readonly teams: readonly { readonly id: string; readonly name: string }[]
  /** Whether the team was chosen rather than found by a component. */
  readonly isTeamChosen: boolean
  readonly people: readonly ReviewPerson[]
}
