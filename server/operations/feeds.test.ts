import { expect, test } from 'vitest'
import { refusal, testHouse } from './testing.ts'

const house = await testHouse()
const ask = house.as(house.people.member)

const strong = {
  title: 'Refuse a release while a migration is pending',
  kind: 'guardrail',
  priority: 'P1',
  strength: 4,
  worksIfForgotten: true,
  canBeBypassedUnnoticed: false,
  howWeWillKnow: 'A release with one pending is refused in the staging test.',
} as const

async function incident() {
  const { id: incidentId } = await ask('openIncident', {
    title: 'Exports stalled',
    kind: 'incident',
    severity: 'SEV2',
  })
  const statement = 'The pipeline had no check for pending migrations.'
  const factor = await ask('nameFactor', { incidentId, code: 'GRD-1', statement, certainty: 'observed' })
  const action = await ask('proposeAction', { incidentId, ...strong, factorIds: [factor.id] })
  return { incidentId, factor, action }
}

test('an action becomes a decision record that leads back', async () => {
  const { incidentId, factor, action } = await incident()
  const { fileName, text } = await ask('exportFeed', { incidentId, kind: 'adr', rowId: action.id })
  expect(fileName).toBe('adr-draft.md')
  expect(text).toContain(`# ${strong.title}`)
  expect(text).toContain(factor.statement)
  expect(text).toMatch(
    new RegExp(`\\(<https://reviews\\.example/incidents/INC-\\d+/actions#${action.id}>\\)`),
  )
})

test('a factor becomes a risk with what changes it and what is lived with', async () => {
  const { incidentId, factor } = await incident()
  const agreed = { because: 'It is retired in May.', agreedByRole: 'head of storage', reviewOn: '2026-06-01' }
  await ask('addAcceptance', { incidentId, factorId: factor.id, ...agreed })
  const { text } = await ask('exportFeed', { incidentId, kind: 'risk', rowId: factor.id })
  expect(text).toContain(strong.title)
  expect(text).toContain('It is retired in May. Agreed by head of storage until 2026-06-01.')
})

test('a name becomes a role, and a name without one is a reason to wait', async () => {
  const { incidentId, action } = await incident()
  const known = { name: 'Anouk Verhoeven', handles: ['anouk'], role: 'database on-call' }
  await ask('addParticipant', { incidentId, ...known })
  const howWeWillKnow = 'Anouk Verhoeven sees the release refused.'
  await ask('correctAction', { id: action.id, version: 1, howWeWillKnow })
  const { text } = await ask('exportFeed', { incidentId, kind: 'test', rowId: action.id })
  expect(text).toContain('database on-call sees the release refused')
  expect(text).not.toMatch(/anouk|verhoeven/i)
})

test('a kind that is made from the other, a dropped action and a stranger are answered with a sentence', async () => {
  const { incidentId, factor, action } = await incident()
  const kind = await refusal(ask('exportFeed', { incidentId, kind: 'adr', rowId: factor.id }))
  expect(kind.message).toBe('A draft of this kind is made from an action; this is a factor.')
  await ask('closeAction', { id: action.id, version: 1, state: 'dropped', outcome: 'Covered elsewhere.' })
  expect((await refusal(ask('exportFeed', { incidentId, kind: 'adr', rowId: action.id }))).kind).toBe(
    'not-found',
  )
  const other = await incident()
  expect((await refusal(ask('exportFeed', { incidentId, kind: 'risk', rowId: other.factor.id }))).kind).toBe(
    'not-found',
  )
})
