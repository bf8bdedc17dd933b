import { examplesOf } from './example.ts'

/** Examples of `you-as-doer`. */
export const youAsDoer = examplesOf(
  [
    ['You deployed without approval.', 'The deploy tool asks for no approval after 18:00.'],
    ['You broke the build.', 'A change to the parser broke the build.'],
    ['You ignored the alert.', 'The alert fired beside 40 others.'],
    ['You pushed an untested migration.', 'The migration reached main while the test stage was off.'],
    ['You deleted the wrong bucket.', 'The two buckets differ in one letter.'],
    ['You misread the graph.', 'The graph shows seconds on one axis and minutes on the other.'],
    ['You failed to read the notes.', 'The notes stand behind a link in the ticket.'],
    ['You bypassed the control.', 'The control can be passed with one flag.'],
    ['You never tested it.', 'No test covers an empty list.'],
    ['You caused the second outage.', 'The restart caused the second outage.'],
  ],
  [
    'You can see the graph at /d/42.',
    'If you delete the key, the job stops.',
    'You will find the runbook in the wiki.',
    'Thank you for the traces.',
    'You need a token to call it.',
    'When you push to main, the pipeline starts.',
    'Tell us what you saw.',
    'You may restart the worker at any time.',
    'The page asks you to confirm.',
    'You are on call until Monday.',
  ],
)
