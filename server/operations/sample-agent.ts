/** The second sample, worked through: a migration that a coding agent wrote and ran. Everything in it is invented. */
import { sampleAgent, sampleAgentFiles } from '@secondstory/review/ingest/sample-agent'
import { agentDecisions } from './sample-agent-decisions.ts'
import { agentLinks, agentNodes } from './sample-agent-map.ts'
import type { SampleStory } from './sample-story.ts'

const agent = { kind: 'agent', name: 'migration agent' } as const
const onCall = { kind: 'role', name: 'billing on-call' } as const

const reworded: SampleStory['reworded'] = {
  '10:12:04':
    'The billing engineer asked the migration agent to remove tables and columns that nothing reads, staging first.',
  '10:15:30': {
    actor: agent,
    text: 'The agent wrote one migration for a table and two columns on the list of unused ones.',
  },
  '10:21:05': {
    actor: agent,
    text: 'The agent ran the migration in staging; a prompt was answered with “allow for this session”.',
  },
  '10:41:03': {
    actor: agent,
    kind: 'config-change',
    text: 'The agent ran the same migration in production, which dropped the table invoice_lines_v1.',
  },
  '10:58:10': 'The invoice export failed and paged: the table invoice_lines_v1 did not exist.',
  '11:06:15': 'The billing engineer asked the agent which backup it had taken.',
  '11:06:31': {
    actor: agent,
    text: 'The history of migrate showed no backup before any of its last three runs.',
  },
  '11:21:30': 'The alert on the invoice export ended.',
}

const added: SampleStory['added'] = [
  {
    clock: '10:21:30',
    kind: 'decision',
    actor: { kind: 'role', name: 'billing engineer' },
    text: 'The prompt for the first migrate command was answered with “allow for this session”.',
  },
  {
    clock: '11:04:20',
    kind: 'observation',
    actor: onCall,
    text: 'The table was gone in production, and the last migration had run 23 minutes before.',
  },
  {
    clock: '11:12:00',
    kind: 'decision',
    actor: onCall,
    text: 'The invoice lines were brought back from the nightly snapshot, beside the running database.',
  },
  {
    clock: '11:20:00',
    kind: 'mitigation',
    actor: onCall,
    text: 'invoice_lines_v1 stood in production again, as of 02:00.',
  },
  {
    clock: '12:05:00',
    kind: 'recovery',
    actor: onCall,
    text: 'The lines written since 02:00 were read back from the event log; no invoice was missing a line.',
  },
]

const factors: SampleStory['factors'] = [
  {
    code: 'AGT-1',
    statement:
      'The list of unused tables was from before the split, and nothing in the repository said that the export reads one of them from another repository.',
    certainty: 'observed',
    clocks: ['10:12:04', '10:15:30'],
    weakness: { existedBefore: true, remainsAfterRepair: true, couldCauseOthers: true },
  },
  {
    code: 'AGT-2',
    statement:
      'The session’s database role could change production, while “staging first” stood in the request alone.',
    certainty: 'observed',
    clocks: ['10:41:03'],
    weakness: { existedBefore: true, remainsAfterRepair: true, couldCauseOthers: true },
  },
  {
    code: 'AGT-3',
    statement:
      'A backup before a migration was expected everywhere and made to happen nowhere: the guide said so, the tool did not.',
    certainty: 'observed',
    clocks: ['11:06:31'],
    weakness: { existedBefore: true, remainsAfterRepair: true, couldCauseOthers: true },
  },
  {
    code: 'AGT-5',
    statement:
      'One answer to a prompt in staging covered every later migrate command of the session, production included.',
    certainty: 'observed',
    clocks: ['10:21:05', '10:21:30'],
    weakness: { existedBefore: true, remainsAfterRepair: true, couldCauseOthers: true },
  },
  {
    code: 'DET-1',
    statement:
      'Nothing watched whether a table that is dropped is still read; the first sign was the export of 10:58.',
    certainty: 'supported',
    clocks: ['10:58:10'],
    weakness: { existedBefore: true, remainsAfterRepair: true, couldCauseOthers: false },
  },
  {
    code: 'ORG-6',
    statement:
      'Clean-ups had come to be given as one task from list to production, because every one before had touched staging and production alike.',
    certainty: 'supported',
    clocks: ['10:12:04'],
    weakness: { existedBefore: true, remainsAfterRepair: true, couldCauseOthers: true },
  },
]

const agents: SampleStory['agents'] = [
  {
    role: 'migration agent',
    model: 'harbour-coder',
    modelVersion: '2026-01',
    tools: ['Read', 'Write', 'Bash'],
    permissions: [
      'owner of the schema billing, in staging and in production',
      'any “migrate up” for the length of the session',
    ],
    autonomy: 'asked-some-steps',
    modes: ['unclear-request', 'weak-check', 'invented-fact'],
    gates: {
      context: {
        state: 'open',
        finding:
          'In its context were a list from before the split and a search of one repository. The reader of the table lives in another, and no step could have shown that.',
      },
      guardrail: {
        state: 'open',
        finding:
          '“Staging first” was asked for in words. Enforced was nothing: the same role owned both databases, and one prompt covered the session.',
      },
      verification: {
        state: 'open',
        finding:
          'The 214 tests ran and passed, on data without a single export. The backup was taken for granted; nothing made it run and nothing stopped without it.',
      },
    },
    claims: [
      { text: 'Staging is migrated and all 214 tests passed.', standing: 'confirmed', clock: '10:21:05' },
      { text: 'A backup was taken before the migration.', standing: 'contradicted', clock: '11:06:31' },
      { text: 'Nothing in this repository reads invoice_lines_v1.', standing: 'testimony', clock: null },
    ],
  },
]

const lessons: SampleStory['lessons'] = [
  {
    kind: 'went-well',
    text: 'The question about the backup was put to the trace and not to the agent alone.',
  },
  {
    kind: 'went-well',
    text: 'The snapshot was brought back beside the running database, so nothing written that morning was lost.',
  },
  {
    kind: 'could-improve',
    text: 'The list of unused tables had no day on it, so nobody could see how old it was.',
  },
  {
    kind: 'lucky',
    text: 'It was the 17th. On the 1st, all 9,400 invoices are written in that hour.',
  },
]

const actions: SampleStory['actions'] = [
  {
    title: 'Agents run with a database role that cannot change production',
    kind: 'guardrail',
    priority: 'P1',
    strength: 4,
    worksIfForgotten: true,
    canBeBypassedUnnoticed: false,
    addresses: [1, 5],
    howWeWillKnow: 'A migrate command from an agent’s session is refused by production.',
    role: 'database lead',
    days: 7,
    outcome: 'The role exists since 24 February; production refused a rehearsal on the same day.',
    measure: 'No session of an agent holds a role that owns a schema in production.',
    isForClass: true,
  },
  {
    title: 'migrate takes a backup before it drops anything, and ends when there is none',
    kind: 'tooling',
    priority: 'P1',
    strength: 4,
    worksIfForgotten: true,
    canBeBypassedUnnoticed: false,
    addresses: [2],
    howWeWillKnow: 'With the store for backups switched off, a migration that drops a table ends at once.',
    role: 'platform lead',
    days: 21,
    outcome: 'Shipped with migrate 3.2. The test without a store for backups runs in CI.',
    measure: 'Every run that dropped something names its backup.',
    isForClass: true,
  },
  {
    title: 'A table is dropped only after seven days without a read, counted by the database',
    kind: 'test',
    priority: 'P2',
    strength: 3,
    worksIfForgotten: true,
    canBeBypassedUnnoticed: true,
    addresses: [0, 4],
    howWeWillKnow: 'A migration that drops a table which was read yesterday fails in CI.',
    role: 'billing lead',
    days: 28,
    outcome: 'The check stopped one of our own migrations in its second week.',
    measure: 'No table is dropped that was read within seven days.',
    isForClass: true,
  },
  {
    title: 'A prompt is answered for one command and one environment at a time',
    kind: 'tooling',
    priority: 'P2',
    strength: 4,
    worksIfForgotten: true,
    canBeBypassedUnnoticed: false,
    addresses: [3],
    howWeWillKnow: 'After a yes in staging, the same command for production asks again.',
    role: 'developer tools lead',
    days: 35,
    outcome: 'The choice “for this session” is gone from commands that name an environment.',
    measure: 'Every command of an agent against production has its own answer in the log.',
    isForClass: true,
  },
]

const draft = `## Summary

On 17 February a migration dropped the table invoice_lines_v1 in production. A coding agent had written and run it, from a list of tables that nothing reads; the invoice export, in another repository, still read this one. For 84 minutes 212 customers could not fetch their invoices. Every line was brought back, from the nightly snapshot and from the event log.

## What happened

The task was to clear out what is unused, staging first. The list was from before the split. A search of the repository found no reader, and there was none in it: the export moved to a repository of its own last summer. Staging was migrated at 10:21, the tests passed, and at 10:41 the same migration ran in production. Both databases were within reach of the same role, and the prompt that had been answered in staging covered the whole session.

## How we noticed

The export failed at 10:58 and paged. Nothing had shown before that a table in use was gone.

## How we responded

The on-call role saw within six minutes which migration had run. The agent had written that a backup was taken; the history of the tool showed none, so the nightly snapshot was brought back beside the running database. What was written since 02:00 came from the event log.

## What we learned

“Staging first” was a sentence, and everything that could have held it was open: the role, the prompt and the backup. An engineer with the same list, the same search and the same role would have met the same three open gates.

## What we still do not know

Which other repositories read tables of billing. The database can count reads; it has been asked to since 3 March.
`

/** The agent incident, as a story that can be told to any depth. */
export const sampleAgentStory: SampleStory = {
  key: 'agent',
  facts: sampleAgent,
  channels: [],
  files: sampleAgentFiles,
  roles: { 'agent-user': 'billing engineer' },
  isTold: () => true,
  reworded,
  added,
  trigger: '10:41:03',
  decisions: agentDecisions,
  factors,
  lessons,
  nodes: agentNodes,
  links: agentLinks,
  actions,
  impact: {
    duration: { state: 'known', text: '84 minutes, from the drop to the last line read back' },
    users: { state: 'known', text: '212 customers, from the log of refused exports' },
    revenue: { state: 'none', text: '' },
    dataLoss: { state: 'none', text: '' },
    reputation: { state: 'known', text: '19 support tickets' },
  },
  answers: {
    madePossible:
      'A role that owned both databases, one answer that covered a session, and a backup that was expected and not enforced.',
    impossibleNext:
      'Production refuses the role that agents run with, and migrate ends before it drops anything without a backup.',
    secondLoop: 'We gave clean-ups as one task from list to production, because it had always gone well.',
    secondLoopResult:
      'The rule changed: a task for an agent ends in staging, and going to production is a task of its own with its own role.',
  },
  accounts: [
    {
      role: 'billing engineer',
      words: {
        believed: 'That “staging first” would end in staging, and that I would be asked again.',
        expected: 'A second prompt with the word production in it.',
        surprised: 'That the yes at 10:21 counted for the rest of the session.',
      },
      clocks: ['10:12:04', '10:21:30'],
    },
    {
      role: 'billing on-call',
      words: {
        saw: 'An export that failed for want of a table, and a migration 23 minutes old.',
        tried: 'Asked for the backup first; when there was none, took the nightly snapshot.',
      },
      clocks: ['11:04:20', '11:12:00'],
    },
  ],
  agents,
  accepted: [
    {
      code: 'TOOL-2',
      because:
        'The words of the prompt belong to the maker of the tool, who was asked on 20 February. A role that cannot change production bounds what any answer reaches until then.',
      agreedByRole: 'developer tools lead',
      days: 90,
    },
  ],
  draft,
}
