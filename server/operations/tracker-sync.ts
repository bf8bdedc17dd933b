/**
 * Keeping actions and issues in step. A delivery or a list of changes says only that something changed, never what:
 * the tracker is asked, so that repeated, late and reordered deliveries end the same. Whoever dies in the middle leaves
 * the link due, and the next look finds what was done.
 */
import { issueDraft } from '@secondstory/review/documents/issues'
import type { Action } from '@secondstory/review/model/actions'
import { type Incident, reference } from '@secondstory/review/model/incident'
import { later } from '@secondstory/review/model/instants'
import type { Integration } from '@secondstory/review/model/integrations'
import { isGivenUp, pauseAfter } from '@secondstory/review/model/outbox'
import { type Here, hereOf, type IssueRead, isOvertaken, stepOf } from '@secondstory/review/model/trackers'
import type { Author } from '../store/change.ts'
import type { Queries } from '../store/database.ts'
import { findIncident } from '../store/incidents.ts'
import { findIntegration } from '../store/integrations.ts'
import { type HeldIssueLink, takeDueLinks, wakeLinksOf } from '../store/issue-links.ts'
import { noteMaking, releaseHold, saveGone, saveInVain, saveLook } from '../store/issue-looks.ts'
import { findTracker, noteAnswered, noteResting, takeTrackerToAsk } from '../store/trackers.ts'
import { followIssue } from './action-following.ts'
import { lockPair } from './issue-links.ts'
import { Refusal } from './operation.ts'
import { type TrackerApi, TrackerTrouble } from './tracker-api.ts'
import { openTracker, type TrackerOpening } from './trackers.ts'

/** What a round of keeping in step needs; the clock and the jitter come from whoever runs it. */
export interface Syncing extends TrackerOpening {
  readonly publicUrl: string
  /** 0 to 1, another one for each call. */
  readonly jitter: () => number
}

/** So many are held at once; a server that dies holds no more than these. */
const ROUND = 10

/** Looks at the links that are due, once, and answers whether more wait. */
export async function syncIssues(syncing: Syncing): Promise<boolean> {
  const held = await takeDueLinks(syncing.store.queries, { now: syncing.now, limit: ROUND })
  const trackers = new Set(held.map(({ integrationId }) => integrationId))
  await Promise.all(
    [...trackers].map(async (tracker) => {
      // One after the other: a tracker that asks for patience at the first is not asked for the rest.
      for (const { id, integrationId } of held) if (integrationId === tracker) await lookAt(syncing, id)
    }),
  )
  return held.length === ROUND
}

/** Everything a look is about. */
interface Look {
  readonly link: HeldIssueLink
  readonly action: Action
  readonly incident: Incident
  readonly integration: Integration
  readonly author: Author
}

async function lookAt(syncing: Syncing, id: string): Promise<void> {
  const { store, now } = syncing
  const look = await store.transaction((queries) => lookOf(queries, id, now))
  if (look === null) return
  const asking = await findTracker(store.queries, look.integration.id)
  if (asking !== null && asking.restingUntil !== null && asking.restingUntil > now)
    return releaseHold(store.queries, id, asking.restingUntil)
  await openTracker(syncing, look.integration)
    .then((tracker) => keepInStep(syncing, tracker, look))
    .then(
      () => noteAnswered(store.queries, look.integration.id, null),
      (error: unknown) => {
        if (error instanceof TrackerTrouble) return noteTrouble(syncing, look, error)
        throw error
      },
    )
}

/** Null: the link or what it is about was removed meanwhile. */
async function lookOf(queries: Queries, id: string, now: string): Promise<Look | null> {
  const pair = await lockPair(queries, id)
  if (pair === null) return null
  const { link, action } = pair
  const incident = await findIncident(queries, { id: link.incidentId })
  const integration = await findIntegration(queries, link.integrationId)
  if (incident === null || integration === null) return null
  return {
    link,
    action,
    incident,
    integration,
    author: { personId: null, at: now, through: integration.name },
  }
}

async function keepInStep(syncing: Syncing, tracker: TrackerApi, look: Look): Promise<void> {
  const { store, now } = syncing
  const { link, author } = look
  const isNew = link.externalId === ''
  const read = isNew ? await makeOnce(syncing, tracker, look) : await tracker.read(link.externalId)
  if (read === null) return store.transaction((queries) => saveGone(queries, link, author))
  if (isOvertaken(link.changedThereAt, read) && link.attempts < 3)
    throw new TrackerTrouble('The tracker answered with an older state than we know.', { mayWorkLater: true })
  const reading = { id: link.id, wakes: link.wakes, read, now }
  const to = await store.transaction((queries) => settle(queries, { ...reading, isNew }))
  if (to === null) return
  const told = await tracker.tell(read.externalId, to)
  const isOver = (state: string): boolean => state !== 'open'
  if (isOver(told.there) !== isOver(to))
    throw new TrackerTrouble('The tracker took the change and shows the old state.', { mayWorkLater: true })
  await store.transaction((queries) => saveTold(queries, { ...reading, read: told, to }))
}

/** How long before it was tried an issue may say it was made: the clock of a tracker of one's own may be hours off. */
const CLOCKS_APART_MS = 24 * 3_600_000

/** Makes the issue of a link; one whose making was tried before is looked for first, so that none is made twice. */
async function makeOnce(syncing: Syncing, tracker: TrackerApi, look: Look): Promise<IssueRead> {
  const { link, action, incident } = look
  if (link.makingSince === null) await noteMaking(syncing.store.queries, link.id, syncing.now)
  else {
    for await (const issue of tracker.changedSince(later(link.makingSince, -CLOCKS_APART_MS)))
      if (issue.text.includes(link.id)) return issue
  }
  const reviewUrl = `${syncing.publicUrl}/incidents/${reference(incident)}/actions#${action.id}`
  return tracker.make(issueDraft(action, { reviewUrl, mark: link.id }))
}

interface Reading {
  readonly id: string
  /** What had asked for a look before it was read; what came later asks for another one. */
  readonly wakes: number
  readonly read: IssueRead
  readonly now: string
}

/** Compares both sides as they are now. Answers what the issue has to be told; null when nothing. */
async function settle(
  queries: Queries,
  reading: Reading & { readonly isNew: boolean },
): Promise<Here | null> {
  const { read, isNew } = reading
  const look = await lookOf(queries, reading.id, reading.now)
  if (look === null) return null
  const { action, author } = look
  const link = { ...look.link, wakes: reading.wakes }
  const here = hereOf[action.state]
  // A new issue begins open, and so did its action as far as the issue knows.
  const seen = isNew ? { here: 'open' as const, there: 'open' as const } : link.seen
  const step = stepOf(seen, here, read.there)
  const plain = { link, read, conflict: null, next: 'rest' } as const
  if (step.do === 'rest') await saveLook(queries, { ...plain, seen: step.seen }, author)
  if (step.do === 'ask') {
    const conflict = { here, there: read.there, because: '' }
    await saveLook(queries, { ...plain, seen, conflict }, author)
  }
  if (step.do === 'follow') await follow(queries, { look: { ...look, link }, read }, author)
  if (step.do === 'tell') await saveLook(queries, { ...plain, seen, next: 'hold' }, author)
  return step.do === 'tell' ? step.to : null
}

/** The action follows its issue, or the reason it cannot becomes a question. */
async function follow(
  queries: Queries,
  { look, read }: { readonly look: Look; readonly read: IssueRead },
  author: Author,
): Promise<void> {
  const { link, action } = look
  const { there } = read
  const answer = await followIssue(queries, { action, there }, author).catch((error: unknown) => {
    if (error instanceof Refusal) return error
    throw error
  })
  const plain = { link, read, next: 'rest' } as const
  if (answer instanceof Refusal) {
    const conflict = { here: hereOf[action.state], there, because: answer.message }
    await saveLook(queries, { ...plain, seen: link.seen, conflict }, author)
    return
  }
  // The change to the action woke this very link; it has been looked at.
  const woken = { ...link, wakes: link.wakes + 1 }
  await saveLook(
    queries,
    { ...plain, link: woken, seen: { here: hereOf[answer.state], there }, conflict: null },
    author,
  )
}

/** The issue was told. What became of the action meanwhile is for another look. */
async function saveTold(queries: Queries, reading: Reading & { readonly to: Here }): Promise<void> {
  const look = await lookOf(queries, reading.id, reading.now)
  if (look === null) return
  const { read, to, wakes } = reading
  const next = hereOf[look.action.state] === to ? 'rest' : 'again'
  const seen = { here: to, there: read.there }
  const link = { ...look.link, wakes }
  await saveLook(queries, { link, read, seen, conflict: null, next }, look.author)
}

/** What went wrong is a sentence on the link, and on the tracker when it is about all of it. */
async function noteTrouble(syncing: Syncing, look: Look, trouble: TrackerTrouble): Promise<void> {
  const { store, now, jitter } = syncing
  const { link, integration } = look
  const because = trouble.message
  const triedSince = link.triedSince ?? now
  const vain = { isSent: false, because, mayWorkLater: trouble.mayWorkLater } as const
  const isOver = isGivenUp(vain, Date.parse(triedSince), Date.parse(now))
  await store.transaction(async (queries) => {
    const asking = await findTracker(queries, integration.id)
    const attempts = trouble.isOfAll ? (asking?.attempts ?? 0) : link.attempts
    const dueAt = later(now, trouble.patience_ms ?? pauseAfter(attempts + 1, jitter()))
    if (trouble.isOfAll) await noteResting(queries, { integrationId: integration.id, until: dueAt, because })
    await saveInVain(queries, link, { because, dueAt: isOver ? null : dueAt, triedSince })
  })
}

/** A tracker is asked for what changed this often; its deliveries say it sooner. */
const ASK_EVERY_MS = 5 * 60_000
/** Lists overlap by so much: what changed within one moment may come one after the other. */
const OVERLAP_MS = 60_000
/** How far back the first list reaches. */
const FIRST_MS = 24 * 3_600_000

/** Asks one tracker that is due for what changed there, and answers whether another may be due. */
export async function askForChanges(syncing: Syncing): Promise<boolean> {
  const { store, now } = syncing
  const due = { before: later(now, -ASK_EVERY_MS), now }
  const asking = await store.transaction((queries) => takeTrackerToAsk(queries, due))
  if (asking === null) return false
  const integration = await findIntegration(store.queries, asking.integrationId)
  if (integration === null) return true
  const since = asking.askedUntil ?? later(now, -FIRST_MS)
  await openTracker(syncing, integration)
    .then((tracker) => wakeChanged(syncing, tracker, { integration, since }))
    .then(
      (until) => noteAnswered(store.queries, integration.id, until),
      (error: unknown) => {
        if (!(error instanceof TrackerTrouble)) throw error
        const until = later(now, error.patience_ms ?? pauseAfter(asking.attempts + 1, syncing.jitter()))
        return noteResting(store.queries, { integrationId: integration.id, until, because: error.message })
      },
    )
  return true
}

/** Answers until when changes are known, by the clock of the tracker and not by ours. */
async function wakeChanged(
  { store, now }: Syncing,
  tracker: TrackerApi,
  asked: { readonly integration: Integration; readonly since: string },
): Promise<string> {
  const issues: { externalId: string; changedAt: string }[] = []
  for await (const { externalId, changedAt } of tracker.changedSince(asked.since))
    issues.push({ externalId, changedAt })
  await wakeLinksOf(store.queries, { integrationId: asked.integration.id, issues, at: now })
  const newest = issues
    .map(({ changedAt }) => changedAt)
    .toSorted()
    .at(-1)
  return newest === undefined ? asked.since : later(newest, -OVERLAP_MS)
}
