/**
 * Drills: a published edition replayed by a group. The facilitator moves it and has notes on what comes; participants
 * come by a link, need no account, and are shown what had become visible, never more. Nothing is kept about anyone.
 */
import {
  type DrillTally,
  FEWEST_ANSWERS,
  SOMETHING_ELSE,
  talliesOf,
  tallyOf,
} from '@secondstory/review/model/drills'
import type { EditionDecision } from '@secondstory/review/model/editions'
import { type Hindsight, hindsightOf, optionsAt, type Replayed } from '@secondstory/review/model/foresight'
import { later } from '@secondstory/review/model/instants'
import { z } from 'zod'
import {
  type Drill,
  findDrill,
  listChoices,
  openDrill as openRow,
  saveChoice,
  saveDrill,
} from '../store/drills.ts'
import { readEditionById } from '../store/editions.ts'
import { current, found } from './answers.ts'
import { id, type Nothing, secret, version } from './fields.ts'
import { type Foresight, ofEdition, openReplay, type Replay } from './foresight.ts'
import type { Hands } from './hands.ts'
import { operation, Refusal } from './operation.ts'
import { hashSecret, newSecret } from './secrets.ts'

/** A link works for a day: longer than any drill, shorter than a link that was forgotten somewhere. */
const OPEN_FOR_MS = 86_400_000
/** More seats than any room has. */
const MOST_SEATS = 300

/** What a participant is shown: the past, and the choice that has to be made now. */
export interface DrillSeat extends Omit<Foresight, 'cursor'> {
  /** Changes with every move, so that the page knows when to look again. */
  readonly moved: number
  /** How the group chose, once the replay is over. */
  readonly summary: readonly DrillTally[]
}

/** What the facilitator has: the same, and what comes. */
export interface DrillView extends DrillSeat {
  readonly id: string
  readonly editionId: string
  readonly version: number
  readonly title: string
  readonly place: number
  readonly steps: number
  readonly isClosed: boolean
  readonly notes: DrillNotes | null
  /** How many have answered at the decision that is open. */
  readonly answers: number
  readonly fewestAnswers: number
}

/** What only the facilitator reads at a decision. */
export interface DrillNotes {
  readonly decision: Pick<EditionDecision, 'role' | 'chosen' | 'madeSenseBecause' | 'believed' | 'expected'>
  readonly hindsight: Hindsight
  /** How the group chose; null under five answers. */
  readonly tally: DrillTally
}

/** Opens a drill from an edition. The secret of its link is in this answer and nowhere else. */
export const openDrill = operation({
  name: 'openDrill',
  about: 'Opens a drill from a published edition and answers the secret of the link for participants.',
  access: 'member',
  touches: 'installation',
  changes: true,
  input: z.object({ editionId: id }),
  run: async ({ editionId }, hands): Promise<{ readonly id: string; readonly secret: string }> => {
    const { decisions } = await ofEdition(editionId, hands)
    if (decisions.length === 0) {
      throw new Refusal(
        'not-ready',
        'This edition has no decision points, so a drill would have nothing to ask. One with two or three of them makes a good hour.',
      )
    }
    const link = newSecret()
    const opened = { editionId, secretHash: hashSecret(link), at: hands.now }
    const drill = await hands.store.transaction((queries) => openRow(queries, opened))
    return { id: drill.id, secret: link }
  },
})

/** The drill as its facilitator sees it. */
export const readDrill = operation({
  name: 'readDrill',
  about: 'Reads a drill with what comes next and how the group chose; for the one who leads it.',
  access: 'member',
  touches: 'installation',
  changes: false,
  input: z.object({ id }),
  run: async (input, hands): Promise<DrillView> =>
    viewOf(found(await findDrill(hands.store.queries, input), 'drill'), hands),
})

/** Moves a drill, for everyone who is in it. */
export const correctDrill = operation({
  name: 'correctDrill',
  about: 'Moves a drill one step on, on to the next decision, one step back, or ends it.',
  access: 'member',
  touches: 'installation',
  changes: true,
  input: z.object({ id, version, to: z.enum(['next', 'decision', 'back', 'end']) }),
  run: async ({ to, version: seen, ...input }, hands): Promise<DrillView> => {
    const drill = current(await findDrill(hands.store.queries, input), seen, 'drill')
    const { replay } = await replayOf(drill, hands)
    const place = to === 'end' ? drill.place : moved(replay, drill.place, to)
    const closedAt = to === 'end' ? hands.now : drill.closedAt
    await hands.store.transaction(async (queries) => {
      if (await saveDrill(queries, drill, { place, closedAt })) return
      throw new Refusal('conflict', 'Somebody moved this drill meanwhile; it is shown as it stands now.')
    })
    return viewOf(found(await findDrill(hands.store.queries, input), 'drill'), hands)
  },
})

function moved(replay: Replay, from: number, to: 'next' | 'decision' | 'back'): number {
  if (to === 'back') return Math.max(1, from - 1)
  return replay.placeOf(replay.look(from, { to, role: null }).cursor)
}

/** The drill from a seat: whoever has the link. */
export const readDrillSeat = operation({
  name: 'readDrillSeat',
  about: 'Reads what is visible in a drill at this moment, by its link; nothing of what comes later.',
  access: 'anyone',
  touches: 'installation',
  changes: false,
  input: z.object({ secret }),
  run: async (input, hands): Promise<DrillSeat> => {
    const { drill } = await openSeat(input.secret, hands)
    return seatOf(drill, await replayOf(drill, hands), hands)
  },
})

/** Chooses at the decision that is open. A seat is made up by the page for one decision and says nothing of anyone. */
export const addDrillChoice = operation({
  name: 'addDrillChoice',
  about: 'Chooses an option at the open decision of a drill, by its link; no name or account goes with it.',
  access: 'anyone',
  touches: 'installation',
  changes: true,
  input: z.object({
    secret,
    seat: id,
    option: z.int().min(SOMETHING_ELSE).max(100),
    /** The move the choice was made at. */
    moved: z.int().min(0).max(2_147_483_647),
  }),
  run: async (input, hands): Promise<Nothing> => {
    const { drill } = await openSeat(input.secret, hands)
    const { replay, replayed } = await replayOf(drill, hands)
    const decision = openAt(replay, drill.place)
    if (decision === null || drill.version !== input.moved) {
      throw new Refusal('conflict', 'The drill has gone on, so this choice comes after what was chosen then.')
    }
    const offered = optionsAt(replayed.decisions[decision] ?? { options: [] }).length
    if (input.option >= offered)
      throw new Refusal('invalid', 'That option is not among those of this decision.')
    await hands.store.transaction(async (queries) => {
      const seats = await listChoices(queries, drill.id)
      if (seats.filter((each) => each.decision === decision).length >= MOST_SEATS) {
        throw new Refusal(
          'too-many',
          `This decision has ${MOST_SEATS} answers, and that is as many as we keep.`,
        )
      }
      await saveChoice(queries, { drillId: drill.id, decision, seat: input.seat, option: input.option })
    })
    return {}
  },
})

async function openSeat(link: string, hands: Hands): Promise<{ readonly drill: Drill }> {
  const drill = await findDrill(hands.store.queries, { secretHash: hashSecret(link) })
  const isOpen = drill !== null && drill.closedAt === null && hands.now < later(drill.openedAt, OPEN_FOR_MS)
  if (drill !== null && isOpen) return { drill }
  throw new Refusal(
    'not-found',
    'This link leads to no drill that is going on; whoever leads it has the one in use.',
  )
}

interface Standing {
  readonly replay: Replay
  readonly replayed: Replayed
}

async function replayOf(drill: Drill, hands: Hands): Promise<Standing> {
  const replayed = await ofEdition(drill.editionId, hands)
  return { replay: openReplay(replayed), replayed }
}

/** The decision that waits for a choice at a place; null where none does. */
function openAt({ steps }: Replay, place: number): number | null {
  const last = place > steps.length ? undefined : steps[place - 1]
  return last?.kind === 'decision' ? last.decision : null
}

async function seatOf(drill: Drill, { replay, replayed }: Standing, hands: Hands): Promise<DrillSeat> {
  const { cursor: _unsent, ...shown } = replay.look(drill.place, { to: 'here', role: null })
  const summary = shown.isOver
    ? talliesOf(replayed.decisions, await listChoices(hands.store.queries, drill.id))
    : []
  return { ...shown, moved: drill.version, summary }
}

async function viewOf(drill: Drill, hands: Hands): Promise<DrillView> {
  const standing = await replayOf(drill, hands)
  const { replay, replayed } = standing
  const choices = await listChoices(hands.store.queries, drill.id)
  const open = openAt(replay, drill.place)
  const decision = open === null ? undefined : replayed.decisions[open]
  const hindsight = open === null ? undefined : hindsightOf(replayed)[open]
  const here = choices.filter((choice) => choice.decision === open).map(({ option }) => option)
  const { record } = found(await readEditionById(hands.store.queries, drill.editionId), 'edition')
  return {
    ...(await seatOf(drill, standing, hands)),
    id: drill.id,
    editionId: drill.editionId,
    version: drill.version,
    title: record.title,
    place: drill.place,
    steps: replay.steps.length,
    isClosed: drill.closedAt !== null,
    notes:
      decision === undefined || hindsight === undefined
        ? null
        : { decision: notesFrom(decision), hindsight, tally: tallyOf(decision, here) },
    answers: here.length,
    fewestAnswers: FEWEST_ANSWERS,
  }
}

function notesFrom({ role, chosen, madeSenseBecause, believed, expected }: EditionDecision) {
  return { role, chosen, madeSenseBecause, believed, expected }
}
