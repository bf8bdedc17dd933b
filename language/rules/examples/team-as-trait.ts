import { examplesOf } from './example.ts'

/** Examples of `team-as-trait`. */
export const teamAsTrait = examplesOf(
  [
    ['The platform team is unresponsive.', 'The page to platform was answered after 41 minutes.'],
    ['The vendor was slow.', 'The vendor answered after 3 days.'],
    ['It is plain which team failed.', 'The request stopped at the second hop.'],
    ['An unreliable supplier.', 'The supplier’s feed stopped 4 times in May.'],
    ['The department is dysfunctional.', 'The department has two queues and one lead.'],
    ["The department's bureaucracy cost us a day.", 'The form took a day: it needs 5 signatures.'],
    ['Management is bureaucratic.', 'A change needs 5 signatures.'],
    ['The registrar was unhelpful.', 'The registrar’s form has no field for the lock.'],
    ['What team dropped this?', 'Between which two queues was it lost?'],
    ['The squad has become reactive.', 'The squad answered 90 pages in June.'],
  ],
  [
    'The slow query was on the team page.',
    'The team was on the bridge at 10:12.',
    'Which team owns the queue?',
    'The vendor changed the port in May.',
    'The carrier signal was weak.',
    'The group of nodes was slow to join.',
    'The supplier’s status page was green.',
    'Management read the draft on Monday.',
    'The team has two people at night.',
    'The weak cipher was turned off.',
  ],
)
