import { later } from '@secondstory/review/model/instants'
import { suggestRecurrences } from '@secondstory/review/model/recurrence'
import { beforeEach, describe, expect, test } from 'vitest'
import { NOON, refusal, testHouse } from './testing.ts'

const house = await testHouse()
const { member } = house.people
const ask = house.as(member)
const WEEK_MS = 7 * 86_400_000

beforeEach(async () => {
  house.clock.now = NOON
  await house.database.queries.deleteFrom('incidents').execute()
})

interface Told {
  readonly title?: string
  readonly components?: readonly string[]
  readonly code?: string
  readonly trigger?: 'config-change' | 'deploy'
}

/** An incident with one condition and one trigger. */
async function incident(told: Told = {}) {
  const {
    title = 'Writes failed',
    components = ['payments-db'],
    code = 'CHG-1',
    trigger = 'config-change',
  } = told
  const opened = await ask('openIncident', {
    title,
    kind: 'incident',
    severity: 'SEV2',
    components: [...components],
  })
  const event = await ask('addTimelineEvent', {
    incidentId: opened.id,
    happenedAt: { at: house.clock.now },
    kind: trigger,
    actor: { kind: 'system', name: 'deploy pipeline' },
    text: 'A setting changed.',
  })
  await ask('markTrigger', { incidentId: opened.id, eventId: event.id })
  const factor = await ask('nameFactor', {
    incidentId: opened.id,
    code,
    statement: 'The setting was not checked before it was applied.',
    certainty: 'supported',
  })
  return { id: opened.id, factorId: factor.id }
}

async function fixOf({ id, factorId }: { readonly id: string; readonly factorId: string }, isDone = true) {
  const { id: actionId, version } = await ask('proposeAction', {
    incidentId: id,
    title: 'A setting that stops all writes is refused',
    kind: 'guardrail',
    priority: 'P1',
    strength: 4,
    worksIfForgotten: true,
    canBeBypassedUnnoticed: false,
    factorIds: [factorId],
  })
  const owner = { personId: member.personId, role: 'database on-call' }
  const open = await ask('assignAction', { id: actionId, version, owner, dueOn: '2026-03-20' })
  if (!isDone) return open
  const done = { id: actionId, version: open.version, state: 'done', outcome: 'It is refused.' } as const
  return ask('closeAction', done)
}

/** An incident that is fixed, and a week later another. */
async function again(second: Told = {}, isDone = true) {
  const before = await incident()
  const fix = await fixOf(before, isDone)
  house.clock.now = later(NOON, WEEK_MS)
  const now = await incident(second)
  return { fix, now, found: await ask('findRecurrences', { incidentId: now.id }) }
}

describe('the same class after a change', () => {
  test('is suggested with what the two share, and whether the change was there', async () => {
    const { fix, found } = await again()
    expect(found.suggested).toMatchObject([{ kind: 'after-fix', fix: { actionId: fix.id } }])
    const reasons = found.suggested[0]?.reasons.join(' ') ?? ''
    expect(reasons).toContain('payments-db')
    expect(reasons).toContain('config change')
    expect(reasons).toContain('The change was done on 2026-03-12')
    expect(JSON.stringify(found)).not.toContain(member.personId)
  })

  test('elsewhere, or before the change was there, says so', async () => {
    expect((await again({ components: ['search'] })).found.suggested[0]?.kind).toBe('elsewhere')
    await house.database.queries.deleteFrom('incidents').execute()
    house.clock.now = NOON
    expect((await again({}, false)).found.suggested[0]?.kind).toBe('before-fix')
  })

  test('is not suggested by a condition alone, nor without one, nor for what came first', async () => {
    expect((await again({ components: ['search'], trigger: 'deploy' })).found.suggested).toEqual([])
    await house.database.queries.deleteFrom('incidents').execute()
    house.clock.now = NOON
    expect((await again({ code: 'CHG-2' })).found.suggested).toEqual([])
    const [first] = await house.database.queries
      .selectFrom('incidents')
      .select('id')
      .orderBy('number')
      .execute()
    expect((await ask('findRecurrences', { incidentId: first?.id ?? '' })).suggested).toEqual([])
  })

  test('confirmed, takes the action down from where it stood, and is asked no more', async () => {
    const { fix, now } = await again()
    const text = 'The check runs in CI and the setting was changed by hand.'
    await ask('markRecurrence', { incidentId: now.id, actionId: fix.id, isSame: true, wasInPath: true, text })
    expect(await ask('listFollowUps', { incidentId: fix.incidentId })).toMatchObject([
      { kind: 'refuted', text },
    ])
    const found = await ask('findRecurrences', { incidentId: now.id })
    expect(found.suggested).toEqual([])
    expect(found.answered).toMatchObject([{ said: { isSame: true, wasInPath: true } }])
    const twice = await refusal(
      ask('markRecurrence', { incidentId: now.id, actionId: fix.id, isSame: false, text: 'Another.' }),
    )
    expect(twice.message).toContain('answered this already')
  })

  test('turned down, is kept as well, and an answer can be taken away and come back', async () => {
    const { fix, now } = await again()
    const input = { incidentId: now.id, actionId: fix.id, isSame: false }
    expect((await refusal(ask('markRecurrence', { ...input, text: ' ' }))).message).toContain('another class')
    const said = await ask('markRecurrence', { ...input, text: 'Another setting of another service.' })
    expect(await ask('listFollowUps', { incidentId: fix.incidentId })).toEqual([])
    const { removalId } = await ask('removeRecurrence', { id: said.id })
    expect((await ask('findRecurrences', { incidentId: now.id })).suggested).toHaveLength(1)
    await ask('undoRemoval', { removalId })
    expect((await ask('findRecurrences', { incidentId: now.id })).answered).toHaveLength(1)
  })

  test('cannot be said of a change that shares nothing', async () => {
    const { now } = await again()
    const other = await fixOf(await incident({ code: 'CHG-2', components: ['mail'], trigger: 'deploy' }))
    const no = await refusal(
      ask('markRecurrence', { incidentId: now.id, actionId: other.id, isSame: true, text: 'The same.' }),
    )
    expect(no.kind).toBe('not-found')
  })
})

test('the suggestion does not depend on the order in which changes are read', () => {
  const facts = {
    title: 'x',
    reference: 'INC-1',
    components: ['a'],
    factorCodes: ['CHG-1'],
    triggerKind: 'deploy',
  } as const
  const incidentNow = { ...facts, incidentId: 'now', beganAt: '2026-03-12T00:00:00Z' }
  const fixes = ['b', 'c', 'd'].map((actionId) => ({
    actionId,
    title: actionId,
    isClass: true,
    closedAt: '2026-02-01T00:00:00Z',
    factorCodes: ['CHG-1'],
    incident: { ...facts, incidentId: actionId, beganAt: '2026-01-01T00:00:00Z' },
  }))
  expect(suggestRecurrences(incidentNow, fixes.toReversed())).toEqual(suggestRecurrences(incidentNow, fixes))
})
