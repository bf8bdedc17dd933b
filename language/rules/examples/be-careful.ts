import { examplesOf } from './example.ts'

/** Examples of `be-careful`. */
export const beCareful = examplesOf(
  [
    ['Be more careful with bulk imports.', 'Bulk imports show a preview of 20 rows first.'],
    [
      'Engineers must take more care with schema changes.',
      'Schema changes run against a copy of live data first.',
    ],
    ['Stay vigilant during the sale.', 'Page the secondary when checkout errors pass 2 % during the sale.'],
    ['We need to do better.', 'Restores are rehearsed on the first Monday of each month.'],
    [
      'Everyone should exercise extra caution after 17:00.',
      'The deploy tool closes at 17:00 and opens at 08:00.',
    ],
    [
      'The team will be extra cautious with certificates.',
      'A job renews certificates 21 days before they end.',
    ],
    ['Think before you press enter.', 'The console prints the account name and waits for it to be typed.'],
    [
      'Operators have to be more attentive to the disk graph.',
      'An alert fires at 80 % disk use, with the runbook linked.',
    ],
    [
      'Greater diligence is expected from now on.',
      'Every zone edit needs a second approval, held by the server.',
    ],
    ['Use common sense when scaling down.', 'The autoscaler keeps at least two replicas.'],
    ['We will try harder next quarter.', 'By 30 June the importer refuses files without a checksum.'],
    ['Slow down during cut-overs.', 'The rollout waits 10 minutes between regions.'],
  ],
  [
    'The care team was told at 09:10.',
    'Add a careful mode that opens a transaction by default.',
    'The planner takes better care of memory since version 15.',
    'Care plans are exported every night.',
    'Deletes need two approvals.',
    'The on-call engineer was careful and took a snapshot first.',
    'The probe was more careful than the old one and waited for the port.',
    'Traffic was better the next day.',
    'The cautious rollout reached one region in an hour.',
    'The extra caution sign in the console is red.',
    'The vendor was more responsive in April.',
    'How could we be better prepared?',
    'The flag stayed off despite being aware of the window in advance.',
    'The cache made the page look twice as fast.',
  ],
)
