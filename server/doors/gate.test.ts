/** Every refusal and warning of the gate through the API and in a file: the same rule in the same sentence. */
import { isNullAction, isPersonShaped } from '@secondstory/language'
import { writeJson } from '@secondstory/review/documents/json'
import { writeMarkdown } from '@secondstory/review/documents/markdown'
import { checkRecord } from '@secondstory/review/documents/record-check'
import type { EditionAction, EditionRecord } from '@secondstory/review/model/editions'
import { expect, test } from 'vitest'
import type { OperationInput, OperationName, OperationOutput } from '../operations/index.ts'
import { testDoors } from './testing.ts'

const doors = await testDoors()
const { member } = doors.people

async function ask<Name extends OperationName>(
  name: Name,
  input: OperationInput<Name>,
): Promise<OperationOutput<Name>> {
  const { status, body } = await doors.call(name, input, member)
  expect(status, `${name}: ${JSON.stringify(body)}`).toBe(200)
  return body as OperationOutput<Name>
}

const judge = {
  isNullAction,
  personIn: (text: string) => {
    const shape = isPersonShaped(text, {})
    return shape === null ? null : { quote: shape.quote, isError: shape.found === 'human-error' }
  },
}

/** A finished review, from which one thing at a time is taken away. */
async function whole(): Promise<EditionRecord> {
  await ask('addSampleReviews', {})
  const { items } = await ask('listEditions', {})
  const line = items.find(({ components }) => components.includes('billing-db'))
  if (line === undefined) throw new Error('The agent sample has an edition.')
  return (await ask('readEdition', { slug: line.slug })).record
}

const base = await whole()

const actions = (more: Partial<EditionAction>): Partial<EditionRecord> => ({
  actions: base.actions.map((action) => ({ ...action, ...more })),
})
const unlinked = { map: { nodes: base.map.nodes, edges: base.map.edges.slice(0, 1) } }

/** What is taken away, and which rule says so. */
const twists: readonly (readonly [rule: string, twist: Partial<EditionRecord>])[] = [
  ['no-start', { startedAt: null }],
  ['no-summary', { sections: base.sections.slice(1) }],
  ['no-trigger', { timeline: base.timeline.map((event) => ({ ...event, isTrigger: false })) }],
  [
    'no-underlying-weakness',
    { factors: base.factors.map((each) => ({ ...each, isUnderlyingWeakness: false })) },
  ],
  ['no-concrete-change', { actions: [] }],
  ['no-strong-action', actions({ strength: 2 })],
  ['only-weak-actions', actions({ strength: 1 })],
  ['no-measure', { actions: base.actions.map(({ plan: _plan, ...action }) => action) }],
  [
    'decision-without-reason',
    { decisions: base.decisions.map((each) => ({ ...each, madeSenseBecause: '' })) },
  ],
  ['decision-without-condition', { factors: base.factors.map((each) => ({ ...each, events: [] })) }],
  [
    'only-later-options',
    {
      decisions: base.decisions.map((each) => ({
        ...each,
        options: each.options.map((option) => ({ ...option, seenThen: false })),
      })),
    },
  ],
  [
    'no-answer-possible',
    {
      answers: {
        ...(base.answers ?? { impossibleNext: '', secondLoop: '', secondLoopResult: '' }),
        madePossible: '',
      },
    },
  ],
  [
    'no-answer-impossible',
    {
      answers: {
        ...(base.answers ?? { madePossible: '', secondLoop: '', secondLoopResult: '' }),
        impossibleNext: '',
      },
    },
  ],
  [
    'no-second-loop',
    {
      answers: {
        ...(base.answers ?? { madePossible: '', impossibleNext: '', secondLoopResult: '' }),
        secondLoop: '',
      },
    },
  ],
  [
    'second-loop-without-result',
    {
      answers: {
        ...(base.answers ?? { madePossible: '', impossibleNext: '', secondLoop: '' }),
        secondLoopResult: '',
      },
    },
  ],
  [
    'gate-not-looked-at',
    {
      agents: (base.agents ?? []).map((each) => ({
        ...each,
        gates: { ...each.gates, guardrail: { state: 'unknown', finding: '' } },
      })),
    },
  ],
  ['agent-without-facts', { agents: (base.agents ?? []).map((each) => ({ ...each, model: '' })) }],
  ['no-luck', { lessons: base.lessons.filter(({ kind }) => kind !== 'lucky') }],
  ['loose-nodes', unlinked],
]

test.each(twists)('%s', { timeout: 60_000 }, async (rule, twist) => {
  const record: EditionRecord = { ...base, ...twist }
  const file = checkRecord(writeMarkdown(record), judge)
  const told = [...file.blockers, ...file.warnings].filter((each) => each.rule === rule)
  expect(told.length).toBeGreaterThan(0)
  const { incident } = await ask('importEdition', { text: writeJson(record) })
  const api = await ask('listBlockers', { incidentId: incident.id })
  const sentences = [...api.blockers, ...api.warnings]
    .filter((each) => each.rule === rule)
    .map(({ sentence }) => sentence)
  expect(sentences.toSorted()).toEqual(told.map(({ sentence }) => sentence).toSorted())
  const isBlocking = file.blockers.some((each) => each.rule === rule)
  expect(api.blockers.some((each) => each.rule === rule)).toBe(isBlocking)
})

test('the finished review itself has nothing in its way, in a file as through the API', {
  timeout: 60_000,
}, async () => {
  expect(checkRecord(writeMarkdown(base), judge).blockers).toEqual([])
  const { incident } = await ask('importEdition', { text: writeJson(base) })
  expect((await ask('listBlockers', { incidentId: incident.id })).blockers).toEqual([])
})

test('"human error" in five disguises is refused by every operation, and by the file', {
  timeout: 60_000,
}, async () => {
  const { id: incidentId } = await ask('openIncident', {
    title: 'Exports stalled',
    kind: 'incident',
    severity: 'SEV2',
  })
  const disguises = [
    'Human error',
    'Operator mistake',
    'The engineer forgot the flag',
    'User error by the on-call',
    'A lapse of attention',
  ]
  for (const statement of disguises) {
    const named = await doors.call(
      'nameFactor',
      { incidentId, code: 'GRD-1', statement, certainty: 'observed' },
      member,
    )
    const drawn = await doors.call('addMapNode', { incidentId, kind: 'mechanism', statement }, member)
    expect([statement, named.status, drawn.status]).toEqual([statement, 422, 422])
    const [factor] = base.factors
    const node = base.map.nodes.findIndex(({ kind }) => kind === 'mechanism')
    const file = checkRecord(
      writeMarkdown({
        ...base,
        factors: base.factors.map((each) => (each === factor ? { ...each, statement } : each)),
        map: {
          ...base.map,
          nodes: base.map.nodes.map((each, row) => (row === node ? { ...each, statement } : each)),
        },
      }),
      judge,
    )
    const rules = file.blockers.map(({ rule }) => rule)
    expect(rules).toContain('person-as-factor')
    expect(rules).toContain('person-as-node')
  }
})
