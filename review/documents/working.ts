/** A document as the working record it would be, so that a file is held to the same checks as the page and the API. */
import type { DecisionPoint } from '../model/decisions.ts'
import type { EditionEnd, EditionRecord } from '../model/editions.ts'
import { noAnswers } from '../model/gate-answers.ts'
import type { WorkingRecord } from '../model/reviews.ts'
import { strengthAnswers } from '../model/strength.ts'

/** Ids are made of the list and the position: "factors 0". */
export function rowId({ list, row }: { readonly list: string; readonly row: number }): string {
  return `${list} ${row}`
}

const owned = { incidentId: '', version: 1 }

function idsIn(list: string, rows: readonly number[]): readonly string[] {
  return rows.map((row) => rowId({ list, row }))
}

/** The record with ids in place of positions; what an edition leaves out (evidence, names, accounts) is empty. */
export function workingOf(record: EditionRecord): WorkingRecord {
  return {
    incident: {
      ...record,
      id: '',
      number: 0,
      potentialSeverity: record.potentialSeverity ?? null,
      summary: '',
      isSample: false,
      openedAt: '',
      version: 1,
    },
    review: {
      incidentId: '',
      stage: 'calibrating',
      impact: record.impact,
      answers: record.answers ?? noAnswers,
      editionNumber: null,
      version: 1,
    },
    draft: { incidentId: '', text: '', version: 1, savedAt: '' },
    timeline: timelineOf(record),
    participants: [],
    plainWords: [],
    accounts: [],
    decisions: decisionsOf(record),
    seen: [],
    factors: record.factors.map(({ events, isUnderlyingWeakness: isWeakness, ...factor }, row) => ({
      ...owned,
      ...factor,
      id: rowId({ list: 'factors', row }),
      eventIds: idsIn('timeline', events),
      weakness: {
        existedBefore: isWeakness,
        remainsAfterRepair: isWeakness,
        couldCauseOthers: isWeakness,
      },
    })),
    map: mapOf(record),
    lessons: record.lessons.map((lesson, row) => ({
      ...owned,
      ...lesson,
      id: rowId({ list: 'lessons', row }),
    })),
    actions: actionsOf(record),
    acceptances: (record.acceptances ?? []).map(({ factor, ...acceptance }, row) => ({
      ...owned,
      ...acceptance,
      id: rowId({ list: 'acceptances', row }),
      factorId: factor === null ? null : rowId({ list: 'factors', row: factor }),
    })),
    agentRuns: (record.agents ?? []).map(({ claims, ...agent }, row) => ({
      ...owned,
      ...agent,
      id: rowId({ list: 'agents', row }),
      claims: claims.map(({ text, standing, event }) => ({
        text,
        standing,
        eventId: event === null ? null : rowId({ list: 'timeline', row: event }),
      })),
    })),
  }
}

function timelineOf({ timeline }: EditionRecord): WorkingRecord['timeline'] {
  return timeline.map((event, row) => ({
    ...owned,
    ...event,
    id: rowId({ list: 'timeline', row }),
    rank: row,
    lane: '',
    state: 'accepted',
    evidenceIds: [],
    reasons: [],
    confidence: 1,
    phase: null,
    sourceChanged: null,
  }))
}

function decisionsOf({ decisions }: EditionRecord): readonly DecisionPoint[] {
  return decisions.map(({ event, seen, ...decision }, row) => ({
    ...owned,
    ...decision,
    id: rowId({ list: 'decisions', row }),
    eventId: event === null ? '' : rowId({ list: 'timeline', row: event }),
    seenEvidenceIds: [],
    seenEventIds: idsIn('timeline', seen),
  }))
}

function mapOf({ map }: EditionRecord): WorkingRecord['map'] {
  const idOf = (end: EditionEnd): string => rowId(end)
  return {
    nodes: map.nodes.map(({ events, ...node }, row) => ({
      ...owned,
      ...node,
      id: rowId({ list: 'nodes', row }),
      eventIds: idsIn('timeline', events),
    })),
    edges: map.edges.map(({ from, to, events, ...edge }, row) => ({
      ...owned,
      ...edge,
      id: rowId({ list: 'edges', row }),
      fromId: idOf(from),
      toId: idOf(to),
      eventIds: idsIn('timeline', events),
    })),
  }
}

function actionsOf({ actions }: EditionRecord): WorkingRecord['actions'] {
  return actions.map(({ ownerRole, dueOn, factors, plan, ...action }, row) => ({
    ...owned,
    ...action,
    ...strengthAnswers(action.strength),
    id: rowId({ list: 'actions', row }),
    owner: ownerRole.trim() === '' ? null : { personId: '', name: '', role: ownerRole },
    dueOn: dueOn === '' ? null : dueOn,
    factorIds: idsIn('factors', factors),
    plan: {
      scope: plan?.isForClass === true ? 'class' : 'instance',
      durability: plan?.isPatch === true ? 'patch' : 'fix',
      expiresOn: plan === undefined || plan.expiresOn === '' ? null : plan.expiresOn,
      // A document says of a patch without a day that a fix takes its place, and not which.
      fixedById: plan?.isPatch === true && plan.expiresOn === '' ? 'another' : null,
      measure: plan?.measure ?? '',
      reviewOn: plan === undefined || plan.reviewOn === '' ? null : plan.reviewOn,
      sideEffect: '',
    },
    closedAt: null,
    outcome: '',
  }))
}
