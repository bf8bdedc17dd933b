/** Calibration: the people described read the draft first, through a link of their own, and say what they would not say so. */
import { createHash, randomUUID } from 'node:crypto'
import { type Passage, passagesOf } from '@secondstory/review/documents/passages'
import type { Blocker } from '@secondstory/review/model/blocker'
import {
  answerBlockers,
  type Calibration,
  calibrationBlockers,
  closesAt,
  type Objection,
} from '@secondstory/review/model/calibration'
import { later } from '@secondstory/review/model/instants'
import type { Participant } from '@secondstory/review/model/people'
import { stageBlockers } from '@secondstory/review/model/policy'
import { z } from 'zod'
import {
  addFirstReader,
  addObjection as addRow,
  type FirstReader,
  findCalibration,
  findFirstReader,
  listObjections,
  listOffered,
  lockObjection,
  readCalibrationHours as readHours,
  saveCalibration,
  saveCalibrationHours,
  saveFirstLetter,
  saveObjection,
} from '../store/calibration.ts'
import type { Queries } from '../store/database.ts'
import { findIncident } from '../store/incidents.ts'
import { listParticipants, lockParticipant } from '../store/participants.ts'
import { listPeople } from '../store/people.ts'
import { findReview, lockReview, saveReview } from '../store/reviews.ts'
import { addressOf } from './addresses.ts'
import { current, found, refuseFor } from './answers.ts'
import { sendFirstLetter } from './calibration-letters.ts'
import { lookAt } from './edition-look.ts'
import { email, id, line, type Nothing, ofIncident, prose, secret, version } from './fields.ts'
import { by, type Hands } from './hands.ts'
import { rolesOnEntry } from './names-on-entry.ts'
import { operation, Refusal } from './operation.ts'
import { hashSecret, newSecret } from './secrets.ts'

/** A link is there for the answers as well, so it outlives the days of calibration. */
const LINK_MS = 60 * 86_400_000
/** Counted for everybody together: who follows a link is asked of nobody. */
const WRONG_LINKS = { most: 120, within_ms: 60_000 } as const

/** What the facilitator sees: never who read, agreed or was silent. */
export interface CalibrationRead {
  readonly calibration: Calibration | null
  readonly hours: number
  /** Whether mail goes out here; when not, a letter waits. */
  readonly canMail: boolean
  readonly objections: readonly Objection[]
  /** Everyone the register knows, by role, and whether a link was made for them. */
  readonly roles: readonly {
    readonly participantId: string
    readonly role: string
    readonly isOffered: boolean
    /** Whether a letter can reach them; which address it is stays in the register. */
    readonly hasAddress: boolean
  }[]
  /** What still waits, as sentences. */
  readonly readiness: readonly Blocker[]
}

/** Reads the calibration of a review. */
export const readCalibration = operation({
  name: 'readCalibration',
  about:
    'Reads the calibration of a review: its deadline, its objections, and which roles were offered the draft.',
  access: 'member',
  changes: false,
  input: ofIncident,
  run: async ({ incidentId }, { store: { queries }, now, canMail }): Promise<CalibrationRead> => {
    const review = found(await findReview(queries, incidentId), 'review')
    const [calibration, objections, participants, offered, hours, people] = await Promise.all([
      findCalibration(queries, incidentId),
      listForPublishing(queries, incidentId),
      listParticipants(queries, incidentId),
      listOffered(queries, incidentId),
      readHours(queries),
      listPeople(queries),
    ])
    const isOffered = new Set(offered)
    const { stage } = review
    return {
      calibration,
      hours,
      canMail,
      objections,
      roles: participants.map((row) => ({
        participantId: row.id,
        role: row.role,
        isOffered: isOffered.has(row.id),
        hasAddress: addressOf(row, people) !== null,
      })),
      readiness: calibrationBlockers({
        calibration,
        objections,
        stage,
        now,
        describesPeople: participants.length > 0,
      }),
    }
  },
})

/** Begins the days in which those described can correct the draft. */
export const openCalibration = operation({
  name: 'openCalibration',
  about:
    'Opens the calibration of a draft: those it describes have some hours to correct it before it is released.',
  access: 'member',
  changes: true,
  input: ofIncident,
  run: async ({ incidentId }, hands): Promise<Calibration> =>
    hands.store.transaction(async (queries) => {
      const before = found(await lockReview(queries, incidentId), 'review')
      // Nobody has to say that drafting began; what is offered to be read was drafted.
      const from = before.stage === 'gathering' ? 'drafting' : before.stage
      refuseFor(stageBlockers(from, 'calibrating'))
      await saveReview(queries, { before, after: { ...before, stage: 'calibrating' } }, by(hands))
      return beginCalibration(queries, incidentId, hands)
    }),
})

/** Sets the deadline; called as well when somebody names the stage by hand. */
export async function beginCalibration(
  queries: Queries,
  incidentId: string,
  hands: Hands,
): Promise<Calibration> {
  const openedAt = hands.now
  const ends = closesAt(openedAt, await readHours(queries))
  return saveCalibration(queries, { incidentId, openedAt, closesAt: ends }, by(hands))
}

/** A link to the draft, shown once. */
export interface FirstReaderLink {
  readonly role: string
  readonly link: string
  readonly expiresAt: string
}

/** Makes a link through which somebody described reads the draft; no account is needed. */
export const inviteFirstReader = operation({
  name: 'inviteFirstReader',
  about: 'Makes a link through which somebody described in a draft reads and corrects it; shown once.',
  access: 'member',
  touches: 'participants',
  needs: 'name',
  changes: true,
  input: z.object({ id }),
  run: async (given, hands): Promise<FirstReaderLink> =>
    hands.store.transaction(async (queries) => {
      const { id: participantId, role } = await offeredTo(queries, given.id)
      const token = newSecret()
      const expiresAt = later(hands.now, LINK_MS)
      await addFirstReader(queries, { participantId, secretHash: hashSecret(token), expiresAt })
      return { role, link: `${hands.publicUrl}/read/${token}`, expiresAt }
    }),
})

/** Whoever the draft is offered to, held; refused before calibration is open. */
async function offeredTo(queries: Queries, participantId: string): Promise<Participant> {
  const participant = found(await lockParticipant(queries, participantId), 'participant')
  const review = found(await findReview(queries, participant.incidentId), 'review')
  if (review.stage === 'calibrating') return participant
  throw notReady(
    'calibration-not-open',
    'The draft is offered once calibration is open, so that everyone reads the same one.',
  )
}

function notReady(rule: string, sentence: string): Refusal {
  const blockers = [{ rule, sentence, place: { tab: 'publish', id: 'calibration' } } as const]
  return new Refusal('not-ready', sentence, { blockers })
}

/** Sends the link to somebody described. Whoever sends it does not see it, so that nobody else reads as this role. */
export const inviteFirstReaderByMail = operation({
  name: 'inviteFirstReaderByMail',
  about:
    'Sends somebody described in a draft the link through which they read and correct it; nobody else sees the link.',
  access: 'member',
  touches: 'participants',
  needs: 'name',
  changes: true,
  input: z.object({
    id,
    /** Where the register knows no address. */
    address: email.optional(),
  }),
  run: async (given, hands): Promise<Omit<FirstReaderLink, 'link'>> =>
    hands.store.transaction(async (queries) => {
      const participant = await offeredTo(queries, given.id)
      const { id: participantId, role, incidentId } = participant
      const address = given.address ?? addressOf(participant, await listPeople(queries))
      if (address === null)
        throw notReady('no-address', `We know no address for ${role}. Which one is theirs?`)
      const calibration = found(await findCalibration(queries, incidentId), 'calibration')
      const token = newSecret()
      const expiresAt = later(hands.now, LINK_MS)
      const told = { address, role, calibration, expiresAt, link: `${hands.publicUrl}/read/${token}` }
      const letterId = await sendFirstLetter(queries, told, hands)
      await addFirstReader(queries, { participantId, secretHash: hashSecret(token), expiresAt })
      await saveFirstLetter(queries, { participantId, address, mailedAt: hands.now, letterId })
      return { role, expiresAt }
    }),
})

/** An objection as the one who made it sees it again. */
export interface OwnObjection extends Pick<Objection, 'id' | 'place' | 'text' | 'saidBy' | 'answer'> {
  readonly state: Objection['state'] | 'confirmed'
}

/** The draft as somebody it describes reads it. */
export interface FirstDraft {
  readonly reference: string
  readonly title: string
  /** The role whoever reads has in it. */
  readonly role: string
  readonly closesAt: string | null
  /** Whether corrections are still taken. */
  readonly isOpen: boolean
  readonly passages: readonly Passage[]
  /** What came through this link. */
  readonly own: readonly OwnObjection[]
}

/** Reads a draft through the link of somebody it describes. Nothing is kept of the reading. */
export const readFirstDraft = operation({
  name: 'readFirstDraft',
  about: 'Reads a draft through the link of somebody it describes; nothing is kept of the reading.',
  access: 'anyone',
  touches: 'installation',
  changes: false,
  leavesNoTrace: true,
  input: z.object({ token: secret }),
  run: async ({ token }, hands): Promise<FirstDraft> => {
    const { queries } = hands.store
    const reader = await readerOf(queries, token, hands)
    const { incidentId, role } = reader
    const [{ record }, calibration, review, all] = await Promise.all([
      lookAt(queries, incidentId),
      findCalibration(queries, incidentId),
      findReview(queries, incidentId),
      listObjections(queries, incidentId),
    ])
    const own = all.filter((each) => receiptOf(token, each.id).equals(each.receipt))
    return {
      reference: record.reference,
      title: record.title,
      role,
      closesAt: calibration?.closesAt ?? null,
      isOpen: review?.stage === 'calibrating',
      passages: passagesOf(record, role),
      own: own.map(({ id: ownId, place, text, saidBy, answer, state }) => ({
        ...{ id: ownId, place, text, saidBy, answer, state },
      })),
    }
  },
})

const about = { token: secret, place: line(200) }

/** Says that the draft would be said differently by somebody it describes; with their role, or anonymously. */
export const addObjection = operation({
  name: 'addObjection',
  about: 'Objects to a place of a draft through the link of somebody it describes, by role or anonymously.',
  access: 'anyone',
  touches: 'installation',
  changes: true,
  leavesNoTrace: true,
  input: z.object({ ...about, text: prose(2000).pipe(z.string().trim().min(1)), isAnonymous: z.boolean() }),
  run: async ({ token, place, text, isAnonymous }, hands): Promise<Nothing> => {
    await hands.store.transaction(async (queries) => {
      const reader = await openReader(queries, token, hands)
      const said = await rolesOnEntry(queries, reader.incidentId, { text, place })
      const saidBy = isAnonymous ? '' : reader.role
      await addRow(queries, { ...rowOf(reader, token, hands), ...said, saidBy, state: 'open' }, hands.now)
    })
    return {}
  },
})

/** Says that a place is right. Only whoever said so sees it again: silence and agreement look the same to all others. */
export const acceptPassage = operation({
  name: 'acceptPassage',
  about: 'Notes, for the reader alone, that a place of a draft is right.',
  access: 'anyone',
  touches: 'installation',
  changes: true,
  leavesNoTrace: true,
  input: z.object(about),
  run: async ({ token, place }, hands): Promise<Nothing> => {
    await hands.store.transaction(async (queries) => {
      const reader = await openReader(queries, token, hands)
      const row = { ...rowOf(reader, token, hands), place, text: '', saidBy: '', state: 'confirmed' } as const
      await addRow(queries, row, hands.now)
    })
    return {}
  },
})

/** Answers an objection: with what changed, or with why it stays. Whoever objected reads it. */
export const closeObjection = operation({
  name: 'closeObjection',
  about: 'Answers an objection with what changed or why it stays; whoever objected reads the answer.',
  access: 'member',
  changes: true,
  input: z.object({
    incidentId: id,
    id,
    version,
    state: z.enum(['accepted', 'declined']),
    answer: prose(2000),
  }),
  run: async (given, hands): Promise<Objection> =>
    hands.store.transaction(async (queries) => {
      const { incidentId, state } = given
      const before = current(await lockObjection(queries, given.id), given.version, 'objection')
      if (before.incidentId !== incidentId) found(null, 'objection')
      refuseFor(answerBlockers(state, given.answer))
      const { answer } = await rolesOnEntry(queries, incidentId, { answer: given.answer.trim() })
      return saveObjection(queries, { before, after: { ...before, state, answer } }, by(hands))
    }),
})

/** Changes how many hours a draft lies with those it describes; calibrations under way keep theirs. */
export const correctCalibrationHours = operation({
  name: 'correctCalibrationHours',
  about: 'Changes how many hours a draft lies with those it describes before it is released.',
  access: 'keeper',
  touches: 'installation',
  changes: true,
  input: z.object({ hours: z.int().min(0).max(720) }),
  run: async ({ hours }, hands): Promise<{ readonly hours: number }> => {
    await hands.store.transaction((queries) => saveCalibrationHours(queries, hours, by(hands)))
    return { hours }
  },
})

/** Objections without their receipts, and without what readers noted for themselves. */
export async function listForPublishing(queries: Queries, incidentId: string): Promise<readonly Objection[]> {
  const rows = await listObjections(queries, incidentId)
  return rows.flatMap(({ receipt: _receipt, state, ...row }) =>
    state === 'confirmed' ? [] : [{ ...row, state }],
  )
}

async function readerOf(queries: Queries, token: string, hands: Hands): Promise<FirstReader> {
  hands.attempts.count('wrong links to drafts', WRONG_LINKS, hands.now)
  const reader = await findFirstReader(queries, hashSecret(token), hands.now)
  if (reader !== null) {
    hands.attempts.forgive('wrong links to drafts')
    return reader
  }
  throw new Refusal('not-found', 'This link ran out or was never made; whoever sent it can send a new one.')
}

/** Whoever may still correct: before the release, the answer to "too late" is a later edition. */
async function openReader(queries: Queries, token: string, hands: Hands): Promise<FirstReader> {
  const reader = await readerOf(queries, token, hands)
  found(await findIncident(queries, { id: reader.incidentId }), 'incident')
  const review = await findReview(queries, reader.incidentId)
  if (review?.stage === 'calibrating') return reader
  throw new Refusal(
    'not-ready',
    'This draft is not open to corrections now; tell whoever guides the review, and a later edition can say it.',
  )
}

/** The id is random, not by time: rows say nothing about when somebody sat down to write. */
function rowOf({ incidentId }: FirstReader, token: string, { now }: Hands) {
  const rowId = randomUUID()
  return { id: rowId, incidentId, saidOn: now.slice(0, 10), receipt: receiptOf(token, rowId) }
}

/** Only the secret of the link finds again what came through it. */
function receiptOf(token: string, rowId: string): Buffer {
  return createHash('sha256').update(`${token} ${rowId}`).digest()
}
