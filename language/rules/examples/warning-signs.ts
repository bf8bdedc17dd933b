import { examplesOf } from './example.ts'

/** Examples of `warning-signs`. */
export const warningSigns = examplesOf(
  [
    ['Red flags were ignored for weeks.', 'Two alerts fired that month; 312 others fired too.'],
    ['The warning signs were there.', 'The queue graph rose from 40 to 90 in a day.'],
    ['We missed the early signs of the leak.', 'Memory rose 1 % a day, below the alert line.'],
    ['The writing was on the wall.', 'Three tickets since March name the same disk.'],
    ['The signs were everywhere.', 'Five graphs changed; none had an alert.'],
    ['Several red flags were overlooked.', 'Four log lines named the lock; nobody reads that log.'],
    ['The group dismissed the warnings.', 'The warnings went to a mailbox with 900 others.'],
    ['Warning signs were missed at the vendor.', 'The vendor has no view of our queue depth.'],
    ['All symptoms were visible in May.', 'In May the p99 was 800 ms, inside the target.'],
    ['We overlooked a clear warning flag.', 'The flag is shown on the third tab of the console.'],
  ],
  [
    'The linter prints warnings for each file.',
    'The red flag icon is too small.',
    'Sign the release with the new key.',
    'The flags were read from the wrong cluster map.',
    'The signal was lost behind the hill.',
    'The feature flag was off in two regions.',
    'Warnings about disk use go to the storage queue.',
    'The signs on the racks are new.',
    'The traffic light was red.',
    'The signature was checked twice.',
  ],
)
