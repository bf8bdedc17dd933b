/** Asking people to look: whom a comment mentions, whether they would see what they are asked about, and one letter each. */
import {
  besideWords,
  type Comment,
  commentTabs,
  mentionedIn,
  threadHash,
} from '@secondstory/review/model/comments'
import { type Incident, reference } from '@secondstory/review/model/incident'
import { mayOnRecord } from '@secondstory/review/model/permission'
import { nextOpen } from '@secondstory/review/model/preferences'
import type { Queries } from '../store/database.ts'
import { listMentionable, type MentionablePerson } from '../store/mentions.ts'
import { type Letter, queueDelivery } from '../store/outbox.ts'
import { listRecipients, type Recipient } from '../store/preferences.ts'
import { findStanding } from '../store/standing.ts'
import type { Hands } from './hands.ts'
import { setLetter } from './letters.ts'
import { Refusal } from './operation.ts'
import { sealUnsubscribe } from './reminder-links.ts'

/** Whom a text asks to look; refuses somebody who would not see what they are asked about. */
export async function mentionedFor(
  queries: Queries,
  said: { readonly incidentId: string; readonly text: string },
): Promise<readonly string[]> {
  if (!said.text.includes('@')) return []
  const everyone = await listMentionable(queries)
  const ids = mentionedIn(said.text, everyone)
  for (const person of everyone.filter(({ id }) => ids.includes(id))) {
    if (await maySee(queries, person, said.incidentId)) continue
    throw new Refusal(
      'invalid',
      `${person.name} does not see this record, so the question would not reach them; name them for the review first, or leave the @ out.`,
    )
  }
  return ids
}

async function maySee(queries: Queries, person: MentionablePerson, incidentId: string): Promise<boolean> {
  const { standing } = await findStanding(queries, { id: incidentId }, person)
  return mayOnRecord({ ...person, kind: 'person' }, 'read', standing)
}

/** A comment with what its letters say about where it stands. */
export interface Asking {
  readonly comment: Comment
  /** Whom it asked already. */
  readonly before: readonly string[]
  readonly incident: Pick<Incident, 'number' | 'title'>
}

/** Queues one letter for everyone a comment asks who was not asked before, in their hours and by the way they chose. */
export async function tellMentioned(queries: Queries, asking: Asking, hands: Hands): Promise<void> {
  const { comment, before } = asking
  const asked = comment.toIds.filter((id) => !before.includes(id) && id !== comment.personId)
  if (asked.length === 0) return
  const recipients = await listRecipients(queries)
  for (const recipient of recipients.filter(({ personId }) => asked.includes(personId))) {
    const { mentions, hours } = recipient.preferences
    if (mentions === 'none') continue
    await queueDelivery(queries, {
      ...letterFor(recipient, asking, hands),
      kind: 'mention',
      channel: mentions,
      to: recipient.email,
      about: reference(asking.incident),
      dueAt: nextOpen(hours, hands.now),
      onceKey: `mention ${comment.id} ${recipient.personId}`,
      now: hands.now,
    })
  }
}

function letterFor({ personId }: Recipient, { comment, incident }: Asking, hands: Hands): Letter {
  const { publicUrl, strongbox } = hands
  const where = `${reference(incident)}, ${besideWords[comment.place.kind]}`
  const address = `${publicUrl}/incidents/${reference(incident)}/${commentTabs[comment.place.kind]}`
  const unsubscribe = sealUnsubscribe(strongbox, { personId, from: 'mentions' })
  return setLetter({
    subject: `${comment.byName} asks you to look at ${reference(incident)}`,
    opening: `${comment.byName} asks you to look at “${incident.title}”.`,
    parts: [
      {
        heading: '',
        items: [
          {
            title: comment.text,
            lines: [where],
            links: [{ label: 'Answer there', url: `${address}#${threadHash(comment.threadId)}` }],
          },
        ],
      },
    ],
    closing: 'You get this because a comment names you. It comes once for each, in your working hours.',
    settings: { label: 'Choose when and how', url: `${publicUrl}/settings?section=notifications` },
    unsubscribe: `${publicUrl}/unsubscribe/${unsubscribe}`,
  })
}
