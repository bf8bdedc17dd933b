/**
 * Who can guide a review: the organisation's pool, and the guard that keeps out of it whoever is a part of the story.
 * Nothing here knows who guided how often, and the order is that of the alphabet, which says nothing about anybody.
 */
import type { Blocker } from './blocker.ts'

/** Somebody of the pool, with the teams they are in. */
export interface Facilitator {
  readonly personId: string
  readonly name: string
  readonly teams: readonly string[]
}

/** The order every list of facilitators has, as it is said beside it. */
export const facilitatorOrder = 'In the order of the alphabet, which says nothing about anybody.'

/** What somebody is to the incident whose review they would guide. */
export interface Involvement {
  /** In the register of this incident. */
  readonly isDescribed: boolean
  /** Named for its review as somebody who was there. */
  readonly isParticipant: boolean
  /** Their teams that own something the incident names, and what it is. */
  readonly owned: readonly { readonly team: string; readonly component: string }[]
  /** Their teams the review belongs to, and with them the on-call. */
  readonly reviewed: readonly string[]
  /** Their teams that somebody described is in as well. */
  readonly besideThem: readonly string[]
  /** Teams they lead that the review belongs to, or that somebody in it is in. */
  readonly ledByThem: readonly string[]
}

/** One reason why somebody should not guide a review without the consent of those in it. */
export interface Conflict {
  readonly why: 'described' | 'participant' | 'lead' | 'owner' | 'on-call' | 'line'
  /** After "They" and before a full stop. */
  readonly words: string
}

/** Every reason there is, the nearest to the incident first. */
export function conflictsOf(involved: Involvement): readonly Conflict[] {
  const { isDescribed, isParticipant, owned, reviewed, besideThem, ledByThem } = involved
  const teams = new Set(owned.map(({ team }) => team))
  return [
    ...(isDescribed ? [{ why: 'described', words: 'took part in this incident' } as const] : []),
    ...(isParticipant && !isDescribed
      ? [{ why: 'participant', words: 'are named as a participant of this review' } as const]
      : []),
    ...ledByThem.map((team) => ({
      why: 'lead' as const,
      words: `lead ${team}, and have authority over people this review is about`,
    })),
    ...owned.map(({ team, component }) => ({
      why: 'owner' as const,
      words: `are in ${team}, which owns ${component}`,
    })),
    ...reviewed
      .filter((team) => !teams.has(team))
      .map((team) => ({
        why: 'on-call' as const,
        words: `are in ${team}, which this review belongs to and whose on-call answers for it`,
      })),
    ...besideThem
      .filter((team) => !teams.has(team) && !reviewed.includes(team) && !ledByThem.includes(team))
      .map((team) => ({
        why: 'line' as const,
        words: `are in ${team} with somebody it describes, who may then say less than they saw`,
      })),
  ]
}

/** Why somebody is left out, in one sentence. What only the register knows is not told to those it is sealed for. */
export function leftOutSentence(conflicts: readonly Conflict[], isSealed: boolean): string {
  if (isSealed) return 'They, or somebody close to them, are a part of what this review is about.'
  return `They ${listed(conflicts.map(({ words }) => words))}.`
}

function listed(words: readonly string[]): string {
  const [last = '', ...before] = words.toReversed()
  return before.length === 0 ? last : `${before.toReversed().join(', ')} and ${last}`
}

/** What those in a review agreed to when somebody close to it guides it all the same. */
export interface GuideConsent {
  /** One sentence. */
  readonly because: string
  /** Who agreed, by role. */
  readonly agreedByRole: string
}

/** Nobody agreed to anything. */
export const noConsent: GuideConsent = { because: '', agreedByRole: '' }

/** Why somebody cannot be named facilitator: a conflict without the consent of those in the review. */
export function facilitatorBlockers(
  conflicts: readonly Conflict[],
  consent: GuideConsent,
  isSealed = false,
): readonly Blocker[] {
  if (conflicts.length === 0) return []
  if (consent.because.trim() !== '' && consent.agreedByRole.trim() !== '') return []
  const missing =
    consent.because.trim() === '' ? 'What was agreed, and in which role?' : 'In which role was it agreed?'
  return [
    {
      rule: 'facilitator-in-conflict',
      sentence: `${leftOutSentence(conflicts, isSealed)} Somebody else of the pool can guide it, or those in it agree first. ${missing}`,
      place: { tab: 'incident', id: null },
    },
  ]
}
