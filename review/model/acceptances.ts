/**
 * What we live with on purpose: a weakness no action removes, or a grave incident after which no strong action was
 * found. It has a reason, a role that agreed, and a day on which it is looked at again; it is never for ever.
 */
import type { Blocker } from './blocker.ts'

/** One accepted risk. */
export interface Acceptance {
  readonly id: string
  readonly incidentId: string
  /** The weakness that stays; null: there is no action of strength 3 or more, and this says why that is right here. */
  readonly factorId: string | null
  readonly because: string
  /** The role that agreed to live with it: "head of payments". Never a name. */
  readonly agreedByRole: string
  /** When it is looked at again, `YYYY-MM-DD`. */
  readonly reviewOn: string
  readonly version: number
}

/** An acceptance as a form holds it. */
export interface AcceptanceDraft {
  readonly id: string | null
  readonly because: string
  readonly agreedByRole: string
  /** Empty: none chosen yet. */
  readonly reviewOn: string
  /** The reason says only that someone will take care; found by the language check. */
  readonly isNullReason: boolean
}

/** What an acceptance still needs. */
export function acceptanceBlockers(draft: AcceptanceDraft): readonly Blocker[] {
  const found: { readonly rule: string; readonly sentence: string }[] = []
  if (draft.because.trim() === '' || draft.isNullReason) {
    found.push({
      rule: 'acceptance-without-reason',
      sentence:
        'Living with it needs a reason. What exactly is accepted if nothing is done, and why is that right for now?',
    })
  }
  if (draft.agreedByRole.trim() === '') {
    found.push({
      rule: 'acceptance-without-role',
      sentence: 'Someone has to agree to live with it. Which role can answer for that?',
    })
  }
  if (draft.reviewOn === '') {
    found.push({
      rule: 'acceptance-without-day',
      sentence: 'Nothing is accepted for ever. On which day is it looked at again?',
    })
  }
  return found.map((each) => ({ ...each, place: { tab: 'actions', id: draft.id } }))
}
