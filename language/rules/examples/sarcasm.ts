import { examplesOf } from './example.ts'

/** Examples of `sarcasm`. */
export const sarcasm = examplesOf(
  [
    ['The "tested" release 🙃', 'The release tagged `tested`.'],
    ['Great job, the site is down again.', 'The site stopped answering at 10:12.'],
    ['What could possibly go wrong?', 'Which step has no way back?'],
    ['Our so-called experts wrote it.', 'It was written in March by the group that owns the queue.'],
    ['This is engineering at its finest.', 'The patch has 4 steps by hand.'],
    ['So much for the backup.', 'The backup had 3 of 9 tables.'],
    ['They shipped the “fix” on Friday.', 'The patch went out on Friday at 17:40.'],
    ['Nice work 🙄', 'The work took 2 hours.'],
    ['A brilliant idea.', 'The idea saved 3 steps and lost the lock.'],
    ['The vendor’s "improved" driver.', 'The vendor’s driver 2.4.'],
  ],
  [
    'The "tested" label was set at noon.',
    'The button says "fix".',
    'The “reviewed” state is final.',
    'The field “safe” is read by no one.',
    'The review of 4 May is linked below.',
    'The quick path has no lock.',
    'The status was "fixed" for an hour.',
    'The “clean” option deletes the cache.',
    'The finest grain is one minute.',
    'The plan has 3 steps.',
  ],
)
