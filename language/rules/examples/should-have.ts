import { examplesOf } from './example.ts'

/** Examples of `should-have`. */
export const shouldHave = examplesOf(
  [
    ['On-call should have noticed the queue.', 'The queue graph is on the third page of the dashboard.'],
    ['The reviewer should have spotted the missing index.', 'The diff view hides SQL files over 300 lines.'],
    ['We should have tested the failover.', 'The failover had last run in 2023, and nothing asks for it.'],
    ['This should have been caught in review.', 'Review sees the code, and the fault is in the generated file.'],
    ['They should have known.', 'The last incident of this kind was in 2019, before this group formed.'],
    ['The team ought to have rehearsed it.', 'A rehearsal takes a day and was not in the plan for the quarter.'],
    ["The DBA shouldn't have restarted the primary.", 'At 03:12 a restart was the first step in the runbook.'],
    ['Support should have been told sooner.', 'Nothing tells support when a region is drained.'],
    ['Should have asked first.', 'The tool has no way to ask the owner of a table.'],
    ['The lead should of escalated at 02:00.', 'The policy names no threshold for calling the second line.'],
    ['Somebody should have checked the backups.', 'Backups are made each night; restores are tried by no job.'],
    ['The agent should have stopped at the prompt.', 'The prompt is not shown to the agent when output is piped.'],
  ],
  [
    'The alert should have fired at 14:05.',
    'Every service should have limited rights.',
    'We should add an alert for this.',
    'Each region should have an owner.',
    'The cache should have expired after an hour.',
    'The pod should restart within 30 seconds.',
    'The flag should be on in all four regions.',
    'Should the job stop when the file is empty?',
    'The balance should have been zero at midnight.',
    'The alert is expected to fire at 500.',
    'The handbook reads "you should have asked".',
    'New hosts should have automated patching.',
  ],
)
