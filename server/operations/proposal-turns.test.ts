/** Proposals that wait: in a storm what is weighed stays in proportion to what arrived, and the end is the same. */
import type { EvidenceDraft } from '@secondstory/review/model/evidence'
import { later, moment } from '@secondstory/review/model/instants'
import { describe, expect, it } from 'vitest'
import { storeEvidence } from '../store/evidence.ts'
import { newId } from '../store/ids.ts'
import { startImport, takeTurn } from '../store/imports.ts'
import { readTurn } from '../store/proposal-turns.ts'
import { proposeAll } from './import-proposals.ts'
import { dueProposals, proposeDue, proposeInTurn } from './proposal-turns.ts'
import { collectFresh } from './proposals-near.ts'
import { NOON, testHouse } from './testing.ts'

const house = await testHouse()
const { database } = house
const ask = house.as(house.people.member)
const between = async () => undefined

function alert(number: number): EvidenceDraft {
  return {
    source: 'alertmanager',
    key: `alertmanager:${number}`,
    happenedAt: moment(later(NOON, number * 1000)),
    basis: 'occurred',
    sequence: String(number).padStart(8, '0'),
    kind: 'alert',
    speaker: { kind: 'system', ref: 'alertmanager', name: 'Alertmanager', handles: [] },
    text: `Slow${number} (critical): p99 of host ${number} is high`,
    place: 'ops',
    marks: [],
    correlates: [`alert:${number}`],
  }
}

const alerts = (from: number, to: number): readonly EvidenceDraft[] =>
  Array.from({ length: to - from }, (_, index) => alert(from + index))

async function openOne() {
  const { id: incidentId } = await ask('openIncident', {
    title: 'A storm',
    kind: 'incident',
    severity: 'SEV2',
  })
  const start = { incidentId, fileName: 'live', sizeBytes: 0, startedAt: NOON }
  const begin = async () => (await startImport(database.queries, { ...start, id: newId() })).id
  const arrive = (
    importId: string,
    drafts: readonly EvidenceDraft[],
    more: { now?: string; isFollowed?: boolean } = {},
  ) =>
    database.transaction(async (queries) => {
      await takeTurn(queries, incidentId)
      const fresh = collectFresh()
      fresh.add(drafts, await storeEvidence(queries, { incidentId, importId }, drafts))
      return proposeInTurn(queries, { incidentId, importId, fresh, now: NOON, ...more }, between)
    })
  /** As if so much had been weighed the last time. */
  const heavy = (weighed: number) =>
    database.pool.query('update proposal_turns set weighed = $2 where incident_id = $1', [
      incidentId,
      weighed,
    ])
  const events = async () =>
    (
      await database.pool.query<{ text: string }>(
        'select text, rank, state, reasons from timeline_events where incident_id = $1 order by rank',
        [incidentId],
      )
    ).rows
  return { incidentId, begin, arrive, heavy, events, turn: () => readTurn(database.queries, incidentId) }
}

describe('proposals of a little', () => {
  it('are made at once, and nothing waits', async () => {
    const { begin, arrive, turn, incidentId } = await openOne()
    expect(await arrive(await begin(), alerts(0, 3))).toEqual({ proposed: 3, tray: 0 })
    expect(await turn()).toMatchObject({ weighed: 3, arrived: 0, dueAt: null })
    expect((await dueProposals(database)).map((due) => due.incidentId)).not.toContain(incidentId)
  })
})

describe('proposals of a little beside very much', () => {
  it('wait for more, for a moment, or for the job', async () => {
    const { begin, arrive, heavy, events, turn, incidentId } = await openOne()
    const importId = await begin()
    await arrive(importId, alerts(0, 2))
    await heavy(20_000)
    expect(await arrive(importId, alerts(2, 4))).toEqual({ proposed: 0, tray: 0 })
    expect(await events()).toHaveLength(2)
    // Eight seconds: 0.4 ms for each piece.
    expect(await turn()).toMatchObject({
      arrived: 2,
      dueAt: '2026-03-12T12:00:08.000Z',
      importIds: [importId],
    })
    expect(await arrive(importId, [alert(4)], { now: later(NOON, 7_999) })).toEqual({ proposed: 0, tray: 0 })
    expect(await dueProposals(database)).toContainEqual({ incidentId, dueAt: '2026-03-12T12:00:08.000Z' })
    expect(await arrive(importId, [alert(5)], { now: later(NOON, 8_000) })).toEqual({ proposed: 4, tray: 0 })
    expect(await turn()).toMatchObject({ weighed: 6, arrived: 0, dueAt: null, importIds: [] })
    await heavy(20_000)
    await arrive(importId, [alert(6)], { now: later(NOON, 9_000) })
    await proposeDue(database, incidentId, later(NOON, 60_000))
    expect(await events()).toHaveLength(7)
    expect((await dueProposals(database)).map((due) => due.incidentId)).not.toContain(incidentId)
  })

  it('are left to whoever is at it already', async () => {
    const { begin, arrive, heavy, events, incidentId } = await openOne()
    const importId = await begin()
    await arrive(importId, [alert(0)])
    await heavy(20_000)
    await arrive(importId, [alert(1)])
    await database.transaction(async (queries) => {
      await takeTurn(queries, incidentId)
      await proposeDue(database, incidentId, later(NOON, 60_000))
    })
    expect(await events()).toHaveLength(1)
    await proposeDue(database, incidentId, later(NOON, 60_000))
    expect(await events()).toHaveLength(2)
  })
})

describe('imports one behind the other', () => {
  it('are weighed once, and each receipt tells its own', async () => {
    const { begin, arrive, events, incidentId } = await openOne()
    const [first, second] = [await begin(), await begin()]
    expect(await arrive(first, alerts(0, 3), { isFollowed: true })).toEqual({ proposed: 0, tray: 0 })
    expect(await events()).toEqual([])
    expect(await arrive(second, alerts(3, 5))).toEqual({ proposed: 2, tray: 0 })
    expect(await events()).toHaveLength(5)
    const receipts = await ask('listImports', { incidentId })
    expect(receipts.find(({ id }) => id === first)?.proposed).toBe(3)
  })

  it('whose last one never comes are weighed by the job', async () => {
    const { begin, arrive, events, incidentId } = await openOne()
    const first = await begin()
    await arrive(first, alerts(0, 3), { isFollowed: true })
    await proposeDue(database, incidentId, NOON)
    expect(await events()).toHaveLength(3)
    expect((await ask('listImports', { incidentId }))[0]).toMatchObject({ id: first, proposed: 3 })
  })
})

describe('a storm', () => {
  it('is weighed a few times altogether, not once for every part of it, and ends in the same timeline', async () => {
    const [batches, each] = [24, 500]
    const storm = await openOne()
    const importId = await storm.begin()
    let weighed = 0
    for (let batch = 0; batch < batches; batch++) {
      const before = await storm.turn()
      await storm.arrive(importId, alerts(batch * each, (batch + 1) * each))
      const after = await storm.turn()
      if (after?.arrived === 0 && after.weighed !== before?.weighed) weighed += after.weighed
    }
    await proposeDue(database, storm.incidentId, later(NOON, 60_000))
    const calm = await openOne()
    const whole = await calm.begin()
    for (let from = 0; from < batches * each; from += 2000)
      await database.transaction((queries) =>
        storeEvidence(queries, { incidentId: calm.incidentId, importId: whole }, alerts(from, from + 2000)),
      )
    await database.transaction((queries) => proposeAll(queries, calm.incidentId, between))
    expect(await storm.events()).toEqual(await calm.events())
    // Weighed anew with every part it would have been twelve times as much as there is.
    expect(weighed).toBeLessThan(batches * each * 6)
  }, 60_000)
})
