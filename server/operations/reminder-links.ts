/** Links that do one thing for one person: sealed, so that nobody makes one, and bound to the promise as it stood. */
import { type GuestAnswer, guestAnswers } from '@secondstory/review/model/meeting-dates'
import { type ReminderDeed, reminderDeeds } from '@secondstory/review/model/reminders'
import type { Strongbox } from '../store/strongbox.ts'

/** What a link in a reminder may do. */
export interface ReminderLink {
  readonly actionId: string
  readonly personId: string
  /** The promise it was sent for; a new day or another owner ends it. */
  readonly promisedAt: string
  readonly deed: ReminderDeed
}

const REMINDER = 'a link in a reminder'
const UNSUBSCRIBE = 'a link that ends letters'
const INVITATION = 'a link that answers an invitation'

/** The secret of a link in a reminder. */
export function sealReminder(strongbox: Strongbox, link: ReminderLink): string {
  const text = [link.actionId, link.personId, link.promisedAt, link.deed].join(' ')
  return strongbox.seal(text, REMINDER).toString('base64url')
}

/** What a secret may do; null when it is none of ours. */
export function openReminder(strongbox: Strongbox, secret: string): ReminderLink | null {
  const [actionId, personId, promisedAt, deed] = opened(strongbox, secret, REMINDER)
  if (actionId === undefined || personId === undefined || promisedAt === undefined) return null
  return isDeed(deed) ? { actionId, personId, promisedAt, deed } : null
}

/** What somebody stops getting. */
export interface UnsubscribeLink {
  readonly personId: string
  readonly from: 'reminders' | 'digest' | 'mentions'
}

/** The secret of a link that stops one sort of letter for one person. */
export function sealUnsubscribe(strongbox: Strongbox, { personId, from }: UnsubscribeLink): string {
  return strongbox.seal(`${personId} ${from}`, UNSUBSCRIBE).toString('base64url')
}

/** What a secret stops; null when it is none of ours. */
export function openUnsubscribe(strongbox: Strongbox, secret: string): UnsubscribeLink | null {
  const [personId, from] = opened(strongbox, secret, UNSUBSCRIBE)
  if (personId === undefined || (from !== 'reminders' && from !== 'digest' && from !== 'mentions'))
    return null
  return { personId, from }
}

/** What a link in an invitation says, for one guest and for this time alone. */
export interface InvitationLink {
  readonly meetingId: string
  readonly address: string
  /** When the meeting was to begin; another time ends the link. */
  readonly startsAt: string
  readonly answer: GuestAnswer
}

/** The secret of a link in an invitation. */
export function sealInvitation(strongbox: Strongbox, link: InvitationLink): string {
  const text = [link.meetingId, link.address, link.startsAt, link.answer].join(' ')
  return strongbox.seal(text, INVITATION).toString('base64url')
}

/** What a secret answers; null when it is none of ours. */
export function openInvitation(strongbox: Strongbox, secret: string): InvitationLink | null {
  const [meetingId, address, startsAt, answer] = opened(strongbox, secret, INVITATION)
  if (meetingId === undefined || address === undefined || startsAt === undefined) return null
  return isGuestAnswer(answer) ? { meetingId, address, startsAt, answer } : null
}

function isGuestAnswer(answer: string | undefined): answer is GuestAnswer {
  return answer !== undefined && Object.hasOwn(guestAnswers, answer)
}

function opened(strongbox: Strongbox, secret: string, purpose: string): readonly (string | undefined)[] {
  return strongbox.open(Buffer.from(secret, 'base64url'), purpose)?.split(' ') ?? []
}

function isDeed(deed: string | undefined): deed is ReminderDeed {
  return deed !== undefined && Object.hasOwn(reminderDeeds, deed)
}
