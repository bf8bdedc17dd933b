import { describe, expect, it } from 'vitest'
import { lookAt } from './edition-look.ts'
import { testHouse } from './testing.ts'

const house = await testHouse()
const ask = house.as(house.people.member)
const { queries } = house.database

const open = async (title: string) =>
  (await ask('openIncident', { title, kind: 'incident', severity: 'SEV3' })).id

describe('looking at a review as an edition', () => {
  it('is done once while nothing of it changes, and anew after a change of the record or of the register', async () => {
    const id = await open('The ledger held yesterday’s balances')
    const first = await lookAt(queries, id)
    expect((await lookAt(queries, id)).record).toBe(first.record)

    await ask('addLesson', { incidentId: id, kind: 'went-well', text: 'Marit Solheim compared two exports.' })
    const written = await lookAt(queries, id)
    expect(written.record.lessons).not.toEqual(first.record.lessons)

    await ask('addParticipant', {
      incidentId: id,
      name: 'Marit Solheim',
      role: 'ledger on-call',
      handles: [],
    })
    const known = await lookAt(queries, id)
    expect(JSON.stringify(known.record.lessons)).toContain('ledger on-call')
  })

  it('keeps the looks at the incidents looked at last, and says the same when one was let go', async () => {
    const id = await open('A backup could not be read back')
    const first = await lookAt(queries, id)
    for (let other = 0; other < 16; other += 1)
      await lookAt(queries, await open(`The queue of worker ${other} stopped`))
    const again = await lookAt(queries, id)
    expect(again.record).not.toBe(first.record)
    expect(again).toEqual(first)
  })
})
