import { describe, expect, it } from 'vitest'
import { testHouse } from './testing.ts'

const house = await testHouse()
house.clock.now = '2026-04-01T09:00:00.000Z'
const { member, reader } = house.people
const ask = house.as(member)

const at = (day: string) => ({ at: `${day}T14:00:00Z`, precision: 'minute' as const })

describe('the first page', () => {
  it('is empty at first, also with the sample alone', async () => {
    const empty = {
      due: [],
      myActions: [],
      asking: [],
      drafts: [],
      editions: [],
      isEmpty: true,
      hasSample: false,
    }
    expect(await ask('readHome', {})).toEqual(empty)
    expect(await house.as(reader)('readHome', {})).toEqual(empty)
    await ask('addSampleIncident', {})
    expect(await ask('readHome', {})).toMatchObject({ isEmpty: true, hasSample: true })
    await ask('removeSampleIncident', {})
  })

  it('shows required reviews by their clock, those without a clock last, and the rest as drafts', async () => {
    const open = (title: string, severity: 'SEV1' | 'SEV2' | 'SEV3' | 'SEV4', day: string | null) =>
      ask('openIncident', { title, kind: 'incident', severity, endedAt: day === null ? null : at(day) })
    await open('week', 'SEV2', '2026-03-20')
    await open('goes on', 'SEV1', null)
    await open('goes on mildly', 'SEV2', null)
    await open('two days', 'SEV1', '2026-03-23')
    await open('recommended', 'SEV3', '2026-03-01')
    await open('near', 'SEV4', '2026-03-01')
    const gone = await open('gone', 'SEV1', '2026-03-01')
    await ask('removeIncident', { id: gone.id })
    const home = await ask('readHome', {})
    expect(home.due.map((line) => line.title)).toEqual(['two days', 'week', 'goes on', 'goes on mildly'])
    expect(home.due[0]?.dueAt).toBe('2026-03-25T14:00:00.000Z')
    expect(home.drafts.map((line) => line.title)).toEqual(['near', 'recommended'])
    expect(home.isEmpty).toBe(false)
  })

  it('shows my open actions and nobody else’s, and to readers editions only', async () => {
    const incident = await ask('openIncident', { title: 'With actions', kind: 'incident', severity: 'SEV3' })
    const propose = async (title: string, personId: string, dueOn: string) => {
      const shared = {
        kind: 'guardrail',
        priority: 'P1',
        strength: 4,
        worksIfForgotten: true,
        canBeBypassedUnnoticed: false,
      } as const
      const owner = { personId, role: 'storage team lead' }
      const action = await ask('proposeAction', { incidentId: incident.id, title, ...shared })
      await ask('assignAction', { id: action.id, version: action.version, owner, dueOn })
    }
    await propose('Refuse long locks later', member.personId, '2026-05-20')
    await propose('Refuse long locks sooner', member.personId, '2026-04-20')
    await propose('Refuse long locks elsewhere', house.people.keeper.personId, '2026-04-10')
    expect((await ask('readHome', {})).myActions.map((action) => action.title)).toEqual([
      'Refuse long locks sooner',
      'Refuse long locks later',
    ])
    expect(await house.as(reader)('readHome', {})).toMatchObject({
      due: [],
      myActions: [],
      drafts: [],
      hasSample: false,
    })
    await expect(house.as(null)('readHome', {})).rejects.toMatchObject({ kind: 'signed-out' })
  })
})
