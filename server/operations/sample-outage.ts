/** The sample outage, worked through: what a team makes of it in an afternoon. Everything in it is invented. */
import { sampleFiles, sampleIncident } from '@secondstory/review/ingest/sample-incident'
import { outageDecisions } from './sample-outage-decisions.ts'
import { outageLinks, outageNodes } from './sample-outage-map.ts'
import type { SampleStory } from './sample-story.ts'

/** Messages that became sentences, by the clock of their event. */
const reworded: SampleStory['reworded'] = {
  '13:52:04 deploy': 'checkout-api v4.18.0 reached production.',
  '13:52:04 config-change':
    'The schedule of order-archiver changed from nightly to every five minutes, in the same release.',
  '14:05:12': 'The checkout on-call was paged.',
  '14:06:48': 'Roughly one checkout in five answered with 503.',
  '14:08:15': 'SEV1 declared; roles for command and communication taken.',
  '14:12:10': 'Status page: some customers cannot complete checkout.',
  '14:12:36': 'A test card on production waited 30 seconds and then met a 503: the connection pool was full.',
  '14:16:10': 'Rollback of checkout-api to v4.17.3 started.',
  '14:19:22': 'checkout-api was back on v4.17.3.',
  '14:19:40': 'The rollback was in place everywhere; the error rate was watched.',
  '14:21:02': 'Error rate still 19 %: the rollback had not helped.',
  '14:22:30': 'The database on-call was paged.',
  '14:26:40': 'orders-db was at 22 % CPU, and 74 sessions waited for a lock.',
  '14:30:02':
    'One idle session, opened by order-archiver, had held the lock on the orders table since about 14:02.',
  '14:31:10': 'The archiver has an image of its own: the rollback had left it on v4.18.0.',
  '14:36:20': 'The session that held the lock was ended.',
  '14:38:10': 'Errors down to 2 %; new orders went through.',
  '14:40:20': 'Status page: identified, orders are recovering.',
  '14:44:16': 'The flag archiver.enabled went off in production.',
  '14:44:20':
    'The flag archiver.enabled was switched off, so that the next run could not take the lock again.',
  '14:44:48': 'The second session was ended.',
  '14:50:15': 'Status page: resolved. The two merchants who had called were written to.',
  '14:49:05': 'Error rate at baseline for five minutes; impact over.',
}

/** Seen that day and no part of this story: other teams' deploys, and talk from after the end. */
const aside = /^(09:14|10:40|16:20|14:5[2-5])/

const roles: SampleStory['roles'] = {
  'Noor Haddad': 'incident commander',
  'Joon Park': 'communications lead',
  'Ines Carvalho': 'checkout on-call',
  'Priya Raman': 'platform on-call',
  'Tomasz Wieczorek': 'database on-call',
}

const story = `## Summary

For 47 minutes on 12 March about one checkout in five was refused. A scheduled job, order-archiver, held a lock on the orders table, and every write waited behind it until the connection pool was full. About 2,900 customers saw an error; nobody was charged twice. A job can no longer hold a lock on that table for longer than two seconds.

## What happened

Release v4.18.0 carried three changes. One of them moved the archiver from a nightly run to one every five minutes. In staging the orders table has 400 rows and the job is over before anyone could notice; in production its first run took the table lock at 14:02 and then sat idle, and writes began to queue.

## How we noticed

The alert on the error rate of checkout fired at 14:04, two minutes in. The waits on the lock itself were visible in the database all along, but the rule that watches them had been copied with a hold of 35 minutes and spoke at 14:41.

## How we responded

The release was ten minutes old and touched the write path, so rolling it back was the sensible first step. It changed nothing, and that was worth knowing: what was left had to be behind the service. Tomasz joined at 14:25 and found the idle session within five minutes.

Our rollback page says “all workloads”. It means the services. Scheduled jobs have an image of their own and stayed on v4.18.0, which none of us knew at that moment, and so the lock came back with the next run at 14:40. Priya switched the job off with its flag, and that held.

## What we learned

A rollback that leaves half of a release in place looks like a rollback that did not help. The distance between the page and the controller was there for a year; this was the first day on which it mattered.

## What we still do not know

Which other jobs take locks that strong. The list of scheduled jobs has 31 entries, and we have read nine of them.
`

const factors: SampleStory['factors'] = [
  {
    code: 'GRD-3',
    statement:
      'Any job could hold a lock on the orders table for as long as it liked: its database role had no lock timeout and no limit on idle transactions.',
    certainty: 'observed',
    clocks: ['14:26:40', '14:30:02'],
    weakness: { existedBefore: true, remainsAfterRepair: true, couldCauseOthers: true },
  },
  {
    code: 'CHG-2',
    statement:
      'A rollback covered the services of a release and left its scheduled jobs in place, while the rollback page said “all workloads”.',
    certainty: 'observed',
    clocks: ['14:19:40', '14:31:10'],
    weakness: { existedBefore: true, remainsAfterRepair: true, couldCauseOthers: true },
  },
  {
    code: 'CHG-3',
    statement:
      'Staging held 400 orders, so a full-table lock there lasted milliseconds and every check passed.',
    certainty: 'supported',
    clocks: ['13:52:04 config-change'],
    weakness: { existedBefore: true, remainsAfterRepair: true, couldCauseOthers: true },
  },
  {
    code: 'DET-4',
    statement:
      'The alert on lock waits held back for 35 minutes, a value copied from the rule for replication lag.',
    certainty: 'supported',
    clocks: ['14:41:20'],
    weakness: { existedBefore: true, remainsAfterRepair: true, couldCauseOthers: false },
  },
  {
    code: 'ORG-6',
    statement:
      'Rolling back had come to mean the services alone, because until last autumn jobs shipped with a release of their own.',
    certainty: 'supported',
    clocks: ['14:31:10'],
    weakness: { existedBefore: true, remainsAfterRepair: true, couldCauseOthers: true },
  },
]

const lessons: SampleStory['lessons'] = [
  { kind: 'went-well', text: 'The rollback was tried within ten minutes and ruled out within two more.' },
  {
    kind: 'went-well',
    text: 'A question about who was set aside at 14:17, and the channel went back to the system.',
  },
  {
    kind: 'could-improve',
    text: 'The link to the runbook in the alert had led nowhere since the wiki moved in January.',
  },
  {
    kind: 'lucky',
    text: 'The session was idle. In the middle of a write, ending it would have cost a batch of orders.',
  },
]

const actions: SampleStory['actions'] = [
  {
    title:
      'The database refuses to hold a lock on orders for longer than two seconds, for every role but migrations',
    kind: 'guardrail',
    priority: 'P1',
    strength: 4,
    worksIfForgotten: true,
    canBeBypassedUnnoticed: false,
    addresses: [0],
    howWeWillKnow: 'A job in staging that asks for the lock and sleeps is ended after two seconds.',
    role: 'database lead',
    days: 14,
    outcome:
      'A session in the staging run held the lock and was ended after 2.1 seconds. Since then it fired once in production, for a report.',
    measure: 'No session holds a lock on orders for longer than two seconds.',
    isForClass: true,
  },
  {
    title: 'Rolling a release back covers its scheduled jobs, and the deploy tool lists what it covered',
    kind: 'tooling',
    priority: 'P1',
    strength: 4,
    worksIfForgotten: true,
    canBeBypassedUnnoticed: false,
    addresses: [1, 4],
    howWeWillKnow: 'A rollback in staging moves the archiver’s image back, and the tool names it.',
    role: 'platform lead',
    days: 28,
    outcome: 'The rollback of v4.19.2 took two jobs back with it, and the page listed both.',
    measure: 'After a rollback no workload of the release runs a newer image.',
    isForClass: true,
  },
  {
    title:
      'The nightly load of staging carries a million orders, and a release waits for one full run of its jobs',
    kind: 'test',
    priority: 'P2',
    strength: 3,
    worksIfForgotten: true,
    canBeBypassedUnnoticed: true,
    addresses: [2],
    howWeWillKnow: 'Release v4.18.0, replayed there, is stopped before it ships.',
    role: 'checkout lead',
    days: 42,
    outcome: 'Release v4.18.0, replayed in the loaded staging, was stopped at its third job.',
    measure: 'A job that locks for longer than a second in staging stops its release.',
    isForClass: true,
  },
  {
    title: 'Lock waits on any table of orders-db page the database on-call after one minute',
    kind: 'monitoring',
    priority: 'P2',
    strength: 2,
    worksIfForgotten: true,
    canBeBypassedUnnoticed: true,
    addresses: [3],
    howWeWillKnow: 'A drill that holds a lock for 90 seconds pages within 75.',
    role: 'database lead',
    days: 21,
    outcome: 'The drill of 2 April held a lock for 90 seconds; the page came after 71.',
    measure: 'A lock that is waited for longer than a minute pages within 75 seconds.',
    isForClass: false,
  },
]

const answers: SampleStory['answers'] = {
  madePossible:
    'A job could hold a lock on the orders table for as long as it liked, and the page for rolling back named half of a release.',
  impossibleNext:
    'The database ends a lock on orders after two seconds, whoever holds it. What cannot hold a lock cannot stop checkout.',
  secondLoop: 'We believed that a rollback takes a whole release back.',
  secondLoopResult:
    'Platform changed the rule: a release is everything that was deployed together, jobs included, and the page lists it.',
}

const impact: SampleStory['impact'] = {
  duration: { state: 'known', text: '47 minutes, from the first refused order to the last' },
  users: { state: 'known', text: 'about 2,900 customers, from the checkout logs' },
  revenue: { state: 'unknown', text: '' },
  dataLoss: { state: 'none', text: '' },
  reputation: { state: 'known', text: '63 support tickets; two merchants called' },
}

const accounts: SampleStory['accounts'] = [
  {
    role: 'checkout on-call',
    words: {
      saw: 'Errors on the dashboard ten minutes after our own release, and nothing odd in its log.',
      believed: 'That it was the tax rounding: it was the only change on the write path I knew of.',
      surprised: 'That the archiver is part of our release and not part of our rollback.',
    },
    clocks: ['14:06:48', '14:16:10'],
  },
  {
    role: 'database on-call',
    words: {
      saw: 'A quiet database: little CPU, no slow query, 74 sessions that waited.',
      tried: 'The list of sessions sorted by how long they had been idle; the oldest one held the lock.',
      surprised: 'That the alert on lock waits had not spoken. It was made for exactly this.',
    },
    clocks: ['14:26:40', '14:30:02'],
  },
]

/** The outage, as a story that can be told to any depth. */
export const sampleOutage: SampleStory = {
  key: 'outage',
  facts: { ...sampleIncident, potentialSeverity: null },
  channels: sampleIncident.channels,
  files: sampleFiles,
  roles,
  isTold: (clock) => !aside.test(clock),
  reworded,
  added: [],
  trigger: '13:52:04 config-change',
  decisions: outageDecisions,
  factors,
  lessons,
  nodes: outageNodes,
  links: outageLinks,
  actions,
  impact,
  answers,
  accounts,
  agents: [],
  accepted: [
    {
      code: 'INF-2',
      because:
        'Until the deploy tool lists what a rollback covered, the chart of the controller stays the only full list. The page for rolling back says so since 16 March, and a second list would go stale as the first one did.',
      agreedByRole: 'head of platform',
      days: 90,
    },
  ],
  draft: story,
}
