/**
 * Replaying an incident with the future hidden. An answer holds what had become visible by the cursor and nothing more:
 * no title, no count, no end. The cursor is made of what was shown, so that it can tell nothing of what was not, and
 * none can be made up that leads further on.
 */
import { createHash } from 'node:crypto'
import { editionOf } from '@secondstory/review/documents/edition'
import {
  asDecided,
  clockOfStep,
  type ForesightEvent,
  type ForesightStep,
  type Hindsight,
  hindsightOf,
  isSeenByRole,
  type MadeDecision,
  madeDecision,
  type OpenDecision,
  openDecision,
  type Replayed,
  shownEvent,
  stepsOf,
} from '@secondstory/review/model/foresight'
import type { Moment } from '@secondstory/review/model/instants'
import type { Known } from '@secondstory/review/model/known'
import type { WorkingRecord } from '@secondstory/review/model/reviews'
import { inOrder } from '@secondstory/review/model/timeline'
import { z } from 'zod'
import { readEditionById } from '../store/editions.ts'
import { findIncident } from '../store/incidents.ts'
import { found } from './answers.ts'
import { id, line } from './fields.ts'
import type { Hands } from './hands.ts'
import { readKnown } from './known.ts'
import { operation, Refusal } from './operation.ts'
import { readRecord } from './record.ts'

/** What someone watching has at one step. */
export interface Foresight {
  /** Names everything shown so far; send it to go on from here. */
  readonly cursor: string
  readonly clock: Moment | null
  /** What became visible since the cursor that was sent; all of it when asked to stay. */
  readonly events: readonly ForesightEvent[]
  /** The decision about to be made, when one is. */
  readonly decision: OpenDecision | null
  /** What was chosen at the decisions just passed. */
  readonly made: readonly MadeDecision[]
  /** True once there is nothing more; then, and only then, what hindsight knows is told. */
  readonly isOver: boolean
  readonly hindsight: readonly Hindsight[]
}

const reference = z.string().regex(/^INC-[1-9]\d{0,8}$/i, { error: 'a reference such as INC-42' })
const cursor = z.string().max(100)

/** One step of a replay: of an incident under work, for members, or of a published edition, for readers. */
export const readForesight = operation({
  name: 'readForesight',
  about:
    'Replays an incident or an edition with the future hidden: what was visible by the cursor, nothing more.',
  access: 'reader',
  touches: 'incident',
  changes: false,
  input: z
    .object({
      reference: reference.optional(),
      editionId: id.optional(),
      /** Absent: from the beginning. */
      cursor: cursor.optional(),
      /** `here`: what is visible now; `next`: one step on; `decision`: on to the next decision. */
      to: z.enum(['here', 'next', 'decision']).default('next'),
      /** Only what the record says this role could see. */
      role: line(100).optional(),
    })
    .refine((by) => (by.reference === undefined) !== (by.editionId === undefined), {
      error: 'expected exactly one of reference and editionId',
    }),
  run: async (input, hands): Promise<Foresight> => {
    const replayed =
      input.editionId === undefined
        ? await ofIncident(input.reference ?? '', hands)
        : await ofEdition(input.editionId, hands)
    const replay = openReplay(replayed)
    const from = replay.placeOf(input.cursor ?? null)
    return replay.look(from, { to: input.to, role: input.role ?? null })
  },
})

async function ofIncident(wanted: string, hands: Hands): Promise<Replayed> {
  const { queries } = hands.store
  const number = Number(wanted.slice('INC-'.length))
  const record = await readRecord(queries, found(await findIncident(queries, { number }), 'incident'))
  return replayedOf(record, await readKnown(hands, record.incident.id))
}

/** The edition of a record without its text, factors and actions: what is not there cannot be shown. */
function replayedOf(record: WorkingRecord, known: readonly Known[]): Replayed {
  const bare = {
    ...record,
    draft: { ...record.draft, text: '' },
    factors: [],
    lessons: [],
    actions: [],
  }
  const { timeline, decisions } = editionOf(bare, (text) => ({ text, replacements: [] })).record
  const knownAt = new Map(known.map(({ eventId, at }) => [eventId, at] as const))
  const accepted = inOrder(record.timeline.filter(({ state }) => state === 'accepted'))
  return {
    timeline: timeline.map((event, position) => ({
      ...event,
      knownAt: knownAt.get(accepted[position]?.id ?? '') ?? null,
    })),
    decisions,
  }
}

/** What is replayed of a published edition; `not-found` when there is none by this id. */
export async function ofEdition(editionId: string, { store }: Hands): Promise<Replayed> {
  const { record } = found(await readEditionById(store.queries, editionId), 'edition')
  return { timeline: record.timeline, decisions: record.decisions }
}

/** A place in a replay: how many steps were shown. Past the last of them the replay is over. */
export interface Replay {
  readonly steps: readonly ForesightStep[]
  /** The place a cursor names; null is the beginning. Refuses one that nothing shown here has made. */
  placeOf(cursor: string | null): number
  look(
    from: number,
    wanted: { readonly to: 'here' | 'next' | 'decision'; readonly role: string | null },
  ): Foresight
}

/** A replay ready to be walked. */
export function openReplay(record: Replayed): Replay {
  const replayed = asDecided(record)
  const steps = stepsOf(replayed)
  const cursors = cursorsOf(replayed, steps)
  const placeOf = (cursor: string | null): number => {
    if (cursor === null) return 0
    const place = cursors.indexOf(cursor)
    if (place >= 0) return place
    throw new Refusal(
      'conflict',
      'What was shown so far has been changed since, or comes from another replay; it can begin again.',
    )
  }
  return {
    steps,
    placeOf,
    look(from, { to, role }) {
      const isShown = (step: ForesightStep): boolean => role === null || isForRole(replayed, step, role)
      const place = to === 'here' ? from : placeAfter(steps, from, { to, isShown })
      const passed = steps.slice(to === 'here' ? 0 : from, place).filter(isShown)
      return { cursor: cursors[place] ?? '', ...viewOf({ replayed, steps, place }, passed) }
    },
  }
}

/** One more place than there are steps: the last one says that it is over. */
function cursorsOf(replayed: Replayed, steps: readonly ForesightStep[]): readonly string[] {
  const cursors = ['begin']
  for (const step of steps) {
    const shown =
      step.kind === 'event' ? replayed.timeline[step.event] : openDecision(replayed, step.decision, new Set())
    const before = cursors.at(-1) ?? ''
    cursors.push(
      createHash('sha256')
        .update(`${before}\n${JSON.stringify(shown)}`)
        .digest('base64url'),
    )
  }
  const last = cursors.at(-1) ?? ''
  return [...cursors, createHash('sha256').update(`${last}\nover`).digest('base64url')]
}

/** The next place with something to show; where no decision is left, the way to one is a single step. */
function placeAfter(
  steps: readonly ForesightStep[],
  from: number,
  { to, isShown }: { readonly to: 'next' | 'decision'; readonly isShown: (step: ForesightStep) => boolean },
): number {
  const isDecision = (step: ForesightStep): boolean => step.kind === 'decision' && isShown(step)
  const wanted = to === 'decision' && steps.slice(from).some(isDecision) ? isDecision : isShown
  const next = steps.findIndex((step, index) => index >= from && wanted(step))
  return next < 0 ? steps.length + 1 : next + 1
}

function isForRole(replayed: Replayed, step: ForesightStep, role: string): boolean {
  if (step.kind === 'event') return isSeenByRole(replayed, step.event, role)
  return replayed.decisions[step.decision]?.role === role
}

interface Standing {
  readonly replayed: Replayed
  readonly steps: readonly ForesightStep[]
  readonly place: number
}

function viewOf(
  { replayed, steps, place }: Standing,
  passed: readonly ForesightStep[],
): Omit<Foresight, 'cursor'> {
  const last = steps[Math.min(place, steps.length) - 1]
  const open = last?.kind === 'decision' && place <= steps.length ? last : null
  const isOver = place > steps.length
  const visible = new Set(steps.slice(0, place).flatMap((step) => (step.kind === 'event' ? step.event : [])))
  return {
    clock: clockAt(replayed, steps.slice(0, place)),
    events: passed.flatMap((step) => (step.kind === 'event' ? (shownEvent(replayed, step.event) ?? []) : [])),
    decision: open === null ? null : openDecision(replayed, open.decision, visible),
    made: passed.flatMap((step) => (step.kind === 'event' ? madeAt(replayed, step.event) : [])),
    isOver,
    hindsight: isOver ? hindsightOf(replayed) : [],
  }
}

/** The last clock there was: an event of which only the order is known stands at the time of the one before. */
function clockAt(replayed: Replayed, passed: readonly ForesightStep[]): Moment | null {
  const timed = passed.findLast((step) => clockOfStep(replayed, step) !== null)
  return timed === undefined ? null : clockOfStep(replayed, timed)
}

/** The decisions that an event shows: once it is visible, so is what was chosen. */
function madeAt({ decisions }: Replayed, position: number): readonly MadeDecision[] {
  return decisions.filter(({ event }) => event === position).map(madeDecision)
}
