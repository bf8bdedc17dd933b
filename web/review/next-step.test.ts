import { emptyPlan } from '@secondstory/review/model/actions'
import { noAnswers } from '@secondstory/review/model/gate-answers'
import { emptyImpact, type WorkingRecord } from '@secondstory/review/model/reviews'
import type { TimelineEvent } from '@secondstory/review/model/timeline'
import { describe, expect, it } from 'vitest'
import { isTakenHere, nextStep } from './next-step.ts'

const event: TimelineEvent = {
  id: 'e1',
  incidentId: 'i',
  happenedAt: { at: '2026-03-12T14:02:00.000Z', precision: 'second', isAbout: false },
  until: null,
  rank: 0,
  kind: 'deploy',
  actor: { kind: 'system', name: 'deploy pipeline' },
  lane: 'deploys',
  text: 'Version 812 reached production.',
  state: 'accepted',
  isTrigger: true,
  evidenceIds: [],
  reasons: [],
  confidence: 1,
  phase: null,
  sourceChanged: null,
  version: 1,
}

const at = { at: '2026-03-12T14:02:00.000Z', precision: 'minute', isAbout: false } as const
const known = { state: 'none', text: '' } as const

const complete: WorkingRecord = {
  incident: {
    id: 'i',
    number: 42,
    title: 'Checkout writes were refused',
    kind: 'incident',
    severity: 'SEV1',
    potentialSeverity: null,
    components: [],
    summary: '',
    isSample: false,
    openedAt: '2026-03-12T14:10:00.000Z',
    version: 1,
    startedAt: at,
    detectedAt: at,
    mitigatedAt: at,
    endedAt: at,
  },
  review: {
    incidentId: 'i',
    stage: 'drafting',
    answers: noAnswers,
    impact: { duration: known, users: known, revenue: known, dataLoss: known, reputation: known },
    editionNumber: null,
    version: 1,
  },
  draft: {
    incidentId: 'i',
    text: '## Summary\n\nFor 47 minutes checkout refused every write because one setting reached all cells.\n',
    version: 3,
    savedAt: '2026-03-12T20:00:00.000Z',
  },
  timeline: [event],
  participants: [],
  plainWords: [],
  accounts: [],
  decisions: [],
  seen: [],
  factors: ['f1', 'f2'].map((id) => ({
    id,
    incidentId: 'i',
    code: 'GRD-1',
    statement: 'Nothing refused a setting that stops all writes.',
    certainty: 'observed',
    eventIds: ['e1'],
    weakness: { existedBefore: true, remainsAfterRepair: true, couldCauseOthers: true },
    version: 1,
  })),
  map: { nodes: [], edges: [] },
  lessons: [
    { id: 'l1', incidentId: 'i', kind: 'went-well', text: 'The replica was ready.', version: 1 },
    { id: 'l2', incidentId: 'i', kind: 'lucky', text: 'It was a quiet hour.', version: 1 },
  ],
  actions: [
    {
      id: 'a1',
      incidentId: 'i',
      title: 'Refuse settings that stop all writes',
      kind: 'guardrail',
      owner: { personId: 'p', name: 'Nadia Farrow', role: 'storage lead' },
      dueOn: '2026-04-01',
      priority: 'P1',
      strength: 4,
      worksIfForgotten: true,
      canBeBypassedUnnoticed: false,
      factorIds: ['f1'],
      howWeWillKnow: 'The pipeline refuses it.',
      plan: emptyPlan,
      state: 'open',
      closedAt: null,
      outcome: '',
      version: 1,
    },
  ],
  agentRuns: [],
  acceptances: [],
}

describe('the next step', () => {
  it.each<[string, Partial<WorkingRecord>, string, string | null]>([
    ['nothing was brought in', { timeline: [] }, 'evidence', null],
    ['proposals wait', { timeline: [event, { ...event, id: 'e2', state: 'proposed' }] }, 'timeline', 'e2'],
    [
      'a participant is still a number',
      {
        accounts: [],
        participants: [
          { id: 'p', incidentId: 'i', name: 'N', handles: [], role: 'responder 2', refs: [], version: 1 },
        ],
      },
      'timeline',
      'roles',
    ],
    ['impact has no end', { incident: { ...complete.incident, endedAt: null } }, 'incident', null],
    ['no trigger is marked', { timeline: [{ ...event, isTrigger: false }] }, 'timeline', null],
    ['no factor is named', { factors: [] }, 'factors', null],
    ['one factor is named', { factors: complete.factors.slice(1) }, 'factors', null],
    [
      'no factor passed the test',
      {
        factors: complete.factors.map((factor) => ({
          ...factor,
          weakness: { ...factor.weakness, existedBefore: false },
        })),
      },
      'factors',
      'f1',
    ],
    ['nothing went well', { lessons: [] }, 'factors', 'went-well'],
    ['luck is not told', { lessons: complete.lessons.slice(0, 1) }, 'factors', 'lucky'],
    ['nothing will change', { actions: [] }, 'actions', null],
    [
      'a proposal has no owner',
      { actions: complete.actions.map((action) => ({ ...action, state: 'proposed' as const, owner: null })) },
      'actions',
      'a1',
    ],
    ['impact is unset', { review: { ...complete.review, impact: emptyImpact } }, 'story', 'impact'],
    [
      'the summary is a template',
      {
        draft: {
          ...complete.draft,
          text: '## Summary\n\n<!-- What happened, in three sentences, for somebody who was not there? -->\n',
        },
      },
      'story',
      'summary',
    ],
  ])('when %s', (_words, more, tab, id) => {
    expect(nextStep({ ...complete, ...more }, [])).toMatchObject({ tab, id })
  })

  it('is the first blocker once the parts are there', () => {
    const blocker = {
      rule: 'name-in-text',
      sentence: 'A name is left in the story.',
      place: { tab: 'story', id: null },
    } as const
    expect(nextStep(complete, [blocker])).toMatchObject({ sentence: blocker.sentence, tab: 'story' })
  })

  it('is taken here when the page that is open is all it leads to', () => {
    const step = nextStep(complete, [])
    expect(isTakenHere(step, 'INC-42', '/incidents/INC-42/publish')).toBe(true)
    expect(isTakenHere(step, 'INC-42', '/incidents/INC-42/story')).toBe(false)
    expect(isTakenHere({ ...step, id: 'a1' }, 'INC-42', '/incidents/INC-42/publish')).toBe(false)
    expect(isTakenHere({ ...step, tab: 'incident' }, 'INC-42', '/incidents/INC-42/publish')).toBe(false)
  })

  it('is publishing, then following through', () => {
    expect(nextStep(complete, [])).toMatchObject({ tab: 'publish' })
    const published = { ...complete, review: { ...complete.review, editionNumber: 1 } }
    expect(nextStep(published, [])).toMatchObject({ tab: 'actions', id: 'a1' })
    const closed = {
      ...published,
      actions: complete.actions.map((action) => ({ ...action, state: 'done' as const })),
    }
    expect(nextStep(closed, []).sentence).toContain('Every action is closed')
  })
})
