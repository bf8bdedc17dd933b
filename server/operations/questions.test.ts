import { expect, test } from 'vitest'
import { refusal, testHouse } from './testing.ts'

const house = await testHouse()
const { member, keeper } = house.people
const ask = house.as(member)

async function incident(): Promise<string> {
  const { id } = await ask('openIncident', { title: 'Exports stalled', kind: 'incident', severity: 'SEV2' })
  return id
}

test('a question is pinned, answered, set aside and asked again, in its own review alone', async () => {
  const [incidentId, other] = [await incident(), await incident()]
  const states = async (of: string) =>
    (await ask('listQuestions', { incidentId: of, place: 'actions' }))
      .filter(({ state }) => state !== null)
      .map(({ id, state }) => [id, state])
  await ask('markQuestion', { incidentId, questionId: 'action-3', state: 'pinned' })
  await ask('markQuestion', { incidentId, questionId: 'action-1', state: 'answered' })
  expect(await states(incidentId)).toEqual([
    ['action-3', 'pinned'],
    ['action-1', 'answered'],
  ])
  expect(await states(other)).toEqual([])
  await ask('markQuestion', { incidentId, questionId: 'action-3', state: 'set-aside' })
  await ask('markQuestion', { incidentId, questionId: 'action-1', state: null })
  expect(await states(incidentId)).toEqual([['action-3', 'set-aside']])
})

test('a keeper adds a question for every review and takes it away again', async () => {
  const incidentId = await incident()
  const asKeeper = house.as(keeper)
  const added = await asKeeper('addQuestion', { kind: 'action', ask: 'Does the pager budget allow it?' })
  const asked = async () => (await ask('listQuestions', { incidentId, place: 'actions' })).map(({ id }) => id)
  expect(await asked()).toContain(added.id)
  expect(await ask('listOwnQuestions', {})).toEqual([added])
  await asKeeper('removeQuestion', { id: added.id })
  expect(await asked()).not.toContain(added.id)
  expect((await refusal(asKeeper('removeQuestion', { id: added.id }))).kind).toBe('not-found')
})

test('only a keeper adds one, and none that asks who', async () => {
  const given = { kind: 'analysis', ask: 'Who pushed this?' } as const
  expect((await refusal(ask('addQuestion', given))).kind).toBe('not-allowed')
  const no = await refusal(house.as(keeper)('addQuestion', given))
  expect(no.blockers[0]?.rule).toBe('question-about-a-person')
  const kind = await refusal(house.as(keeper)('addQuestion', { kind: 'verdict', ask: 'What held?' }))
  expect(kind.kind).toBe('invalid')
})
