import { examplesOf } from './example.ts'

/** Examples of `animated-words`. */
export const animatedWords = examplesOf(
  [
    ['An insane migration.', 'The migration rewrote 4 million rows.'],
    ['The rollout was a fiasco.', 'The rollout was stopped after 3 of 20 regions.'],
    ['It was a complete disaster.', 'Writes were refused for 41 minutes.'],
    ['The restore took an unbelievable time.', 'The restore took 9 hours.'],
    ['All hell broke loose.', 'At 10:04 six alerts fired in a minute.'],
    ['The load was absurd.', 'The load was 14 times the usual peak.'],
    ['A nightmare of a deploy.', 'The deploy was started 5 times.'],
    ['The latency was horrific.', 'The p99 was 38 s.'],
    ['The cut-over was utter chaos.', 'The cut-over had 4 leads in 2 hours.'],
    ['The vendor’s answer was outrageous.', 'The vendor answered after 3 days.'],
  ],
  [
    'The disaster recovery site took over.',
    'Chaos tests run on Tuesdays.',
    'The absolute path was wrong.',
    'The total failure count was 12.',
    'The complete list is linked below.',
    'The massive parallel job ended.',
    'The mess hall badge reader was off.',
    'Disaster drills are held in March.',
    'The nightly job ended at 03:10.',
    'The chaos group owns the tool.',
  ],
)
