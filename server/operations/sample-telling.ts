/**
 * Telling a sample story to some depth: from named roles to a closed review. Every part goes in through the operation a
 * person would use for it, so that a sample can hold nothing a real review could not.
 */
import { noWords } from '@secondstory/review/model/accounts'
import type { Actor } from '@secondstory/review/model/evidence'
import { later } from '@secondstory/review/model/instants'
import { plainControl } from '@secondstory/review/model/map'
import type { Review } from '@secondstory/review/model/reviews'
import type { TimelineEvent } from '@secondstory/review/model/timeline'
import type { z } from 'zod'
import { addAccount as addAccountRow } from '../store/accounts.ts'
import { listActionsOf } from '../store/actions.ts'
import type { Queries } from '../store/database.ts'
import { listDecisions } from '../store/decisions.ts'
import { findDraft } from '../store/drafts.ts'
import { findEvidence } from '../store/evidence.ts'
import { listFactors } from '../store/factors.ts'
import { findReview } from '../store/reviews.ts'
import { listEvents } from '../store/timeline.ts'
import { addAcceptance } from './acceptances.ts'
import { assignAction, closeAction, proposeAction } from './actions.ts'
import { addAgentRun } from './agent-runs.ts'
import { found } from './answers.ts'
import { addDecision } from './decisions.ts'
import { nameFactor } from './factors.ts'
import { asked, type Hands } from './hands.ts'
import { addLesson } from './lessons.ts'
import { addMapEdge, addMapNode } from './map.ts'
import type { Operation } from './operation.ts'
import { listParticipants, nameRole } from './participants.ts'
import { publishReview } from './publish.ts'
import { correctDraft, correctReview } from './reviews.ts'
import type { Retold, SampleAction, SampleStory } from './sample-story.ts'
import { addTimelineEvent, correctTimelineEvent, markTimelineEvents, markTrigger } from './timeline.ts'

/** What a telling works with: the story, its incident, and hands whose store is one transaction. */
export interface Telling {
  readonly story: SampleStory
  readonly incidentId: string
  readonly queries: Queries
  readonly hands: Hands
}

/** Does what the operation does. A sample that is refused is a defect of ours, so the refusal is not caught. */
function perform<Input extends z.ZodType, Output>(
  step: Operation<string, Input, Output>,
  input: z.input<Input>,
  { hands }: Telling,
): Promise<Output> {
  return step.run(step.input.parse(input), hands)
}

function clockOf({ happenedAt }: Pick<TimelineEvent, 'happenedAt'>): string {
  return happenedAt === null ? '' : happenedAt.at.slice(11, 19)
}

const NOBODY: Actor = { kind: 'unknown', name: '' }

/** Finds events of the timeline by their clock, with the kind where two share one. */
async function clockwork({ queries, incidentId }: Telling) {
  const timeline = await listEvents(queries, incidentId)
  const at = (wanted: string): TimelineEvent | undefined => {
    const [clock, kind] = wanted.split(' ')
    return timeline.find((event) => clockOf(event) === clock && (kind === undefined || event.kind === kind))
  }
  return { timeline, at, ids: (clocks: readonly string[]) => clocks.flatMap((clock) => at(clock)?.id ?? []) }
}

/** Gives everyone in the evidence the role they had. */
export async function nameRoles(telling: Telling): Promise<void> {
  const { story, incidentId } = telling
  for (const { id, version, name } of await perform(listParticipants, { incidentId }, telling)) {
    const role = story.roles[name]
    if (role !== undefined) await perform(nameRole, { id, version, role }, telling)
  }
}

/** Accepts the events the decisions rest on, adds the decisions and names the conditions only they show. */
export async function tellDecisions(telling: Telling): Promise<void> {
  const { story, incidentId, queries } = telling
  const named = story.decisions.flatMap(({ clock, seenEvents }) => [clock, ...seenEvents])
  await accept(telling, (await clockwork(telling)).ids(named))
  const { at, ids } = await clockwork(telling)
  const said = await findEvidence(queries, { incidentId, limit: 500 })
  for (const { clock, seenEvents, seenMessages, factor, ...words } of story.decisions) {
    const eventId = at(clock)?.id
    if (eventId === undefined) continue
    const inView = seenMessages.flatMap((when) => said?.items.find((each) => isAt(each, when))?.id ?? [])
    const seen = { seenEventIds: ids(seenEvents), seenEvidenceIds: inView }
    const told = { decider: 'role', source: 'first-hand', ...words } as const
    const lists = {
      goals: [...told.goals],
      pressures: [...told.pressures],
      notReached: [...told.notReached],
      options: [...told.options],
    }
    await perform(addDecision, { incidentId, eventId, ...told, ...lists, ...seen }, telling)
    if (factor !== undefined)
      await perform(nameFactor, { incidentId, ...factor, eventIds: [eventId] }, telling)
  }
}

/** Words somebody or an agent wrote at a clock; alerts and tables are not what was in view of a person. */
function isAt(
  evidence: { readonly source: string; readonly happenedAt: { readonly at: string } | null },
  when: string,
) {
  return ['slack', 'agent'].includes(evidence.source) && evidence.happenedAt?.at.slice(11, 19) === when
}

async function accept(telling: Telling, wanted: readonly string[]): Promise<void> {
  if (wanted.length === 0) return
  const ids = [...new Set(wanted)]
  await perform(markTimelineEvents, { incidentId: telling.incidentId, ids, state: 'accepted' }, telling)
}

/** Works the story through until nothing stands in the way of publishing it. */
export async function workThrough(telling: Telling): Promise<void> {
  await tellTimeline(telling)
  if ((await listDecisions(telling.queries, telling.incidentId)).length === 0) await tellDecisions(telling)
  const factorIds = await nameFactors(telling)
  for (const { kind, text } of telling.story.lessons) {
    await perform(addLesson, { incidentId: telling.incidentId, kind, text }, telling)
  }
  await promise(telling, factorIds)
  await drawMap(telling, factorIds)
  await addAgents(telling)
  await addAccounts(telling)
  await write(telling)
}

async function tellTimeline(telling: Telling): Promise<void> {
  const { story, incidentId } = telling
  const { timeline, at } = await clockwork(telling)
  const isWaiting = (event: TimelineEvent): boolean => event.state === 'proposed' || event.state === 'tray'
  const isTold = (event: TimelineEvent): boolean => {
    const told = [clockOf(event), `${clockOf(event)} ${event.kind}`]
    return (
      story.isTold(clockOf(event)) && (event.state !== 'tray' || told.some((each) => each in story.reworded))
    )
  }
  await accept(
    telling,
    timeline.filter((event) => isWaiting(event) && isTold(event)).map(({ id }) => id),
  )
  const rest = timeline.filter((event) => event.state === 'proposed' && !isTold(event)).map(({ id }) => id)
  if (rest.length > 0) {
    await perform(markTimelineEvents, { incidentId, ids: rest, state: 'rejected' }, telling)
  }
  for (const event of (await clockwork(telling)).timeline) {
    const told = story.reworded[clockOf(event)] ?? story.reworded[`${clockOf(event)} ${event.kind}`]
    if (event.state !== 'accepted' || told === undefined) continue
    const words: Retold = typeof told === 'string' ? { text: told } : told
    await perform(correctTimelineEvent, { id: event.id, version: event.version, ...words }, telling)
  }
  for (const { clock, text, kind = 'observation', actor = NOBODY } of story.added) {
    const happenedAt = { at: `${story.facts.startedAt.slice(0, 10)}T${clock}Z`, precision: 'second' } as const
    await perform(addTimelineEvent, { incidentId, happenedAt, kind, actor, text }, telling)
  }
  await perform(markTrigger, { incidentId, eventId: at(story.trigger)?.id ?? null }, telling)
}

async function nameFactors(telling: Telling): Promise<readonly string[]> {
  const { ids } = await clockwork(telling)
  const named: string[] = []
  for (const { clocks, ...words } of telling.story.factors) {
    const input = { incidentId: telling.incidentId, ...words, eventIds: ids(clocks) }
    named.push((await perform(nameFactor, input, telling)).id)
  }
  return named
}

async function promise(telling: Telling, factorIds: readonly string[]): Promise<void> {
  for (const action of telling.story.actions) {
    const proposed = await perform(proposeAction, actionIn(telling, action, factorIds), telling)
    const owner = { personId: asked(telling.hands).personId, role: action.role }
    const dueOn = daysAfter(telling.story, action.days)
    await perform(assignAction, { id: proposed.id, version: proposed.version, owner, dueOn }, telling)
  }
}

function actionIn({ story, incidentId }: Telling, action: SampleAction, factorIds: readonly string[]) {
  const { title, kind, priority, strength, worksIfForgotten, canBeBypassedUnnoticed, howWeWillKnow } = action
  return {
    incidentId,
    title,
    kind,
    priority,
    strength,
    worksIfForgotten,
    canBeBypassedUnnoticed,
    howWeWillKnow,
    factorIds: action.addresses.flatMap((index) => factorIds[index] ?? []),
    plan: {
      scope: action.isForClass ? ('class' as const) : ('instance' as const),
      measure: action.measure,
      reviewOn: daysAfter(story, action.days + 30),
    },
  }
}

function daysAfter({ facts }: SampleStory, days: number): string {
  return later(facts.endedAt, days * 86_400_000).slice(0, 10)
}

async function drawMap(telling: Telling, factorIds: readonly string[]): Promise<void> {
  const { story, incidentId } = telling
  const { at, ids } = await clockwork(telling)
  const drawn = new Map<string, string>()
  for (const [name, { clocks, control, ...node }] of Object.entries(story.nodes)) {
    const more = control === undefined ? {} : { control: { ...plainControl, ...control } }
    const input = { incidentId, ...node, ...more, eventIds: ids(clocks) }
    drawn.set(name, (await perform(addMapNode, input, telling)).id)
  }
  const idOf = (end: string | number): string => {
    const id = typeof end === 'number' ? factorIds[end] : (drawn.get(end) ?? at(end)?.id)
    if (id === undefined) throw new RangeError(`The sample has nothing at ${end} for a link of its map.`)
    return id
  }
  for (const [from, kind, to, certainty, because = '', explanation = ''] of story.links) {
    const input = { incidentId, fromId: idOf(from), toId: idOf(to), kind, certainty, because, explanation }
    await perform(addMapEdge, input, telling)
  }
  // A condition that only a decision shows led to that decision.
  for (const { id, eventIds } of await listFactors(telling.queries, incidentId)) {
    const [toId] = eventIds
    if (factorIds.includes(id) || toId === undefined) continue
    const input = { incidentId, fromId: id, toId, kind: 'made-likelier', certainty: 'supported' } as const
    await perform(addMapEdge, input, telling)
  }
}

async function addAgents(telling: Telling): Promise<void> {
  const { at } = await clockwork(telling)
  for (const { claims, ...agent } of telling.story.agents) {
    const input = {
      incidentId: telling.incidentId,
      ...agent,
      tools: [...agent.tools],
      permissions: [...agent.permissions],
      modes: [...agent.modes],
      claims: claims.map(({ text, standing, clock }) => ({
        text,
        standing,
        eventId: clock === null ? null : (at(clock)?.id ?? null),
      })),
    }
    await perform(addAgentRun, input, telling)
  }
}

/** Accounts are told in person, so no operation takes them from a sample: they stand as a facilitator noted them. */
async function addAccounts({ story, incidentId, queries, hands }: Telling): Promise<void> {
  const { ids } = await clockwork({ story, incidentId, queries, hands })
  const author = { personId: asked(hands).personId, at: hands.now, strongbox: hands.strongbox }
  for (const { role, words, clocks } of story.accounts) {
    const told = { incidentId, role, words: { ...noWords, ...words }, eventIds: ids(clocks), stretch: null }
    const consent = 'Invented, like everyone in this sample.'
    await addAccountRow(
      queries,
      { ...told, isAsTold: true, welcomesThanks: false, consent, state: 'released' },
      author,
    )
  }
}

async function write(telling: Telling): Promise<void> {
  const { story, incidentId } = telling
  const { impact, answers, draft } = story
  const { version } = await reviewOf(telling)
  await perform(correctReview, { incidentId, version, impact, answers }, telling)
  const prose = found(await findDraft(telling.queries, incidentId), 'draft')
  await perform(correctDraft, { incidentId, version: prose.version, text: draft }, telling)
}

async function reviewOf({ queries, incidentId }: Telling): Promise<Review> {
  return found(await findReview(queries, incidentId), 'review')
}

/** Whether a story was told to where it can be published: nothing on its timeline waits any more. */
export async function isWorkedThrough(telling: Pick<Telling, 'queries' | 'incidentId'>): Promise<boolean> {
  const timeline = await listEvents(telling.queries, telling.incidentId)
  return timeline.length > 0 && timeline.every(({ state }) => state !== 'proposed')
}

async function acceptRisks(telling: Telling): Promise<void> {
  const { story, incidentId, queries } = telling
  const factors = await listFactors(queries, incidentId)
  for (const { code, days, ...words } of story.accepted) {
    const factorId = found(factors.find((factor) => factor.code === code) ?? null, 'factor').id
    const reviewOn = daysAfter(story, days)
    await perform(addAcceptance, { incidentId, factorId, reviewOn, ...words }, telling)
  }
}

/** Accepts what is lived with, publishes what was worked through, closes its actions with what came of each, and calls the review followed up. */
export async function close(telling: Telling): Promise<void> {
  const { story, incidentId } = telling
  await acceptRisks(telling)
  // Nobody invented can be waited for, so the hours of a calibration are not opened.
  const { version: begun } = await reviewOf(telling)
  await perform(correctReview, { incidentId, version: begun, stage: 'drafting' }, telling)
  await perform(publishReview, { incidentId }, telling)
  for (const { id, version, title } of await listActionsOf(telling.queries, incidentId)) {
    const outcome = story.actions.find((action) => action.title === title)?.outcome ?? ''
    await perform(closeAction, { id, version, state: 'done', outcome }, telling)
  }
  const { version } = await reviewOf(telling)
  await perform(correctReview, { incidentId, version, stage: 'followed-up' }, telling)
}
