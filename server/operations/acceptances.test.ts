import { describe, expect, test } from 'vitest'
import { refusal, testHouse } from './testing.ts'

const house = await testHouse()
const { member } = house.people
const ask = house.as(member)

async function incident(): Promise<string> {
  const { id } = await ask('openIncident', { title: 'Exports stalled', kind: 'incident', severity: 'SEV2' })
  return id
}

async function weakness(incidentId: string): Promise<string> {
  const statement = 'The pipeline had no check for pending migrations.'
  const factor = await ask('nameFactor', { incidentId, code: 'GRD-1', statement, certainty: 'observed' })
  return factor.id
}

const agreed = {
  because: 'The old pipeline is retired in May; a check there would live for six weeks.',
  agreedByRole: 'head of storage',
  reviewOn: '2026-06-01',
}

describe('an accepted risk', () => {
  test('is agreed, corrected, removed and brought back, and waits with its factor', async () => {
    const incidentId = await incident()
    const factorId = await weakness(incidentId)
    const made = await ask('addAcceptance', { incidentId, factorId, ...agreed })
    expect(made).toMatchObject({ factorId, ...agreed, version: 1 })
    const later = await ask('correctAcceptance', { id: made.id, version: 1, reviewOn: '2026-07-01' })
    expect(later).toMatchObject({ ...agreed, reviewOn: '2026-07-01', version: 2 })
    const standing = async () =>
      (await ask('readIncident', { id: incidentId })).acceptances.map(({ id }) => id)
    const { removalId } = await ask('removeAcceptance', { id: made.id })
    expect(await standing()).toEqual([])
    await ask('undoRemoval', { removalId })
    expect(await standing()).toEqual([made.id])
    const gone = await ask('removeFactor', { id: factorId })
    expect(await standing()).toEqual([])
    await ask('undoRemoval', { removalId: gone.removalId })
    expect(await standing()).toEqual([made.id])
  })

  test.each([
    [{ because: '  ' }, 'acceptance-without-reason'],
    [{ because: 'Everyone will be more careful.' }, 'acceptance-without-reason'],
    [{ agreedByRole: ' ' }, 'acceptance-without-role'],
    [{ reviewOn: '' }, 'acceptance-without-day'],
  ])('with %j is answered by %s', async (twist, rule) => {
    const no = await refusal(
      ask('addAcceptance', { incidentId: await incident(), factorId: null, ...agreed, ...twist }),
    )
    expect(no.kind).toBe('not-ready')
    expect(no.blockers.map((blocker) => blocker.rule)).toEqual([rule])
  })

  test('names a role, never a person, and a factor of its own incident', async () => {
    const [incidentId, elsewhere] = [await incident(), await incident()]
    await ask('addParticipant', {
      incidentId,
      name: 'Anouk Verhoeven',
      handles: [],
      role: 'database on-call',
    })
    const person = await refusal(
      ask('addAcceptance', { incidentId, factorId: null, ...agreed, agreedByRole: 'Anouk Verhoeven' }),
    )
    expect(person.kind).toBe('not-ready')
    const stranger = await refusal(
      ask('addAcceptance', { incidentId, factorId: await weakness(elsewhere), ...agreed }),
    )
    expect(stranger.kind).toBe('invalid')
  })

  test('two who correct it at once are told, with the row as it stands', async () => {
    const made = await ask('addAcceptance', { incidentId: await incident(), factorId: null, ...agreed })
    await ask('correctAcceptance', { id: made.id, version: 1, reviewOn: '2026-07-01' })
    const no = await refusal(
      ask('correctAcceptance', { id: made.id, version: 1, because: 'Another reason.' }),
    )
    expect(no).toMatchObject({ kind: 'conflict', current: { reviewOn: '2026-07-01', version: 2 } })
  })
})

describe('the plan of an action', () => {
  const strong = {
    title: 'Refuse a release while a migration is pending',
    kind: 'guardrail',
    priority: 'P1',
    strength: 4,
    worksIfForgotten: true,
    canBeBypassedUnnoticed: false,
  } as const
  const promise = { owner: { personId: member.personId, role: 'pipeline lead' }, dueOn: '2026-04-01' }

  test('is empty until somebody thinks about it, and changes field by field', async () => {
    const action = await ask('proposeAction', { incidentId: await incident(), ...strong })
    expect(action.plan).toEqual({
      scope: 'instance',
      durability: 'fix',
      expiresOn: null,
      fixedById: null,
      measure: '',
      reviewOn: null,
      sideEffect: '',
    })
    const plan = { measure: 'A release with one pending is refused.', reviewOn: '2026-05-01' }
    const measured = await ask('correctAction', { id: action.id, version: 1, plan })
    expect(measured.plan).toMatchObject({ ...plan, scope: 'instance' })
    const wider = await ask('correctAction', { id: action.id, version: 2, plan: { scope: 'class' } })
    expect(wider.plan).toMatchObject({ ...plan, scope: 'class' })
  })

  test('a patch opens with the fix that takes its place, or with the day it ends', async () => {
    const incidentId = await incident()
    const patch = await ask('proposeAction', { incidentId, ...strong, plan: { durability: 'patch' } })
    const no = await refusal(ask('assignAction', { id: patch.id, version: 1, ...promise }))
    expect(no.blockers.map(({ rule }) => rule)).toEqual(['patch-without-end'])
    const itself = await refusal(
      ask('correctAction', { id: patch.id, version: 1, plan: { fixedById: patch.id } }),
    )
    expect(itself.blockers.map(({ rule }) => rule)).toEqual(['patch-without-end'])
    const fix = await ask('proposeAction', {
      incidentId,
      ...strong,
      title: 'Run migrations before a release',
    })
    await ask('correctAction', { id: patch.id, version: 1, plan: { fixedById: fix.id } })
    const open = await ask('assignAction', { id: patch.id, version: 2, ...promise })
    expect(open).toMatchObject({ state: 'open', plan: { fixedById: fix.id } })
    await ask('removeAction', { id: fix.id })
    const { actions } = await ask('readIncident', { id: incidentId })
    expect(actions.find(({ id }) => id === patch.id)?.plan.fixedById).toBeNull()
    const { blockers } = await ask('listBlockers', { incidentId })
    expect(blockers.map(({ rule }) => rule)).toContain('patch-without-end')
  })

  test('the fix belongs to the same incident, and a fix has neither end nor fix', async () => {
    const [incidentId, elsewhere] = [await incident(), await incident()]
    const other = await ask('proposeAction', { incidentId: elsewhere, ...strong })
    const plan = { durability: 'patch', fixedById: other.id } as const
    expect((await refusal(ask('proposeAction', { incidentId, ...strong, plan }))).kind).toBe('invalid')
    const patch = await ask('proposeAction', {
      incidentId,
      ...strong,
      plan: { durability: 'patch', expiresOn: '2026-05-01' },
    })
    const fix = await ask('correctAction', { id: patch.id, version: 1, plan: { durability: 'fix' } })
    expect(fix.plan).toMatchObject({ durability: 'fix', expiresOn: null })
  })
})
