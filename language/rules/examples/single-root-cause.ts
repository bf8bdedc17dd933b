import { examplesOf } from './example.ts'

/** Examples of `single-root-cause`. */
export const singleRootCause = examplesOf(
  [
    [
      'The root cause was an empty region list.',
      'The trigger was an empty region list; weaknesses: no test for it, no canary.',
    ],
    ['Root cause: an expired certificate.', 'Trigger: an expired certificate. Weakness: no renewal job.'],
    ['The root cause is the retry storm.', 'The retry storm is the mechanism; three limits were missing.'],
    ['The sole cause was the config change.', 'The config change was the trigger; two checks were off.'],
    ['The single root cause of the outage was the lock.', 'The lock was one of four conditions.'],
    ['The one cause was the full disk.', 'The full disk and a missing alert came together.'],
    ['The root cause turned out to be DNS.', 'DNS was the trigger; the client keeps no second answer.'],
    ['The real root cause of this was the cache.', 'The cache made it visible; the limit made it last.'],
    ['The only cause was the failed node.', 'The node was one part; the quorum of two was another.'],
    ['The root cause appears to be a leak.', 'A leak is the trigger we see so far.'],
  ],
  [
    'Several root causes came together.',
    'The cause of the delay is not known.',
    'The root cause is not yet known.',
    'Our template has no field called “root cause” any more.',
    'Was the root cause ever found?',
    'The trigger was a config change.',
    'The root of the tree was empty.',
    'There was no single root cause.',
    'Contributing factors: a full disk and no alert.',
    'A retry causes a second write.',
  ],
)
