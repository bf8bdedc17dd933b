/**
 * A file in our own format held to what the page and the API ask of a review: its map, its decisions, its actions and
 * everything else that stands in the way of an edition, from the same functions and in the same sentences.
 */
import { acceptanceBlockers } from '../model/acceptances.ts'
import { agentRunBlockers } from '../model/agent-policy.ts'
import type { Blocker } from '../model/blocker.ts'
import type { Actor } from '../model/evidence.ts'
import { gateQuestions } from '../model/gate-answers.ts'
import { answerBlockers } from '../model/gate-policy.ts'
import { type GraphNode, graphOf } from '../model/map.ts'
import { mapAsks } from '../model/map-checks.ts'
import { edgeBlockers, nodeBlockers } from '../model/map-policy.ts'
import { actionBlockers, factorBlockers, nameSentence } from '../model/policy.ts'
import { publishBlockers } from '../model/publish-policy.ts'
import type { WorkingRecord } from '../model/reviews.ts'
import { factorEntry } from '../model/taxonomy.ts'
import { readFrontMatter } from './front-matter.ts'
import { FORMAT, readMarkdown } from './markdown.ts'
import { workingOf } from './working.ts'

/** What other rooms can tell about words. */
export interface RecordJudge {
  /** The words that make a statement about a person, and whether they say "human error"; null for a condition. */
  readonly personIn: (statement: string) => { readonly quote: string; readonly isError: boolean } | null
  readonly isNullAction: (text: string) => boolean
  /** Whether words that stand for a role are somebody's name. */
  readonly isName: (text: string) => boolean
}

/** What stands in the way, and what is worth a second look. */
export interface RecordAnswer {
  readonly blockers: readonly Blocker[]
  readonly warnings: readonly Blocker[]
}

/** Whether a file is in our own format, which can hold a map, decisions and actions. */
export function isRecord(text: string): boolean {
  return readFrontMatter(text).values.get('format') === FORMAT
}

/** What a file in our format still lacks, as the page and the API would say it. */
export function checkRecord(text: string, judge: RecordJudge): RecordAnswer {
  const { record: edition } = readMarkdown(text)
  const record = workingOf(edition)
  const graph = graphOf(record)
  const live = record.actions.filter(({ state }) => state !== 'dropped')
  const answer = publishBlockers({
    record,
    sections: edition.sections,
    findings: [],
    namesLeft: [],
    personShaped: record.factors.flatMap(({ id, statement }) => {
      const shape = judge.personIn(statement)
      return shape === null ? [] : [{ factorId: id, quote: shape.quote }]
    }),
    mapAsks: mapAsks(graph, { personShaped: personsOn(graph.nodes, judge) }),
    nullActions: live.filter(({ title }) => judge.isNullAction(title)).map(({ id }) => id),
  })
  const refused = refusals(record, judge)
  const isNew = ({ rule, sentence }: Blocker): boolean =>
    !answer.blockers.some((each) => each.rule === rule && each.sentence === sentence)
  return { blockers: [...answer.blockers, ...refused.filter(isNew)], warnings: answer.warnings }
}

/** An event says who acted, by role, so only "human error" counts there; everything else is a statement about the system. */
function personsOn(nodes: readonly GraphNode[], judge: RecordJudge) {
  return nodes.flatMap(({ id, kind, statement }) => {
    const shape = judge.personIn(statement)
    const isTold = kind === 'event' || kind === 'decision'
    return shape === null || (isTold && !shape.isError) ? [] : [{ nodeId: id, quote: shape.quote }]
  })
}

/** Names where a role belongs. A system or an agent may be called anything. */
function namesForRoles(record: WorkingRecord, judge: RecordJudge): readonly Blocker[] {
  const isWords = ({ kind }: Actor): boolean => kind === 'role' || kind === 'team' || kind === 'unknown'
  const roles: readonly (readonly [string, Blocker['place']])[] = [
    ...record.timeline
      .filter(({ actor }) => isWords(actor))
      .map(({ id, actor }) => [actor.name, { tab: 'timeline', id }] as const),
    ...record.decisions.map(({ id, role }) => [role, { tab: 'decisions', id }] as const),
    ...record.acceptances.map(({ id, agreedByRole }) => [agreedByRole, { tab: 'actions', id }] as const),
  ]
  return roles
    .filter(([role]) => role !== '' && judge.isName(role))
    .map(([role, place]) => ({ rule: 'name-in-place-of-role', sentence: nameSentence(role), place }))
}

/** What no operation would have stored. */
function refusals(record: WorkingRecord, judge: RecordJudge): readonly Blocker[] {
  const personIn = (text: string): string | null => judge.personIn(text)?.quote ?? null
  const said = new Set<string>()
  return [
    ...namesForRoles(record, judge),
    ...record.factors.flatMap(({ id, code, statement }) =>
      factorBlockers({
        id,
        statement,
        isKnownCode: factorEntry(code) !== null,
        personShaped: personIn(statement),
      }),
    ),
    ...record.map.nodes.flatMap(({ id, statement }) =>
      nodeBlockers({ id, statement, personShaped: personIn(statement) }),
    ),
    ...record.map.edges.flatMap(({ id, fromId, toId, kind, because, explanation }) => {
      const key = [fromId, kind, toId, explanation].join('\n')
      const isSaid = said.has(key)
      said.add(key)
      return edgeBlockers({
        id,
        fromId,
        toId,
        isSaid,
        personShaped: because === '' ? null : personIn(because),
      })
    }),
    ...record.actions
      .filter(({ state }) => state !== 'dropped')
      .flatMap((action) =>
        actionBlockers({
          ...action,
          isOpening: action.state === 'open',
          isNullTitle: judge.isNullAction(action.title),
        }),
      ),
    ...record.acceptances.flatMap((each) =>
      acceptanceBlockers({ ...each, isNullReason: judge.isNullAction(each.because) }),
    ),
    ...record.agentRuns.flatMap(agentRunBlockers),
    ...gateQuestions.flatMap((question) => {
      const text = record.review.answers[question]
      return answerBlockers({
        question,
        text,
        personShaped: personIn(text),
        isNull: judge.isNullAction(text),
      })
    }),
  ]
}
