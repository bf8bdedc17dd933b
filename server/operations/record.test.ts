import { deeperQuestions } from '@secondstory/review/model/questions'
import { describe, expect, test } from 'vitest'
import type { OperationInput } from './index.ts'
import { refusal, testHouse } from './testing.ts'

const house = await testHouse()
const { member, keeper } = house.people
const ask = house.as(member)

async function incident(): Promise<string> {
  const { id } = await ask('openIncident', { title: 'Exports stalled', kind: 'incident', severity: 'SEV2' })
  return id
}

describe('a factor', () => {
  const observed = {
    code: 'GRD-1',
    statement: 'The pipeline had no check for pending migrations.',
    certainty: 'observed',
  } as const

  test('is named, tested as a weakness, removed and brought back', async () => {
    const incidentId = await incident()
    const factor = await ask('nameFactor', { incidentId, ...observed })
    expect(factor).toMatchObject({ version: 1, eventIds: [], weakness: { existedBefore: false } })
    const weakness = { existedBefore: true, remainsAfterRepair: true, couldCauseOthers: true }
    expect(await ask('correctFactor', { id: factor.id, version: 1, weakness })).toMatchObject({
      weakness,
      version: 2,
    })
    const { removalId } = await ask('removeFactor', { id: factor.id })
    expect((await ask('readIncident', { id: incidentId })).factors).toEqual([])
    await ask('undoRemoval', { removalId })
    expect((await ask('readIncident', { id: incidentId })).factors).toMatchObject([
      { id: factor.id, weakness },
    ])
  })

  test.each(['Human error', 'Anouk Verhoeven', '@anouk', 'on-call engineer', 'operator error'])(
    '%j is answered with the three deeper questions',
    async (statement) => {
      const incidentId = await incident()
      const known = { name: 'Anouk Verhoeven', handles: ['anouk'], role: 'database on-call' }
      await ask('addParticipant', { incidentId, ...known })
      const no = await refusal(ask('nameFactor', { incidentId, ...observed, statement }))
      expect(no.kind).toBe('not-ready')
      expect(no.blockers[0]).toMatchObject({ rule: 'person-as-factor', place: { tab: 'factors' } })
      for (const question of deeperQuestions) expect(no.blockers[0]?.sentence).toContain(question)
      expect((await ask('readIncident', { id: incidentId })).factors).toEqual([])
    },
  )

  test('cannot become a person by correction, nor point outside its incident or list', async () => {
    const [incidentId, elsewhere] = [await incident(), await incident()]
    const { id } = await ask('nameFactor', { incidentId, ...observed })
    const person = await refusal(ask('correctFactor', { id, version: 1, statement: 'human error' }))
    expect(person.blockers[0]?.rule).toBe('person-as-factor')
    const code = await refusal(ask('correctFactor', { id, version: 1, code: 'XYZ-9' }))
    expect(code.blockers[0]?.rule).toBe('factor-without-code')
    const event = await ask('addTimelineEvent', {
      incidentId: elsewhere,
      happenedAt: null,
      kind: 'note',
      actor: { kind: 'system', name: 'scheduler' },
      text: 'The queue grew.',
    })
    expect((await refusal(ask('correctFactor', { id, version: 1, eventIds: [event.id] }))).kind).toBe(
      'invalid',
    )
  })

  test('forgets a removed event and remembers it when it comes back', async () => {
    const incidentId = await incident()
    const event = await ask('addTimelineEvent', {
      incidentId,
      happenedAt: null,
      kind: 'note',
      actor: { kind: 'system', name: 'scheduler' },
      text: 'The queue grew.',
    })
    const factor = await ask('nameFactor', { incidentId, ...observed, eventIds: [event.id] })
    const { removalId } = await ask('removeTimelineEvents', { incidentId, ids: [event.id] })
    const shown = async () =>
      (await ask('readIncident', { id: incidentId })).factors.map((each) => each.eventIds)
    expect(await shown()).toEqual([[]])
    await ask('undoRemoval', { removalId })
    expect(await shown()).toEqual([factor.eventIds])
  })
})

describe('a lesson', () => {
  test('is added, corrected and removed, and of two editors the second is told', async () => {
    const incidentId = await incident()
    const { id } = await ask('addLesson', { incidentId, kind: 'lucky', text: 'Traffic was low.' })
    const mine = await ask('correctLesson', { id, version: 1, text: 'Traffic was a third of the usual.' })
    const no = await refusal(ask('correctLesson', { id, version: 1, text: 'It was night.' }))
    expect(no).toMatchObject({ kind: 'conflict', current: mine })
    const { removalId } = await ask('removeLesson', { id })
    expect((await refusal(ask('removeLesson', { id }))).kind).toBe('not-found')
    await ask('undoRemoval', { removalId })
    expect((await ask('readIncident', { id: incidentId })).lessons).toMatchObject([{ id, text: mine.text }])
  })
})

describe('an action', () => {
  const owner = { personId: keeper.personId, role: 'platform lead' }
  const gate: Omit<OperationInput<'proposeAction'>, 'incidentId'> = {
    title: 'Refuse a deploy while migrations are pending',
    kind: 'guardrail',
    priority: 'P1',
    strength: 4,
    worksIfForgotten: true,
    canBeBypassedUnnoticed: false,
  }

  test('is proposed freely, opened with an owner and a date, and closed with what came of it', async () => {
    const incidentId = await incident()
    const { id } = await ask('proposeAction', { incidentId, ...gate })
    const early = await refusal(ask('closeAction', { id, version: 1, state: 'done', outcome: 'Merged.' }))
    expect(early.blockers[0]?.rule).toBe('action-not-open')
    const open = await ask('assignAction', { id, version: 1, owner, dueOn: '2026-04-01' })
    expect(open).toMatchObject({
      state: 'open',
      dueOn: '2026-04-01',
      owner: { ...owner, name: 'Kim Keeper' },
    })
    expect((await ask('listIncidents', {})).items[0]?.openActions).toBe(1)
    const done = await ask('closeAction', { id, version: 2, state: 'done', outcome: 'Refused twice since.' })
    expect(done).toMatchObject({ state: 'done', closedAt: house.clock.now })
    const again = await refusal(ask('closeAction', { id, version: 3, state: 'dropped', outcome: 'x' }))
    expect(again.blockers[0]?.rule).toBe('action-closed')
    expect(await ask('assignAction', { id, version: 3, owner, dueOn: '2026-05-01' })).toMatchObject({
      state: 'open',
      closedAt: null,
    })
  })

  test('that is open cannot lose its owner or its date', async () => {
    const incidentId = await incident()
    const { id } = await ask('proposeAction', { incidentId, ...gate, owner, dueOn: '2026-04-01' })
    await ask('assignAction', { id, version: 1, owner, dueOn: '2026-04-01' })
    for (const less of [{ owner: null }, { dueOn: null }]) {
      const no = await refusal(ask('correctAction', { id, version: 2, ...less }))
      expect(no.blockers[0]?.rule).toBe('action-without-owner-or-date')
    }
  })

  test.each([
    ['of strength 0', { strength: 0, worksIfForgotten: false, canBeBypassedUnnoticed: true }, 'null-action'],
    ['to be more careful', { title: 'Be more careful with migrations' }, 'null-action'],
    ['stronger than its answers', { strength: 5, worksIfForgotten: false }, 'strength-differs-from-answers'],
    [
      'owned by a name',
      { owner: { personId: keeper.personId, role: 'Kim Keeper' } },
      'name-in-place-of-role',
    ],
    [
      'owned by nobody here',
      { owner: { personId: '00000000-0000-7000-8000-000000000000', role: 'lead' } },
      'owner-not-here',
    ],
  ] as const)('%s is refused and not kept', async (_case, change, rule) => {
    const incidentId = await incident()
    const no = await refusal(ask('proposeAction', { incidentId, ...gate, ...change }))
    expect(no.kind).toBe('not-ready')
    expect(no.blockers.map((blocker) => blocker.rule)).toContain(rule)
    expect((await ask('readIncident', { id: incidentId })).actions).toEqual([])
  })

  test('meets factors of its own incident only', async () => {
    const [incidentId, elsewhere] = [await incident(), await incident()]
    const statement = 'The pipeline had no check for pending migrations.'
    const factor = await ask('nameFactor', {
      incidentId: elsewhere,
      code: 'GRD-1',
      statement,
      certainty: 'observed',
    })
    const no = await refusal(ask('proposeAction', { incidentId, ...gate, factorIds: [factor.id] }))
    expect(no.kind).toBe('invalid')
  })

  test('is listed over all incidents by date: mine, or everyone’s without saying whose is how many', async () => {
    const incidentId = await incident()
    const propose = async (dueOn: string, personId: string) => {
      const { id } = await ask('proposeAction', { incidentId, ...gate })
      await ask('assignAction', { id, version: 1, owner: { personId, role: 'lead' }, dueOn })
      return id
    }
    const late = await propose('2027-02-02', member.personId)
    const soon = await propose('2027-01-01', member.personId)
    const theirs = await propose('2027-01-15', keeper.personId)
    const ids = async (input: OperationInput<'listActions'>) =>
      (await ask('listActions', input))
        .filter((line) => line.incidentId === incidentId)
        .map((line) => line.id)
    expect(await ids({ mine: true, state: 'open' })).toEqual([soon, late])
    expect(await ids({ state: 'open' })).toEqual([soon, theirs, late])
    await ask('removeIncident', { id: incidentId })
    expect(await ids({})).toEqual([])
  })
})

describe('a review', () => {
  test('keeps the measures of impact that are not named', async () => {
    const incidentId = await incident()
    const users = { state: 'known', text: 'about 3,100 customers, from checkout logs' } as const
    await ask('correctReview', { incidentId, version: 1, impact: { users } })
    const none = { state: 'none', text: '' } as const
    const review = await ask('correctReview', { incidentId, version: 2, impact: { dataLoss: none } })
    expect(review.impact).toMatchObject({ users, dataLoss: none, revenue: { state: 'unset', text: '' } })
  })

  test('goes from stage to stage in order, and is published by publishing alone', async () => {
    const incidentId = await incident()
    const skipping = await refusal(ask('correctReview', { incidentId, version: 1, stage: 'calibrating' }))
    expect(skipping.blockers[0]?.rule).toBe('stage-order')
    await ask('correctReview', { incidentId, version: 1, stage: 'drafting' })
    await ask('correctReview', { incidentId, version: 2, stage: 'calibrating' })
    const byHand = await refusal(ask('correctReview', { incidentId, version: 3, stage: 'published' }))
    expect(byHand.blockers[0]?.rule).toBe('no-edition')
  })

  test('keeps what was written, version by version', async () => {
    const incidentId = await incident()
    const draft = await ask('readDraft', { incidentId })
    await ask('correctDraft', { incidentId, version: draft.version, text: '## Summary\n\nOne.' })
    house.clock.now = '2026-03-12T12:30:00.000Z'
    const two = await ask('correctDraft', { incidentId, version: 2, text: '## Summary\n\nTwo.' })
    expect(two).toMatchObject({ version: 3, savedAt: house.clock.now })
    const stale = await refusal(ask('correctDraft', { incidentId, version: 2, text: 'Other.' }))
    expect(stale).toMatchObject({ kind: 'conflict', current: two })
    const versions = await ask('listDraftVersions', { incidentId })
    expect(versions.map((each) => [each.version, each.byName])).toEqual([
      [3, 'Mo Member'],
      [2, 'Mo Member'],
      [1, 'Mo Member'],
    ])
    expect(await ask('readDraftVersion', { incidentId, version: 2 })).toEqual({ text: '## Summary\n\nOne.' })
    expect(await ask('readDraftVersion', { incidentId, version: 1 })).toEqual({ text: draft.text })
  })

  test('keeps one version of a sitting, however often the page saves', async () => {
    const incidentId = await incident()
    let { version } = await ask('readDraft', { incidentId })
    for (const second of ['00', '10', '20', '30']) {
      house.clock.now = `2026-03-12T13:00:${second}.000Z`
      ;({ version } = await ask('correctDraft', { incidentId, version, text: `Saved at ${second}.` }))
    }
    const versions = await ask('listDraftVersions', { incidentId })
    expect(versions.map((each) => each.version)).toEqual([5, 1])
    expect((await refusal(ask('readDraftVersion', { incidentId, version: 3 }))).kind).toBe('not-found')
    const edits = (await ask('listHistory', { incidentId })).filter((line) => line.noun === 'draft')
    expect(edits.map((line) => line.what)).toEqual(['Edited the text.'])
  })
})
