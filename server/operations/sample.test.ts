import { uncoveredWeaknesses } from '@secondstory/review/model/coverage'
import { isTestimony } from '@secondstory/review/model/decisions'
import { trajectoryOf } from '@secondstory/review/model/map-views'
import { describe, expect, it } from 'vitest'
import { testHouse } from './testing.ts'

const house = await testHouse()
house.clock.now = '2026-04-01T09:00:00.000Z'
const ask = house.as(house.people.member)

describe('the sample incident', () => {
  it('comes in through the ordinary import, with proposals to walk through', async () => {
    const incident = await ask('addSampleIncident', {})
    expect(incident.isSample).toBe(true)
    const imports = await ask('listImports', { incidentId: incident.id })
    expect(imports.map((each) => [each.fileName, each.source, each.state, each.because])).toEqual(
      expect.arrayContaining([
        ['slack-export.zip', 'slack', 'done', ''],
        ['alerts.json', 'alertmanager', 'done', ''],
        ['deploys.csv', 'csv', 'done', ''],
      ]),
    )
    const record = await ask('readIncident', { id: incident.id })
    const proposed = record.timeline.filter((event) => event.state === 'proposed')
    expect(proposed.length).toBeGreaterThan(8)
    expect(record.participants.length).toBeGreaterThan(3)
    const names = record.participants.flatMap((each) => [each.name, ...each.handles])
    const told = JSON.stringify(record.timeline)
    for (const name of names) expect(told).not.toContain(name)
  })

  it('has three decisions worked through, with nothing left to ask of them', async () => {
    const { id } = await ask('addSampleIncident', {})
    const record = await ask('readIncident', { id })
    expect(record.decisions.map(({ chosen }) => chosen)).toEqual([
      'Roll v4.18.0 back',
      'End the idle session',
      'Switch the flag archiver.enabled off',
    ])
    for (const { seenEventIds, seenEvidenceIds } of record.decisions) {
      expect(seenEventIds.length).toBeGreaterThan(1)
      expect(seenEvidenceIds.length).toBeGreaterThan(1)
    }
    const { blockers } = await ask('listBlockers', { incidentId: id })
    expect(blockers.filter(({ place }) => place.tab === 'decisions')).toEqual([])
  })

  it('is there once, whoever asks and however often', async () => {
    const both = await Promise.all([
      ask('addSampleIncident', {}),
      house.as(house.people.keeper)('addSampleIncident', {}),
    ])
    const third = await ask('addSampleIncident', {})
    expect(new Set([...both, third].map((incident) => incident.id)).size).toBe(1)
    expect((await ask('readHome', {})).hasSample).toBe(true)
    expect((await ask('readHome', {})).isEmpty).toBe(true)
  })

  it('is worked through to where nothing stands in the way, once, from any depth', async () => {
    await ask('addSampleIncident', {})
    const named = await ask('addSampleIncident', { depth: 'roles' })
    expect((await ask('listParticipants', { incidentId: named.id })).map(({ role }) => role)).toContain(
      'incident commander',
    )
    const { id } = await ask('addSampleIncident', { depth: 'ready' })
    expect(id).toBe(named.id)
    expect((await ask('listBlockers', { incidentId: id })).blockers).toEqual([])
    const factors = async () => (await ask('readIncident', { id })).factors.length
    const before = await factors()
    await ask('addSampleIncident', { depth: 'ready' })
    await ask('addSampleIncident', {})
    expect(await factors()).toBe(before)
    await ask('removeSampleIncident', {})
  })

  it('leaves nothing behind when it is removed, and can be loaded again', async () => {
    const incident = await ask('addSampleIncident', {})
    expect(await ask('removeSampleIncident', {})).toEqual({})
    const tables = ['imports', 'evidence', 'timeline_events', 'participants', 'drafts', 'reviews', 'history']
    for (const table of tables) {
      const left = await house.database.pool.query(`select 1 from ${table} where incident_id = $1`, [
        incident.id,
      ])
      expect([table, left.rowCount]).toEqual([table, 0])
    }
    await ask('removeSampleIncident', {})
    const again = await ask('addSampleIncident', {})
    expect(again.id).not.toBe(incident.id)
    await ask('removeSampleIncident', {})
  })

  it('is two finished reviews as well, closed and followed up, which count as nothing real', async () => {
    const loaded = await ask('addSampleReviews', {})
    expect((await ask('addSampleReviews', {})).map(({ id }) => id)).toEqual(loaded.map(({ id }) => id))
    expect(loaded.map(({ isSample }) => isSample)).toEqual([true, true])
    for (const { id } of loaded) {
      const record = await ask('readIncident', { id })
      expect(record.review).toMatchObject({ stage: 'followed-up', editionNumber: 1 })
      expect(record.timeline.filter(({ state }) => state === 'proposed')).toEqual([])
      expect(record.accounts.length).toBeGreaterThan(1)
      expect(record.decisions.length).toBeGreaterThan(2)
      expect(record.map.edges.length).toBeGreaterThan(15)
      // A newcomer meets no loose end: everything on the map is linked, every weakness is changed or lived with on purpose.
      const { asks } = await ask('readMap', { incidentId: id })
      expect(asks.map(({ rule }) => rule)).not.toContain('loose-nodes')
      expect(record.acceptances.map(({ agreedByRole }) => agreedByRole)).toHaveLength(1)
      expect(uncoveredWeaknesses(record)).toEqual([])
      expect(Object.values(record.review.answers).filter((text) => text === '')).toEqual([])
      expect(new Set(record.actions.map(({ state }) => state))).toEqual(new Set(['done']))
      const { blockers } = await ask('listBlockers', { incidentId: id })
      expect(blockers).toEqual([])
    }
    const home = await ask('readHome', {})
    expect(home).toMatchObject({ isEmpty: true, hasSample: true, due: [], drafts: [], myActions: [] })
    expect(home.editions.map(({ isSample }) => isSample)).toEqual([true, true])
    await ask('removeSampleIncident', {})
    expect((await ask('readHome', {})).editions).toEqual([])
  })

  it('has an agent in it, read as a system: gates, claims against the trace, a trajectory', async () => {
    const [, second] = await ask('addSampleReviews', {})
    const record = await ask('readIncident', { id: second?.id ?? '' })
    const [run] = record.agentRuns
    expect(run?.claims.map(({ standing }) => standing)).toEqual(['confirmed', 'contradicted', 'testimony'])
    const graph = await ask('readMap', { incidentId: record.incident.id })
    const { steps, limits } = trajectoryOf(graph.graph)
    expect(steps.length).toBeGreaterThan(2)
    expect(steps.filter(({ isFirstWithoutReturn }) => isFirstWithoutReturn)).toHaveLength(1)
    expect(limits.some(({ isContradicted }) => isContradicted)).toBe(true)
    const agents = record.decisions.filter(({ decider }) => decider === 'agent')
    expect(agents.every((decision) => isTestimony(decision) && decision.seenEvidenceIds.length > 2)).toBe(
      true,
    )
    await ask('removeSampleIncident', {})
  })

  it('is not for readers', async () => {
    await expect(house.as(house.people.reader)('addSampleIncident', {})).rejects.toMatchObject({
      kind: 'not-allowed',
    })
  })
})
