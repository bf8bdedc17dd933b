/** Who can guide a review: the pool, the guard, and the consent by which somebody close to an incident does so. */
import { expect, test } from 'vitest'
import { addPerson } from '../store/people.ts'
import { askerOf, NOON, refusal, testHouse } from './testing.ts'

const house = await testHouse()
const { keeper, member, reader } = house.people
const asKeeper = house.as(keeper)
const { queries } = house.database

async function person(name: string) {
  const email = `${name.toLowerCase().replace(' ', '.')}@example.org`
  const added = await addPerson(queries, { email, name, role: 'member', passwordHash: null }, NOON)
  if (added === null) throw new Error(`${name} is here twice.`)
  return added
}

const [zoe, ada, pim, lea, owner] = [
  await person('Zoe Wit'),
  await person('Ada Groen'),
  await person('Pim Blauw'),
  await person('Lea Rood'),
  await person('Otto Bruin'),
]
await asKeeper('addTeam', { name: 'Payments', components: ['checkout'], memberIds: [owner.id] })
await asKeeper('addTeam', { name: 'Storage', components: [], memberIds: [pim.id, lea.id] })
const team = await asKeeper('addTeam', { name: 'Search', memberIds: [member.personId] })
await asKeeper('correctRecordVisibility', { recordVisibility: 'everyone' })
const ask = house.as({ ...member, teamIds: [team.id] })

async function incident(): Promise<string> {
  const opened = await ask('openIncident', {
    ...{ title: 'Checkout refused orders', kind: 'incident', severity: 'SEV1' },
    components: ['checkout'],
  })
  await ask('addParticipant', {
    ...{ incidentId: opened.id, name: 'Pim Blauw', handles: [], role: 'storage on-call' },
  })
  return opened.id
}

test('those free of the incident are proposed by name, and everybody else with the reason', async () => {
  const everyone = [zoe, owner, lea, pim, ada].map(({ id }) => id)
  const pool = await asKeeper('correctFacilitators', { personIds: everyone })
  expect(pool.map(({ name }) => name)).toEqual([
    'Ada Groen',
    'Lea Rood',
    'Otto Bruin',
    'Pim Blauw',
    'Zoe Wit',
  ])
  expect(pool.find(({ name }) => name === 'Lea Rood')?.teams).toEqual(['Storage'])
  const proposed = await ask('proposeFacilitator', { incidentId: await incident() })
  expect(proposed.free.map(({ name }) => name)).toEqual(['Ada Groen', 'Zoe Wit'])
  expect(proposed.order).toContain('alphabet')
  expect(proposed.leftOut.map(({ name, because }) => [name, because])).toEqual([
    ['Lea Rood', 'They are in Storage with somebody it describes, who may then say less than they saw.'],
    ['Otto Bruin', 'They are in Payments, which owns checkout.'],
    ['Pim Blauw', 'They took part in this incident.'],
  ])
})

test('whoever has authority over somebody in it guides only with their consent, and sees nothing by it', async () => {
  const [kai, sam] = [await person('Kai Zwart'), await person('Sam Wolk')]
  const deep = { name: 'Platform', memberIds: [sam.id], leadIds: [kai.id] }
  const platform = await asKeeper('addTeam', deep)
  expect(platform.leads).toEqual([{ personId: kai.id, name: 'Kai Zwart' }])
  const incidentId = await incident()
  const naming = { incidentId, personId: kai.id, roles: ['facilitator' as const] }
  await ask('nameReviewRoles', { incidentId, personId: sam.id, roles: ['participant'] })
  const refused = await refusal(ask('nameReviewRoles', naming))
  expect(refused.blockers[0]?.rule).toBe('facilitator-in-conflict')
  expect(refused.message).toContain('lead Platform, and have authority over people this review is about')
  const consent = { because: 'Those in it asked for them.', agreedByRole: 'platform on-call' }
  const { people } = await ask('nameReviewRoles', { ...naming, consent })
  expect(people.find(({ personId }) => personId === kai.id)?.consent).toEqual(consent)
  // Leading a team opens none of its records.
  await asKeeper('correctRecordVisibility', { recordVisibility: 'team' })
  const theirs = await house.as(
    askerOf(sam.id, { name: 'Sam Wolk', role: 'member', teamIds: [platform.id] }),
  )('openIncident', { title: 'A queue stood still', kind: 'incident', severity: 'SEV3' })
  const lead = house.as(askerOf(kai.id, { name: 'Kai Zwart', role: 'member' }))
  expect((await refusal(lead('readIncident', { id: theirs.id }))).kind).toBe('not-allowed')
  await asKeeper('correctRecordVisibility', { recordVisibility: 'everyone' })
  const led = await asKeeper('correctTeam', { id: platform.id, version: platform.version, leadIds: [] })
  expect([led.leads, led.members.length]).toEqual([[], 1])
})

test('nobody close to it is named without consent, and the page is told the same before', async () => {
  const incidentId = await incident()
  const name = (personId: string, consent?: { because: string; agreedByRole: string }) =>
    ask('nameReviewRoles', {
      ...{ incidentId, personId, roles: ['facilitator'] },
      ...(consent === undefined ? {} : { consent }),
    })
  const { close } = await ask('proposeFacilitator', { incidentId })
  const shown = close.find(({ personId }) => personId === pim.id)?.blocker
  const refused = await refusal(name(pim.id))
  expect(refused.blockers).toEqual([shown])
  expect(refused.blockers[0]?.rule).toBe('facilitator-in-conflict')
  const because = 'Pim Blauw alone knows the cluster.'
  expect((await refusal(name(pim.id, { because, agreedByRole: '' }))).message).toContain('which role')
  const byName = await refusal(name(pim.id, { because, agreedByRole: 'Ada Groen' }))
  expect(byName.blockers[0]?.rule).toBe('name-in-place-of-role')
  const { people } = await name(pim.id, { because, agreedByRole: 'incident lead' })
  expect(people.find(({ personId }) => personId === pim.id)?.consent).toEqual({
    because: 'The storage on-call alone knows the cluster.',
    agreedByRole: 'incident lead',
  })
  const [change] = (await ask('listHistory', { incidentId })).filter(({ noun }) => noun === 'review role')
  expect(JSON.stringify(change)).toContain('incident lead')
})

test('who is free needs no consent, and none is kept; what was agreed goes when somebody guides no more', async () => {
  const incidentId = await incident()
  const consent = { because: 'We asked for them.', agreedByRole: 'incident lead' }
  const free = { incidentId, personId: zoe.id, roles: ['facilitator' as const], consent }
  const { close: near } = await ask('proposeFacilitator', { incidentId })
  expect(near.map(({ personId }) => personId)).not.toContain(zoe.id)
  const { people } = await ask('nameReviewRoles', free)
  expect(people.find(({ personId }) => personId === zoe.id)?.consent).toBeNull()
  const close = { incidentId, personId: owner.id, consent }
  await asKeeper('nameReviewRoles', { ...close, roles: ['facilitator'] })
  const more = { incidentId, personId: owner.id, roles: ['facilitator' as const, 'reader' as const] }
  const kept = await asKeeper('nameReviewRoles', more)
  expect(kept.people.find(({ personId }) => personId === owner.id)?.consent).toEqual(consent)
  const gone = await asKeeper('nameReviewRoles', { incidentId, personId: owner.id, roles: ['reader'] })
  expect(gone.people.find(({ personId }) => personId === owner.id)?.consent).toBeNull()
})

test('once a facilitator is named, a reason tells nothing of the register to anybody else', async () => {
  const incidentId = await incident()
  await ask('nameReviewRoles', { incidentId, personId: zoe.id, roles: ['facilitator'] })
  const sealed = await ask('proposeFacilitator', { incidentId })
  expect(new Set(sealed.leftOut.map(({ because }) => because))).toEqual(
    new Set(['They, or somebody close to them, are a part of what this review is about.']),
  )
  const guide = askerOf(zoe.id, { name: zoe.name, role: 'member' })
  const open = await house.as(guide)('proposeFacilitator', { incidentId })
  expect(open.leftOut.map(({ because }) => because).join(' ')).toContain('took part in this incident')
})

test('the pool is written by keepers, holds people who are here, and counts nothing', async () => {
  expect((await refusal(ask('correctFacilitators', { personIds: [] }))).kind).toBe('not-allowed')
  expect((await refusal(house.as(reader)('listFacilitators', {}))).kind).toBe('not-allowed')
  await asKeeper('correctFacilitators', { personIds: [zoe.id, lea.id] })
  await asKeeper('correctPerson', { id: lea.id, isActive: false })
  expect((await ask('listFacilitators', {})).map(({ name }) => name)).toEqual(['Zoe Wit'])
  expect((await refusal(asKeeper('correctFacilitators', { personIds: [lea.id] }))).kind).toBe('not-ready')
  await asKeeper('removePerson', { id: zoe.id })
  expect(await ask('listFacilitators', {})).toEqual([])
  const { rows } = await house.database.pool.query<{ column_name: string }>(
    `select column_name from information_schema.columns where table_name = 'facilitators'`,
  )
  expect(rows.map(({ column_name }) => column_name)).toEqual(['person_id'])
})
