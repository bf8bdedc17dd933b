import { examplesOf } from './example.ts'

/** Examples of `system-failed`. */
export const systemFailed = examplesOf(
  [
    ['The system failed us.', 'The lock service granted two leaders.'],
    ['Our process failed.', 'The release form has no field for the rollback step.'],
    ['This was a process failure.', 'The hand-over note has no line for open changes.'],
    ['The whole system failed.', 'Both resolvers shared one power feed.'],
    ['There was a breakdown in communication.', 'The page went to a channel with no members.'],
    ['It was a systemic failure.', 'Three checks read the same stale file.'],
    ['The process failed here.', 'The form accepts a ticket without a region.'],
    ['The entire organisation failed.', 'Two teams own the gateway and neither owns its alerts.'],
    ['Our system let everyone down.', 'The retry budget was spent in 4 minutes.'],
    ['A failure of governance.', 'No group owns the list of root keys.'],
  ],
  [
    'The system failed over to the second region.',
    'The process failed with exit code 1.',
    'The system clock was 4 s slow.',
    'The process table was full.',
    'System logs are kept for a week.',
    'The file system failed its check at boot.',
    'The process was restarted by its supervisor.',
    'The init system starts the agent.',
    'The failure of disk 3 was expected.',
    'A process failure rate of 2 % is normal for spot nodes.',
  ],
)
