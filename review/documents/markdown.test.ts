import { describe, expect, test } from 'vitest'
import type { EditionRecord } from '../model/editions.ts'
import { moment } from '../model/instants.ts'
import { emptyImpact } from '../model/reviews.ts'
import { readMarkdown, writeMarkdown } from './markdown.ts'

const record: EditionRecord = {
  reference: 'INC-42',
  title: 'Checkout writes were refused for 47 minutes',
  kind: 'incident',
  severity: 'SEV1',
  components: ['payments-db', 'checkout: api'],
  startedAt: moment('2026-03-12T14:02:00.000Z', 'minute'),
  detectedAt: null,
  mitigatedAt: moment('2026-03-12T14:37:00.000Z', 'minute', true),
  endedAt: moment('2026-03-12T14:49:00.000Z', 'minute'),
  impact: {
    ...emptyImpact,
    users: { state: 'known', text: 'about 3,100' },
    dataLoss: { state: 'none', text: '' },
  },
  sections: [
    { heading: 'Summary', text: 'A migration waited for a lock.' },
    { heading: 'What happened', text: 'It queued.\n\n### Why\n\nNo limit.' },
  ],
  timeline: [
    {
      happenedAt: moment('2026-03-12T14:01:00.000Z', 'minute'),
      until: null,
      kind: 'deploy',
      actor: { kind: 'system', name: 'deploy pipeline' },
      text: 'Release begins | migration waits',
      isTrigger: true,
    },
    {
      happenedAt: moment('2026-03-12T14:33:00.000Z', 'minute'),
      until: null,
      kind: 'observation',
      actor: { kind: 'role', name: 'database on-call' },
      text: 'Finds 212 sessions waiting.',
      isTrigger: false,
    },
  ],
  decisions: [],
  factors: [
    {
      code: 'GRD-1',
      statement: 'Nothing limits the wait.',
      certainty: 'observed',
      isUnderlyingWeakness: true,
      events: [0, 1],
    },
  ],
  map: { nodes: [], edges: [] },
  lessons: [{ kind: 'lucky', text: 'The report was nearly done.' }],
  actions: [
    {
      title: 'Give migrations a lock timeout',
      kind: 'guardrail',
      ownerRole: 'database lead',
      dueOn: '2026-03-20',
      priority: 'P1',
      strength: 4,
      factors: [0],
      howWeWillKnow: 'A migration against a held lock stops in CI.',
      state: 'open',
    },
  ],
}

const document = `---
format: second-story/1
reference: INC-42
kind: near miss
severity: SEV1
components:
  - payments-db
  - "checkout: api"
started: 2026-03-12T14:02Z
detected:
mitigated: about 2026-03-12T14:37Z
ended: 2026-03-12T14:49Z
---

# Checkout writes were refused for 47 minutes

## Summary

A migration waited for a lock.

## Impact

| Measure | Known | What was found |
|---|---|---|
| Duration | not looked at |  |
| Users affected | known | about 3,100 |
| Revenue | not looked at |  |
| Data loss | none |  |
| Reputation | not looked at |  |

## Timeline

| # | Time (UTC) | Until | Kind | Who | What happened | Mark |
|---|---|---|---|---|---|---|
| 1 | 2026-03-12T14:01Z |  | Deploy | deploy pipeline (system) | Release begins \\| migration waits | trigger |
| 2 | 2026-03-12T14:33Z |  | Observation | database on-call | Finds 212 sessions waiting. |  |

## What happened

It queued.

### Why

No limit.

## Contributing factors

| # | Code | Condition | Statement | Certainty | Underlying weakness | Seen in |
|---|---|---|---|---|---|---|
| 1 | GRD-1 | No guardrail | Nothing limits the wait. | observed | yes | 1, 2 |

## Lessons

### Where we got lucky

- The report was nearly done.

## Actions

| # | Action | Kind | Owner (role) | Due | Priority | Strength | Addresses | How we will know | State |
|---|---|---|---|---|---|---|---|---|---|
| 1 | Give migrations a lock timeout | Guardrail | database lead | 2026-03-20 | P1 | 4 Guardrail | 1 | A migration against a held lock stops in CI. | open |
`

describe('a document', () => {
  test('looks like something a person could have written', () => {
    expect(writeMarkdown({ ...record, kind: 'near-miss' })).toBe(document)
  })

  test('may be edited by hand: spaces, order of columns, left-out columns, other case', () => {
    const edited = `---
Severity: sev2
severity: sev2
components: [payments-db, 'checkout: api']
---
# Checkout

## timeline
| what happened | time |
| :-- | --- |
| Release begins | 2026-03-12 14:01 UTC |

## ACTIONS

|Owner|Action|Strength|
|-|-|-|
|database lead|Lock timeout|4|
`
    const read = readMarkdown(edited)
    expect(read.record).toMatchObject({
      title: 'Checkout',
      severity: 'SEV2',
      components: ['payments-db', 'checkout: api'],
      timeline: [{ text: 'Release begins', kind: 'note', actor: { kind: 'unknown' }, isTrigger: false }],
      actions: [{ title: 'Lock timeout', ownerRole: 'database lead', strength: 4, state: 'proposed' }],
    })
    expect(read.notUnderstood).toEqual([{ place: 'front matter', text: 'Severity: sev2' }])
    expect(read.missing).toContain('reference')
  })

  test('keeps notes made around a table, and rows that could not be read, as prose under the same heading', () => {
    const edited = document
      .replace('## Timeline\n', '## Timeline\n\nChecked against the pager.\n')
      .replace('| 2 | 2026-03-12T14:33Z |', '| 2 | around tea time |')
    const { record: read } = readMarkdown(edited)
    const kept = read.sections.find(({ heading }) => heading === 'Timeline')
    expect(read.timeline).toHaveLength(1)
    expect(kept?.text).toContain('Checked against the pager.')
    expect(kept?.text).toContain('| 2 | around tea time |')
    expect(readMarkdown(writeMarkdown(read)).record).toEqual(read)
  })

  test('follows rows by their number when some were taken out', () => {
    const edited = document.replace(/\| 1 \| 2026-03-12T14:01Z.*\n/, '')
    const read = readMarkdown(edited)
    expect(read.record.factors[0]?.events).toEqual([0])
    expect(read.notUnderstood).toEqual([{ place: 'Contributing factors', text: 'Row 1 names 1' }])
  })

  test('of another kind becomes sections', () => {
    const read = readMarkdown(
      '# Outage of 3 May\n\nBy the platform team.\n\n## Timeline\n\n- 14:05 it began\n\n## Root causes\n\nSeveral.\n',
    )
    expect(read.record.title).toBe('Outage of 3 May')
    expect(read.record.sections).toEqual([
      { heading: '', text: 'By the platform team.' },
      { heading: 'Timeline', text: '- 14:05 it began' },
      { heading: 'Root causes', text: 'Several.' },
    ])
    expect(read.missing).toEqual(expect.arrayContaining(['severity', 'reference', 'started']))
  })
})

describe('hostile and broken documents', () => {
  test.each([
    ['empty', ''],
    ['only a rule', '---'],
    ['front matter that never ends', '---\nseverity: SEV1\n'],
    ['aliases', '---\na: &a [x, x]\nb: [*a, *a]\n---\n'],
    ['nested brackets', `---\ncomponents: ${'['.repeat(50_000)}\n---\n`],
    ['nested dashes', `---\ncomponents:\n  ${'- '.repeat(50_000)}\n---\n`],
    ['one long row', `## Timeline\n\n| a |\n|---|\n|${' x |'.repeat(50_000)}\n`],
    ['backslashes', `## Timeline\n\n| Time | What happened |\n|---|---|\n| ${'\\'.repeat(50_001)} |\n`],
    ['many fences', '```\n~~~\n'.repeat(20_000)],
    ['many headings', '## a\n'.repeat(50_000)],
    ['white space', `# ${' '.repeat(100_000)}x\n${' \n'.repeat(50_000)}y`],
    ['no UTF-8', '\ufffd\ufffd\u0000\ud800'],
  ])('%s: read in little time, without failing', (_, text) => {
    const read = readMarkdown(text)
    expect(readMarkdown(writeMarkdown(read.record)).record).toEqual(read.record)
  })

  test('a document cut off anywhere still gives what it holds', () => {
    for (let length = 0; length < document.length; length += 7) {
      const { record: read } = readMarkdown(document.slice(0, length))
      expect(readMarkdown(writeMarkdown(read)).record).toEqual(read)
    }
  })
})
