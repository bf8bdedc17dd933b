import { later } from '@secondstory/review/model/instants'
import { beforeEach, expect, test } from 'vitest'
import { queueDelivery } from '../store/outbox.ts'
import type { Outbound, OutboundRequest } from './outbound.ts'
import { sendDue } from './outbox.ts'
import { slackCarrier } from './slack-letters.ts'
import { NOON, testHouse, testStrongbox } from './testing.ts'

const house = await testHouse()
const { queries } = house.database

/** A Slack that knows one address, and answers with garbage and a busy sign first. */
function slack(troubles: readonly { readonly status: number; readonly text: string }[] = []) {
  const left = [...troubles]
  const asked: OutboundRequest[] = []
  const outbound: Outbound = {
    objectionTo: () => null,
    ask: async (request) => {
      asked.push(request)
      const trouble = left.shift()
      const { status, text } = trouble ?? { status: 200, text: JSON.stringify(answer(request)) }
      return { isReply: true, status, headers: {}, text }
    },
  }
  return { outbound, asked }
}

function answer({ url, body }: OutboundRequest): unknown {
  if (url.includes('users.lookupByEmail'))
    return url.includes('mo%40example.org')
      ? { ok: true, user: { id: 'U024BE7LH' } }
      : { ok: false, error: 'users_not_found' }
  return { ok: body?.includes('U024BE7LH') === true }
}

function round(outbound: Outbound, now = NOON) {
  const carriers = { slack: slackCarrier({ store: house.database, strongbox: testStrongbox, outbound }) }
  return sendDue({ store: house.database, carriers, now, jitter: () => 0 })
}

function letter(to: string) {
  const said = { subject: 'Two actions', text: 'A first change', about: '2 actions', now: NOON }
  return queueDelivery(queries, { ...said, kind: 'reminder', channel: 'slack', to })
}

const states = () => queries.selectFrom('dispatches').select(['state', 'because']).orderBy('id').execute()

beforeEach(async () => {
  await queries.deleteFrom('dispatches').execute()
})

test('without an app it waits, and says what helps', async () => {
  const { outbound, asked } = slack()
  await letter('mo@example.org')
  await round(outbound)
  expect(asked).toEqual([])
  expect((await states())[0]).toMatchObject({
    state: 'waiting',
    because: expect.stringContaining('Notifications'),
  })
})

test('it goes to whoever has the address, after a busy sign and garbage, once', async () => {
  await house.as(house.people.keeper)('addIntegration', {
    kind: 'slack',
    name: 'Slack',
    secret: 'a signing secret of Slack',
    apiToken: 'xoxb-a-token',
  })
  const { outbound, asked } = slack([
    { status: 429, text: '{"ok":false,"error":"ratelimited"}' },
    { status: 500, text: '<html>' },
  ])
  await letter('mo@example.org')
  for (const minute of [0, 5, 15, 30]) await round(outbound, later(NOON, minute * 60_000))
  expect((await states())[0]).toMatchObject({ state: 'sent' })
  const posted = asked.filter(({ method }) => method === 'POST')
  expect(posted).toHaveLength(1)
  expect(JSON.parse(posted[0]?.body ?? '')).toMatchObject({
    channel: 'U024BE7LH',
    text: expect.stringContaining('A first change'),
  })
  expect(posted[0]?.headers?.authorization).toBe('Bearer xoxb-a-token')
})

test('an address Slack does not know comes back', async () => {
  await letter('nobody@example.org')
  await round(slack().outbound)
  expect((await states())[0]).toMatchObject({
    state: 'returned',
    because: expect.stringContaining('knows nobody'),
  })
})
