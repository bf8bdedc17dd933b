import { examplesOf } from './example.ts'

/** Examples of `rating-without-measure`. */
export const ratingWithoutMeasure = examplesOf(
  [
    ['Inadequate monitoring.', 'No monitor covered write latency.'],
    ['The cause was poor documentation.', 'The page on drains had no word on the second pool.'],
    ['Testing was insufficient.', 'The test had 3 tables; the live store has 400.'],
    ['Insufficient validation of the input.', 'The form took any text as a region.'],
    ['The alerting was poor.', 'No alert watched the second queue.'],
    ['Improper change review.', 'The change page showed 2 of 5 files.'],
    ['Poor alert coverage.', 'Nothing alerts on the replay queue.'],
    ['The safeguards were inadequate.', 'Nothing stood between the form and the live table.'],
    ['Fix the weak access controls.', 'Ask for a second key before a drop.'],
    ['Bad communication between the two shifts.', 'The two shifts have separate logs.'],
  ],
  [
    'Insufficient memory ended the job.',
    'The poor signal at the mast dropped calls.',
    'The gateway answered 502 Bad Gateway.',
    'Testing was insufficient: no case had a leap day.',
    'Test coverage was weak at 12 % of lines.',
    'Poor monitoring: nothing watched the queue.',
    'A weak hash was replaced.',
    'Bad blocks were remapped.',
    'The disk had insufficient space.',
    'The design has two queues.',
  ],
)
