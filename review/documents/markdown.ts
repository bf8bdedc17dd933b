/**
 * An edition's record as Markdown, and back: front matter, one `##` section per part, tables where rows are
 * compared. What a reader of the document wrote into it comes back too: text we do not understand stays a
 * section, and what fits nowhere is handed back beside the record.
 */
import type {
  EditionAcceptance,
  EditionAction,
  EditionDecision,
  EditionEvent,
  EditionFactor,
  EditionLesson,
  EditionNode,
  EditionRecord,
  Section,
} from '../model/editions.ts'
import { type GateAnswers, hasAnswers, noAnswers } from '../model/gate-answers.ts'
import { type Mark, markMeanings, marks } from '../model/incident.ts'
import { emptyImpact, type Impact } from '../model/reviews.ts'
import { readAcceptances, readActions, writeAcceptances, writeActions } from './action-tables.ts'
import { agentsFrom, type Fact, readAgents, writeAgents } from './agents.ts'
import { headingOf, textOfHeading } from './cells.ts'
import { readDecisions, type UnplacedDecision, writeDecisions } from './decisions.ts'
import { FORMAT, type NotUnderstood, readFacts } from './facts.ts'
import { readFrontMatter, writeFrontMatter } from './front-matter.ts'

import { incidentWords, keyNamed } from './keys.ts'
import { readLessons, writeLessons } from './lessons.ts'
import { type LabelledEdge, mapFrom, readEdges, readNodes, writeEdges, writeNodes } from './map-tables.ts'
import { momentText } from './moments.ts'
import {
  closingFence,
  guarded,
  type RawSection,
  rawSections,
  unguarded,
  withoutBlankEdges,
} from './sections.ts'
import {
  type Labelled,
  type ReadTable,
  readAnswers,
  readFactors,
  readImpact,
  readTimeline,
  writeAnswers,
  writeFactors,
  writeImpact,
  writeTimeline,
} from './tables.ts'

export { FORMAT, type NotUnderstood } from './facts.ts'

/** The headings of the parts we write as tables or lists. */
const parts = {
  impact: 'Impact',
  answers: 'What the review answers',
  timeline: 'Timeline',
  decisions: 'Decision points',
  factors: 'Contributing factors',
  agents: 'Agents',
  map: 'Causal map',
  links: 'Links of the causal map',
  lessons: 'Lessons',
  actions: 'Actions',
  acceptances: 'What we live with',
} as const
type Part = keyof typeof parts

/** Says that a section with the heading of a part is prose all the same. */
const PROSE = '<!-- prose -->'
/** Says that the fence above it was closed by us, so that the next section is not inside it. */
const FENCE_CLOSED = '<!-- fence closed here -->'
/** Says that the line above it is the writer's own, whatever it looks like. */
const AS_IT_WAS = '<!-- as it was -->'

/** Writes the whole record; `readMarkdown` gives the same record back. */
export function writeMarkdown(record: EditionRecord): string {
  const [first, ...others] = record.sections
  const opens = first !== undefined && /^summary$/i.test(first.heading.trim())
  const prose = opens ? others : record.sections
  return [
    writeFrontMatter([
      ['format', FORMAT],
      ['reference', record.reference],
      ['kind', incidentWords[record.kind]],
      ['severity', record.severity],
      ...(record.potentialSeverity === undefined ? [] : [['potential', record.potentialSeverity] as const]),
      ['components', record.components],
      ...marks.map((mark) => [frontKey(mark), momentText(record[mark])] as const),
    ]),
    `# ${headingOf(record.title)}\n`,
    ...(opens ? [sectionText(first)] : []),
    part('impact', writeImpact(record.impact)),
    ...(record.answers === undefined ? [] : [part('answers', writeAnswers(record.answers))]),
    part('timeline', writeTimeline(record.timeline)),
    ...prose.map(sectionText),
    ...(record.decisions.length === 0 ? [] : [part('decisions', writeDecisions(record.decisions))]),
    part('factors', writeFactors(record.factors)),
    ...(record.agents === undefined ? [] : [part('agents', writeAgents(record.agents))]),
    ...(record.map.nodes.length === 0 ? [] : [part('map', writeNodes(record.map.nodes))]),
    ...(record.map.edges.length === 0 ? [] : [part('links', writeEdges(record.map.edges))]),
    part('lessons', writeLessons(record.lessons)),
    part('actions', writeActions(record.actions)),
    ...(record.acceptances === undefined ? [] : [part('acceptances', writeAcceptances(record.acceptances))]),
  ].join('\n')
}

function frontKey(mark: Mark): string {
  return markMeanings[mark].label.toLowerCase()
}

function part(name: Part, text: string): string {
  return `## ${parts[name]}\n\n${text}\n`
}

function sectionText(section: Section): string {
  const lines = [guarded(section.text)]
  if (section.text.startsWith(PROSE) || partNamed(section.heading) !== null) lines.unshift(PROSE)
  const fence = closingFence(section.text)
  const last = section.text.slice(section.text.lastIndexOf('\n') + 1)
  if (fence !== null) lines.push(fence, FENCE_CLOSED)
  else if (last === FENCE_CLOSED || last === AS_IT_WAS) lines.push(AS_IT_WAS)
  return `## ${headingOf(section.heading)}\n\n${lines.join('\n')}\n`
}

function partNamed(heading: string): Part | null {
  return keyNamed(parts, heading)
}

/** A document as we understood it. */
export interface ReadDocument {
  readonly record: EditionRecord
  readonly notUnderstood: readonly NotUnderstood[]
  /** Facts the document does not state, for which the record holds a stand-in: "severity". */
  readonly missing: readonly string[]
}

/**
 * Reads a document, ours or anyone's. Never throws. Text that is no part of ours becomes a section of the
 * record; lines of front matter we do not know are returned in `notUnderstood`.
 */
export function readMarkdown(document: string): ReadDocument {
  const text = document.startsWith('\ufeff') ? document.slice(1) : document
  // A file that went through an editor with other line ends has them everywhere, the first line included.
  const front = readFrontMatter(/^[^\n]*\r\n/.test(text) ? text.replaceAll('\r\n', '\n') : text)
  const facts = readFacts(front)
  const body = readBody(front.body)
  const impact = { ...emptyImpact, ...Object.assign({}, ...body.impact) }
  const events = positions(body.timeline.map(({ label }) => label))
  const factorRows = positions(body.factors.map(({ label }) => label))
  const factors = body.factors.map(({ item }): EditionFactor => {
    const { labels, ...factor } = item
    return { ...factor, events: events(labels) }
  })
  const actions = body.actions.map(({ item }): EditionAction => {
    const { labels, ...action } = item
    return { ...action, factors: factorRows(labels) }
  })
  const acceptances = body.acceptances.map(({ item }): EditionAcceptance => {
    const { labels, ...acceptance } = item
    return { ...acceptance, factor: factorRows(labels)[0] ?? null }
  })
  const agents = agentsFrom(
    body.agents.map(({ item }) => item),
    events,
  )
  const answers: GateAnswers = { ...noAnswers, ...Object.assign({}, ...body.answers) }
  const { map, notUnderstood: notOnMap } = mapFrom(body)
  return {
    record: {
      ...facts.values,
      title: body.title ?? facts.title ?? '',
      impact,
      sections: body.sections,
      timeline: body.timeline.map(({ item }) => item),
      decisions: body.decisions.map(({ item }): EditionDecision => {
        const { labels, eventLabel, ...decision } = item
        return { ...decision, event: events([eventLabel])[0] ?? null, seen: events(labels) }
      }),
      factors,
      map,
      lessons: body.lessons,
      actions,
      ...(hasAnswers(answers) ? { answers } : {}),
      ...(agents.length === 0 ? {} : { agents }),
      ...(acceptances.length === 0 ? {} : { acceptances }),
    },
    notUnderstood: [
      ...facts.notUnderstood,
      ...(body.title !== null && facts.title !== null
        ? [{ place: 'front matter', text: `title: ${facts.title}` }]
        : []),
      ...strangeLabels(
        'Contributing factors',
        body.factors,
        new Set(body.timeline.map(({ label }) => label)),
      ),
      ...strangeLabels(
        parts.decisions,
        body.decisions.map(({ label, item: { labels, eventLabel } }) => ({
          label,
          item: { labels: eventLabel === '' ? labels : [eventLabel, ...labels] },
        })),
        new Set(body.timeline.map(({ label }) => label)),
      ),
      ...strangeLabels('Actions', body.actions, new Set(body.factors.map(({ label }) => label))),
      ...strangeLabels(parts.acceptances, body.acceptances, new Set(body.factors.map(({ label }) => label))),
      ...notOnMap,
    ],
    missing: [...facts.missing, ...(body.title === null && facts.title === null ? ['title'] : [])],
  }
}

type Rows<T> = ReadTable<T>['items']

/** Labels of rows to positions; a label that is there twice means its first row. */
function positions(labels: readonly string[]): (wanted: readonly string[]) => readonly number[] {
  const byLabel = new Map(labels.map((label, index) => [label, index] as const).toReversed())
  return (wanted) => wanted.flatMap((label) => byLabel.get(label) ?? [])
}

function strangeLabels(
  place: string,
  rows: Rows<Labelled<object>>,
  known: ReadonlySet<string>,
): readonly NotUnderstood[] {
  return rows.flatMap(({ label, item }) => {
    const strange = item.labels.filter((each) => !known.has(each))
    return strange.length === 0 ? [] : [{ place, text: `Row ${label} names ${strange.join(', ')}` }]
  })
}

interface Body {
  readonly title: string | null
  readonly sections: readonly Section[]
  readonly impact: readonly Partial<Impact>[]
  readonly answers: readonly Partial<GateAnswers>[]
  readonly timeline: Rows<EditionEvent>
  readonly decisions: Rows<UnplacedDecision>
  readonly factors: Rows<Labelled<EditionFactor>>
  readonly agents: Rows<Fact>
  readonly nodes: Rows<Labelled<EditionNode>>
  readonly edges: Rows<LabelledEdge>
  readonly lessons: readonly EditionLesson[]
  readonly actions: Rows<Labelled<EditionAction>>
  readonly acceptances: Rows<Labelled<EditionAcceptance>>
}

function readBody(text: string): Body {
  const [preamble, ...raw] = rawSections(text)
  const { title, sections: opening } = readPreamble(preamble?.lines ?? [])
  const read = raw.map(readSection)
  return {
    title,
    sections: [...opening, ...read.flatMap(({ sections }) => sections ?? [])],
    impact: read.flatMap(({ impact }) => impact ?? []),
    answers: read.flatMap(({ answers }) => answers ?? []),
    timeline: read.flatMap(({ timeline }) => timeline ?? []),
    decisions: read.flatMap(({ decisions }) => decisions ?? []),
    factors: read.flatMap(({ factors }) => factors ?? []),
    agents: read.flatMap(({ agents }) => agents ?? []),
    nodes: read.flatMap(({ nodes }) => nodes ?? []),
    edges: read.flatMap(({ edges }) => edges ?? []),
    lessons: read.flatMap(({ lessons }) => lessons ?? []),
    actions: read.flatMap(({ actions }) => actions ?? []),
    acceptances: read.flatMap(({ acceptances }) => acceptances ?? []),
  }
}

/** The `#` heading is the title when it comes first; whatever else stands before the first section is kept. */
function readPreamble(lines: readonly string[]): Pick<Body, 'title' | 'sections'> {
  const first = lines.findIndex((line) => line.trim() !== '')
  const heading = /^ {0,3}#(?:[ \t]+(.*))?$/s.exec(lines[first] ?? '')
  const rest = withoutBlankEdges((heading === null ? lines : lines.slice(first + 1)).join('\n'))
  return {
    title: heading === null ? null : textOfHeading(heading[1] ?? ''),
    sections: rest.trim() === '' ? [] : [{ heading: '', text: rest }],
  }
}

type Found = Partial<Omit<Body, 'title'>>

/** One section as the part its heading names, or as prose; what a part leaves over stays prose under the same heading. */
function readSection({ heading: written, lines: raw }: RawSection): Found {
  const heading = textOfHeading(written ?? '')
  const lines = raw.slice(
    raw[0] === '' ? 1 : 0,
    raw.length > 1 && raw[raw.length - 1] === '' ? -1 : undefined,
  )
  const name = partNamed(heading)
  const found = name === null || lines[0] === PROSE ? null : readPart(name, lines)
  if (found === null) return { sections: [{ heading, text: readProse(lines) }] }
  const leftover = readProse(found.leftover.split('\n'))
  return { ...found.found, sections: leftover === '' ? [] : [{ heading, text: leftover }] }
}

function readProse(lines: readonly string[]): string {
  const marked = lines[0] === PROSE ? lines.slice(1) : lines
  const last = marked[marked.length - 1]
  const added = last === FENCE_CLOSED ? 2 : last === AS_IT_WAS ? 1 : 0
  return unguarded(marked.slice(0, marked.length - added)).join('\n')
}

function readPart(
  name: Part,
  lines: readonly string[],
): { readonly found: Found; readonly leftover: string } | null {
  const tables = {
    impact: (): ReturnType<typeof readPart> => {
      const table = readImpact(lines)
      return table && { found: { impact: table.items.map(({ item }) => item) }, leftover: table.leftover }
    },
    answers: (): ReturnType<typeof readPart> => {
      const table = readAnswers(lines)
      return table && { found: { answers: table.items.map(({ item }) => item) }, leftover: table.leftover }
    },
    timeline: (): ReturnType<typeof readPart> => {
      const table = readTimeline(lines)
      return table && { found: { timeline: table.items }, leftover: table.leftover }
    },
    factors: (): ReturnType<typeof readPart> => {
      const table = readFactors(lines)
      return table && { found: { factors: table.items }, leftover: table.leftover }
    },
    agents: (): ReturnType<typeof readPart> => {
      const table = readAgents(lines)
      return table && { found: { agents: table.items }, leftover: table.leftover }
    },
    map: (): ReturnType<typeof readPart> => {
      const table = readNodes(lines)
      return table && { found: { nodes: table.items }, leftover: table.leftover }
    },
    links: (): ReturnType<typeof readPart> => {
      const table = readEdges(lines)
      return table && { found: { edges: table.items }, leftover: table.leftover }
    },
    actions: (): ReturnType<typeof readPart> => {
      const table = readActions(lines)
      return table && { found: { actions: table.items }, leftover: table.leftover }
    },
    acceptances: (): ReturnType<typeof readPart> => {
      const table = readAcceptances(lines)
      return table && { found: { acceptances: table.items }, leftover: table.leftover }
    },
    decisions: (): ReturnType<typeof readPart> => {
      const read = readDecisions(lines)
      return read && { found: { decisions: read.items }, leftover: read.leftover }
    },
    lessons: (): ReturnType<typeof readPart> => {
      const { lessons, leftover } = readLessons(lines)
      return { found: { lessons }, leftover }
    },
  }
  return tables[name]()
}
