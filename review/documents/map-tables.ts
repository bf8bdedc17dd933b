/** The map of an edition as two tables of a document, and back: its nodes, and the links between rows of all tables. */
import type { EditionEdge, EditionEnd, EditionMap, EditionNode } from '../model/editions.ts'
import { certainties } from '../model/factors.ts'
import {
  type Control,
  type ControlFlaw,
  type ControlState,
  type ControlType,
  type EdgeKind,
  type MitigatorOrigin,
  type OwnNodeKind,
  plainControl,
  type Rung,
} from '../model/map.ts'
import { keyNamed } from './keys.ts'
import {
  type Cell,
  type Labelled,
  labelsText,
  type ReadTable,
  readLabels,
  readTable,
  type TableShape,
  writtenShort,
} from './tables.ts'

/** Words of the closed lists of the map as documents say them. */
export const mapWords = {
  kinds: {
    mechanism: 'mechanism',
    harm: 'harm',
    control: 'control',
    mitigator: 'mitigator',
  } satisfies Record<OwnNodeKind, string>,
  types: { automatic: 'automatic', procedural: 'procedural', vigilance: 'vigilance' } satisfies Record<
    ControlType,
    string
  >,
  states: { held: 'held', bypassed: 'bypassed', absent: 'absent', off: 'off' } satisfies Record<
    ControlState,
    string
  >,
  flaws: {
    'not-given': 'not given',
    'given-when-harmful': 'given when harmful',
    'wrong-time': 'wrong time',
    'wrong-length': 'wrong length',
  } satisfies Record<ControlFlaw, string>,
  origins: { design: 'by design', skill: 'by skill', luck: 'by luck' } satisfies Record<
    MitigatorOrigin,
    string
  >,
  links: {
    enabled: 'enabled',
    'required-together': 'required together',
    'made-likelier': 'made likelier',
    'delayed-detection': 'delayed detection',
    'delayed-recovery': 'delayed recovery',
    limited: 'limited',
    informed: 'informed',
  } satisfies Record<EdgeKind, string>,
  rungs: { '1': '1', '2': '2', '3': '3', '4': '4', '5': '5' },
  lists: { timeline: 'event', factors: 'factor', nodes: 'node' } satisfies Record<EditionEnd['list'], string>,
} as const

const fact =
  (read: (control: Control) => string) =>
  ({ control }: EditionNode): string =>
    control === null ? '' : read(control)

const nodeShape: TableShape<EditionNode> = {
  columns: [
    ['#', (_, index) => String(index + 1)],
    ['Kind', (node) => mapWords.kinds[node.kind]],
    ['Statement', (node) => node.statement],
    ['Type', fact(({ type }) => mapWords.types[type])],
    ['That day', (node) => stateText(node)],
    ['Layer', fact(({ layer }) => String(layer))],
    ['Controller', fact(({ controller }) => controller)],
    ['Acts on', fact(({ actsOn }) => actsOn)],
    ['Feedback', fact(({ feedback }) => feedback)],
    ['Believed then', fact(({ belief }) => belief)],
    ['Said of it', fact(({ claim }) => claim)],
    ['Control action', fact(({ flaw }) => (flaw === null ? '' : mapWords.flaws[flaw]))],
    ['Seen in', (node) => labelsText(node.events)],
  ],
  required: ['Kind', 'Statement'],
}

/** One column for what a node was that day: the state of a control, where a mitigator came from, a point of no return. */
function stateText({ control, origin, isPointOfNoReturn }: EditionNode): string {
  if (control !== null) return mapWords.states[control.state]
  if (origin !== null) return mapWords.origins[origin]
  return isPointOfNoReturn ? 'no way back' : ''
}

/** The nodes as a table, columns without a word left out. */
export function writeNodes(nodes: readonly EditionNode[]): string {
  return writtenShort(nodeShape, nodes)
}

/** The nodes a section holds; `labels` name rows of the timeline. */
export function readNodes(lines: readonly string[]): ReadTable<Labelled<EditionNode>> | null {
  return readTable(lines, nodeShape, (cell): Labelled<EditionNode> | null => {
    const kind = keyNamed(mapWords.kinds, cell('Kind'))
    const control = kind === 'control' ? readControl(cell) : null
    const day = cell('That day').toLowerCase()
    const origin = kind === 'mitigator' ? (day === '' ? 'design' : keyNamed(mapWords.origins, day)) : null
    const isTold = kind !== 'mechanism' && kind !== 'harm'
    if (kind === null || (kind === 'control' && control === null)) return null
    if (kind === 'mitigator' && origin === null) return null
    if (!isTold && day !== '' && !(kind === 'mechanism' && day === 'no way back')) return null
    return {
      kind,
      statement: cell('Statement'),
      control,
      origin,
      isPointOfNoReturn: kind === 'mechanism' && day === 'no way back',
      events: [],
      labels: readLabels(cell('Seen in')),
    }
  })
}

function readControl(cell: Cell): Control | null {
  const type = cell('Type') === '' ? plainControl.type : keyNamed(mapWords.types, cell('Type'))
  const state = cell('That day') === '' ? plainControl.state : keyNamed(mapWords.states, cell('That day'))
  const layer = cell('Layer') === '' ? 0 : Number(cell('Layer'))
  const flaw = cell('Control action') === '' ? null : keyNamed(mapWords.flaws, cell('Control action'))
  if (type === null || state === null || !Number.isFinite(layer)) return null
  if (flaw === null && cell('Control action') !== '') return null
  return {
    type,
    state,
    layer,
    controller: cell('Controller'),
    actsOn: cell('Acts on'),
    feedback: cell('Feedback'),
    belief: cell('Believed then'),
    claim: cell('Said of it'),
    flaw,
  }
}

const edgeShape: TableShape<EditionEdge> = {
  columns: [
    ['#', (_, index) => String(index + 1)],
    ['From', (edge) => endText(edge.from)],
    ['Link', (edge) => mapWords.links[edge.kind]],
    ['To', (edge) => endText(edge.to)],
    ['Certainty', (edge) => edge.certainty],
    ['In words', (edge) => edge.because],
    ['Explanation', (edge) => edge.explanation],
    ['Rung', (edge) => (edge.rung === null ? '' : String(edge.rung))],
    ['Seen in', (edge) => labelsText(edge.events)],
  ],
  required: ['From', 'Link', 'To'],
}

function endText({ list, row }: EditionEnd): string {
  return `${mapWords.lists[list]} ${row + 1}`
}

/** The links as a table, columns without a word left out. */
export function writeEdges(edges: readonly EditionEdge[]): string {
  return writtenShort(edgeShape, edges)
}

/** A link whose ends are still labels of rows. */
export interface LabelledEdge extends Omit<EditionEdge, 'from' | 'to'> {
  readonly from: LabelledEnd
  readonly to: LabelledEnd
  readonly labels: readonly string[]
}

/** A list and the label of a row in it. */
export interface LabelledEnd {
  readonly list: EditionEnd['list']
  readonly label: string
}

/** The links a section holds; ends and `labels` name rows of the other tables. */
export function readEdges(lines: readonly string[]): ReadTable<LabelledEdge> | null {
  return readTable(lines, edgeShape, (cell): LabelledEdge | null => {
    const [from, to] = [readEnd(cell('From')), readEnd(cell('To'))]
    const kind = keyNamed(mapWords.links, cell('Link'))
    const certainty = cell('Certainty') === '' ? 'plausible' : keyNamed(certainties, cell('Certainty'))
    const rung = readRung(cell('Rung'))
    if (from === null || to === null || kind === null || certainty === null || rung === undefined) return null
    const words = { because: cell('In words'), explanation: cell('Explanation') }
    return { from, to, kind, certainty, rung, ...words, events: [], labels: readLabels(cell('Seen in')) }
  })
}

function readEnd(text: string): LabelledEnd | null {
  const [, word = '', label = ''] = /^\s*(event|factor|node)\s+(\d{1,6})\s*$/i.exec(text) ?? []
  const list = keyNamed(mapWords.lists, word)
  return list === null ? null : { list, label }
}

/** Null: not said. Undefined: no rung of the ladder. */
export function readRung(text: string): Rung | null | undefined {
  if (text.trim() === '') return null
  const rungs: readonly Rung[] = [1, 2, 3, 4, 5]
  return rungs.find((rung) => String(rung) === text.trim())
}

/** Rows of a document as its tables were read, with the labels by which others name them. */
interface MapBody {
  readonly timeline: readonly { readonly label: string }[]
  readonly factors: readonly { readonly label: string }[]
  readonly nodes: ReadTable<Labelled<EditionNode>>['items']
  readonly edges: ReadTable<LabelledEdge>['items']
}

/** The map of a document; a link whose end no row carries, and labels nobody has, are handed back. */
export function mapFrom(body: MapBody): {
  readonly map: EditionMap
  readonly notUnderstood: readonly { readonly place: string; readonly text: string }[]
} {
  const notUnderstood: { place: string; text: string }[] = []
  const rows = {
    timeline: rowsByLabel(body.timeline),
    factors: rowsByLabel(body.factors),
    nodes: rowsByLabel(body.nodes),
  }
  const eventsOf = (place: string, label: string, labels: readonly string[]): readonly number[] => {
    const strange = labels.filter((each) => !rows.timeline.has(each))
    if (strange.length > 0) notUnderstood.push({ place, text: `Row ${label} names ${strange.join(', ')}` })
    return labels.flatMap((each) => rows.timeline.get(each) ?? [])
  }
  const nodes = body.nodes.map(({ label, item: { labels, ...node } }): EditionNode => {
    return { ...node, events: eventsOf('Causal map', label, labels) }
  })
  const edges = body.edges.flatMap(
    ({ label, item: { labels, from, to, ...edge } }): readonly EditionEdge[] => {
      const place = 'Links of the causal map'
      const ends = [from, to].map(({ list, label: row }) => ({ list, row: rows[list].get(row) }))
      const [start, end] = ends
      if (start?.row === undefined || end?.row === undefined) {
        const words = [from, to].map((each) => `${mapWords.lists[each.list]} ${each.label}`).join(' to ')
        notUnderstood.push({
          place,
          text: [`Row ${label}: ${words}`, edge.because].filter((part) => part !== '').join(', '),
        })
        return []
      }
      const told = { from: { list: start.list, row: start.row }, to: { list: end.list, row: end.row } }
      return [{ ...edge, ...told, events: eventsOf(place, label, labels) }]
    },
  )
  return { map: { nodes, edges }, notUnderstood }
}

/** Positions by label; a label that is there twice means its first row. */
function rowsByLabel(rows: readonly { readonly label: string }[]): ReadonlyMap<string, number> {
  return new Map(rows.map(({ label }, index) => [label, index] as const).toReversed())
}
