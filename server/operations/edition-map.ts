/** The causal map of an exported edition on its way back: its nodes, then the links between rows of all lists. */
import type { EditionEnd, EditionRecord } from '@secondstory/review/model/editions'
import { attempt, type Tray } from './left-out.ts'
import { addMapEdge, addMapNode } from './map.ts'

/** The record and the ids its rows got; null for a row that was left out. */
export interface ImportedRows {
  readonly record: EditionRecord
  readonly eventIds: readonly (string | null)[]
  readonly factorIds: readonly (string | null)[]
}

/** Draws the map again. A link whose end was left out is left out with it, and its words are told. */
export async function addMap(
  { record, eventIds, factorIds }: ImportedRows,
  incidentId: string,
  tray: Tray,
): Promise<void> {
  const shownBy = (events: readonly number[]): string[] =>
    events.flatMap((position) => eventIds[position] ?? [])
  const nodeIds: (string | null)[] = []
  for (const [index, { control, origin, events, ...node }] of record.map.nodes.entries()) {
    const input = {
      incidentId,
      ...node,
      eventIds: shownBy(events),
      ...(control === null ? {} : { control }),
      ...(origin === null ? {} : { origin }),
    }
    const added = await attempt(addMapNode, input, tray)
    if ('because' in added) {
      tray.leftOut.push({ place: `Map, node ${index + 1}`, text: node.statement, ...added })
      nodeIds.push(null)
    } else nodeIds.push(added.done.id)
  }
  const lists = { timeline: eventIds, factors: factorIds, nodes: nodeIds }
  const idOf = ({ list, row }: EditionEnd): string | null => lists[list][row] ?? null
  for (const [index, { from, to, events, ...edge }] of record.map.edges.entries()) {
    const [fromId, toId] = [idOf(from), idOf(to)]
    const isWhole = fromId !== null && toId !== null
    const added = isWhole
      ? await attempt(addMapEdge, { incidentId, fromId, toId, ...edge, eventIds: shownBy(events) }, tray)
      : { because: 'One of the two things it links is not in this record.' }
    if ('because' in added)
      tray.leftOut.push({ place: `Map, link ${index + 1}`, text: edge.because, because: added.because })
  }
}
