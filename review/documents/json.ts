/** An edition's record as JSON, and back. Reading never throws and never drops a value it does not know. */
import { actionKinds } from '../model/actions.ts'
import {
  type EditionAcceptance,
  type EditionAction,
  type EditionEdge,
  type EditionEnd,
  type EditionEvent,
  type EditionFactor,
  type EditionLesson,
  type EditionMap,
  type EditionNode,
  type EditionPlan,
  type EditionRecord,
  emptyEditionMap,
  type Section,
} from '../model/editions.ts'
import { eventKinds } from '../model/evidence.ts'
import { certainties } from '../model/factors.ts'
import { type GateAnswers, gateQuestions, hasAnswers, noAnswers } from '../model/gate-answers.ts'
import { isReal, type Moment, type Precision } from '../model/instants.ts'
import type { LessonKind } from '../model/lessons.ts'
import {
  type Control,
  type ControlFlaw,
  type MitigatorOrigin,
  plainControl,
  type Rung,
} from '../model/map.ts'
import { emptyImpact, type Impact, type ImpactValue, impactMeasures } from '../model/reviews.ts'
import { isSaid } from './edition.ts'
import { agentFrom } from './json-agents.ts'
import { decisionFrom } from './json-decisions.ts'
import {
  type Fields,
  fieldsOf,
  flag,
  indexes,
  isObject,
  named,
  newReader,
  type Reader,
  type Row,
  text,
  texts,
} from './json-fields.ts'
import { isJson } from './json-syntax.ts'
import {
  actorWords,
  impactWords,
  incidentWords,
  priorityWords,
  severityWords,
  stateWords,
  strengthNamed,
} from './keys.ts'
import { mapWords, readRung } from './map-tables.ts'
import { FORMAT, type ReadDocument } from './markdown.ts'

/** Writes the record with its format, indented so that a difference between two editions can be read. */
export function writeJson(record: EditionRecord): string {
  return `${JSON.stringify({ format: FORMAT, ...record }, null, 2)}\n`
}

/** Reads what {@link writeJson} wrote; what is missing gets a stand-in and is named, what is strange is handed back. */
export function readJson(text: string): ReadDocument {
  const reader = newReader()
  const value: unknown = isJson(text) ? JSON.parse(text) : undefined
  if (value === undefined && text.trim() !== '') reader.strange('document', text)
  const record = readRecord(reader, isObject(value) ? value : {})
  if (value !== undefined && !isObject(value)) reader.strange('document', JSON.stringify(value))
  return { record, notUnderstood: reader.notUnderstood, missing: reader.missing }
}

const precisionWords: Readonly<Record<Precision, string>> = {
  day: 'day',
  hour: 'hour',
  minute: 'minute',
  second: 'second',
  millisecond: 'millisecond',
}
const lessonWords: Readonly<Record<LessonKind, string>> = {
  'went-well': 'went-well',
  'could-improve': 'could-improve',
  lucky: 'lucky',
}

const instant = (value: unknown): string | null => (typeof value === 'string' && isReal(value) ? value : null)

/** Null when the value is no moment: the caller keeps it as strange. */
function momentFrom(value: unknown): Moment | null {
  if (!isObject(value) || Object.keys(value).length > 3) return null
  const at = instant(value.at)
  const precision = named(precisionWords)(value.precision)
  const isAbout = flag(value.isAbout)
  return at === null || precision === null || isAbout === null ? null : { at, precision, isAbout }
}

/** Rows of a list that are objects, each read with its own fields; anything else in the list is strange. */
function rowsFrom<T>(
  reader: Reader,
  place: string,
  read: (fields: Fields) => T,
): (value: unknown) => readonly T[] | null {
  return (value) => {
    if (!Array.isArray(value)) return null
    const rows: readonly unknown[] = value
    return rows.flatMap((row, index) => {
      const where = `${place}[${index}]`
      if (!isObject(row)) {
        reader.strange(where, JSON.stringify(row))
        return []
      }
      const fields = fieldsOf(reader, row, where)
      const item = read(fields)
      fields.close()
      return [item]
    })
  }
}

function readRecord(reader: Reader, row: Row): EditionRecord {
  const fields = fieldsOf(reader, row, '')
  fields.take('format', (value) => (value === FORMAT ? FORMAT : null), FORMAT)
  const moment = (key: string): Moment | null => fields.take<Moment | null>(key, momentFrom, null)
  const record: EditionRecord = {
    reference: fields.take('reference', text, ''),
    title: fields.take('title', text, ''),
    kind: fields.take('kind', named(incidentWords), 'incident'),
    severity: fields.take('severity', named(severityWords), 'SEV3'),
    components: fields.take('components', texts, []),
    startedAt: moment('startedAt'),
    detectedAt: moment('detectedAt'),
    mitigatedAt: moment('mitigatedAt'),
    endedAt: moment('endedAt'),
    impact: fields.take('impact', (value) => impactFrom(reader, value), emptyImpact),
    sections: fields.take('sections', rowsFrom(reader, 'sections', sectionFrom), []),
    timeline: fields.take(
      'timeline',
      rowsFrom(reader, 'timeline', (row) => eventFrom(reader, row)),
      [],
    ),
    // Editions older than decisions say nothing of them, and nothing is missing.
    decisions: fields.takeIfThere('decisions', rowsFrom(reader, 'decisions', decisionFrom)) ?? [],
    factors: fields.take('factors', rowsFrom(reader, 'factors', factorFrom), []),
    map: Object.hasOwn(row, 'map')
      ? fields.take('map', (value) => mapRead(reader, value), emptyEditionMap)
      : emptyEditionMap,
    lessons: fields.take('lessons', rowsFrom(reader, 'lessons', lessonFrom), []),
    actions: fields.take(
      'actions',
      rowsFrom(reader, 'actions', (row) => actionFrom(reader, row)),
      [],
    ),
  }
  const potentialSeverity = fields.takeIfThere('potentialSeverity', named(severityWords))
  const answers = fields.takeIfThere('answers', (value) => answersFrom(reader, value))
  const agents = fields.takeIfThere(
    'agents',
    rowsFrom(reader, 'agents', (row) => agentFrom(reader, row)),
  )
  const acceptances = fields.takeIfThere('acceptances', rowsFrom(reader, 'acceptances', acceptanceFrom))
  fields.close()
  return {
    ...record,
    ...(potentialSeverity === null ? {} : { potentialSeverity }),
    ...(answers === null || !hasAnswers(answers) ? {} : { answers }),
    ...(agents === null || agents.length === 0 ? {} : { agents }),
    ...(acceptances === null || acceptances.length === 0 ? {} : { acceptances }),
  }
}

function impactFrom(reader: Reader, value: unknown): Impact | null {
  if (!isObject(value)) return null
  const fields = fieldsOf(reader, value, 'impact')
  const measures = impactMeasures.map((measure) => {
    const found = fields.take<ImpactValue>(measure, impactValueFrom, emptyImpact[measure])
    return [measure, found] as const
  })
  fields.close()
  return { ...emptyImpact, ...Object.fromEntries(measures) }
}

function answersFrom(reader: Reader, value: unknown): GateAnswers | null {
  if (!isObject(value)) return null
  const fields = fieldsOf(reader, value, 'answers')
  const said = gateQuestions.map((question) => [question, fields.take(question, text, '')] as const)
  fields.close()
  return { ...noAnswers, ...Object.fromEntries(said) }
}

function impactValueFrom(value: unknown): ImpactValue | null {
  if (!isObject(value) || Object.keys(value).length > 2) return null
  const state = named(impactWords)(value.state)
  const words = text(value.text)
  return state === null || words === null ? null : { state, text: words }
}

function sectionFrom(fields: Fields): Section {
  return { heading: fields.take('heading', text, ''), text: fields.take('text', text, '') }
}

function eventFrom(reader: Reader, fields: Fields): EditionEvent {
  return {
    happenedAt: fields.take<Moment | null>('happenedAt', momentFrom, null),
    until: fields.take<string | null>('until', instant, null),
    kind: fields.take('kind', named(eventKinds), 'note'),
    actor: fields.take<EditionEvent['actor']>('actor', (value) => actorFrom(reader, value), {
      kind: 'unknown',
      name: '',
    }),
    text: fields.take('text', text, ''),
    isTrigger: fields.take('isTrigger', flag, false),
  }
}

function actorFrom(reader: Reader, value: unknown): EditionEvent['actor'] | null {
  if (!isObject(value)) return null
  const fields = fieldsOf(reader, value, 'timeline.actor')
  const actor = {
    kind: fields.take('kind', named(actorWords), 'unknown'),
    name: fields.take('name', text, ''),
  } as const
  fields.close()
  return actor
}

function factorFrom(fields: Fields): EditionFactor {
  return {
    code: fields.take('code', text, ''),
    statement: fields.take('statement', text, ''),
    certainty: fields.take('certainty', named(certainties), 'plausible'),
    isUnderlyingWeakness: fields.take('isUnderlyingWeakness', flag, false),
    events: fields.take('events', indexes, []),
  }
}

/** An edition older than the map carries none, and nothing is missing from it. */
function mapRead(reader: Reader, value: unknown): EditionMap | null {
  if (!isObject(value)) return null
  const fields = fieldsOf(reader, value, 'map')
  const nodes = fields.take(
    'nodes',
    rowsFrom(reader, 'map.nodes', (row) => nodeFrom(reader, row)),
    [],
  )
  const edges = fields.take('edges', rowsFrom(reader, 'map.edges', edgeFrom), [])
  fields.close()
  return {
    nodes,
    edges: edges.flatMap(({ from, to, ...edge }): readonly EditionEdge[] => {
      if (from !== null && to !== null) return [{ ...edge, from, to }]
      reader.strange('map.edges', JSON.stringify({ from, to, ...edge }))
      return []
    }),
  }
}

function nodeFrom(reader: Reader, fields: Fields): EditionNode {
  return {
    kind: fields.take('kind', named(mapWords.kinds), 'mechanism'),
    statement: fields.take('statement', text, ''),
    control: fields.take<Control | null>('control', (value) => controlFrom(reader, value), null),
    origin: fields.take<MitigatorOrigin | null>('origin', named(mapWords.origins), null),
    isPointOfNoReturn: fields.take('isPointOfNoReturn', flag, false),
    events: fields.take('events', indexes, []),
  }
}

function controlFrom(reader: Reader, value: unknown): Control | null {
  if (!isObject(value)) return null
  const fields = fieldsOf(reader, value, 'map.nodes.control')
  const control: Control = {
    type: fields.take('type', named(mapWords.types), plainControl.type),
    state: fields.take('state', named(mapWords.states), plainControl.state),
    layer: fields.take('layer', (layer) => (typeof layer === 'number' ? layer : null), 0),
    controller: fields.take('controller', text, ''),
    actsOn: fields.take('actsOn', text, ''),
    feedback: fields.take('feedback', text, ''),
    belief: fields.take('belief', text, ''),
    claim: fields.take('claim', text, ''),
    flaw: fields.take<ControlFlaw | null>('flaw', named(mapWords.flaws), null),
  }
  fields.close()
  return control
}

function edgeFrom(fields: Fields) {
  return {
    from: fields.take<EditionEnd | null>('from', endFrom, null),
    to: fields.take<EditionEnd | null>('to', endFrom, null),
    kind: fields.take('kind', named(mapWords.links), 'enabled'),
    because: fields.take('because', text, ''),
    certainty: fields.take('certainty', named(certainties), 'plausible'),
    events: fields.take('events', indexes, []),
    explanation: fields.take('explanation', text, ''),
    rung: fields.take<Rung | null>('rung', (value) => readRung(String(value)) ?? null, null),
  }
}

function endFrom(value: unknown): EditionEnd | null {
  if (!isObject(value) || Object.keys(value).length > 2) return null
  const list = named(mapWords.lists)(value.list)
  const { row } = value
  return list === null || !Number.isSafeInteger(row) || typeof row !== 'number' || row < 0
    ? null
    : { list, row }
}

function lessonFrom(fields: Fields): EditionLesson {
  return {
    kind: fields.take('kind', named(lessonWords), 'could-improve'),
    text: fields.take('text', text, ''),
  }
}

function actionFrom(reader: Reader, fields: Fields): EditionAction {
  return {
    title: fields.take('title', text, ''),
    kind: fields.take('kind', named(actionKinds), 'process'),
    ownerRole: fields.take('ownerRole', text, ''),
    dueOn: fields.take('dueOn', text, ''),
    priority: fields.take('priority', named(priorityWords), 'P2'),
    strength: fields.take(
      'strength',
      (value) => (typeof value === 'number' ? strengthNamed(String(value)) : null),
      1,
    ),
    factors: fields.take('factors', indexes, []),
    howWeWillKnow: fields.take('howWeWillKnow', text, ''),
    ...planIn(fields, reader),
    state: fields.take('state', named(stateWords), 'proposed'),
  }
}

/** A plan that says nothing is the same as none. */
function planIn(fields: Fields, reader: Reader): Pick<EditionAction, 'plan'> {
  const plan = fields.takeIfThere('plan', (value) => planFrom(value, reader))
  return plan === null || !isSaid(plan) ? {} : { plan }
}

function planFrom(value: unknown, reader: Reader): EditionPlan | null {
  if (!isObject(value)) return null
  const fields = fieldsOf(reader, value, 'actions.plan')
  const plan = {
    isForClass: fields.take('isForClass', flag, false),
    isPatch: fields.take('isPatch', flag, false),
    expiresOn: fields.take('expiresOn', text, ''),
    measure: fields.take('measure', text, ''),
    reviewOn: fields.take('reviewOn', text, ''),
  }
  fields.close()
  return plan
}

function acceptanceFrom(fields: Fields): EditionAcceptance {
  const position = (value: unknown): number | null =>
    typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : null
  return {
    factor: fields.take<number | null>('factor', position, null),
    because: fields.take('because', text, ''),
    agreedByRole: fields.take('agreedByRole', text, ''),
    reviewOn: fields.take('reviewOn', text, ''),
  }
}
