import { expect, it } from 'vitest'
import { SEALED_LETTER } from '../store/sealed.ts'
import { remindFirstReaders } from './calibration-letters.ts'
import { refusal, testHouse, testStrongbox } from './testing.ts'
import { readyReview } from './testing-review.ts'

const house = await testHouse()
const { member, keeper, reader } = house.people
const ask = house.as(member)
const asNobody = house.as(null)

const words = `## Summary

Checkout refused orders for 47 minutes. The new hire told the database on-call about it.
`

/** A draft in calibration, and the link of the one it describes. */
async function calibrating(title: string) {
  house.clock.now = '2026-04-01T09:00:00.000Z'
  const made = await readyReview(ask, member, { title, words })
  const { incidentId, participant } = made
  const calibration = await ask('openCalibration', { incidentId })
  const { link, role } = await ask('inviteFirstReader', { id: participant.id })
  const token = link.slice(link.lastIndexOf('/') + 1)
  return { ...made, calibration, token, role, link }
}

const rules = (blockers: readonly { readonly rule: string }[]) => blockers.map(({ rule }) => rule)

it('lies with those it describes for the hours of the installation, and not a minute less', async () => {
  const { incidentId, calibration } = await calibrating('Hours')
  expect(calibration.closesAt).toBe('2026-04-03T09:00:00.000Z')
  expect(rules((await ask('listBlockers', { incidentId })).blockers)).toEqual(['calibration-runs'])
  await expect(ask('publishReview', { incidentId })).rejects.toMatchObject({
    kind: 'not-ready',
    message: 'The people described can correct the draft until 2026-04-03 09:00 UTC, in 2 days.',
  })
  house.clock.now = '2026-04-03T09:00:00.000Z'
  expect((await ask('publishReview', { incidentId })).number).toBe(1)
})

it("the hours are the keeper's to set; a calibration under way keeps its own", async () => {
  const asKeeper = house.as(keeper)
  const under = await calibrating('Before the change')
  await asKeeper('correctCalibrationHours', { hours: 0 })
  await expect(ask('correctCalibrationHours', { hours: 1 })).rejects.toMatchObject({ kind: 'not-allowed' })
  expect((await ask('readCalibration', { incidentId: under.incidentId })).calibration?.closesAt).toBe(
    '2026-04-03T09:00:00.000Z',
  )
  const { incidentId } = await calibrating('After the change')
  expect(rules((await ask('listBlockers', { incidentId })).blockers)).toEqual([])
  await asKeeper('correctCalibrationHours', { hours: 48 })
})

it('whoever is described reads the draft without an account, with what concerns them, and no name in it', async () => {
  const { token, role, link } = await calibrating('Read first')
  expect(link).toMatch(/^https:\/\/reviews\.example\/read\//)
  const draft = await asNobody('readFirstDraft', { token })
  expect(draft).toMatchObject({ role, isOpen: true, closesAt: '2026-04-03T09:00:00.000Z', own: [] })
  const about = draft.passages.filter(({ isAboutReader }) => isAboutReader).map(({ place }) => place)
  expect(about).toEqual(['Summary', 'Timeline, row 1'])
  expect(JSON.stringify(draft)).not.toMatch(/lindqvist|zoe/i)
  for (const wrong of ['x'.repeat(43), 'y'.repeat(30)]) {
    await expect(asNobody('readFirstDraft', { token: wrong })).rejects.toMatchObject({ kind: 'not-found' })
  }
  house.clock.now = '2026-07-01T09:00:00.000Z'
  await expect(asNobody('readFirstDraft', { token })).rejects.toMatchObject({ kind: 'not-found' })
})

it('an objection holds the edition up until it is answered, and the one who objected reads the answer', async () => {
  const { incidentId, token, role } = await calibrating('Objection')
  const place = 'Timeline, row 1'
  await asNobody('addObjection', { token, place, text: 'The lock was seen at 14:05.', isAnonymous: false })
  await asNobody('addObjection', { token, place: 'Summary', text: 'It was 49 minutes.', isAnonymous: true })
  house.clock.now = '2026-04-03T10:00:00.000Z'
  const read = await ask('readCalibration', { incidentId })
  expect(read.objections.map(({ saidBy }) => saidBy).toSorted()).toEqual(['', role])
  expect(rules(read.readiness)).toEqual(['objection-open', 'objection-open'])
  await expect(ask('publishReview', { incidentId })).rejects.toMatchObject({ kind: 'not-ready' })
  const [first, second] = read.objections
  if (first === undefined || second === undefined) throw new Error('Two objections were made.')
  await expect(
    ask('closeObjection', { incidentId, id: first.id, version: 1, state: 'declined', answer: ' ' }),
  ).rejects.toMatchObject({ blockers: [expect.objectContaining({ rule: 'objection-without-answer' })] })
  await ask('closeObjection', {
    incidentId,
    id: first.id,
    version: 1,
    state: 'accepted',
    answer: 'It says so now.',
  })
  await expect(
    ask('closeObjection', { incidentId, id: first.id, version: 1, state: 'declined', answer: 'No.' }),
  ).rejects.toMatchObject({ kind: 'conflict' })
  await ask('closeObjection', {
    incidentId,
    id: second.id,
    version: 1,
    state: 'declined',
    answer: 'The log says 47.',
  })
  const { own } = await asNobody('readFirstDraft', { token })
  expect(own.map(({ state, answer }) => [state, answer]).toSorted()).toEqual([
    ['accepted', 'It says so now.'],
    ['declined', 'The log says 47.'],
  ])
  expect((await ask('publishReview', { incidentId })).number).toBe(1)
  await expect(
    asNobody('addObjection', { token, place, text: 'Too late.', isAnonymous: true }),
  ).rejects.toMatchObject({ kind: 'not-ready' })
})

it('never tells who agreed, who read or who was silent; no row joins an anonymous objection to its link', async () => {
  const { incidentId, token, participant } = await calibrating('Silence')
  await asNobody('acceptPassage', { token, place: 'Summary' })
  await asNobody('addObjection', { token, place: 'Summary', text: 'It was longer.', isAnonymous: true })
  const read = await ask('readCalibration', { incidentId })
  expect(read.objections).toHaveLength(1)
  expect(JSON.stringify(read)).not.toMatch(/confirm|silent|opened_at|readAt/)
  expect((await asNobody('readFirstDraft', { token })).own.map(({ state }) => state).toSorted()).toEqual([
    'confirmed',
    'open',
  ])
  const dump = async (table: string) =>
    JSON.stringify((await house.database.pool.query(`select * from ${table}`)).rows)
  const [links, objections] = [await dump('first_readers'), await dump('objections')]
  const ids = links.match(/[0-9a-f]{8}-[0-9a-f-]{27}/g) ?? []
  expect(ids).toContain(participant.id)
  for (const id of ids) expect(objections).not.toContain(id)
  expect(objections).not.toContain(token)
  expect(objections).not.toMatch(/T\d\d:\d\d/)
  const columns = await house.database.pool.query<{ column_name: string }>(
    `select column_name from information_schema.columns where table_name = 'first_readers'`,
  )
  expect(columns.rows.map(({ column_name }) => column_name).toSorted()).toEqual([
    'expires_at',
    'id',
    'participant_id',
    'secret_hash',
  ])
})

it('a link belongs to a calibration that is open, and its objections to their own incident', async () => {
  const { participant, incidentId } = await readyReview(ask, member, { title: 'Not yet', words })
  await expect(ask('inviteFirstReader', { id: participant.id })).rejects.toMatchObject({
    blockers: [expect.objectContaining({ rule: 'calibration-not-open' })],
  })
  await expect(house.as(reader)('readCalibration', { incidentId })).rejects.toMatchObject({
    kind: 'not-allowed',
  })
  const other = await calibrating('Other')
  await asNobody('addObjection', { token: other.token, place: 'Summary', text: 'No.', isAnonymous: true })
  const [objection] = (await ask('readCalibration', { incidentId: other.incidentId })).objections
  await expect(
    ask('closeObjection', {
      incidentId,
      id: objection?.id ?? '',
      version: 1,
      state: 'accepted',
      answer: 'Yes.',
    }),
  ).rejects.toMatchObject({ kind: 'not-found' })
})

it('words that may fit one person are asked about, and said more widely only when people say so', async () => {
  const { incidentId } = await readyReview(ask, member, { title: 'Descriptions', words })
  const found = await ask('listDescriptions', { incidentId })
  expect(found.map(({ kind, quote }) => [kind, quote])).toEqual([
    ['words', 'the new hire'],
    ['minute', 'database on-call'],
  ])
  expect(rules((await ask('listBlockers', { incidentId })).warnings)).toContain('description-unanswered')
  const text = async () => (await ask('readEditionPreview', { incidentId })).record.sections[0]?.text
  await ask('markDescription', { incidentId, kind: 'words', quote: 'The new hire', fits: 'one' })
  expect(await text()).toContain('The new hire told')
  expect(rules((await ask('listBlockers', { incidentId })).warnings)).toContain('description-of-one')
  const wording = 'somebody on the team'
  await ask('markDescription', { incidentId, kind: 'words', quote: 'the new hire', fits: 'one', wording })
  await ask('markDescription', {
    incidentId,
    kind: 'minute',
    quote: 'database on-call',
    fits: 'one',
    wording: 'the hour',
  })
  expect(await text()).toContain('Somebody on the team told')
  const preview = await ask('readEditionPreview', { incidentId })
  expect(preview.record.timeline[0]?.happenedAt?.precision).toBe('hour')
  const team = await ask('readEditionPreview', { incidentId, audience: 'team' })
  expect(team.record.sections[0]?.text).toContain('The new hire told')
  await ask('markDescription', { incidentId, kind: 'words', quote: 'the new hire', fits: 'five-or-more' })
  expect(await text()).toContain('The new hire told')
  await expect(
    ask('markDescription', { incidentId, kind: 'words', quote: 'x', fits: 'one', wording: 'Zoë Lindqvist' }),
  ).rejects.toMatchObject({ blockers: [expect.objectContaining({ rule: 'name-left' })] })
})

/** A draft in calibration, without letters of the ones before. */
async function mailed(title: string) {
  await house.database.queries.deleteFrom('first_letters').execute()
  await house.database.queries.deleteFrom('dispatches').execute()
  house.clock.now = '2026-04-01T09:00:00.000Z'
  const made = await readyReview(ask, member, { title, words })
  await ask('openCalibration', { incidentId: made.incidentId })
  return made
}

async function letters() {
  return house.database.queries
    .selectFrom('dispatches')
    .selectAll()
    .orderBy('made_at')
    .orderBy('id')
    .execute()
}

/** The words of a letter, opened where it was sealed. */
function wordsOf(row: Awaited<ReturnType<typeof letters>>[number] | undefined): string {
  const { sealed, text = '' } = row?.letter ?? {}
  if (sealed === undefined) return text
  const [words] = JSON.parse(testStrongbox.open(Buffer.from(sealed, 'base64'), SEALED_LETTER) ?? '[""]')
  return String(words)
}

it('the link goes out by mail to those described, and whoever sends it does not see it', async () => {
  const { participant } = await mailed('By mail')
  const none = await refusal(ask('inviteFirstReaderByMail', { id: participant.id }))
  expect(none.blockers[0]?.rule).toBe('no-address')
  const address = 'described@example.org'
  const answer = await ask('inviteFirstReaderByMail', { id: participant.id, address })
  const [letter, ...more] = await letters()
  expect(more).toEqual([])
  expect(letter).toMatchObject({ kind: 'calibration', sent_to: address })
  const [, token = ''] = /\/read\/([\w-]{20,})/.exec(wordsOf(letter)) ?? []
  // Neither whoever sends it nor whoever reads the database sees the link.
  expect(JSON.stringify([answer, letter])).not.toContain(token)
  expect((await asNobody('readFirstDraft', { token })).role).toBe(participant.role)
  // Subject and what a keeper sees of it name nobody.
  expect(`${letter?.letter?.subject} ${letter?.about}`).not.toMatch(/lindqvist|zoe|By mail/i)
})

it('an address the register knows is used, and is told to nobody who sends', async () => {
  const { incidentId } = await mailed('Known address')
  const known = await ask('addParticipant', {
    ...{ incidentId, name: 'Kim Keeper', handles: [], role: 'storage lead' },
  })
  const { roles } = await ask('readCalibration', { incidentId })
  expect(roles.find(({ participantId }) => participantId === known.id)).toMatchObject({ hasAddress: true })
  const answer = await ask('inviteFirstReaderByMail', { id: known.id })
  expect(JSON.stringify([roles, answer])).not.toMatch(/keeper@|Kim/)
  expect(await letters()).toMatchObject([{ sent_to: 'keeper@example.org' }])
})

it('reminds at half time and near the end, everybody alike and once each, and forgets the address', async () => {
  const { participant, incidentId } = await mailed('Reminders')
  const address = 'described@example.org'
  await ask('inviteFirstReaderByMail', { id: participant.id, address })
  const [first] = await letters()
  const [, token = ''] = /\/read\/([\w-]{20,})/.exec(wordsOf(first)) ?? []
  // What somebody said changes nothing of it: nobody is told apart from who was silent.
  await asNobody('addObjection', { token, place: 'Summary', text: 'It was longer.', isAnonymous: true })
  const round = (now: string) => remindFirstReaders({ store: house.database, now })
  await round('2026-04-02T08:59:00.000Z')
  expect(await letters()).toHaveLength(1)
  for (const now of ['2026-04-02T09:00:00.000Z', '2026-04-02T09:05:00.000Z', '2026-04-02T12:00:00.000Z']) {
    await Promise.all([round(now), round(now)])
  }
  expect(await letters()).toHaveLength(2)
  await round('2026-04-03T03:00:00.000Z')
  await round('2026-04-03T08:00:00.000Z')
  const [, half, last, ...more] = await letters()
  expect(more).toEqual([])
  expect(half?.letter?.text).toContain('for another 24 h')
  expect(last?.letter?.text).toContain('for another 6 h')
  for (const each of [half, last]) {
    expect(each).toMatchObject({ sent_to: address, letter: { follows: first?.id } })
    // It holds no link: kept for later, a link would join what comes through it to a role.
    expect(each?.letter?.text).not.toMatch(/read\//)
  }
  await round('2026-04-03T09:00:00.000Z')
  expect(await letters()).toHaveLength(3)
  expect(await house.database.queries.selectFrom('first_letters').selectAll().execute()).toEqual([])
  expect((await ask('readCalibration', { incidentId })).objections).toMatchObject([{ saidBy: '' }])
})

it('reminds nobody of a draft that is not read first any more, and not right after the letter itself', async () => {
  const { participant, incidentId } = await mailed('Late letter')
  house.clock.now = '2026-04-02T10:00:00.000Z'
  await ask('inviteFirstReaderByMail', { id: participant.id, address: 'described@example.org' })
  await remindFirstReaders({ store: house.database, now: '2026-04-02T10:05:00.000Z' })
  expect(await letters()).toHaveLength(1)
  await house.database.queries
    .updateTable('reviews')
    .set({ stage: 'drafting' })
    .where('incident_id', '=', incidentId)
    .execute()
  await remindFirstReaders({ store: house.database, now: '2026-04-03T04:00:00.000Z' })
  expect(await letters()).toHaveLength(1)
  const over = await refusal(ask('inviteFirstReaderByMail', { id: participant.id }))
  expect(over.blockers[0]?.rule).toBe('calibration-not-open')
})
