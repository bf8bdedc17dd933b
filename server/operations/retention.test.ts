import { expect, test } from 'vitest'
import { deleteDueEvidence } from './retention.ts'
import { NOON, refusal, testHouse } from './testing.ts'

const house = await testHouse()
const keeper = house.as(house.people.keeper)
const member = house.as(house.people.member)

/** A word of the evidence that must be gone afterwards. */
const CANARY = 'heronlake'
const NOTES = `14:05 @noor_h: the ${CANARY} exporter stopped\n14:10 @noor_h: rolled back the release of the archiver\n`

async function incident() {
  const { id } = await member('openIncident', {
    title: 'Checkout writes were refused',
    kind: 'incident',
    severity: 'SEV2',
  })
  return id
}

async function importNotes(incidentId: string, text = NOTES) {
  const pasted = [{ name: 'notes.txt', text }]
  const [started] = await member('importEvidence', { incidentId, pasted, zone: 'UTC', day: '2026-03-12' })
  await house.settle()
  return member('readImport', { id: started?.id ?? '' })
}

/** An incident with notes, one event of which somebody accepted. */
async function withEvidence() {
  const incidentId = await incident()
  await importNotes(incidentId)
  const { timeline } = await member('readIncident', { id: incidentId })
  const [first] = timeline.filter(({ text }) => /rolled back/.test(text))
  if (first === undefined) throw new Error('The notes gave no event.')
  await member('markTimelineEvents', { incidentId, ids: [first.id], state: 'accepted' })
  return { incidentId, eventId: first.id, evidenceId: first.evidenceIds[0] ?? '' }
}

async function rowsHolding(word: string): Promise<readonly string[]> {
  const { rows } = await house.database.pool.query<{ name: string }>(
    `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'`,
  )
  const holding = await Promise.all(
    rows.map(async ({ name }) => {
      const found = await house.database.pool.query(
        `select 1 from ${name} as r where r::text like '%' || $1 || '%' limit 1`,
        [word],
      )
      return found.rows.length > 0 ? [name] : []
    }),
  )
  return holding.flat()
}

test('deleting the evidence leaves the accepted event, its tie, the receipt, and no word of the rest', async () => {
  const { incidentId, eventId, evidenceId } = await withEvidence()
  expect(await rowsHolding(CANARY)).toContain('evidence')
  const before = await member('checkEvidenceRemoval', { incidentId })
  expect(before).toMatchObject({ records: 2, events: 1, receipts: 1, hold: null })

  const answer = await keeper('removeEvidence', { incidentId, because: 'The review is closed.' })
  expect(answer).toEqual({ records: 2 })
  expect(await rowsHolding(CANARY)).toEqual([])
  const { timeline } = await member('readIncident', { id: incidentId })
  expect(timeline.map(({ id, evidenceIds }) => [id, evidenceIds])).toEqual([[eventId, [evidenceId]]])
  expect(await member('findEvidence', { incidentId, ids: [evidenceId] })).toEqual({
    items: [],
    next: null,
    deleted: [{ id: evidenceId, deletedAt: NOON, isByRule: false }],
  })
  expect(await member('listImports', { incidentId })).toMatchObject([{ stored: 2, state: 'done' }])
  expect((await member('listHistory', { incidentId }))[0]).toMatchObject({
    byName: 'Kim Keeper',
    what: 'Removed the evidence "2 pieces of it", because: The review is closed.',
  })
  expect(await member('checkEvidenceRemoval', { incidentId })).toMatchObject({
    records: 0,
    proposals: 0,
    events: 1,
  })
  const no = await refusal(keeper('removeEvidence', { incidentId, because: 'Again.' }))
  expect(no.blockers.map(({ rule }) => rule)).toEqual(['nothing-to-delete'])
})

test('the same file does not bring it back, and its receipt says so; what is new comes in', async () => {
  const { incidentId } = await withEvidence()
  await keeper('removeEvidence', { incidentId, because: 'The review is closed.' })
  expect(await importNotes(incidentId)).toMatchObject({ stored: 0, alreadyKnown: 0, deletedBefore: 2 })
  expect(await rowsHolding(CANARY)).toEqual([])
  expect(await importNotes(incidentId, `${NOTES}14:20 all quiet again\n`)).toMatchObject({
    stored: 1,
    alreadyKnown: 0,
    deletedBefore: 2,
  })
})

test('by the rule: nothing before its day, everything that is due after it, and nothing twice', async () => {
  const due = await withEvidence()
  const held = await withEvidence()
  await keeper('addLegalHold', {
    incidentId: held.incidentId,
    because: 'A supplier asked for the record',
    untilOn: '2026-04-20',
  })
  const { version } = await keeper('readRetention', {})
  expect(await deleteDueEvidence({ store: house.database, now: '2027-01-01T00:00:00.000Z' })).toBe(0)

  await keeper('correctRetention', { version, evidenceDays: 30 })
  const { finishedAt } = (await member('listImports', { incidentId: due.incidentId }))[0] ?? {}
  const listed = await member('listEvidenceDue', {})
  const line = listed.find(({ incidentId }) => incidentId === due.incidentId)
  const dueAt = new Date(Date.parse(finishedAt ?? '') + 30 * 86_400_000).toISOString()
  expect(line).toMatchObject({ records: 2, dueAt, hold: null })
  const other = await member('listEvidenceDue', { evidenceDays: null })
  expect(other.map((each) => each.dueAt).every((at) => at === null)).toBe(true)

  const before = new Date(Date.parse(dueAt) - 1000).toISOString()
  expect(await deleteDueEvidence({ store: house.database, now: before })).toBe(0)
  // The hold ends before the evidence is due, so it has to be renewed to count.
  const untilOn = new Date(Date.parse(dueAt) + 86_400_000).toISOString().slice(0, 10)
  await house.database.pool.query('update legal_holds set until_on = $1', [untilOn])
  const after = new Date(Date.parse(dueAt) + 60_000).toISOString()
  await deleteDueEvidence({ store: house.database, now: after })
  expect(await member('checkEvidenceRemoval', { incidentId: due.incidentId })).toMatchObject({ records: 0 })
  expect(await member('checkEvidenceRemoval', { incidentId: held.incidentId })).toMatchObject({ records: 2 })
  expect(await deleteDueEvidence({ store: house.database, now: after })).toBe(0)

  const { deleted } = await member('findEvidence', { incidentId: due.incidentId, ids: [due.evidenceId] })
  expect(deleted).toEqual([{ id: due.evidenceId, deletedAt: after, isByRule: true }])
  expect((await member('listHistory', { incidentId: due.incidentId }))[0]).toMatchObject({
    byName: 'Second Story',
    what: 'Removed the evidence "2 pieces of it", because: the rule keeps raw evidence for 30 days.',
  })
  await keeper('correctRetention', { version: version + 1, evidenceDays: null })
})

test('a legal hold refuses, says why and until when, and everyone on the review can see it', async () => {
  const { incidentId } = await withEvidence()
  const hold = { because: 'A supplier asked for the record', untilOn: '2026-04-20' }
  await keeper('addLegalHold', { incidentId, ...hold })
  expect((await member('checkEvidenceRemoval', { incidentId })).hold).toEqual(hold)
  const no = await refusal(keeper('removeEvidence', { incidentId, because: 'Tidying.' }))
  expect(no.blockers).toMatchObject([{ rule: 'legal-hold', place: { tab: 'evidence' } }])
  expect(no.message).toContain('until 2026-04-20: A supplier asked for the record.')
  const long = await refusal(
    keeper('addLegalHold', { incidentId, because: 'Always.', untilOn: '2030-01-01' }),
  )
  expect(long.blockers.map(({ rule }) => rule)).toEqual(['hold-too-long'])
  await keeper('removeLegalHold', { incidentId })
  await keeper('removeLegalHold', { incidentId })
  expect(await keeper('removeEvidence', { incidentId, because: 'Tidying.' })).toEqual({ records: 2 })
  const told = (await member('listHistory', { incidentId })).filter(({ noun }) => noun === 'legal hold')
  expect(told.map(({ what }) => what)).toEqual([
    'Removed the legal hold.',
    'Added the legal hold, because: A supplier asked for the record.',
  ])
})

test('members look, keepers decide, and of two who change the rule the second is told', async () => {
  const { incidentId } = await withEvidence()
  for (const attempt of [
    () => member('removeEvidence', { incidentId, because: 'x' }),
    () => member('addLegalHold', { incidentId, because: 'x', untilOn: '2026-04-01' }),
    () => member('removeLegalHold', { incidentId }),
    () => member('correctRetention', { version: 1, evidenceDays: 1 }),
    () => house.as(house.people.reader)('listEvidenceDue', {}),
  ]) {
    expect((await refusal(attempt())).kind).toBe('not-allowed')
  }
  const { version } = await house.as(house.people.reader)('readRetention', {})
  await keeper('correctRetention', { version, evidenceDays: 90 })
  const no = await refusal(keeper('correctRetention', { version, evidenceDays: 10 }))
  expect([no.kind, no.current]).toEqual([
    'conflict',
    { evidenceDays: 90, registerDays: 30, version: version + 1 },
  ])
})
