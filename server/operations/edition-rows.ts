/** The lists of an exported edition on their way back: timeline, factors, lessons, actions. */
import { momentText } from '@secondstory/review/documents/moments'
import type { Action } from '@secondstory/review/model/actions'
import { textsOfRun } from '@secondstory/review/model/agent-runs'
import { textsOf } from '@secondstory/review/model/decisions'
import type {
  EditionAction,
  EditionDecision,
  EditionEvent,
  EditionPlan,
  EditionRecord,
} from '@secondstory/review/model/editions'
import { strengthAnswers } from '@secondstory/review/model/strength'
import { addEvents, type NewEvent } from '../store/timeline.ts'
import { addAcceptance } from './acceptances.ts'
import { assignAction, closeAction, proposeAction } from './actions.ts'
import { addAgentRun } from './agent-runs.ts'
import { addDecision } from './decisions.ts'
import { momentFrom, utcOf } from './edition-facts.ts'
import { nameFactor } from './factors.ts'
import { asked, by } from './hands.ts'
import { attempt, type LeftOut, type Tray } from './left-out.ts'
import { addLesson } from './lessons.ts'
import { actorBlockers, type Register, readRegister } from './names.ts'
import { problemOf } from './problems.ts'
import { addTimelineEvent, spanBlockers } from './timeline.ts'

/** Stores the events in the order of the document. Answers the ids by position; null for a row that was left out. */
export async function addTimeline(
  events: readonly EditionEvent[],
  incidentId: string,
  tray: Tray,
): Promise<readonly (string | null)[]> {
  const register = await readRegister(tray.queries, incidentId)
  const trigger = events.findIndex((event) => event.isTrigger)
  const rows = events.map((event, index) => {
    const place = `Timeline, row ${index + 1}`
    const read = eventFrom({ event, place, register }, tray.leftOut)
    if (read === null) return null
    if (event.isTrigger && index !== trigger) {
      const because = 'A timeline has one trigger; this event stays without the mark.'
      tray.leftOut.push({ place, because, text: event.text })
    }
    const isTrigger = index === trigger
    return { ...read, incidentId, isTrigger, rank: index + 1, ...asTold } satisfies NewEvent
  })
  const stored = await addEvents(
    tray.queries,
    rows.filter((row) => row !== null),
    by(tray.hands),
  )
  const byRank = new Map(stored.map(({ rank, id }) => [rank, id] as const))
  return events.map((_, index) => byRank.get(index + 1) ?? null)
}

/** An edition shows accepted events; their evidence stayed where it was. */
const asTold = {
  lane: 'edition',
  state: 'accepted',
  evidenceIds: [],
  reasons: [],
  confidence: 1,
  phase: null,
  sourceChanged: null,
} as const

const eventField = addTimelineEvent.input.pick({
  happenedAt: true,
  until: true,
  kind: true,
  actor: true,
  text: true,
})

function eventFrom(
  {
    event,
    place,
    register,
  }: { readonly event: EditionEvent; readonly place: string; readonly register: Register },
  leftOut: LeftOut[],
): Pick<NewEvent, 'happenedAt' | 'until' | 'kind' | 'actor' | 'text'> | null {
  const happenedAt = momentFrom({ moment: event.happenedAt, place }, leftOut)
  const until = event.until === null ? null : utcOf(event.until)
  const read = eventField.safeParse({ ...event, happenedAt, until }, { reportInput: true })
  const words = [momentText(event.happenedAt), event.actor.name, event.text].filter((part) => part !== '')
  const because = read.success
    ? actorBlockers(read.data.actor, register, { tab: 'timeline', id: null })[0]?.sentence
    : problemOf(read.error)
  if (!read.success || because !== undefined) {
    leftOut.push({ place, because: because ?? '', text: words.join(' · ') })
    return null
  }
  const span = { happenedAt: read.data.happenedAt, until: read.data.until ?? null }
  const [backwards] = spanBlockers(span, null)
  const isLost = until === null && event.until !== null
  if (backwards === undefined && !isLost) return { ...read.data, ...span }
  // What happened is known all the same; only its end is not.
  leftOut.push({ place, because: backwards?.sentence ?? 'No clock reads so.', text: event.until ?? '' })
  return { ...read.data, happenedAt: span.happenedAt, until: null }
}

/** Names the factors. Answers the ids by position; null for a factor that was left out. */
export async function addFactors(
  { record, eventIds }: { readonly record: EditionRecord; readonly eventIds: readonly (string | null)[] },
  incidentId: string,
  tray: Tray,
): Promise<readonly (string | null)[]> {
  const ids: (string | null)[] = []
  for (const [index, factor] of record.factors.entries()) {
    const { code, statement, certainty, isUnderlyingWeakness: isWeakness } = factor
    // An edition says whether all three parts of the test hold; which of them failed it does not say.
    const weakness = {
      existedBefore: isWeakness,
      remainsAfterRepair: isWeakness,
      couldCauseOthers: isWeakness,
    }
    const shown = factor.events.flatMap((position) => eventIds[position] ?? [])
    const input = { incidentId, code, statement, certainty, weakness, eventIds: shown }
    const named = await attempt(nameFactor, input, tray)
    if ('done' in named) ids.push(named.done.id)
    else {
      tray.leftOut.push({ place: `Factor ${index + 1}`, text: `${code} ${statement}`, ...named })
      ids.push(null)
    }
  }
  return ids
}

/** Adds the decisions, each at the event it hangs on; one whose event is not there is left out. */
export async function addDecisions(
  { record, eventIds }: { readonly record: EditionRecord; readonly eventIds: readonly (string | null)[] },
  incidentId: string,
  tray: Tray,
): Promise<void> {
  for (const [index, { event, seen, ...words }] of record.decisions.entries()) {
    const eventId = event === null ? null : (eventIds[event] ?? null)
    const seenEventIds = seen.flatMap((position) => eventIds[position] ?? [])
    const added =
      eventId === null
        ? { because: 'The event it hangs on is not in this timeline.' }
        : await attempt(addDecision, { incidentId, eventId, seenEventIds, ...listsOf(words) }, tray)
    if ('because' in added) {
      const text = textsOf(words).join(' · ')
      tray.leftOut.push({ place: `Decision ${index + 1}`, text, because: added.because })
    }
  }
}

/** Lists an operation may keep; those of a document are not to be changed. */
function listsOf<T extends Pick<EditionDecision, 'goals' | 'pressures' | 'notReached' | 'options'>>(
  words: T,
) {
  return {
    ...words,
    goals: [...words.goals],
    pressures: [...words.pressures],
    notReached: [...words.notReached],
    options: [...words.options],
  }
}

/** Adds the lessons in their order. */
export async function addLessons(record: EditionRecord, incidentId: string, tray: Tray): Promise<void> {
  for (const [index, { kind, text }] of record.lessons.entries()) {
    const added = await attempt(addLesson, { incidentId, kind, text }, tray)
    if ('because' in added) tray.leftOut.push({ place: `Lesson ${index + 1}`, text, ...added })
  }
}

/** Adds the actions, each brought to the state it has in the document; whoever imports holds them. */
export async function addActions(
  { record, factorIds }: { readonly record: EditionRecord; readonly factorIds: readonly (string | null)[] },
  incidentId: string,
  tray: Tray,
): Promise<void> {
  for (const [index, action] of record.actions.entries()) {
    const { title, kind, priority, strength, howWeWillKnow, ownerRole, dueOn } = action
    const place = `Action ${index + 1}`
    const owner = ownerRole.trim() === '' ? null : { personId: asked(tray.hands).personId, role: ownerRole }
    const proposal = {
      incidentId,
      title,
      kind,
      priority,
      strength,
      howWeWillKnow,
      ...strengthAnswers(strength),
      factorIds: action.factors.flatMap((position) => factorIds[position] ?? []),
      owner,
      dueOn: dueOn === '' ? null : dueOn,
      ...(action.plan === undefined ? {} : { plan: planIn(action.plan) }),
    }
    const proposed = await attempt(proposeAction, proposal, tray)
    const text = [title, ownerRole, dueOn, howWeWillKnow].filter((part) => part !== '').join(' · ')
    if ('because' in proposed) tray.leftOut.push({ place, text, ...proposed })
    else {
      const stopped = await advance({ action: proposed.done, to: action.state }, tray)
      if (stopped !== null) tray.leftOut.push({ place, because: stopped, text: `${title} · ${action.state}` })
    }
  }
}

/** A day the document leaves empty is one nobody said. */
function planIn({ isForClass, isPatch, expiresOn, measure, reviewOn }: EditionPlan) {
  return {
    scope: isForClass ? 'class' : 'instance',
    durability: isPatch ? 'patch' : 'fix',
    expiresOn: expiresOn === '' ? null : expiresOn,
    measure,
    reviewOn: reviewOn === '' ? null : reviewOn,
  } as const
}

/** Adds what the review lives with. One about a factor that was left out is left out with it. */
export async function addAcceptances(
  { record, factorIds }: { readonly record: EditionRecord; readonly factorIds: readonly (string | null)[] },
  incidentId: string,
  tray: Tray,
): Promise<void> {
  for (const [index, { factor, because, agreedByRole, reviewOn }] of (record.acceptances ?? []).entries()) {
    const place = `Accepted risk ${index + 1}`
    const factorId = factor === null ? null : factorIds[factor]
    if (factorId === undefined || (factorId === null && factor !== null)) {
      tray.leftOut.push({ place, text: because, because: 'The factor it is about was left out.' })
      continue
    }
    const added = await attempt(
      addAcceptance,
      { incidentId, factorId, because, agreedByRole, reviewOn },
      tray,
    )
    if ('because' in added) tray.leftOut.push({ place, text: because, ...added })
  }
}

/** Adds the agents and their part. A claim whose event is not there is testimony again. */
export async function addAgents(
  { record, eventIds }: { readonly record: EditionRecord; readonly eventIds: readonly (string | null)[] },
  incidentId: string,
  tray: Tray,
): Promise<void> {
  for (const [index, { claims, ...agent }] of (record.agents ?? []).entries()) {
    const shown = claims.map(({ text, standing, event }) => {
      const eventId = event === null ? null : (eventIds[event] ?? null)
      return { text, eventId, standing: eventId === null ? 'testimony' : standing }
    })
    const input = {
      incidentId,
      ...agent,
      tools: [...agent.tools],
      permissions: [...agent.permissions],
      modes: [...agent.modes],
      claims: shown,
    }
    const added = await attempt(addAgentRun, input, tray)
    if ('because' in added) {
      const text = [agent.role, agent.model, ...textsOfRun({ gates: agent.gates, claims })].join(' · ')
      tray.leftOut.push({ place: `Agent ${index + 1}`, text, because: added.because })
    }
  }
}

/** Brings a proposed action to the state it has in the document; the reason why not, when it stays where it is. */
async function advance(
  { action, to }: { readonly action: Action; readonly to: EditionAction['state'] },
  tray: Tray,
): Promise<string | null> {
  if (to === 'proposed') return null
  const { id, owner, dueOn } = action
  const isPromised = owner !== null && dueOn !== null
  if (to !== 'dropped' && !isPromised) {
    return `It was ${to} without an owner and a date, so it is proposed here. Who will bring it to a decision, and by when?`
  }
  let { version } = action
  if (isPromised && to !== 'dropped') {
    const opened = await attempt(assignAction, { id, version, owner, dueOn }, tray)
    if ('because' in opened) return opened.because
    version = opened.done.version
  }
  if (to === 'open') return null
  const outcome = `It was ${to} when the edition came out.`
  const closed = await attempt(closeAction, { id, version, state: to, outcome }, tray)
  return 'because' in closed ? closed.because : null
}
