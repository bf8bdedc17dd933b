/** The causal map of the sample outage: what a team draws in the second half of its afternoon. */
import type { SampleLink, SampleNode } from './sample-story.ts'

const about = { type: 'automatic', state: 'absent', layer: 1 } as const

/** Rows of the map, each by the name the links below use. `clocks` are the events that show it. */
export const outageNodes: Readonly<Record<string, SampleNode>> = {
  harm: {
    kind: 'harm',
    statement: 'For 47 minutes one checkout in five was refused; about 2,900 customers saw an error.',
    clocks: ['14:12:36', '14:21:02'],
  },
  queue: {
    kind: 'mechanism',
    statement:
      'Every write to the orders table waited behind one idle lock, until the connection pool was full.',
    clocks: ['14:12:36', '14:26:40'],
  },
  again: {
    kind: 'mechanism',
    statement: 'The lock was freed, and the next run of the job took it again at 14:40.',
    clocks: ['14:44:48'],
  },
  staging: {
    kind: 'control',
    statement: 'The full run of a release in staging, before it ships.',
    control: {
      ...about,
      state: 'bypassed',
      layer: 1,
      controller: 'release pipeline',
      actsOn: 'every release',
    },
    clocks: ['13:52:04 config-change'],
  },
  limit: {
    kind: 'control',
    statement: 'A limit on how long a role may hold a lock on the orders table.',
    control: {
      ...about,
      layer: 2,
      controller: 'orders-db',
      actsOn: 'the sessions of jobs',
      flaw: 'not-given',
    },
    clocks: ['14:26:40'],
  },
  waits: {
    kind: 'control',
    statement: 'The alert on lock waits of orders-db.',
    control: {
      ...about,
      state: 'off',
      layer: 3,
      controller: 'alert rules',
      actsOn: 'the attention of the database on-call',
      feedback: 'None: an alert that stays silent looks like a quiet day.',
      flaw: 'wrong-time',
    },
    clocks: ['14:41:20'],
  },
  rollback: {
    kind: 'control',
    statement: 'Rolling a release back in one step.',
    control: {
      ...about,
      type: 'procedural',
      state: 'bypassed',
      layer: 4,
      controller: 'deploy tool',
      actsOn: 'the services of a release',
      feedback: 'A list of services, with no line for scheduled jobs.',
      belief: 'All workloads of the release are back on v4.17.3.',
      claim: 'The rollback was in place everywhere.',
      flaw: 'wrong-length',
    },
    clocks: ['14:19:40', '14:31:10'],
  },
  idle: {
    kind: 'mitigator',
    statement: 'The session that held the lock was idle, so ending it cost no order.',
    origin: 'luck',
    clocks: ['14:36:20'],
  },
  flag: {
    kind: 'mitigator',
    statement: 'A flag could take the job away without another release.',
    origin: 'design',
    clocks: ['14:44:20'],
  },
}

/** Links: from, what it did, to, how sure. Numbers are factors in their order, clocks are events. */
export const outageLinks: readonly SampleLink[] = [
  [
    '13:52:04 config-change',
    'enabled',
    'queue',
    'observed',
    'The new schedule ran the job in the busiest hour, and its first run took the lock at 14:02.',
  ],
  [
    0,
    'required-together',
    'queue',
    'observed',
    'The lock stayed because nothing ended it; with a limit of two seconds, writes wait for two seconds.',
  ],
  [0, 'enabled', 'limit', 'observed'],
  ['limit', 'enabled', 'queue', 'supported'],
  [
    2,
    'made-likelier',
    'staging',
    'supported',
    'With 400 orders the full-table lock was over in milliseconds, so the run in staging passed.',
  ],
  [
    'staging',
    'enabled',
    '13:52:04 config-change',
    'supported',
    'The run in staging passed, and the release with the new schedule reached production.',
  ],
  [
    'queue',
    'enabled',
    'harm',
    'observed',
    'Checkouts that found no free connection were refused after 30 seconds.',
  ],
  [3, 'enabled', 'waits', 'observed'],
  [
    'waits',
    'delayed-detection',
    '14:30:02',
    'supported',
    'The waits were visible in the database from 14:02; the alert that names them spoke at 14:41.',
  ],
  [
    '14:30:02',
    'delayed-recovery',
    'harm',
    'observed',
    'The session could be ended once it was known; until then, everything pointed at the release.',
  ],
  ['14:16:10', 'informed', '14:21:02', 'observed'],
  [
    1,
    'enabled',
    'rollback',
    'observed',
    'The rollback covered services alone, while its page said “all workloads”.',
  ],
  ['rollback', 'enabled', 'again', 'observed', 'The job stayed on v4.18.0, so it came back on its schedule.'],
  [
    'again',
    'delayed-recovery',
    'harm',
    'observed',
    'Errors rose once more at 14:40, until the flag took the job away.',
  ],
  [4, 'made-likelier', 1, 'plausible'],
  [
    1,
    'made-likelier',
    '14:21:02',
    'supported',
    'The job kept the new version, so rolling back could not end the lock.',
    'The job stayed on v4.18.0',
  ],
  [
    'queue',
    'made-likelier',
    '14:21:02',
    'plausible',
    'The session was open already, and it would wait whatever version ran.',
    'The lock outlives its release',
  ],
  ['idle', 'limited', 'harm', 'observed'],
  ['flag', 'limited', 'harm', 'observed', 'With the flag off, the job could not take the lock a third time.'],
]
