import { describe, expect, test } from 'vitest'
import { emptyPlan } from '../model/actions.ts'
import { noAnswers } from '../model/gate-answers.ts'
import { moment } from '../model/instants.ts'
import { emptyImpact, type WorkingRecord } from '../model/reviews.ts'
import type { TimelineEvent } from '../model/timeline.ts'
import { editionOf, type ReplaceNames } from './edition.ts'
import { withholdLinks, withholdTokens } from './withhold.ts'

function event(id: string, clock: string, more: Partial<TimelineEvent> = {}): TimelineEvent {
  return {
    id,
    incidentId: 'i1',
    happenedAt: moment(`2026-03-12T${clock}:00Z`, 'minute'),
    until: null,
    rank: 0,
    kind: 'note',
    actor: { kind: 'role', name: 'database on-call' },
    lane: 'slack #incident-42',
    text: 'Wanjiru joins.',
    state: 'accepted',
    isTrigger: false,
    evidenceIds: ['ev-secret-1'],
    reasons: ['pinned'],
    confidence: 1,
    phase: null,
    sourceChanged: null,
    version: 1,
    ...more,
  }
}

const actionRow = {
  incidentId: 'i1',
  kind: 'guardrail',
  priority: 'P1',
  strength: 4,
  worksIfForgotten: true,
  canBeBypassedUnnoticed: false,
  closedAt: null,
  outcome: 'Wanjiru said so.',
  plan: emptyPlan,
  version: 1,
} as const

const record: WorkingRecord = {
  incident: {
    id: 'i1',
    number: 42,
    title: 'Wanjiru’s migration waited',
    kind: 'incident',
    severity: 'SEV1',
    potentialSeverity: null,
    components: ['wanjiru-db'],
    summary: 'first story by Wanjiru',
    isSample: false,
    openedAt: '2026-03-12T15:00:00Z',
    version: 1,
    startedAt: moment('2026-03-12T14:02:00Z', 'minute'),
    detectedAt: null,
    mitigatedAt: null,
    endedAt: null,
  },
  review: {
    incidentId: 'i1',
    stage: 'calibrating',
    impact: { ...emptyImpact, users: { state: 'known', text: 'counted by Wanjiru' } },
    answers: { ...noAnswers, madePossible: 'Only Wanjiru could open the console.' },
    editionNumber: null,
    version: 1,
  },
  draft: {
    incidentId: 'i1',
    version: 1,
    savedAt: '2026-03-12T15:00:00Z',
    text: `## Summary

<!-- a prompt about Wanjiru -->
Wanjiru saw it. See [the message](https://acme.slack.com/archives/C1/p1736554746).

## Log by Wanjiru

\`\`\`
wanjiru@host $ psql
\`\`\`

[wanjiru](https://git.example.org/wanjiru) and <@U024BE7LH> and w@example.org

## What we still do not know

`,
  },
  timeline: [
    event('e3', '14:20', { state: 'proposed' }),
    event('e2', '14:10', { actor: { kind: 'role', name: 'Wanjiru' } }),
    event('e1', '14:01', { isTrigger: true, until: '2026-03-12T14:05:00Z' }),
  ],
  participants: [],
  plainWords: [],
  accounts: [],
  decisions: [],
  seen: [],
  factors: [
    {
      id: 'f1',
      incidentId: 'i1',
      code: 'GRD-1',
      statement: 'Only Wanjiru had access.',
      certainty: 'observed',
      eventIds: ['e2', 'e3', 'e1', 'gone'],
      weakness: { existedBefore: true, remainsAfterRepair: true, couldCauseOthers: true },
      version: 1,
    },
  ],
  map: { nodes: [], edges: [] },
  lessons: [{ id: 'l1', incidentId: 'i1', kind: 'lucky', text: 'Wanjiru was awake.', version: 1 }],
  actions: [
    {
      ...actionRow,
      id: 'a1',
      title: 'As Wanjiru said',
      owner: { personId: 'p1', name: 'Wanjiru Odhiambo', role: 'lead (Wanjiru)' },
      dueOn: '2026-03-20',
      factorIds: ['f1', 'gone'],
      howWeWillKnow: 'Wanjiru sees it',
      state: 'open',
    },
    {
      ...actionRow,
      id: 'a2',
      title: 'Dropped',
      owner: null,
      dueOn: null,
      factorIds: [],
      howWeWillKnow: '',
      state: 'dropped',
    },
  ],
  agentRuns: [],
  acceptances: [],
}

const replaceNames: ReplaceNames = (text) => {
  const replacements = (text.match(/wanjiru/gi) ?? []).map((before) => ({
    before,
    after: 'database lead',
    name: 'Wanjiru',
    role: 'database lead',
  }))
  return { text: text.replace(/wanjiru/gi, 'database lead'), replacements }
}

describe('an edition of a working record', () => {
  const { record: edition, replacements } = editionOf(record, replaceNames)
  const everything = JSON.stringify(edition)

  test('holds no name anywhere: title, code, links, actors, owners, outcomes', () => {
    expect(everything).not.toMatch(/wanjiru|odhiambo/i)
  })

  test('holds no permalink, mention, address, or id of a row or of evidence', () => {
    expect(everything).not.toMatch(/slack\.com|U024BE7LH|w@example|ev-secret|"e1"|"f1"|"p1"|slack #incident/)
  })

  test('says where each change was made', () => {
    const places = new Set(replacements.map(({ where }) => where))
    for (const where of [
      'Title',
      'Components',
      'Headings',
      'Summary',
      'Log by Wanjiru',
      'Impact, users affected',
      'Timeline, row 2',
      'Factor GRD-1',
      'Lessons',
      'Action 1',
    ]) {
      expect(places).toContain(where)
    }
    expect(replacements).toContainEqual({
      where: 'Summary',
      before: '[the message](https://acme.slack.com/archives/C1/p1736554746)',
      after: 'the message',
      name: '[the message](https://acme.slack.com/archives/C1/p1736554746)',
      kind: 'link',
      role: '',
    })
  })

  test('shows accepted events only, in order, and points at them by position', () => {
    expect(edition.timeline.map(({ happenedAt }) => happenedAt?.at)).toEqual([
      '2026-03-12T14:01:00.000Z',
      '2026-03-12T14:10:00.000Z',
    ])
    expect(edition.timeline[0]?.until).toBe('2026-03-12T14:05:00.000Z')
    expect(edition.factors[0]?.events).toEqual([0, 1])
    expect(edition.actions).toHaveLength(1)
    expect(edition.actions[0]).toMatchObject({ ownerRole: 'lead (database lead)', factors: [0] })
  })

  test('leaves prompts and empty sections out', () => {
    expect(edition.sections.map(({ heading }) => heading)).toEqual(['Summary', 'Log by database lead'])
    expect(everything).not.toContain('prompt')
  })

  test('leaves the working record as it was', () => {
    const before = structuredClone(record)
    editionOf(record, replaceNames)
    expect(record).toEqual(before)
  })
})

describe('what is withheld', () => {
  test.each([
    ['see https://acme.slack.com/archives/C1/p17 now', 'see [withheld: link] now'],
    ['<https://acme.slack.com/archives/C1/p17|the thread>', 'the thread'],
    ['<https://acme.slack.com/team/U1>', '[withheld: link]'],
    ['[a](https://discord.com/channels/1/2)', 'a'],
    ['[](https://teams.microsoft.com/l/message/1)', '[withheld: link]'],
    ['[https://acme.slack.com/archives/C1](https://acme.slack.com/archives/C1)', '[withheld: link]'],
    ['`https://acme.slack.com/archives/C1/p17`', '`[withheld: link]`'],
    ['https://slack.com/help is a manual', 'https://slack.com/help is a manual'],
    ['[docs](https://example.org/a)', '[docs](https://example.org/a)'],
  ])('links: %s', (text, expected) => {
    expect(withholdLinks(text).text).toBe(expected)
  })

  test.each([
    ['<@U024BE7LH> and <@W024BE7LH|ana>', '[withheld: name] and [withheld: name]'],
    ['<#C024BE7LH|incident>', '[withheld: channel]'],
    ['mail ana@example.org.', 'mail [withheld: address].'],
    ['a@b and @Override and 1 @ 2', 'a@b and @Override and 1 @ 2'],
  ])('tokens: %s', (text, expected) => {
    expect(withholdTokens(text).text).toBe(expected)
  })
})
