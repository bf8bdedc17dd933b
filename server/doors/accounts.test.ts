/** What is not released is its author's alone, asked at every door. */
import { expect, test } from 'vitest'
import { operations } from '../operations/index.ts'
import { testDoors } from './testing.ts'

const doors = await testDoors()
const { member, keeper, reader } = doors.people

/** Words nobody else may ever read. */
const CANARY = 'heronlake'

/** Calls an operation with the cookie of a session. */
function inPerson(name: string, input: unknown, session: string) {
  return doors.fetch(`/api/${name}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      cookie: `second_story=${session}`,
      'x-second-story': '1',
    },
    body: JSON.stringify(input),
  })
}

async function told() {
  const opened = await doors.call(
    'openIncident',
    { title: 'Checkout writes were refused', kind: 'incident', severity: 'SEV2' },
    member,
  )
  const { id: incidentId } = opened.body as { id: string }
  const words = { saw: `The ${CANARY} graph was flat.` }
  const begun = await inPerson('addAccount', { incidentId, role: 'database on-call', words }, member.session)
  expect(begun.status).toBe(200)
  return { incidentId, id: (begun.body as { id: string }).id }
}

test('a token of its own author gets a sentence, and released accounts only', async () => {
  const { incidentId, id } = await told()
  for (const [name, input] of [
    ['listOwnAccounts', { incidentId }],
    ['addAccount', { incidentId, role: 'lead' }],
    ['correctAccount', { id, version: 1, words: { saw: 'x' } }],
    ['releaseAccount', { id, version: 1 }],
    ['undoRelease', { id }],
    ['removeAccount', { id }],
  ] as const) {
    const { status, body } = await doors.call(name, input, member)
    expect(status, name).toBe(403)
    expect(body).toMatchObject({ error: { sentence: expect.stringContaining('in person') } })
    expect(JSON.stringify(body)).not.toContain(CANARY)
  }
  expect((await doors.call('listAccounts', { incidentId }, member)).body).toEqual([])
  expect((await doors.call('listAccounts', { incidentId }, reader)).status).toBe(403)
  expect((await doors.call('listAccounts', { incidentId })).status).toBe(401)
})

test('for the keeper there is no such account, by session and by token', async () => {
  const { incidentId, id } = await told()
  for (const [name, input] of [
    ['correctAccount', { id, version: 9 }],
    ['releaseAccount', { id, version: 1 }],
    ['undoRelease', { id }],
    ['removeAccount', { id }],
  ] as const) {
    const { status, body } = await inPerson(name, input, keeper.session)
    expect(status, name).toBe(404)
    expect(JSON.stringify(body), name).not.toContain(CANARY)
  }
  const reading = operations.filter(({ changes }) => !changes).map(({ name }) => name)
  const answers = await Promise.all(
    reading.map(async (name) => {
      const input = name === 'readIncident' ? { id: incidentId } : { incidentId }
      const inSession = await inPerson(name, input, keeper.session)
      const byToken = await doors.call(name, input, keeper)
      return JSON.stringify([name, inSession.body, byToken.body])
    }),
  )
  expect(answers.filter((answer) => answer.includes(CANARY))).toEqual([])
  expect(doors.log.join('\n')).not.toContain(CANARY)
})

test('without consent nothing told in an interview is released, at the door as well', async () => {
  const { incidentId } = await told()
  const noted = await inPerson(
    'addAccount',
    { incidentId, role: 'support lead', isAsTold: true, words: { saw: 'Tickets.' } },
    member.session,
  )
  const { id } = noted.body as { id: string }
  const { status, body } = await inPerson('releaseAccount', { id, version: 1 }, member.session)
  expect(status).toBe(422)
  expect(body).toMatchObject({
    error: { kind: 'not-ready', blockers: [{ rule: 'account-without-consent' }] },
  })
})
