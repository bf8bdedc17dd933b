/** Calibration: its days, the links through which the people described read, and what they object to. */
import type { Calibration, Objection } from '@secondstory/review/model/calibration'
import { type Selectable, sql } from 'kysely'
import { type Author, isSame, recordChanges } from './change.ts'
import type { Queries } from './database.ts'
import { newId } from './ids.ts'
import type { DB } from './schema.ts'
import { storable } from './storable.ts'

/** How many hours a draft lies with those it describes, as the installation has it. */
export async function readCalibrationHours(queries: Queries): Promise<number> {
  const row = await queries.selectFrom('installation').select('calibration_hours').executeTakeFirstOrThrow()
  return row.calibration_hours
}

/** Changes the hours; calibrations under way keep theirs. */
export async function saveCalibrationHours(queries: Queries, hours: number, author: Author): Promise<void> {
  const before = await readCalibrationHours(queries)
  await queries.updateTable('installation').set({ calibration_hours: hours }).execute()
  await recordChanges(queries, author, [
    {
      noun: 'installation',
      rowId: newId(),
      incidentId: null,
      verb: 'corrected',
      before: { calibrationHours: before },
      after: { calibrationHours: hours },
    },
  ])
}

/** The calibration of an incident; null when none was opened. */
export async function findCalibration(queries: Queries, incidentId: string): Promise<Calibration | null> {
  const row = await queries
    .selectFrom('calibrations')
    .selectAll()
    .where('incident_id', '=', incidentId)
    .executeTakeFirst()
  return row === undefined
    ? null
    : { incidentId: row.incident_id, openedAt: row.opened_at, closesAt: row.closes_at }
}

/** Opens a calibration, or opens it once more. */
export async function saveCalibration(
  queries: Queries,
  after: Calibration,
  author: Author,
): Promise<Calibration> {
  const { incidentId } = after
  const before = await findCalibration(queries, incidentId)
  const times = { opened_at: after.openedAt, closes_at: after.closesAt }
  await queries
    .insertInto('calibrations')
    .values({ incident_id: incidentId, ...times })
    .onConflict((conflict) => conflict.column('incident_id').doUpdateSet(times))
    .execute()
  const verb = before === null ? 'added' : 'corrected'
  await recordChanges(queries, author, [
    { noun: 'calibration', rowId: incidentId, incidentId, verb, before, after },
  ])
  return after
}

/** A way in for somebody described. */
export interface FirstReader {
  readonly incidentId: string
  readonly participantId: string
  readonly role: string
}

/** Stores a link; only the hash of its secret is kept, and never whether it was opened. */
export async function addFirstReader(
  queries: Queries,
  link: { readonly participantId: string; readonly secretHash: Buffer; readonly expiresAt: string },
): Promise<void> {
  await queries
    .insertInto('first_readers')
    .values({
      id: newId(),
      participant_id: link.participantId,
      secret_hash: link.secretHash,
      expires_at: link.expiresAt,
    })
    .execute()
}

/** Whom a link belongs to; null when it ran out or never was. */
export async function findFirstReader(
  queries: Queries,
  secretHash: Buffer,
  now: string,
): Promise<FirstReader | null> {
  const row = await queries
    .selectFrom('first_readers')
    .innerJoin('participants', 'participants.id', 'first_readers.participant_id')
    .innerJoin('incidents', 'incidents.id', 'participants.incident_id')
    .select(['participants.incident_id', 'participants.id', 'participants.role'])
    .where('secret_hash', '=', secretHash)
    .where('first_readers.expires_at', '>', now)
    .where('incidents.removed_at', 'is', null)
    .executeTakeFirst()
  return row === undefined ? null : { incidentId: row.incident_id, participantId: row.id, role: row.role }
}

/** A letter with a link, as reminders need it. */
export interface FirstLetterRow {
  readonly participantId: string
  readonly address: string
  readonly mailedAt: string
  /** The dispatch; null once it is gone. */
  readonly letterId: string | null
}

/** Keeps where a link went; of several letters to somebody the newest one. */
export async function saveFirstLetter(queries: Queries, letter: FirstLetterRow): Promise<void> {
  const columns = { address: letter.address, mailed_at: letter.mailedAt, letter_id: letter.letterId }
  await queries
    .insertInto('first_letters')
    .values({ participant_id: letter.participantId, ...columns })
    .onConflict((conflict) => conflict.column('participant_id').doUpdateSet(columns))
    .execute()
}

/** A letter in a calibration that runs. */
export interface RunningLetter extends FirstLetterRow {
  readonly incidentNumber: number
  readonly calibration: Calibration
}

/** Letters whose calibration runs at a moment. */
export async function listRunningLetters(queries: Queries, now: string): Promise<readonly RunningLetter[]> {
  const rows = await queries
    .selectFrom('first_letters')
    .innerJoin('participants', 'participants.id', 'first_letters.participant_id')
    .innerJoin('incidents', 'incidents.id', 'participants.incident_id')
    .innerJoin('reviews', 'reviews.incident_id', 'incidents.id')
    .innerJoin('calibrations', 'calibrations.incident_id', 'incidents.id')
    .selectAll('first_letters')
    .select([
      'incidents.number',
      'calibrations.incident_id',
      'calibrations.opened_at',
      'calibrations.closes_at',
    ])
    .where('reviews.stage', '=', 'calibrating')
    .where('incidents.removed_at', 'is', null)
    .where('calibrations.closes_at', '>', now)
    .execute()
  return rows.map((row) => ({
    participantId: row.participant_id,
    address: row.address,
    mailedAt: row.mailed_at,
    letterId: row.letter_id,
    incidentNumber: row.number,
    calibration: { incidentId: row.incident_id, openedAt: row.opened_at, closesAt: row.closes_at },
  }))
}

/** Deletes where links went in calibrations that are over: no letter goes there any more. */
export async function forgetFirstLetters(queries: Queries, now: string): Promise<void> {
  await sql`
    delete from first_letters using participants, calibrations
    where participants.id = first_letters.participant_id
      and calibrations.incident_id = participants.incident_id and calibrations.closes_at <= ${now}`.execute(
    queries,
  )
}

/** Ids of the participants of an incident who have a link. */
export async function listOffered(queries: Queries, incidentId: string): Promise<readonly string[]> {
  const rows = await queries
    .selectFrom('first_readers')
    .innerJoin('participants', 'participants.id', 'first_readers.participant_id')
    .select('participants.id')
    .distinct()
    .where('participants.incident_id', '=', incidentId)
    .execute()
  return rows.map(({ id }) => id)
}

/** An objection, or a confirmation, before it is stored. */
export interface NewObjection extends Omit<Objection, 'version' | 'answer' | 'state'> {
  readonly state: 'open' | 'confirmed'
  /** Hash of the link's secret with the id. */
  readonly receipt: Buffer
}

/** Stores one. The history knows no author and no time of day: whoever came through a link is not somebody here. */
export async function addObjection(queries: Queries, given: NewObjection, at: string): Promise<void> {
  const { id, incidentId, place, text, saidBy, saidOn, state, receipt } = given
  await queries
    .insertInto('objections')
    .values({
      id,
      incident_id: incidentId,
      place: storable(place),
      text: storable(text),
      said_by: saidBy,
      said_on: saidOn,
      state,
      receipt,
    })
    .execute()
  if (state === 'confirmed') return
  await recordChanges(queries, { personId: null, at, isUnknown: true }, [
    { noun: 'objection', rowId: id, incidentId, verb: 'added', before: null, after: { place, text } },
  ])
}

/** Everything that came through links about one incident, each with its receipt. */
export async function listObjections(
  queries: Queries,
  incidentId: string,
): Promise<readonly (Omit<Objection, 'state'> & Pick<Selectable<DB['objections']>, 'state' | 'receipt'>)[]> {
  const rows = await queries
    .selectFrom('objections')
    .selectAll()
    .where('incident_id', '=', incidentId)
    .orderBy('said_on')
    .orderBy('id')
    .execute()
  return rows.map((row) => ({ ...fieldsOf(row), state: row.state, receipt: row.receipt }))
}

/** One objection, held for this transaction; null when there is none. */
export async function lockObjection(queries: Queries, id: string): Promise<Objection | null> {
  const row = await queries
    .selectFrom('objections')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  return row === undefined || row.state === 'confirmed' ? null : { ...fieldsOf(row), state: row.state }
}

/** Writes the answer to an objection that was locked before. */
export async function saveObjection(
  queries: Queries,
  change: { readonly before: Objection; readonly after: Objection },
  author: Author,
): Promise<Objection> {
  if (isSame(change.before, change.after)) return change.before
  const after = { ...change.after, version: change.before.version + 1 }
  const { id, incidentId, state, version } = after
  await queries
    .updateTable('objections')
    .set({ state, answer: storable(after.answer), version })
    .where('id', '=', id)
    .execute()
  const about = { noun: 'objection', rowId: id, incidentId, verb: 'corrected' } as const
  await recordChanges(queries, author, [{ ...about, before: change.before, after }])
  return after
}

function fieldsOf(row: Selectable<DB['objections']>): Omit<Objection, 'state'> {
  return {
    id: row.id,
    incidentId: row.incident_id,
    place: row.place,
    text: row.text,
    saidBy: row.said_by,
    saidOn: row.said_on,
    answer: row.answer,
    version: row.version,
  }
}
