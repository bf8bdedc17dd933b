/** What people say to the app, over the wire as Slack sends it. */
import { createHmac } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { readDeliveries } from '../operations/delivery-reading.ts'
import type { Hands } from '../operations/hands.ts'
import type { OperationInput, OperationName, OperationOutput } from '../operations/index.ts'
import type { OutboundRequest } from '../operations/outbound.ts'
import type { Answering } from '../operations/receiving.ts'
import { testHouse } from '../operations/testing.ts'
import { findIntegration } from '../store/integrations.ts'
import { openSlackDoor } from './slack.ts'
import { testDoors } from './testing.ts'

const doors = await testDoors()
const { keeper, member } = doors.people
const SECRET = 'the signing secret of the app'

async function ask<Name extends OperationName>(
  name: Name,
  input: OperationInput<Name>,
  who = member,
): Promise<OperationOutput<Name>> {
  const { status, body } = await doors.call(name, input, who)
  expect(status, `${name}: ${JSON.stringify(body)}`).toBe(200)
  return body as OperationOutput<Name>
}

const { integration } = await ask(
  'addIntegration',
  { kind: 'slack', name: 'Slack of the harbour', secret: SECRET, settings: { reactions: ['ledger'] } },
  keeper,
)

const now_s = (): number => Math.floor(Date.now() / 1000)
let commands = 0

/** A request signed by the app, or by somebody else. */
function signed(body: string, type: string, secret = SECRET) {
  const stamp = String(now_s())
  const signature = createHmac('sha256', secret).update(`v0:${stamp}:${body}`).digest('hex')
  return {
    method: 'POST',
    headers: {
      'content-type': type,
      'x-slack-request-timestamp': stamp,
      'x-slack-signature': `v0=${signature}`,
    },
    body,
  }
}

const FORM = 'application/x-www-form-urlencoded'

function commandBody(text: string): string {
  commands += 1
  return new URLSearchParams({
    command: '/secondstory',
    text,
    team_id: 'T1HARBOUR',
    channel_id: 'C1LEDGER00',
    channel_name: 'ledger',
    user_id: 'U1INES',
    user_name: 'ines.almeida',
    trigger_id: `13345224609.${commands}`,
    response_url: 'https://hooks.slack.com/commands/T1/1/x',
  }).toString()
}

async function say(text: string, secret = SECRET) {
  const { status, body } = await doors.fetch(
    `/hooks/${integration.id}`,
    signed(commandBody(text), FORM, secret),
  )
  return { status, ...(body as { readonly text?: string; readonly response_type?: string }) }
}

async function deliver(event: object): Promise<void> {
  const body = JSON.stringify({
    type: 'event_callback',
    team_id: 'T1HARBOUR',
    event_id: `Ev${now_s()}`,
    event,
  })
  const { status } = await doors.fetch(`/hooks/${integration.id}`, signed(body, 'application/json'))
  expect(status).toBe(202)
  await readDeliveries(doors.database, integration.id, new Date().toISOString())
}

const incidents = async () => (await ask('listIncidents', { limit: 100 })).items
const numberIn = (text = ''): string => /INC-(\d+)/.exec(text)?.[0] ?? ''

describe('before any incident', () => {
  it.each([
    ['', 'What can be said'],
    ['help', '/secondstory note'],
    ['opne SEV1 x', '“opne” is nothing this app knows'],
    ['open', 'Write it as `/secondstory open <severity> <title>`'],
    ['open SEV9 Checkout', 'Write it as'],
    ['open SEV2', 'Write it as'],
    ['near-miss', 'Write it as'],
    ['note', 'Write it as'],
    ['note Rollback started', 'No incident is under way; open one with'],
    ['note INC-99999 Rollback started', 'There is no INC-99999'],
  ])('“%s” is answered with what helps, to this person alone', async (text, answer) => {
    expect(await say(text)).toMatchObject({ status: 200, response_type: 'ephemeral' })
    expect((await say(text)).text).toContain(answer)
    expect(await incidents()).toEqual([])
  })

  it('a forged command opens nothing', async () => {
    expect((await say('open SEV1 Checkout refuses orders', 'another secret than ours')).status).toBe(401)
    expect(await incidents()).toEqual([])
  })
})

describe('an incident opened by a command', () => {
  it('is there, with its link, through the integration and by nobody', async () => {
    const { text } = await say('open sev2 Checkout refuses orders &amp; refunds')
    const reference = numberIn(text)
    expect(text).toBe(
      `SEV2 is open: <${doors.address}/incidents/${reference}/story|${reference}> Checkout refuses orders & refunds`,
    )
    const { incident } = await ask('readIncident', { reference })
    expect(incident).toMatchObject({ severity: 'SEV2', kind: 'incident' })
    expect(incident.startedAt).toMatchObject({ isAbout: true })
    const [opened] = await ask('listHistory', { incidentId: incident.id })
    expect(opened?.byName).toBe('Slack of the harbour')
  })

  it('is not opened a second time by the same request', async () => {
    const before = (await incidents()).length
    const request = signed(commandBody('open SEV3 Mail is late'), FORM)
    await doors.fetch(`/hooks/${integration.id}`, request)
    const again = await doors.fetch(`/hooks/${integration.id}`, request)
    expect(again).toMatchObject({ status: 200, body: '' })
    expect(await incidents()).toHaveLength(before + 1)
    const [mail] = await incidents()
    await ask('removeIncident', { id: mail?.id ?? '' })
  })

  it('takes a note: evidence as it was typed, and a proposal without a name', async () => {
    const [open] = await incidents()
    const { text } = await say('note <@U2NOOR|noor> rolled back the ledger, password=hunter2secret')
    expect(text).toContain('as a proposal on its timeline')
    expect(numberIn(text)).toBe(`INC-${open?.number}`)
    const record = await ask('readIncident', { reference: numberIn(text) })
    const event = record.timeline.find((each) => each.text.includes('rolled back the ledger'))
    expect(event).toMatchObject({ state: 'proposed' })
    expect(event?.reasons.join()).toContain('noted for the timeline at the time')
    expect(JSON.stringify(record.timeline)).not.toMatch(/hunter2|ines\.almeida/)
    const { items } = await ask('findEvidence', { incidentId: record.incident.id, text: 'ledger' })
    expect(items).toHaveLength(1)
    expect(JSON.stringify(items)).not.toContain('hunter2')
  })

  it('takes the same note twice as two', async () => {
    const one = numberIn((await say('note Queue drained')).text)
    await say('note Queue drained')
    const record = await ask('readIncident', { reference: one })
    const { items } = await ask('findEvidence', { incidentId: record.incident.id, text: 'drained' })
    expect(items).toHaveLength(2)
  })

  it('takes a message that was chosen by the reaction the team agreed on', async () => {
    const at = now_s() - 30
    const [open] = await incidents()
    const reference = `INC-${open?.number}`
    const ts = `${at}.000100`
    const texts = async () => (await ask('readIncident', { reference })).timeline.map((event) => event.text)
    await deliver({
      type: 'message',
      channel: 'C1LEDGER00',
      user: 'U2NOOR',
      text: 'the replica list was stale the whole afternoon',
      ts,
    })
    expect((await texts()).join()).not.toContain('replica list')
    await deliver({
      type: 'reaction_added',
      user: 'U1INES',
      reaction: 'ledger',
      item: { type: 'message', channel: 'C1LEDGER00', ts },
      event_ts: `${at + 5}.000100`,
    })
    expect((await texts()).join()).toContain('replica list')
  })

  it('asks which one when two are under way', async () => {
    const second = numberIn((await say('open SEV3 Search is slow')).text)
    expect((await say('note Rollback started')).text).toContain('2 incidents may be meant')
    expect(numberIn((await say(`note ${second} Index rebuilt`)).text)).toBe(second)
    const record = await ask('readIncident', { reference: second })
    expect(record.timeline.map((event) => event.text)).toEqual([expect.stringContaining('Index rebuilt')])
  })

  it('near misses are opened as near misses', async () => {
    const reference = numberIn((await say('near-miss The backup was empty and we noticed in time')).text)
    const { incident } = await ask('readIncident', { reference })
    expect(incident).toMatchObject({ kind: 'near-miss', severity: 'SEV4' })
  })
})

describe('the door by itself', async () => {
  const house = await testHouse()
  const asked: OutboundRequest[] = []
  const outbound: Hands['outbound'] = {
    objectionTo: () => null,
    ask: async (request) => {
      asked.push(request)
      const ts = new URL(request.url).searchParams.get('ts')
      const root = { type: 'message', text: 'Something is off', user: 'U1', ts: '1770156000.000100' }
      const reply = { ...root, text: 'the replica list was stale', ts, thread_ts: root.ts }
      return {
        isReply: true,
        status: 200,
        headers: {},
        text: JSON.stringify({ ok: true, messages: [root, reply] }),
      }
    },
  }
  const made = await house.as(house.people.keeper)('addIntegration', {
    kind: 'slack',
    name: 'Slack',
    secret: SECRET,
    apiToken: 'xoxb-a-token-to-ask-with',
  })
  const slack = await findIntegration(house.database.queries, made.integration.id)
  if (slack === null) throw new Error('The integration is not there.')
  const delivered: string[] = []
  const handsFor = () => house.handsOf(null, { outbound, now: '2026-03-12T12:00:00.000Z', through: 'Slack' })
  const door = openSlackDoor({ handsFor, delivered: (id) => void delivered.push(id), patience_ms: 0 })

  const arrive = (body: string, type = FORM): ReturnType<Answering> =>
    door(slack, {
      integrationId: slack.id,
      now: '2026-03-12T12:00:00.000Z',
      body: Buffer.from(body),
      addressToken: '',
      header: (name) => (name === 'content-type' ? type : name === 'x-slack-signature' ? body : ''),
    })

  it('answers in time when the work takes longer, and says the rest where Slack asked for it', async () => {
    const first = await arrive(commandBody('open SEV1 Checkout refuses orders'))
    expect(first?.words).toContain('the answer follows here')
    await house.settle()
    expect(asked).toHaveLength(1)
    expect(asked[0]).toMatchObject({ url: 'https://hooks.slack.com/commands/T1/1/x', method: 'POST' })
    expect(asked[0]?.body).toContain('SEV1 is open')
  })

  it('is done once, whichever server hears the copy of it, and is remembered no longer than it is good', async () => {
    const body = commandBody('open SEV3 Mail is late')
    const opened = async () =>
      (await house.as(house.people.member)('listIncidents', { limit: 100 })).items.filter(
        ({ title }) => title === 'Mail is late',
      )
    await arrive(body)
    await house.settle()
    // Another process, which never heard the first one.
    const other = openSlackDoor({ handsFor, delivered: () => undefined })
    const copy = { integrationId: slack.id, body: Buffer.from(body), addressToken: '' }
    const header = (name: string): string =>
      name === 'content-type' ? FORM : name === 'x-slack-signature' ? body : ''
    const again = await other(slack, { ...copy, header, now: '2026-03-12T12:04:00.000Z' })
    expect(again?.words).toBe('')
    expect(await opened()).toHaveLength(1)
    for (const { id } of await opened()) await house.as(house.people.member)('removeIncident', { id })
    const help = { ...copy, body: Buffer.from(commandBody('help')) }
    const signed = (name: string): string => (name === 'x-slack-signature' ? 'another' : header(name))
    await other(slack, { ...help, header: signed, now: '2026-03-12T13:00:00.000Z' })
    const { rows } = await house.database.pool.query('select seen_at from replays')
    expect(rows).toHaveLength(1)
  })

  it('says nothing anywhere but to Slack', async () => {
    asked.length = 0
    await arrive(commandBody('help').replace('hooks.slack.com', 'hooks.slack.com.example.org'))
    await house.settle()
    expect(asked).toEqual([])
  })

  it('keeps a message that was chosen by the shortcut, the message first and the choice beside it', async () => {
    asked.length = 0
    const payload = {
      type: 'message_action',
      callback_id: 'keep_on_timeline',
      team: { id: 'T1' },
      channel: { id: 'C1LEDGER00' },
      user: { id: 'U1', name: 'ines' },
      message: {
        type: 'message',
        user: 'U2',
        text: 'the replica list was stale',
        ts: `${Date.parse('2026-03-12T11:59:00Z') / 1000}.000100`,
      },
      response_url: 'https://hooks.slack.com/actions/T1/1/x',
    }
    const body = new URLSearchParams({ payload: JSON.stringify(payload) }).toString()
    expect(await arrive(body)).toMatchObject({ words: '' })
    await house.settle()
    expect(asked[0]?.body).toContain('Proposed for the timeline of')
    const ask = house.as(house.people.member)
    const [incident] = (await ask('listIncidents', { limit: 1 })).items
    const record = await ask('readIncident', { number: incident?.number ?? 0 })
    expect(record.timeline).toMatchObject([{ text: 'the replica list was stale', state: 'proposed' }])
    const { items } = await ask('findEvidence', { incidentId: record.incident.id })
    expect(items.map(({ text }) => text).toSorted()).toEqual([
      'Chosen for the timeline',
      'the replica list was stale',
    ])
  })

  it('fetches the message a reaction is on: the reply, and not what stands at its time in the channel', async () => {
    asked.length = 0
    const event = {
      type: 'reaction_added',
      user: 'U1',
      reaction: 'pushpin::skin-tone-3',
      item: { type: 'message', channel: 'C1LEDGER00', ts: '1770156060.000200' },
      event_ts: '1770156070.000100',
    }
    const body = JSON.stringify({ type: 'event_callback', team_id: 'T1', event })
    expect(await arrive(body, 'application/json')).toBeNull()
    expect(await arrive(body, 'application/json')).toBeNull()
    await house.settle()
    expect(asked[0]?.url).toContain('/conversations.replies')
    expect(delivered).toEqual([slack.id, slack.id])
    const stored = await house.database.pool.query<{ body: string }>('select body from deliveries')
    expect(stored.rows).toHaveLength(1)
    expect(stored.rows[0]?.body).toContain('the replica list was stale')
  })

  it('lets any other reaction be a delivery and no more', async () => {
    asked.length = 0
    const event = {
      type: 'reaction_added',
      reaction: 'eyes',
      item: { channel: 'C1', ts: '1770156060.000200' },
    }
    expect(await arrive(JSON.stringify({ type: 'event_callback', event }), 'application/json')).toBeNull()
    await house.settle()
    expect(asked).toEqual([])
  })
})
