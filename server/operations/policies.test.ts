import { usualPolicy } from '@secondstory/review/model/severity-policy'
import { expect, test } from 'vitest'
import { refusal, testHouse } from './testing.ts'

const house = await testHouse()
const ask = house.as(house.people.member)
const asKeeper = house.as(house.people.keeper)

const endedAt = { at: '2026-03-12T14:07:00Z', precision: 'minute' } as const

function opened(severity: 'SEV1' | 'SEV3', title = 'Exports stalled') {
  return ask('openIncident', { title, kind: 'incident', severity, endedAt })
}

/** The usual table with another deadline for a SEV1. */
function within(hours: number) {
  return {
    rows: usualPolicy.rows.map((row) => ({
      ...row,
      hours: row.severity === 'SEV1' ? { draft: 12, meeting: hours, publication: 200 } : { ...row.hours },
    })),
    meansAtLeast: { ...usualPolicy.meansAtLeast },
  }
}

async function dueOf(incidentId: string): Promise<string> {
  const { dates } = await ask('readDuties', { incidentId })
  return dates[1]?.because ?? ''
}

test('a change holds for new reviews; an open one stays under the version it was opened with', async () => {
  const old = await opened('SEV1', 'An old one')
  const { version } = await ask('readPolicy', {})
  const trial = await asKeeper('checkPolicy', { policy: within(24) })
  expect(trial.map(({ reference }) => reference)).toContain(`INC-${old.number}`)
  expect((await ask('readPolicy', {})).version).toBe(version)
  await asKeeper('correctPolicy', { version, policy: within(24) })
  const young = await opened('SEV1', 'A young one')
  expect(await dueOf(old.id)).toContain('review within 48 hours: due 14 Mar 2026, 14:07 UTC')
  expect(await dueOf(young.id)).toContain('review within 24 hours: due 13 Mar 2026, 14:07 UTC')
  const { due } = await ask('readHome', {})
  expect(due.filter(({ id }) => [old.id, young.id].includes(id)).map(({ title }) => title)).toEqual([
    'A young one',
    'An old one',
  ])
  const late = asKeeper('correctPolicy', { version, policy: within(36) })
  expect((await refusal(late)).current).toMatchObject({ version: version + 1 })
})

test('what it touched makes it owe more, and owing less needs a reason', async () => {
  const { id: incidentId } = await opened('SEV3')
  expect((await ask('readDuties', { incidentId })).review).toBe('recommended')
  const more = await ask('correctDuties', { incidentId, concerns: ['data-loss'] })
  expect(more).toMatchObject({ meansAtLeast: 'SEV1', review: 'required' })
  const listed = (await ask('listIncidents', {})).items.find(({ id }) => id === incidentId)
  expect(listed).toMatchObject({ review: 'required', dueBecause: expect.stringContaining('data was lost') })
  const less = await refusal(ask('correctDuties', { incidentId, concerns: [] }))
  expect(less.blockers[0]?.rule).toBe('severity-lowered-without-reason')
  const because = 'The rows were found in the other cell.'
  expect(await ask('correctDuties', { incidentId, concerns: [], because })).toMatchObject({
    meansAtLeast: 'SEV3',
  })
  const [line] = await ask('listHistory', { incidentId })
  expect(line?.what).toContain('found in the other cell')
})

test('what it could have been counts as well', async () => {
  const { id: incidentId } = await opened('SEV3')
  await ask('correctIncident', { id: incidentId, version: 1, potentialSeverity: 'SEV2' })
  expect(await dueOf(incidentId)).toContain('counted as SEV2 because it could have been one')
})

test('only a keeper edits the table, and none that runs backwards or lacks a row', async () => {
  const { version } = await ask('readPolicy', {})
  expect((await refusal(ask('correctPolicy', { version, policy: within(24) }))).kind).toBe('not-allowed')
  const backwards = await refusal(asKeeper('correctPolicy', { version, policy: within(1) }))
  expect(backwards.blockers[0]?.rule).toBe('policy-row')
  const [first] = within(24).rows
  if (first === undefined) throw new Error('The table has rows.')
  const twice = { ...within(24), rows: [first, first, first, first] }
  expect((await refusal(asKeeper('correctPolicy', { version, policy: twice }))).kind).toBe('invalid')
})
