import { describe, expect, test } from 'vitest'
import type { OperationInput } from './index.ts'
import { refusal, testHouse } from './testing.ts'

const house = await testHouse()
const ask = house.as(house.people.member)

async function incident(): Promise<string> {
  return (await ask('openIncident', { title: 'Orders were refused', kind: 'incident', severity: 'SEV2' })).id
}

const harm = { kind: 'harm', statement: 'One checkout in five was refused.' } as const
const control = { kind: 'control', statement: 'The lock timeout of the jobs.' } as const

async function factorOf(
  incidentId: string,
  statement = 'Any job could hold the lock for as long as it liked.',
) {
  return ask('nameFactor', { incidentId, code: 'GRD-3', statement, certainty: 'observed' })
}

async function eventOf(
  incidentId: string,
  more: Partial<OperationInput<'addTimelineEvent'>> = {},
): Promise<string> {
  const event = await ask('addTimelineEvent', {
    incidentId,
    happenedAt: { at: '2026-03-12T14:02:00Z' },
    kind: 'system',
    actor: { kind: 'system', name: 'order-archiver' },
    text: 'The archiver took the lock on the orders table.',
    ...more,
  })
  return event.id
}

describe('one graph', () => {
  test('a factor and an event are nodes by their own ids, and only what is linked or the trigger stands on it', async () => {
    const incidentId = await incident()
    const factor = await factorOf(incidentId)
    const eventId = await eventOf(incidentId)
    const loose = await eventOf(incidentId, { text: 'An unrelated deploy went out.' })
    const node = await ask('addMapNode', { incidentId, ...harm })
    await ask('addMapEdge', { incidentId, fromId: factor.id, toId: eventId, kind: 'enabled' })
    await ask('addMapEdge', { incidentId, fromId: eventId, toId: node.id, kind: 'enabled' })
    const { graph } = await ask('readMap', { incidentId })
    expect(graph.nodes.map(({ id, kind }) => [id, kind])).toEqual([
      [eventId, 'event'],
      [factor.id, 'condition'],
      [node.id, 'harm'],
    ])
    await ask('markTrigger', { incidentId, eventId: loose })
    const withTrigger = (await ask('readMap', { incidentId })).graph
    expect(withTrigger.nodes.find(({ id }) => id === loose)?.isTrigger).toBe(true)
  })

  test('the working record carries the rows of the map, and history tells what was drawn', async () => {
    const incidentId = await incident()
    const node = await ask('addMapNode', { incidentId, ...harm })
    const record = await ask('readIncident', { id: incidentId })
    expect(record.map).toEqual({ nodes: [node], edges: [] })
    const [newest] = await ask('listHistory', { incidentId })
    expect(newest?.what).toBe('Added the map node "One checkout in five was refused.".')
  })

  test('a control keeps what is known of it, and a correction of one fact leaves the others', async () => {
    const incidentId = await incident()
    const node = await ask('addMapNode', {
      incidentId,
      ...control,
      control: { type: 'automatic', state: 'absent', layer: 2.5, controller: 'orders-db' },
    })
    expect(node.control).toMatchObject({ state: 'absent', layer: 2.5, controller: 'orders-db', flaw: null })
    const after = await ask('correctMapNode', { id: node.id, version: 1, control: { state: 'off' } })
    expect(after.control).toEqual({ ...node.control, state: 'off' })
    const plain = await ask('correctMapNode', { id: node.id, version: 2, kind: 'mechanism' })
    expect(plain).toMatchObject({ kind: 'mechanism', control: null, statement: control.statement })
  })
})

describe('removing and taking back', () => {
  test('a removed end takes its edges out of sight, and they come back with it', async () => {
    const incidentId = await incident()
    const factor = await factorOf(incidentId)
    const node = await ask('addMapNode', { incidentId, ...harm })
    const edge = await ask('addMapEdge', { incidentId, fromId: factor.id, toId: node.id, kind: 'enabled' })
    const { removalId } = await ask('removeFactor', { id: factor.id })
    expect((await ask('readIncident', { id: incidentId })).map.edges).toEqual([])
    const gone = await refusal(ask('correctMapEdge', { id: edge.id, version: 1, because: 'It was so.' }))
    expect(gone.kind).toBe('not-found')
    await ask('undoRemoval', { removalId })
    expect((await ask('readIncident', { id: incidentId })).map.edges).toEqual([edge])
  })

  test('nodes and edges are removed and brought back', async () => {
    const incidentId = await incident()
    const factor = await factorOf(incidentId)
    const node = await ask('addMapNode', { incidentId, ...harm })
    const edge = await ask('addMapEdge', { incidentId, fromId: factor.id, toId: node.id, kind: 'enabled' })
    const removals = [
      await ask('removeMapEdge', { id: edge.id }),
      await ask('removeMapNode', { id: node.id }),
    ]
    expect((await ask('readIncident', { id: incidentId })).map).toEqual({ nodes: [], edges: [] })
    for (const { removalId } of removals) await ask('undoRemoval', { removalId })
    const { map } = await ask('readIncident', { id: incidentId })
    expect(map.nodes).toMatchObject([{ id: node.id, version: 2 }])
    expect(map.edges).toMatchObject([{ id: edge.id, version: 2 }])
  })

  test('an edge to a node that was removed, to nothing, or to another incident is refused', async () => {
    const incidentId = await incident()
    const factor = await factorOf(incidentId)
    const node = await ask('addMapNode', { incidentId, ...harm })
    await ask('removeMapNode', { id: node.id })
    const elsewhere = await factorOf(await incident())
    for (const toId of [node.id, elsewhere.id, '01890000-0000-7000-8000-000000000000']) {
      const no = await refusal(ask('addMapEdge', { incidentId, fromId: factor.id, toId, kind: 'enabled' }))
      expect(no.message).toBe(`The node of the map ${toId} does not belong to this incident.`)
    }
    expect((await ask('readIncident', { id: incidentId })).map.edges).toEqual([])
  })

  test('merging events takes their edges along, and splitting gives them back', async () => {
    const incidentId = await incident()
    const [kept, merged] = [
      await eventOf(incidentId),
      await eventOf(incidentId, { text: 'The lock was taken.' }),
    ]
    const node = await ask('addMapNode', { incidentId, ...harm })
    const edge = await ask('addMapEdge', { incidentId, fromId: merged, toId: node.id, kind: 'enabled' })
    const inside = await ask('addMapEdge', { incidentId, fromId: kept, toId: merged, kind: 'informed' })
    const { removalId } = await ask('mergeTimelineEvents', { incidentId, keepId: kept, ids: [kept, merged] })
    const joined = await ask('readIncident', { id: incidentId })
    expect(joined.map.edges).toMatchObject([{ id: edge.id, fromId: kept, toId: node.id }])
    await ask('undoRemoval', { removalId })
    const split = await ask('readIncident', { id: incidentId })
    expect(split.map.edges.map(({ id, fromId }) => [id, fromId])).toEqual([
      [edge.id, merged],
      [inside.id, kept],
    ])
  })
})

describe('refusals', () => {
  test.each([
    ['a name', "Priya's script ran without a limit."],
    ['a disguise: operator mistake', 'Operator mistake during the rollout.'],
    ['a disguise: human error', 'Human error in the change window.'],
    ['a disguise: user error', 'User error.'],
    ['a disguise: a slip', 'A simple typo.'],
    ['a disguise: lack of care', 'Lack of attention during the deploy.'],
    ['a role that did it', 'The on-call engineer forgot to switch the job off.'],
  ])('%s cannot be a node, and nothing is stored', async (_, statement) => {
    const incidentId = await incident()
    await ask('addParticipant', {
      incidentId,
      name: 'Priya Raman',
      handles: ['priya'],
      role: 'platform on-call',
    })
    const no = await refusal(ask('addMapNode', { incidentId, kind: 'mechanism', statement }))
    expect(no.blockers.map(({ rule }) => rule)).toEqual(['person-as-node'])
    expect(no.message).toContain('is not a condition of the system')
    const node = await ask('addMapNode', { incidentId, ...harm })
    const same = await refusal(ask('correctMapNode', { id: node.id, version: 1, statement }))
    expect(same.blockers.map(({ rule }) => rule)).toEqual(['person-as-node'])
    expect((await ask('readIncident', { id: incidentId })).map.nodes).toEqual([node])
  })

  test('a name cannot stand in the words of an edge or as a controller', async () => {
    const incidentId = await incident()
    await ask('addParticipant', {
      incidentId,
      name: 'Priya Raman',
      handles: ['priya'],
      role: 'platform on-call',
    })
    const factor = await factorOf(incidentId)
    const node = await ask('addMapNode', { incidentId, ...harm })
    const edge = { incidentId, fromId: factor.id, toId: node.id, kind: 'enabled' } as const
    const inWords = await refusal(ask('addMapEdge', { ...edge, because: 'Priya Raman had left it on.' }))
    expect(inWords.blockers.map(({ rule }) => rule)).toEqual(['person-in-edge'])
    const controller = await refusal(
      ask('addMapNode', { incidentId, ...control, control: { controller: 'Priya Raman' } }),
    )
    expect(controller.message).toContain('"platform on-call" is the role we have for it')
    await ask('addMapNode', { incidentId, ...control, control: { controller: 'platform on-call' } })
  })

  test('nothing leads to itself, and nothing is said twice but by a second explanation', async () => {
    const incidentId = await incident()
    const factor = await factorOf(incidentId)
    const node = await ask('addMapNode', { incidentId, ...harm })
    const edge = { incidentId, fromId: factor.id, toId: node.id, kind: 'enabled' } as const
    const itself = await refusal(ask('addMapEdge', { ...edge, toId: factor.id }))
    expect(itself.blockers[0]?.rule).toBe('edge-to-itself')
    const first = await ask('addMapEdge', edge)
    const twice = await refusal(ask('addMapEdge', edge))
    expect(twice.blockers[0]?.rule).toBe('edge-said-twice')
    const rival = await ask('addMapEdge', { ...edge, explanation: 'The traffic doubled' })
    const made = await refusal(
      ask('correctMapEdge', { id: rival.id, version: 1, explanation: first.explanation }),
    )
    expect(made.blockers[0]?.rule).toBe('edge-said-twice')
  })

  test('of two who correct one node, the second gets both versions; the same for an edge', async () => {
    const incidentId = await incident()
    const factor = await factorOf(incidentId)
    const node = await ask('addMapNode', { incidentId, ...harm })
    const mine = await ask('correctMapNode', {
      id: node.id,
      version: 1,
      statement: 'Every fifth order failed.',
    })
    const no = await refusal(ask('correctMapNode', { id: node.id, version: 1, statement: 'Orders failed.' }))
    expect([no.kind, no.current]).toEqual(['conflict', mine])
    const edge = await ask('addMapEdge', { incidentId, fromId: factor.id, toId: node.id, kind: 'enabled' })
    const told = await ask('correctMapEdge', { id: edge.id, version: 1, certainty: 'observed' })
    const late = await refusal(ask('correctMapEdge', { id: edge.id, version: 1, certainty: 'disputed' }))
    expect([late.kind, late.current]).toEqual(['conflict', told])
  })

  test('readers see no map, and cannot draw', async () => {
    const incidentId = await incident()
    const reader = house.as(house.people.reader)
    expect((await refusal(reader('readMap', { incidentId }))).kind).toBe('not-allowed')
    expect((await refusal(reader('exportMap', { incidentId, format: 'svg' }))).kind).toBe('not-allowed')
    expect((await refusal(reader('addMapNode', { incidentId, ...harm }))).kind).toBe('not-allowed')
  })
})

describe('what stands in the way of an edition', () => {
  test('a decision that something came of needs a condition that leads to it', async () => {
    const incidentId = await incident()
    const factor = await factorOf(incidentId)
    const decision = await eventOf(incidentId, {
      kind: 'decision',
      text: 'The release was rolled back first.',
    })
    const node = await ask('addMapNode', { incidentId, ...harm })
    await ask('addMapEdge', { incidentId, fromId: decision, toId: node.id, kind: 'made-likelier' })
    const rules = async () =>
      (await ask('listBlockers', { incidentId })).blockers.map(({ rule, place }) => [
        rule,
        place.tab,
        place.id,
      ])
    expect(await rules()).toContainEqual(['decision-without-reason', 'map', decision])
    await ask('addMapEdge', { incidentId, fromId: factor.id, toId: decision, kind: 'informed' })
    expect((await rules()).map(([rule]) => rule)).not.toContain('decision-without-reason')
  })

  test('a person on the timeline becomes a blocker once the event is on the map', async () => {
    const incidentId = await incident()
    const slip = await eventOf(incidentId, { text: 'Human error took the lock.' })
    const node = await ask('addMapNode', { incidentId, ...harm })
    await ask('addMapEdge', { incidentId, fromId: slip, toId: node.id, kind: 'enabled' })
    const { blockers } = await ask('listBlockers', { incidentId })
    expect(blockers).toContainEqual(
      expect.objectContaining({ rule: 'person-as-node', place: { tab: 'map', id: slip } }),
    )
  })
})

describe('files', () => {
  test('a map with a circle is exported in each form, and names stay out of nothing but editions', async () => {
    const incidentId = await incident()
    const [one, other] = [
      await factorOf(incidentId),
      await factorOf(incidentId, 'Retries doubled the "load" <b>.'),
    ]
    const node = await ask('addMapNode', { incidentId, ...harm })
    for (const [fromId, toId] of [
      [one.id, other.id],
      [other.id, one.id],
      [one.id, node.id],
    ] as const) {
      await ask('addMapEdge', { incidentId, fromId, toId, kind: 'enabled' })
    }
    const svg = await ask('exportMap', { incidentId, format: 'svg' })
    expect(svg.fileName).toMatch(/^inc-\d+-map\.svg$/)
    expect(svg.text).toMatch(/^<svg [\s\S]*<\/svg>$/)
    expect(svg.text).not.toContain('<b>')
    const mermaid = await ask('exportMap', { incidentId, format: 'mermaid' })
    expect(mermaid.text).toContain('flowchart LR')
    expect(mermaid.text).toContain('#34;load#34; #60;b#62;')
    expect(mermaid.text.match(/ -(?:-|\.) "/g)).toHaveLength(3)
    const markdown = await ask('exportMap', { incidentId, format: 'markdown' })
    expect(markdown.text).toContain('- **Harm**: One checkout in five was refused.')
    const { asks } = await ask('readMap', { incidentId })
    expect(asks.map(({ rule }) => rule)).toContain('cycle-without-time')
  })
})
