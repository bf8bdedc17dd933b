import { hiddenSentence } from '@secondstory/review/model/permission'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Asker } from './hands.ts'
import { refusal, testHouse } from './testing.ts'

const house = await testHouse()
const { keeper, member, reader } = house.people
const asKeeper = house.as(keeper)

/** The teams somebody is in, as the door would look them up. */
async function withTeams(asker: Asker): Promise<Asker> {
  const teams = await asKeeper('listTeams', {})
  const teamIds = teams.filter(({ members }) => members.some(({ personId }) => personId === asker.personId))
  return { ...asker, teamIds: teamIds.map(({ id }) => id) }
}

const incident = { title: 'Checkout writes failed', kind: 'incident', severity: 'SEV1' } as const

describe('before there is a team', () => {
  test('every member is of the one team there is', async () => {
    const opened = await asKeeper('openIncident', incident)
    expect(await house.as(member)('readIncident', { id: opened.id })).toMatchObject({ incident: opened })
    await asKeeper('removeIncident', { id: opened.id })
  })
})

describe('a team', () => {
  test('is made, corrected, removed and brought back by a keeper, and known to everyone', async () => {
    const made = await asKeeper('addTeam', { name: 'Payments', components: ['payments-db'] })
    expect(made).toMatchObject({ name: 'Payments', members: [], version: 1 })
    const corrected = await asKeeper('correctTeam', {
      id: made.id,
      version: 1,
      memberIds: [member.personId],
    })
    expect(corrected.members).toEqual([{ personId: member.personId, name: 'Mo Member' }])
    const { removalId } = await asKeeper('removeTeam', { id: made.id })
    expect(await house.as(reader)('listTeams', {})).toEqual([])
    expect((await refusal(house.as(member)('undoRemoval', { removalId }))).kind).toBe('not-allowed')
    await asKeeper('undoRemoval', { removalId })
    expect((await house.as(reader)('listTeams', {})).map(({ name }) => name)).toEqual(['Payments'])
  })

  test('owns its components alone, however they are spelt', async () => {
    const no = await refusal(asKeeper('addTeam', { name: 'Storage', components: ['Payments-DB'] }))
    expect(no.message).toContain('Payments-DB belongs to Payments already')
    const same = await refusal(asKeeper('addTeam', { name: 'payments' }))
    expect(same.message).toContain('A team is called Payments already')
  })

  test('that was removed does not come back beside another of its name', async () => {
    const made = await asKeeper('addTeam', { name: 'Edge' })
    const { removalId } = await asKeeper('removeTeam', { id: made.id })
    const other = await asKeeper('addTeam', { name: 'Edge' })
    const no = await refusal(asKeeper('undoRemoval', { removalId }))
    expect(no.message).toContain('A team is called Edge already')
    await asKeeper('removeTeam', { id: other.id })
  })

  test('is changed by nobody but a keeper', async () => {
    expect((await refusal(house.as(member)('addTeam', { name: 'Mine' }))).kind).toBe('not-allowed')
  })
})

describe('a record once there are teams', () => {
  let payments: Asker
  beforeAll(async () => {
    payments = await withTeams(member)
  })

  test('belongs to the team that owns its component', async () => {
    const opened = await asKeeper('openIncident', { ...incident, components: ['PAYMENTS-db', 'edge'] })
    const seen = await house.as(payments)('readReviewPeople', { incidentId: opened.id })
    expect(seen).toMatchObject({
      teams: [{ name: 'Payments' }],
      isTeamChosen: false,
      people: [{ name: 'Kim Keeper', roles: ['author'] }],
      standing: { isOfTeam: true, isOpen: false, reviewRoles: [] },
    })
  })

  test('is not there for a keeper who is nothing to it, by any name and in any list', async () => {
    const opened = await house.as(payments)('openIncident', { ...incident, components: ['payments-db'] })
    const ask = asKeeper
    const hidden = [
      () => ask('readIncident', { id: opened.id }),
      () => ask('readIncident', { number: opened.number }),
      () => ask('readIncident', { reference: `INC-${opened.number}` }),
      () => ask('readIncident', { number: opened.number + 1000 }),
      () => ask('listHistory', { incidentId: opened.id }),
      () => ask('findEvidence', { incidentId: opened.id }),
      () => ask('addLesson', { incidentId: opened.id, kind: 'lucky', text: 'It was noon.' }),
      () => ask('readForesight', { reference: `INC-${opened.number}` }),
    ]
    for (const asking of hidden) {
      const no = await refusal(asking())
      expect([no.kind, no.message]).toEqual(['not-allowed', hiddenSentence])
    }
    const listed = await ask('listIncidents', {})
    expect(listed.items.map(({ id }) => id)).not.toContain(opened.id)
    expect(JSON.stringify(await ask('readHome', {}))).not.toContain(opened.id)
    expect((await house.as(payments)('listIncidents', {})).items.map(({ id }) => id)).toContain(opened.id)
  })

  test('can be given to another team by its people, and by a keeper who does not see it', async () => {
    const edge = await asKeeper('addTeam', { name: 'Edge network' })
    const opened = await house.as(payments)('openIncident', { ...incident, components: ['payments-db'] })
    const given = await asKeeper('assignTeam', { incidentId: opened.id, teamId: edge.id })
    expect(given).toMatchObject({ teams: [{ name: 'Edge network' }], isTeamChosen: true })
    // Its author keeps it.
    await house.as(payments)('readIncident', { id: opened.id })
    await house.as(payments)('nameReviewRoles', {
      incidentId: opened.id,
      personId: member.personId,
      roles: [],
    })
    expect((await refusal(house.as(payments)('readIncident', { id: opened.id }))).message).toBe(
      hiddenSentence,
    )
    const history = await asKeeper('assignTeam', { incidentId: opened.id, teamId: null })
    expect(history).toMatchObject({ teams: [{ name: 'Payments' }], isTeamChosen: false })
  })

  test('is opened to somebody by being named, a reader of the installation included', async () => {
    const opened = await house.as(payments)('openIncident', { ...incident, components: ['payments-db'] })
    const incidentId = opened.id
    expect((await refusal(house.as(reader)('readIncident', { id: incidentId }))).message).toBe(hiddenSentence)
    await house.as(payments)('nameReviewRoles', {
      incidentId,
      personId: reader.personId,
      roles: ['participant'],
    })
    await house.as(reader)('readIncident', { id: incidentId })
    await house.as(reader)('addAccount', { incidentId, role: 'database on-call' })
    const no = await refusal(
      house.as(reader)('addLesson', { incidentId, kind: 'lucky', text: 'It was noon.' }),
    )
    expect(no.message).toContain('any of them can name you as an author')
  })

  test('is open to every member where the installation says so', async () => {
    const opened = await house.as(payments)('openIncident', incident)
    expect((await refusal(asKeeper('readIncident', { id: opened.id }))).kind).toBe('not-allowed')
    await asKeeper('correctRecordVisibility', { recordVisibility: 'everyone' })
    await asKeeper('readIncident', { id: opened.id })
    expect((await refusal(house.as(reader)('readIncident', { id: opened.id }))).kind).toBe('not-allowed')
    await asKeeper('correctRecordVisibility', { recordVisibility: 'team' })
    expect((await refusal(asKeeper('readIncident', { id: opened.id }))).kind).toBe('not-allowed')
  })
})

describe('a steward', () => {
  test('is made by a keeper, beside any role', async () => {
    const person = await asKeeper('correctPerson', { id: reader.personId, isSteward: true })
    expect(person).toMatchObject({ role: 'reader', isSteward: true })
  })
})
