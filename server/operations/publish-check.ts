/** Everything that is looked at before an edition appears: its words, its names, and what the policy asks for. */
import {
  check,
  type Finding,
  isNullAction,
  isPersonShaped,
  openChecker,
  type Roster,
} from '@secondstory/language'
import { editionOf, type PlacedReplacement } from '@secondstory/review/documents/edition'
import { draftSections } from '@secondstory/review/documents/sections'
import { tracesOf } from '@secondstory/review/documents/traces'
import { textsOfRun } from '@secondstory/review/model/agent-runs'
import type { Place } from '@secondstory/review/model/blocker'
import { textsOf } from '@secondstory/review/model/decisions'
import type { EditionRecord } from '@secondstory/review/model/editions'
import { gateQuestions } from '@secondstory/review/model/gate-answers'
import { graphOf, textsOfNode } from '@secondstory/review/model/map'
import { mapAsks } from '@secondstory/review/model/map-checks'
import {
  type OpenFinding,
  type PublishAnswer,
  publishBlockers,
} from '@secondstory/review/model/publish-policy'
import { impactMeasures, type Stage, type WorkingRecord } from '@secondstory/review/model/reviews'
import { missingSections, type Template } from '@secondstory/review/model/templates'
import { inOrder } from '@secondstory/review/model/timeline'
import { filesOf } from './edition-files.ts'
import { mapFacts } from './map.ts'
import { namedIn, type Register, rosterOf } from './names.ts'
import { openRoleBook, type RoleBook } from './roles.ts'

/** The edition as it would appear now, and what stands in its way. */
export interface EditionCheck {
  readonly record: EditionRecord
  readonly replacements: readonly PlacedReplacement[]
  readonly answer: PublishAnswer
  readonly stage: Stage
  /** Whether the register of the incident holds anybody. */
  readonly describesPeople: boolean
}

/** Makes the edition of a working record and looks at it. Pure: page, preview and publication see the same. */
export function checkEdition(
  working: WorkingRecord,
  register: Register,
  template: Pick<Template, 'sections'> = { sections: [] },
): EditionCheck {
  const book = openRoleBook(register, servicesOf(working))
  const { record, replacements } = editionOf(working, book.replace)
  const roster: Roster = {
    ...rosterOf(register),
    services: [...servicesOf(working), ...register.plainWords],
  }
  const live = working.actions.filter((action) => action.state !== 'dropped')
  const graph = graphOf(working)
  const left = namesLeft(working, record, book)
  const sections = draftSections(working.draft.text)
  const looked = publishBlockers({
    record: working,
    sections,
    findings: findingsIn(working, roster),
    namesLeft: [...left, ...hiddenNames(record, register, left)],
    personShaped: working.factors.flatMap((factor) => {
      const shape = isPersonShaped(factor.statement, roster)
      return shape === null ? [] : [{ factorId: factor.id, quote: shape.quote }]
    }),
    mapAsks: mapAsks(graph, mapFacts(graph, roster)),
    nullActions: live.filter((action) => isNullAction(action.title)).map((action) => action.id),
  })
  const missing = missingSections(template, working.incident.severity, sections)
  const answer = { ...looked, blockers: [...looked.blockers, ...missing] }
  const { stage } = working.review
  return { record, replacements, answer, stage, describesPeople: working.participants.length > 0 }
}

/** Names that can be read only in another way than they stand there: in a link, a file name, encoded text. */
function hiddenNames(
  record: EditionRecord,
  register: Register,
  left: readonly { readonly name: string }[],
): readonly { readonly place: Place; readonly name: string; readonly isHidden: true }[] {
  const told = new Set(left.map(({ name }) => name.toLowerCase()))
  return tracesOf(filesOf(record), namedIn(register))
    .filter((name) => !told.has(name.toLowerCase()))
    .map((name) => ({ place: { tab: 'publish', id: null }, name, isHidden: true }))
}

/** Systems the review speaks of, so that none of them is taken for a person. */
function servicesOf(working: WorkingRecord): readonly string[] {
  const systems = working.timeline
    .filter(({ actor }) => actor.kind === 'system' || actor.kind === 'agent')
    .map(({ actor }) => actor.name)
  return [...new Set([...working.incident.components, ...systems])]
}

/** A text of the working record, what kind of section it stands in, and where to mend it. */
interface Written {
  readonly text: string
  readonly place: Place
  readonly section: 'analysis' | 'timeline' | 'actions'
}

/** Every text that becomes part of the edition, but for the draft. */
function writtenIn(working: WorkingRecord): readonly Written[] {
  const { incident, review } = working
  return [
    { text: incident.title, place: { tab: 'incident', id: 'title' }, section: 'analysis' },
    ...impactMeasures.map(
      (measure): Written => ({
        text: review.impact[measure].text,
        place: { tab: 'story', id: 'impact' },
        section: 'analysis',
      }),
    ),
    ...gateQuestions.map(
      (question): Written => ({
        text: review.answers[question],
        place: { tab: 'story', id: `answer-${question}` },
        section: 'analysis',
      }),
    ),
    ...acceptedIn(working).map(
      ({ id, text }): Written => ({ text, place: { tab: 'timeline', id }, section: 'timeline' }),
    ),
    ...working.decisions.flatMap((decision) =>
      textsOf(decision).map(
        (text): Written => ({ text, place: { tab: 'decisions', id: decision.id }, section: 'analysis' }),
      ),
    ),
    ...working.factors.map(
      ({ id, statement }): Written => ({
        text: statement,
        place: { tab: 'factors', id },
        section: 'analysis',
      }),
    ),
    ...working.map.nodes.flatMap((node) =>
      textsOfNode(node).map(
        (text): Written => ({ text, place: { tab: 'map', id: node.id }, section: 'analysis' }),
      ),
    ),
    ...working.map.edges.flatMap(({ id, because, explanation }) =>
      [because, explanation].map(
        (text): Written => ({ text, place: { tab: 'map', id }, section: 'analysis' }),
      ),
    ),
    ...working.lessons.map(
      ({ id, text }): Written => ({ text, place: { tab: 'factors', id }, section: 'analysis' }),
    ),
    ...liveIn(working).flatMap(({ id, title, howWeWillKnow, plan }) =>
      [title, howWeWillKnow, plan.measure].map(
        (text): Written => ({ text, place: { tab: 'actions', id }, section: 'actions' }),
      ),
    ),
    ...working.agentRuns.flatMap((run) =>
      textsOfRun(run).map(
        (text): Written => ({ text, place: { tab: 'factors', id: run.id }, section: 'analysis' }),
      ),
    ),
    ...working.acceptances.map(
      ({ id, because }): Written => ({ text: because, place: { tab: 'actions', id }, section: 'analysis' }),
    ),
  ]
}

/** In the order an edition shows them, so that its rows and these are the same. */
function acceptedIn(working: WorkingRecord) {
  return inOrder(working.timeline.filter((event) => event.state === 'accepted'))
}

function liveIn(working: WorkingRecord) {
  return working.actions.filter((action) => action.state !== 'dropped')
}

/** What is kept with a reason is no finding any more: `check` reads the keeps in the text. */
function findingsIn(working: WorkingRecord, roster: Roster): readonly OpenFinding[] {
  const { text } = working.draft
  const inDraft = check(text, { roster, section: 'analysis' }).map((finding) =>
    openFinding(finding, { tab: 'story', id: headingAt(text, finding.from) }),
  )
  // One checker for each kind of section: making the roster ready costs more than reading a line.
  const open = (section: Written['section']) => openChecker({ roster, section, format: 'plain' })
  const checkers = { analysis: open('analysis'), timeline: open('timeline'), actions: open('actions') }
  const inRows = writtenIn(working).flatMap(({ text: words, place, section }) =>
    checkers[section](words).map((finding) => openFinding(finding, place)),
  )
  return [...inDraft, ...inRows]
}

function openFinding(finding: Finding, place: Place): OpenFinding {
  return { place, level: finding.level, sentence: `"${finding.quote}": ${finding.because} ${finding.ask}` }
}

/** The heading a place in the draft stands under; the page scrolls to it. */
function headingAt(text: string, position: number): string | null {
  const before = [...text.slice(0, position + 1).matchAll(/^ {0,3}##[ \t]+(.+?)[ \t]*#*$/gm)]
  return before.at(-1)?.[1] ?? null
}

/** The edition has its decisions in the order of the timeline, the working record in the order they were added. */
function decisionsShown(working: WorkingRecord, record: EditionRecord) {
  const rows = acceptedIn(working).flatMap((event) =>
    working.decisions.filter(({ eventId }) => eventId === event.id),
  )
  return record.decisions.map((decision, row) => ({ id: rows[row]?.id, texts: textsOf(decision) }))
}

/** Names that can still be read in the edition: of people without a role, of two who share a name, of strangers. */
function namesLeft(working: WorkingRecord, record: EditionRecord, book: RoleBook) {
  const accepted = acceptedIn(working)
  const live = liveIn(working)
  const at = (tab: Place['tab'], id: string | undefined): Place => ({ tab, id: id ?? null })
  const shown: readonly (readonly [Place, readonly string[]])[] = [
    [at('incident', 'title'), [record.title]],
    [at('incident', 'components'), record.components],
    [at('story', 'impact'), impactMeasures.map((measure) => record.impact[measure].text)],
    [at('story', 'answers'), gateQuestions.map((question) => record.answers?.[question] ?? '')],
    ...record.sections.map(({ heading, text }) => [at('story', heading), [heading, text]] as const),
    ...record.timeline.map(
      ({ actor, text }, row) => [at('timeline', accepted[row]?.id), [actor.name, text]] as const,
    ),
    ...decisionsShown(working, record).map(({ id, texts }) => [at('decisions', id), texts] as const),
    ...record.factors.map(
      ({ statement }, row) => [at('factors', working.factors[row]?.id), [statement]] as const,
    ),
    ...record.map.nodes.map(
      (node, row) => [at('map', working.map.nodes[row]?.id), textsOfNode(node)] as const,
    ),
    ...record.map.edges.map(
      ({ because, explanation }) => [at('map', undefined), [because, explanation]] as const,
    ),
    ...record.lessons.map(({ text }, row) => [at('factors', working.lessons[row]?.id), [text]] as const),
    ...record.actions.map(
      (action, row) =>
        [
          at('actions', live[row]?.id),
          [action.title, action.ownerRole, action.howWeWillKnow, action.plan?.measure ?? ''],
        ] as const,
    ),
    ...(record.agents ?? []).map(
      (agent, row) =>
        [at('factors', working.agentRuns[row]?.id), [agent.role, ...textsOfRun(agent)]] as const,
    ),
    ...(record.acceptances ?? []).map(
      ({ because, agreedByRole }, row) =>
        [at('actions', working.acceptances[row]?.id), [because, agreedByRole]] as const,
    ),
  ]
  return shown.flatMap(([place, texts]) => {
    const names = new Set(texts.flatMap((text) => book.namesIn(text)))
    return [...names].map((name) => ({ place, name }))
  })
}
