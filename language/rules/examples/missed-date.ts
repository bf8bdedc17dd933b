import { examplesOf } from './example.ts'

/** Examples of `missed-date`. */
export const missedDate = examplesOf(
  [
    ['The payments team failed to deliver on time.', 'The estimate took the schema as frozen; it was not.'],
    ['The team missed the deadline.', 'The date assumed two reviewers; one was away.'],
    ['The storage team missed its target again.', 'The target assumed 4 disks; 3 came.'],
    ['The vendor team did not deliver on time.', 'The order reached the vendor on 9 May, for 10 May.'],
    ['They failed to ship by the date.', 'The date was set before the audit added 11 checks.'],
    ['The engineers missed another milestone.', 'The milestone assumed the old API, which ended in April.'],
    ['The team was late with the import.', 'The import waited 6 days for a key.'],
    ['Our group failed to finish in time.', 'The plan had 3 weeks; the move took 5.'],
    ['The developers blew the deadline.', 'The deadline did not count the freeze.'],
    ['The contractor missed the date.', 'The date was in another time zone.'],
  ],
  [
    'The job missed its schedule by 4 s.',
    'The pod failed to finish in time.',
    'The backup did not complete on time.',
    'The deadline header was missing.',
    'The date format was wrong in two files.',
    'The batch was late by an hour.',
    'The request missed its deadline and was retried.',
    'The target group had no hosts.',
    'The milestone page is linked below.',
    'The timer fired late.',
  ],
)
