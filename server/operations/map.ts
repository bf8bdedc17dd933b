/** Drawing the causal map: its own nodes, and what led to what. Never a person. */
import { isPersonShaped, type Roster } from '@secondstory/language'
import { mapMermaid } from '@secondstory/review/documents/map-mermaid'
import { mapMarkdown } from '@secondstory/review/documents/map-outline'
import { mapSvg } from '@secondstory/review/documents/map-picture'
import type { Incident } from '@secondstory/review/model/incident'
import { reference } from '@secondstory/review/model/incident'
import {
  type Control,
  graphOf,
  type MapEdge,
  type MapGraph,
  type MapNode,
  type MapSource,
  ownNodeKinds,
  plainControl,
} from '@secondstory/review/model/map'
import { type MapAsk, type MapFacts, mapAsks } from '@secondstory/review/model/map-checks'
import { edgeBlockers, nodeBlockers } from '@secondstory/review/model/map-policy'
import { z } from 'zod'
import { strangers } from '../store/belonging.ts'
import type { Queries } from '../store/database.ts'
import { listDecisions } from '../store/decisions.ts'
import { listFactors } from '../store/factors.ts'
import { findIncident } from '../store/incidents.ts'
import * as rows from '../store/map.ts'
import { listEvents } from '../store/timeline.ts'
import { corrected, current, found, refuseFor, refuseStrangers } from './answers.ts'
import { id, ids, line, lineOrNothing, ofIncident, ofRow, prose, type Removed, version } from './fields.ts'
import { by } from './hands.ts'
import { actorBlockers, type Register, readRegister, rosterOf } from './names.ts'
import { openRoles } from './names-on-entry.ts'
import { operation } from './operation.ts'
import { refuseWhilePaused } from './pauses.ts'
import { removeOne } from './removal.ts'

const control = z.object({
  type: z.enum(['automatic', 'procedural', 'vigilance']),
  state: z.enum(['held', 'bypassed', 'absent', 'off']),
  layer: z.number().min(-1e9).max(1e9),
  controller: lineOrNothing(200),
  actsOn: lineOrNothing(500),
  feedback: lineOrNothing(1000),
  belief: lineOrNothing(1000),
  claim: lineOrNothing(1000),
  flaw: z.enum(['not-given', 'given-when-harmful', 'wrong-time', 'wrong-length']).nullable(),
})

const nodeFields = {
  kind: z.enum(ownNodeKinds),
  statement: line(4000),
  /** What is known of a control; what is left out stays as it is, or as it is of a control nobody described yet. */
  control: control.partial().optional(),
  origin: z.enum(['design', 'skill', 'luck']).optional(),
  isPointOfNoReturn: z.boolean().optional(),
  eventIds: ids.optional(),
}

const edgeFields = {
  fromId: id,
  toId: id,
  kind: z.enum([
    'enabled',
    'required-together',
    'made-likelier',
    'delayed-detection',
    'delayed-recovery',
    'limited',
    'informed',
  ]),
  because: prose(4000).transform((text) => text.trim()),
  certainty: z.enum(['observed', 'supported', 'plausible', 'disputed']),
  eventIds: ids,
  explanation: lineOrNothing(200),
  rung: z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4), z.literal(5)]).nullable(),
}

/** The facts of a node that its kind has; the others are as if nobody had said them. */
function fitted(node: rows.NewMapNode, given: z.infer<typeof nodeFields.control> = {}): rows.NewMapNode {
  const stated = corrected<Control>({ ...plainControl, ...node.control }, given)
  return {
    ...node,
    control: node.kind === 'control' ? stated : null,
    origin: node.kind === 'mitigator' ? (node.origin ?? 'design') : null,
    isPointOfNoReturn: node.kind === 'mechanism' && node.isPointOfNoReturn,
  }
}

/** The blockers the page shows, then the links: a person is a graver slip than a stale id. */
async function refuseUnfitNode(
  queries: Queries,
  node: rows.NewMapNode,
  nodeId: string | null,
): Promise<void> {
  const register = await readRegister(queries, node.incidentId)
  const roster = rosterOf(register)
  const { statement, control: facts } = node
  refuseFor([
    ...nodeBlockers({
      id: nodeId,
      statement,
      personShaped: isPersonShaped(statement, roster)?.quote ?? null,
    }),
    ...(facts === null ? [] : controllerBlockers(facts.controller, register, nodeId)),
  ])
  await refuseUnknownEvents(queries, node)
}

/** The texts of a node with roles where a name was written, after what is refused was looked at as it was written. */
async function nodeInRoles<Node extends rows.NewMapNode>(queries: Queries, node: Node): Promise<Node> {
  const say = await openRoles(queries, node.incidentId)
  const { statement, control: facts } = node
  if (facts === null) return { ...node, statement: say(statement) }
  const { actsOn, feedback, belief, claim } = facts
  const told = { actsOn: say(actsOn), feedback: say(feedback), belief: say(belief), claim: say(claim) }
  return { ...node, statement: say(statement), control: { ...facts, ...told } }
}

/** The same of an edge. */
async function edgeInRoles<Edge extends rows.NewMapEdge>(queries: Queries, edge: Edge): Promise<Edge> {
  const say = await openRoles(queries, edge.incidentId)
  return { ...edge, because: say(edge.because), explanation: say(edge.explanation) }
}

/** A controller is a role, a team or a system, as an actor of the timeline is. */
function controllerBlockers(controller: string, register: Register, nodeId: string | null) {
  return actorBlockers({ kind: 'role', name: controller }, register, { tab: 'map', id: nodeId })
}

async function refuseUnfitEdge(
  queries: Queries,
  edge: rows.NewMapEdge,
  edgeId: string | null,
): Promise<void> {
  const roster = rosterOf(await readRegister(queries, edge.incidentId))
  const unknown = await rows.strangersOnMap(queries, {
    incidentId: edge.incidentId,
    ids: [edge.fromId, edge.toId],
  })
  refuseStrangers(unknown, 'node of the map')
  refuseFor(
    edgeBlockers({
      id: edgeId,
      fromId: edge.fromId,
      toId: edge.toId,
      personShaped: edge.because === '' ? null : (isPersonShaped(edge.because, roster)?.quote ?? null),
      isSaid: await rows.isEdgeSaid(queries, { ...edge, id: edgeId }),
    }),
  )
  await refuseUnknownEvents(queries, edge)
}

async function refuseUnknownEvents(
  queries: Queries,
  row: { readonly incidentId: string; readonly eventIds: readonly string[] },
): Promise<void> {
  const linked = { incidentId: row.incidentId, ids: row.eventIds }
  refuseStrangers(await strangers(queries, 'timeline_events', linked), 'timeline event')
}

/** Draws a mechanism, a harm, a control or a mitigator; conditions are factors, events stand on the timeline. */
export const addMapNode = operation({
  name: 'addMapNode',
  about: 'Adds a mechanism, harm, control or mitigator to the causal map.',
  access: 'member',
  changes: true,
  input: z.object({ incidentId: id, ...nodeFields }),
  run: async ({ control: given, ...input }, hands): Promise<MapNode> =>
    hands.store.transaction(async (queries) => {
      found(await findIncident(queries, { id: input.incidentId }), 'incident')
      const node = fitted(
        {
          ...input,
          control: null,
          origin: input.origin ?? null,
          isPointOfNoReturn: input.isPointOfNoReturn ?? false,
          eventIds: input.eventIds ?? [],
        },
        given,
      )
      await refuseUnfitNode(queries, node, null)
      return rows.addMapNode(queries, await nodeInRoles(queries, node), by(hands))
    }),
})

/** Corrects a node of the map, by the same rules that draw one. */
export const correctMapNode = operation({
  name: 'correctMapNode',
  about: 'Corrects a mechanism, harm, control or mitigator of the causal map.',
  access: 'member',
  touches: 'map_nodes',
  changes: true,
  input: z.object({
    id,
    version,
    ...nodeFields,
    kind: nodeFields.kind.optional(),
    statement: nodeFields.statement.optional(),
  }),
  run: async ({ version: seen, control: given, ...input }, hands): Promise<MapNode> =>
    hands.store.transaction(async (queries) => {
      const before = current(await rows.lockMapNode(queries, input.id), seen, 'map node')
      const after = { ...before, ...fitted(corrected(before, input), given) }
      await refuseUnfitNode(queries, after, after.id)
      return rows.saveMapNode(queries, { before, after: await nodeInRoles(queries, after) }, by(hands))
    }),
})

/** Removes a node of the map; its edges are left out until `undoRemoval` brings it back. */
export const removeMapNode = operation({
  name: 'removeMapNode',
  about: 'Removes a node of the causal map; undoRemoval brings it back with its edges.',
  access: 'member',
  touches: 'map_nodes',
  changes: true,
  input: ofRow,
  run: async (input, hands): Promise<Removed> => removeOne('map node', input.id, hands),
})

/** Says what led to what: between factors, timeline events and nodes of the map. */
export const addMapEdge = operation({
  name: 'addMapEdge',
  about: 'Links two nodes of the causal map: factors, timeline events, or nodes of its own.',
  access: 'member',
  changes: true,
  input: z.object({
    incidentId: id,
    ...edgeFields,
    because: edgeFields.because.default(''),
    certainty: edgeFields.certainty.default('plausible'),
    eventIds: edgeFields.eventIds.default([]),
    explanation: edgeFields.explanation.default(''),
    rung: edgeFields.rung.default(null),
  }),
  run: async (edge, hands): Promise<MapEdge> =>
    hands.store.transaction(async (queries) => {
      found(await findIncident(queries, { id: edge.incidentId }), 'incident')
      await refuseUnfitEdge(queries, edge, null)
      return rows.addMapEdge(queries, await edgeInRoles(queries, edge), by(hands))
    }),
})

/** Corrects an edge, by the same rules that draw one. */
export const correctMapEdge = operation({
  name: 'correctMapEdge',
  about: 'Corrects a link of the causal map: its kind, words, certainty, evidence or explanation.',
  access: 'member',
  touches: 'map_edges',
  changes: true,
  input: z.object({ id, version, ...z.object(edgeFields).partial().shape }),
  run: async ({ version: seen, ...given }, hands): Promise<MapEdge> =>
    hands.store.transaction(async (queries) => {
      const before = current(await rows.lockMapEdge(queries, given.id), seen, 'map edge')
      const after = corrected(before, given)
      await refuseUnfitEdge(queries, after, after.id)
      return rows.saveMapEdge(queries, { before, after: await edgeInRoles(queries, after) }, by(hands))
    }),
})

/** Removes an edge; `undoRemoval` brings it back. */
export const removeMapEdge = operation({
  name: 'removeMapEdge',
  about: 'Removes a link of the causal map; undoRemoval brings it back.',
  access: 'member',
  touches: 'map_edges',
  changes: true,
  input: ofRow,
  run: async (input, hands): Promise<Removed> => removeOne('map edge', input.id, hands),
})

/** The one graph and what it still asks. */
export interface ReadMap {
  readonly graph: MapGraph
  readonly asks: readonly MapAsk[]
}

/** Reads the causal map as one graph, with what it still asks. */
export const readMap = operation({
  name: 'readMap',
  about:
    'Reads the causal map as one graph of events, conditions, controls and harm, with what it still asks.',
  access: 'member',
  changes: false,
  input: ofIncident,
  run: async ({ incidentId }, { store }): Promise<ReadMap> =>
    store.transaction(async (queries) => {
      const { graph } = await readGraph(queries, incidentId)
      const roster = rosterOf(await readRegister(queries, incidentId))
      const decisions = await listDecisions(queries, incidentId)
      return { graph, asks: mapAsks(graph, { ...mapFacts(graph, roster), decisions }) }
    }),
})

/** A map as a file to take along. */
export interface ExportedMap {
  readonly fileName: string
  readonly text: string
}

/** The map as a file: the picture, a diagram text, or the outline. For those who work on the review. */
export const exportMap = operation({
  name: 'exportMap',
  about: 'Gives the causal map as an SVG picture, a Mermaid diagram or a Markdown outline.',
  access: 'member',
  audits: 'export',
  changes: false,
  input: z.object({ incidentId: id, format: z.enum(['svg', 'mermaid', 'markdown']) }),
  run: async ({ incidentId, format }, hands): Promise<ExportedMap> => {
    await refuseWhilePaused(hands)
    return hands.store.transaction(async (queries) => {
      const { incident, graph } = await readGraph(queries, incidentId)
      const name = `${reference(incident).toLowerCase()}-map`
      switch (format) {
        case 'svg':
          return { fileName: `${name}.svg`, text: mapSvg(graph, { isAlone: true }) }
        case 'mermaid':
          return { fileName: `${name}.mmd`, text: mapMermaid(graph) }
        case 'markdown':
          return { fileName: `${name}.md`, text: mapMarkdown(graph, `${reference(incident)}: causal map`) }
      }
    })
  },
})

async function readGraph(
  queries: Queries,
  incidentId: string,
): Promise<{ readonly incident: Incident; readonly graph: MapGraph }> {
  const incident = found(await findIncident(queries, { id: incidentId }), 'incident')
  const source: MapSource = {
    timeline: await listEvents(queries, incidentId),
    factors: await listFactors(queries, incidentId),
    map: await rows.listMap(queries, incidentId),
  }
  return { incident, graph: graphOf(source) }
}

/**
 * Nodes that are about a person. An event says who acted, by role, so only "human error" in any disguise counts there;
 * everything else on a map is a statement about the system.
 */
export function mapFacts(graph: MapGraph, roster: Roster): MapFacts {
  return {
    personShaped: graph.nodes.flatMap((node) => {
      const shape = isPersonShaped(node.statement, roster)
      const isTold = node.kind === 'event' || node.kind === 'decision'
      if (shape === null || (isTold && shape.found !== 'human-error')) return []
      return [{ nodeId: node.id, quote: shape.quote }]
    }),
  }
}
