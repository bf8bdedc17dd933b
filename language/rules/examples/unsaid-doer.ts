import { examplesOf } from './example.ts'

/** Examples of `unsaid-doer`. */
export const unsaidDoer = examplesOf(
  [
    ['Ignored the instruction in the ticket.', 'The instruction was on page 3 of the ticket.'],
    ['Never asked which cluster was meant.', 'Two clusters have the same name in the menu.'],
    ['Skipped the verification step.', 'The verification step takes 40 minutes and has no gate.'],
    ['Did not read the runbook first.', 'The alert had no link to the runbook.'],
    ['Forgot the order of the steps.', 'The order of the steps was on another page.'],
    ['Misunderstood what the flag does.', 'The flag has 2 meanings in the manual.'],
    ['Blindly accepted the defaults.', 'The defaults were those of version 3.'],
    ['Violated the principle of two reviewers.', 'The branch takes a merge with one reviewer.'],
    ['Assumed that the copy was fresh.', 'The copy had no date on it.'],
    ['Second attempt: did not ask first.', 'The second attempt ran 4 minutes after the first.'],
  ],
  [
    'Did not restart.',
    'Skipped 30 rows without a key.',
    'Skipped migrations are listed by the tool.',
    'Missed heartbeats are counted.',
    'The job ignored the lock file.',
    'Ignored paths are listed below.',
    'Restarted the node at 10:12.',
    'Removed the old pool.',
    'Forgotten tabs keep a socket open.',
    'Read the runbook first.',
    'Claimed: 40 rows, found: 12.',
    'Assumed: one region.',
  ],
)
