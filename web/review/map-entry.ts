/** A node of the map as a form holds it, and what a form shows of it in words. */
import type { Certainty } from '@secondstory/review/model/factors'
import {
  type Control,
  controlFlaws,
  controlStates,
  controlTypes,
  type EdgeKind,
  edgeKinds,
  type MapNode,
  type MitigatorOrigin,
  mitigatorOrigins,
  type NodeKind,
  nodeKinds,
  type OwnNodeKind,
  plainControl,
} from '@secondstory/review/model/map'
import type { FieldInWords } from './two-versions.ts'

/** What can be said on the map in words; events come from the timeline. */
export type SaidKind = OwnNodeKind | 'condition'

/** The fields of every kind; a kind uses those it has. */
export interface NodeEntry {
  readonly kind: SaidKind
  readonly statement: string
  /** Entry of the taxonomy, of a condition. */
  readonly code: string
  readonly certainty: Certainty
  readonly control: Control
  readonly origin: MitigatorOrigin
  readonly isPointOfNoReturn: boolean
  readonly eventIds: readonly string[]
}

/** Nothing said yet. */
export function emptyEntry(kind: SaidKind, layer = 0): NodeEntry {
  return {
    kind,
    statement: '',
    code: '',
    certainty: 'plausible',
    control: { ...plainControl, layer },
    origin: 'design',
    isPointOfNoReturn: false,
    eventIds: [],
  }
}

/** A row of the map as its form opens on it. */
export function entryOf(node: MapNode): NodeEntry {
  const { kind, statement, control, origin, isPointOfNoReturn, eventIds } = node
  return {
    ...emptyEntry(kind),
    statement,
    control: control ?? plainControl,
    origin: origin ?? 'design',
    isPointOfNoReturn,
    eventIds,
  }
}

/** The fields two people can differ in. */
export function nodeFields(textOf: (eventId: string) => string): readonly FieldInWords<NodeEntry>[] {
  return [
    { key: 'kind', label: 'What it is', inWords: ({ kind }) => nodeKinds[kind].name },
    { key: 'statement', label: 'In one sentence', inWords: ({ statement }) => statement },
    { key: 'control', label: 'The control', inWords: ({ control }) => controlInWords(control) },
    { key: 'origin', label: 'Where it came from', inWords: ({ origin }) => mitigatorOrigins[origin] },
    {
      key: 'isPointOfNoReturn',
      label: 'A way back from here',
      inWords: ({ isPointOfNoReturn }) => (isPointOfNoReturn ? 'None' : 'There was one'),
    },
    {
      key: 'eventIds',
      label: 'Events that show it',
      inWords: ({ eventIds }) => eventIds.map(textOf).join('\n'),
    },
  ]
}

/** Everything that is said of a control, one fact a line. */
export function controlInWords(control: Control): string {
  const { type, state, controller, actsOn, feedback, belief, claim, flaw } = control
  const said = [
    ['By', controller],
    ['On', actsOn],
    ['Feedback', feedback],
    ['Believed', belief],
    ['Said of it', claim],
  ].flatMap(([name, text]) => (text === '' ? [] : [`${name}: ${text}`]))
  const lines = [controlTypes[type], controlStates[state], ...said]
  return (flaw === null ? lines : [...lines, controlFlaws[flaw]]).join('\n')
}

/** What a link most likely says, by the kind of node it begins at. */
export function likelyLink(kind: NodeKind): EdgeKind {
  if (kind === 'mitigator') return 'limited'
  return kind === 'decision' || kind === 'condition' ? 'made-likelier' : 'enabled'
}

/** The choices of a link in the words of a list. */
export const linkOptions = Object.entries(edgeKinds).map(([value, label]) => ({ value, label }))

/** Whether a value of a list is a kind of link. */
export function isEdgeKind(value: string): value is EdgeKind {
  return value in edgeKinds
}

/** Options of a closed list of the model. */
export function optionsOf<Key extends string>(
  words: Readonly<Record<Key, string>>,
): readonly { readonly value: string; readonly label: string }[] {
  return Object.entries<string>(words).map(([value, label]) => ({ value, label }))
}

/** The key a list was set to; null for anything else. */
export function chosenOf<Key extends string>(
  words: Readonly<Record<Key, string>>,
  value: string,
): Key | null {
  for (const key in words) if (key === value) return key
  return null
}
