import { expect, test } from 'vitest'
import type { OperationInput } from './index.ts'
import { refusal, testHouse } from './testing.ts'

const house = await testHouse()
const ask = house.as(house.people.member)

async function incident() {
  const { id: incidentId } = await ask('openIncident', {
    title: 'Checkout writes were refused',
    kind: 'incident',
    severity: 'SEV2',
  })
  await ask('addParticipant', {
    incidentId,
    name: 'Anouk Verhoeven',
    handles: ['anouk_v'],
    role: 'database on-call',
  })
  return incidentId
}

const SAID = 'Anouk Verhoeven asked @anouk_v in chat about the lock.'
const action: Omit<OperationInput<'proposeAction'>, 'incidentId' | 'title'> = {
  kind: 'guardrail',
  priority: 'P2',
  strength: 4,
  worksIfForgotten: true,
  canBeBypassedUnnoticed: false,
}
const event: Omit<OperationInput<'addTimelineEvent'>, 'incidentId' | 'text'> = {
  happenedAt: { at: '2026-03-12T14:02:00Z' },
  kind: 'observation',
  actor: { kind: 'role', name: 'database on-call' },
}

test('a known name or handle gives way to its role wherever people write', async () => {
  const incidentId = await incident()
  const told = await ask('addTimelineEvent', { incidentId, ...event, text: SAID })
  expect(told.text).not.toMatch(/anouk/i)
  expect(told.text).toContain('database on-call')
  const lesson = await ask('addLesson', { incidentId, kind: 'went-well', text: SAID })
  const proposed = await ask('proposeAction', {
    incidentId,
    ...action,
    title: 'Refuse locks longer than a minute, as @anouk_v tried',
    howWeWillKnow: 'Anouk Verhoeven sees none in a month.',
  })
  for (const { text, title, howWeWillKnow } of [
    { ...told, title: '', howWeWillKnow: '' },
    { ...lesson, title: '', howWeWillKnow: '' },
    { text: '', ...proposed },
  ])
    expect(`${text} ${title} ${howWeWillKnow}`).not.toMatch(/anouk/i)

  const corrected = await ask('correctTimelineEvent', { id: told.id, version: 1, text: `Then ${SAID}` })
  expect(corrected.text).not.toMatch(/anouk/i)
  const relearned = await ask('correctLesson', { id: lesson.id, version: 1, text: `Then ${SAID}` })
  expect(relearned.text).not.toMatch(/anouk/i)
  const renamed = await ask('correctAction', {
    id: proposed.id,
    version: 1,
    title: 'Refuse long locks, says Anouk',
  })
  expect(renamed.title).not.toMatch(/anouk/i)
  expect(JSON.stringify((await ask('readIncident', { id: incidentId })).timeline)).not.toMatch(/anouk/i)
})

test('the words of a decision and of the map are told in roles too, in every field', async () => {
  const incidentId = await incident()
  const told = await ask('addTimelineEvent', { incidentId, ...event, text: 'The lock was released.' })
  const each = {
    situation: SAID,
    goals: [SAID],
    notReached: [{ what: SAID, where: SAID, barrier: '' }],
    believed: SAID,
    options: [{ text: SAID, costThen: SAID, seenThen: true }],
    easyPath: SAID,
    safePath: SAID,
    friction: SAID,
    pressures: [SAID],
    tradeoff: SAID,
    chosen: SAID,
    expected: SAID,
    observed: SAID,
    madeSenseBecause: SAID,
    usually: SAID,
  }
  const role = 'database on-call'
  const made = await ask('addDecision', { incidentId, eventId: told.id, role, ...each })
  expect(JSON.stringify(made)).not.toMatch(/anouk/i)
  expect(made.goals).toEqual([expect.stringContaining('database on-call')])
  const mended = await ask('correctDecision', { id: made.id, version: 1, usually: `Often ${SAID}` })
  expect(JSON.stringify(mended)).not.toMatch(/anouk/i)

  const statement = 'Locks longer than a minute were let through.'
  const facts = { actsOn: SAID, feedback: SAID, belief: SAID, claim: SAID }
  const node = await ask('addMapNode', { incidentId, kind: 'control', statement, control: facts })
  const other = await ask('addMapNode', { incidentId, kind: 'harm', statement: 'Orders were refused.' })
  expect(JSON.stringify(node)).not.toMatch(/anouk/i)
  const closer = await ask('correctMapNode', { id: node.id, version: 1, control: { claim: `Then ${SAID}` } })
  expect(JSON.stringify(closer)).not.toMatch(/anouk/i)
  const ends = { fromId: node.id, toId: other.id, kind: 'enabled' } as const
  const edge = await ask('addMapEdge', { incidentId, ...ends, explanation: SAID })
  expect(edge.explanation).toContain('database on-call')
  expect(edge.explanation).not.toMatch(/anouk/i)
})

test('a factor that speaks of a known name is refused as it was written: no role takes its place there', async () => {
  const incidentId = await incident()
  const statement = 'The lock dashboard could be opened from the laptop of Anouk Verhoeven only.'
  const factor = { incidentId, code: 'GRD-1', statement, certainty: 'observed' } as const
  const no = await refusal(ask('nameFactor', factor))
  expect(no.blockers.map(({ rule }) => rule)).toEqual(['person-as-factor'])
})

test('a name the register does not know stays, for the page to ask about, until someone gives it a role', async () => {
  const incidentId = await incident()
  const text = 'Dana Whitfield restarted the archiver.'
  const told = await ask('addTimelineEvent', { incidentId, ...event, text })
  expect(told.text).toBe(text)
  const [known] = (await ask('readIncident', { id: incidentId })).participants
  await ask('nameRole', {
    id: known?.id ?? '',
    version: 1,
    role: 'database on-call',
    handles: ['anouk_v', 'Dana Whitfield'],
  })
  const after = await ask('correctTimelineEvent', { id: told.id, version: 1, text })
  expect(after.text).toBe('The database on-call restarted the archiver.')
})

test('words kept as no name stay as they are written, whoever is called so, and nobody counts them twice', async () => {
  const incidentId = await incident()
  expect(await ask('markPlainWords', { incidentId, words: ['Anouk'] })).toEqual(['Anouk'])
  expect(await ask('markPlainWords', { incidentId, words: ['anouk', 'Otto'] })).toEqual(['Anouk', 'Otto'])
  const told = await ask('addTimelineEvent', { incidentId, ...event, text: 'The host Anouk was drained.' })
  expect(told.text).toBe('The host Anouk was drained.')
  expect((await ask('readIncident', { id: incidentId })).plainWords).toEqual(['Anouk', 'Otto'])
  expect((await ask('listHistory', { incidentId })).filter(({ noun }) => noun === 'plain word')).toHaveLength(
    2,
  )
})

test('a plain word that is a registered name gives way in an edition all the same', async () => {
  const incidentId = await incident()
  await ask('markPlainWords', { incidentId, words: ['Anouk Verhoeven', 'Otto Hahn'] })
  await ask('addTimelineEvent', { incidentId, ...event, text: 'Anouk Verhoeven drained Otto Hahn.' })
  const { record } = await ask('readEditionPreview', { incidentId })
  expect(record.timeline.map(({ text }) => text)).toEqual(['The database on-call drained Otto Hahn.'])
  const { blockers } = await ask('listBlockers', { incidentId })
  expect(blockers.filter(({ sentence }) => /Otto|Anouk/.test(sentence))).toEqual([])
})
