import { examplesOf } from './example.ts'

/** Examples of `follow-the-process`. */
export const followTheProcess = examplesOf(
  [
    ['Follow the cut-over procedure.', 'The cut-over runs as one command.'],
    ['Teams must follow the change policy.', 'The change policy is held by the merge queue.'],
    ['Always follow the runbook.', 'The runbook is one page and opens from the alert.'],
    [
      'Engineers need to adhere to the deployment guidelines.',
      'The pipeline refuses a deploy outside the window.',
    ],
    ['We should stick to the checklist.', 'The checklist has 6 steps instead of 31.'],
    [
      'Everyone has to comply with the on-call policy.',
      'Rota swaps are one click and reach the pager at once.',
    ],
    [
      'We need to get better at following our incident process.',
      'The incident bot opens the channel and asks for a lead.',
    ],
    ['It is important to follow procedures.', 'Step 4 of the procedure was moved into the tool.'],
    [
      'Ensure adherence to the backup policy.',
      'Backups are made by a job, and a restore is tried each night.',
    ],
    ['Respect the established protocol.', 'The console offers the next step of the protocol.'],
    [
      'Reviewers should follow our guidelines.',
      'A bot asks the two questions of the guide on each pull request.',
    ],
  ],
  [
    'The night crew followed the restart procedure to the letter.',
    'Both shifts, following the runbook, came to the same dead end.',
    'What makes this process hard to follow on a Friday?',
    'The process restarted twice.',
    'The runbook lists a restart first.',
    'Follow-up ticket 4512 adds the index.',
    'The shift followed the runbook and restored the volume in 12 minutes.',
    'A standards body published the protocol in 2019.',
    'The following process was stuck: the importer.',
    'The policy file allowed deletes in every folder.',
    'The team has followed this process since 2022, and it takes 3 hours.',
  ],
)
