import { later } from '@secondstory/review/model/instants'
import { beforeEach, describe, expect, test } from 'vitest'
import type { OperationOutput } from './index.ts'
import { NOON, refusal, testHouse } from './testing.ts'

const house = await testHouse()
const { keeper, member } = house.people
const ask = house.as(member)
const DAY_MS = 86_400_000

beforeEach(() => {
  house.clock.now = NOON
})

const change = {
  title: 'A deploy without a dry run is refused in CI',
  kind: 'guardrail',
  priority: 'P1',
  strength: 4,
  worksIfForgotten: true,
  canBeBypassedUnnoticed: false,
} as const

type Opened = OperationOutput<'assignAction'>

async function opened(dueOn = '2026-03-20', more: { readonly title?: string } = {}): Promise<Opened> {
  const incident = await ask('openIncident', { title: 'Writes failed', kind: 'incident', severity: 'SEV2' })
  const proposed = await ask('proposeAction', { incidentId: incident.id, ...change, ...more })
  const owner = { personId: member.personId, role: 'database on-call' }
  return ask('assignAction', { id: proposed.id, version: proposed.version, owner, dueOn })
}

async function closed(): Promise<Opened> {
  const { id, version } = await opened()
  return ask('closeAction', { id, version, state: 'done', outcome: 'CI refuses it.' })
}

describe('a day that moves', () => {
  test('keeps what was not known, and the promise begins anew', async () => {
    const action = await opened()
    house.clock.now = later(NOON, DAY_MS)
    const because = 'The vendor ships the flag in April.'
    const moved = await ask('correctDueDay', { ...rowOf(action), dueOn: '2026-04-10', because })
    expect(moved).toMatchObject({ dueOn: '2026-04-10', state: 'open', version: action.version + 1 })
    expect(await ask('listFollowUps', { incidentId: action.incidentId })).toMatchObject([
      { kind: 're-dated', text: because, fromOn: '2026-03-20', toOn: '2026-04-10', saidOn: '2026-03-13' },
    ])
    const row = await house.database.queries
      .selectFrom('actions')
      .select('promised_at')
      .where('id', '=', action.id)
      .executeTakeFirstOrThrow()
    expect(row.promised_at).toBe(house.clock.now)
  })

  test('is refused without its one line, into the past, and once the action is closed', async () => {
    const action = await opened()
    const silent = refusal(ask('correctDueDay', { ...rowOf(action), dueOn: '2026-04-10', because: '' }))
    expect((await silent).message).toContain('What did we not know when we chose this date?')
    const past = refusal(
      ask('correctDueDay', { ...rowOf(action), dueOn: '2026-03-01', because: 'It slipped.' }),
    )
    expect((await past).message).toContain('lies in the past')
    const over = await ask('closeAction', {
      ...rowOf(action),
      state: 'dropped',
      outcome: 'The step is gone.',
    })
    const late = refusal(ask('correctDueDay', { ...rowOf(over), dueOn: '2026-04-10', because: 'More time.' }))
    expect((await late).message).toContain('This action is dropped')
    expect(await ask('listFollowUps', { incidentId: action.incidentId })).toEqual([])
  })

  test('names become roles in its reason', async () => {
    const action = await opened()
    await ask('addParticipant', {
      incidentId: action.incidentId,
      name: 'Zelda Quill',
      handles: [],
      role: 'vendor contact',
    })
    const because = 'Zelda Quill ships the flag in April.'
    await ask('correctDueDay', { ...rowOf(action), dueOn: '2026-04-10', because })
    const [line] = await ask('listFollowUps', { incidentId: action.incidentId })
    expect(line?.text).not.toContain('Zelda')
    expect(line?.text).toContain('vendor contact')
  })
})

describe('what is seen of an action that is done', () => {
  test('is said, taken away and brought back', async () => {
    const action = await closed()
    const text = 'The contract test fails without it.'
    const line = await ask('addFollowUp', { id: action.id, kind: 'exercised', text, link: 'ci/4711' })
    const { removalId } = await ask('removeFollowUp', { id: line.id })
    expect(await ask('listFollowUps', { incidentId: action.incidentId })).toEqual([])
    await ask('undoRemoval', { removalId })
    const { version: _raised, ...back } = line
    expect(await ask('listFollowUps', { incidentId: action.incidentId })).toMatchObject([back])
  })

  test('silence is refused as an effect when the numbers do not bear it', async () => {
    const action = await closed()
    const input = { id: action.id, kind: 'supported', text: 'Quiet since.' } as const
    const no = await refusal(ask('addFollowUp', { ...input, eventsBefore: 1, monthsBefore: 12 }))
    expect(no.kind).toBe('not-ready')
    expect(no.message).toContain('228 months of quiet are needed')
  })

  test('an open action has nothing to see yet', async () => {
    const action = await opened()
    const no = await refusal(ask('addFollowUp', { id: action.id, kind: 'exercised', text: 'It held.' }))
    expect(no.message).toContain('Only what is done')
  })

  test('a reader is not asked', async () => {
    const action = await closed()
    const no = refusal(
      house.as(house.people.reader)('addFollowUp', { id: action.id, kind: 'exercised', text: 'x' }),
    )
    expect((await no).kind).toBe('not-allowed')
  })
})

describe('the weekly check', () => {
  test('walks from what nobody holds to what may not work, and an effect that was seen leaves it', async () => {
    await house.database.queries.deleteFrom('actions').execute()
    const late = await opened('2026-03-12', { title: 'A late guardrail' })
    const waits = await opened('2026-03-14', { title: 'A guardrail that waits' })
    const done = await closed()
    await ask('addFollowUp', { id: waits.id, kind: 'blocked', text: 'The flag is not shipped.' })
    house.clock.now = later(NOON, 31 * DAY_MS)
    const reasons = async () =>
      (await ask('readActionCheck', {})).lines.map(({ line, reason }) => [line.id, reason])
    expect(await reasons()).toEqual([
      [waits.id, 'blocked'],
      [late.id, 'overdue'],
      [done.id, 'effect'],
    ])
    await ask('addFollowUp', { id: done.id, kind: 'seen-working', text: 'It refused one on Monday.' })
    await ask('addFollowUp', { id: waits.id, kind: 'freed', text: 'The flag is there.' })
    await house.as(keeper)('correctPerson', { id: member.personId, isActive: false })
    expect(await reasons()).toEqual([
      [late.id, 'ownerless'],
      [waits.id, 'ownerless'],
    ])
    await house.as(keeper)('correctPerson', { id: member.personId, isActive: true })
  })
})

function rowOf({ id, version }: Opened) {
  return { id, version }
}
