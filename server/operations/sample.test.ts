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

  it('is not for readers', async () => {
    await expect(house.as(house.people.reader)('addSampleIncident', {})).rejects.toMatchObject({
      kind: 'not-allowed',
    })
  })
})
