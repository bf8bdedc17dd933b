import { examplesOf } from './example.ts'

/** Examples of `should-have`. */
export const shouldHave = examplesOf(
  [
    ['On-call should have noticed the swap usage.', 'Swap usage is on the third page of the dashboard.'],
    [
      'The reviewer should have spotted the swapped arguments.',
      'Both arguments are plain numbers, and the compiler takes either order.',
    ],
    ['We should have tested the failover.', 'The failover had last run in 2023, and nothing asks for it.'],
    [
      'That regression should have been caught before release.',
      'Review sees the source, and the regression is in the generated file.',
    ],
    ['They should have read the vendor notice.', 'The vendor notice went to an address closed in 2021.'],
    [
      'The team ought to have rehearsed it.',
      'A rehearsal takes a day and was not in the plan for the quarter.',
    ],
    [
      "The DBA shouldn't have restarted the primary.",
      'At 03:12 a restart was the first step in the runbook.',
    ],
    ['Support should have been told sooner.', 'Nothing tells support when a region is drained.'],
    ['Should have asked first.', 'The tool has no way to ask the owner of a table.'],
    ['The lead should of escalated at 02:00.', 'The policy names no threshold for calling the second line.'],
    [
      'Somebody should have checked the backups.',
      'Backups are made each night; restores are tried by no job.',
    ],
    [
      'The agent should have stopped at the prompt.',
      'The prompt is not shown to the agent when output is piped.',
    ],
    ['The load test ought to have been run in May.', 'The load test is not part of the release steps.'],
    ['This should never have gone out.', 'The release has no step that stops it.'],
    ['The crew did not wait, and should have.', 'The panel shows no sign to wait for.'],
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
    'The alarm is set to fire at 80 %.',
    'The handbook reads "you should have asked".',
    'New hosts should have automated patching.',
    'The relay should open at 60 degrees.',
    'The index should have a limit.',
    'The job should have ended at 04:00; the clock had changed.',
    'It should have been evicted by the TTL.',
  ],
)
