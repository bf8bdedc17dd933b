/** The digest: once a week, in the hours of whoever gets it, what was learned and what is due. Nothing to say: no letter. */
import { dueWords } from '@secondstory/review/model/action-check'
import { dayAfter } from '@secondstory/review/model/follow-ups'
import { isPaused } from '@secondstory/review/model/pauses'
import { localMoment, openDay } from '@secondstory/review/model/preferences'
import { type ActionLine, listActions } from '../store/actions.ts'
import { isQueued, queueDelivery } from '../store/outbox.ts'
import { listPauses } from '../store/pauses.ts'
import { listRecipients, type Recipient } from '../store/preferences.ts'
import { type LibraryLine, searchEditions } from '../store/search.ts'
import { type LetterItem, type LetterPart, setLetter } from './letters.ts'
import { sealUnsubscribe } from './reminder-links.ts'
import type { Reminding } from './reminders.ts'

const SOON_DAYS = 14
const MOST = 12
/** Days around the day two years ago that count as "today". */
const AROUND_DAYS = 3

/**
 * Queues the digest for everyone whose week begins: Monday, or their first working day after it. While a pause holds
 * nothing is queued, and the first working day after it makes up for its own week alone.
 */
export async function sendDigests(round: Reminding): Promise<void> {
  if (isPaused(round.now, await listPauses(round.store.queries))) return
  for (const recipient of await listRecipients(round.store.queries)) {
    const today = openDay(recipient.preferences.hours, round.now)
    if (today === null || recipient.preferences.digest === 'none') continue
    const onceKey = `digest ${recipient.personId} ${mondayOf(today, recipient, round.now)}`
    if (await isQueued(round.store.queries, onceKey)) continue
    await sendDigest(round, recipient, { today, onceKey })
  }
}

function mondayOf(today: string, { preferences }: Recipient, now: string): string {
  return dayAfter(today, 1 - localMoment(now, preferences.hours.zone).weekday)
}

async function sendDigest(
  round: Reminding,
  recipient: Recipient,
  when: { readonly today: string; readonly onceKey: string },
): Promise<void> {
  const { today, onceKey } = when
  const parts = await partsFor(round, recipient, today)
  if (parts.length === 0) return
  const { strongbox, publicUrl, now } = round
  const token = sealUnsubscribe(strongbox, { personId: recipient.personId, from: 'digest' })
  const letter = setLetter({
    subject: subjectOf(parts),
    opening: 'What was learned since last week, and what is due.',
    parts,
    closing: 'You get this once a week, and nothing when there is nothing to say.',
    settings: { label: 'Choose when and how', url: `${publicUrl}/settings?section=notifications` },
    unsubscribe: `${publicUrl}/unsubscribe/${token}`,
  })
  await round.store.transaction((queries) =>
    queueDelivery(queries, {
      ...letter,
      kind: 'digest',
      to: recipient.email,
      about: parts.map(({ heading }) => heading.toLowerCase()).join(', '),
      onceKey,
      now,
    }),
  )
}

function subjectOf([first]: readonly LetterPart[]): string {
  const title = first?.items[0]?.title ?? ''
  return first === undefined ? 'This week' : `${first.heading}: ${title}`
}

/** The parts that have something in them. */
async function partsFor(
  { store, publicUrl }: Reminding,
  recipient: Recipient,
  today: string,
): Promise<readonly LetterPart[]> {
  const library = await searchEditions(store.queries, { limit: 100 })
  const editions = (library?.items ?? []).filter(({ isSample }) => !isSample)
  const weekAgo = dayAfter(today, -7)
  const fresh = editions.filter(({ publishedAt }) => publishedAt.slice(0, 10) >= weekAgo).slice(0, MOST)
  const due = recipient.mayWrite ? await dueFor(store.queries, recipient, today) : []
  const edition = (line: LibraryLine) => editionItem(line, publicUrl)
  return [
    { heading: 'New to read', items: fresh.map(edition) },
    { heading: 'Edition of the month', items: editionOfTheMonth(editions, today).map(edition) },
    { heading: 'Today two years ago', items: (await twoYearsAgo(store.queries, today)).map(edition) },
    { heading: 'Your actions', items: due.map((line) => actionItem(line, today, publicUrl)) },
  ].filter(({ items }) => items.length > 0)
}

type Queries = Reminding['store']['queries']

async function dueFor(
  queries: Queries,
  { personId }: Recipient,
  today: string,
): Promise<readonly ActionLine[]> {
  const open = await listActions(queries, {
    seenBy: { personId, teamIds: [] },
    ownerId: personId,
    state: 'open',
    limit: 200,
  })
  const until = dayAfter(today, SOON_DAYS)
  return open.filter(({ dueOn }) => dueOn !== null && dueOn <= until).slice(0, MOST)
}

/** In the first week of a month, the gravest edition of the month before; of several, the newest. */
function editionOfTheMonth(editions: readonly LibraryLine[], today: string): readonly LibraryLine[] {
  if (Number(today.slice(8)) > 7) return []
  const month = dayAfter(today, -Number(today.slice(8))).slice(0, 7)
  const those = editions.filter(({ publishedAt }) => publishedAt.startsWith(month))
  return those
    .toSorted((a, b) => a.severity.localeCompare(b.severity) || b.publishedAt.localeCompare(a.publishedAt))
    .slice(0, 1)
}

async function twoYearsAgo(queries: Queries, today: string): Promise<readonly LibraryLine[]> {
  const then = `${Number(today.slice(0, 4)) - 2}${today.slice(4)}`.replace('-02-29', '-02-28')
  const found = await searchEditions(queries, {
    from: dayAfter(then, -AROUND_DAYS),
    to: dayAfter(then, AROUND_DAYS),
    limit: 3,
  })
  return (found?.items ?? []).filter(({ isSample }) => !isSample)
}

function editionItem(line: LibraryLine, publicUrl: string): LetterItem {
  return {
    title: line.title,
    lines: [`${line.reference}, ${line.severity}`, ...(line.opening === '' ? [] : [line.opening])],
    links: [{ label: 'Read it', url: `${publicUrl}/editions/${line.slug}` }],
  }
}

function actionItem(line: ActionLine, today: string, publicUrl: string): LetterItem {
  return {
    title: line.title,
    lines: [`${line.incidentReference}, ${dueWords(line.dueOn ?? today, today)}`],
    links: [{ label: 'Open it', url: `${publicUrl}/incidents/${line.incidentReference}/actions#${line.id}` }],
  }
}
