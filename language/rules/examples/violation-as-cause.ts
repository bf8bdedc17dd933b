import { examplesOf } from './example.ts'

/** Examples of `violation-as-cause`. */
export const violationAsCause = examplesOf(
  [
    ['The change process was not followed.', 'The change went beside the queue, as 30 % do on Fridays.'],
    ['Root cause: violation of the release procedure.', 'The release procedure has 41 steps and no tool.'],
    ['The crew did not follow the runbook.', 'The runbook names a console that closed in May.'],
    ['We deviated from the agreed procedure.', 'We took step 6 first; the page lists it twice.'],
    ['The checklist was ignored.', 'The checklist opens on another screen than the job.'],
    ['A breach of the change-control rules caused it.', 'The rules ask for a form that was offline.'],
    ['This was a procedural violation.', 'The step has a short way and a long one.'],
    ['The team circumvented the approval process.', 'The approval queue was 6 h long that day.'],
    ['It was sent without following the process.', 'It was sent from the old page, which has no queue.'],
    ['The guideline was disregarded.', 'The guideline stands in a folder that needs a key.'],
  ],
  [
    'The job broke a unique constraint.',
    'A violation of the foreign key stopped the copy.',
    'The change procedure has 12 steps.',
    'We followed the runbook to the end.',
    'The page breached its limit of 2 s.',
    'The rule matched 14 packets.',
    'The process was not running.',
    'A deviation of 3 % from the mean opened the alert.',
    'The instruction was not in the context.',
    'The process broke at the second fork.',
  ],
)
