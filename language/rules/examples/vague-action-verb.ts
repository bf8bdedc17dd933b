import { examplesOf } from './example.ts'

/** Examples of `vague-action-verb`. */
export const vagueActionVerb = examplesOf(
  [
    ['Improve alerting.', 'Alert when 5 % of writes take more than 2 s for 5 minutes.'],
    ['Consider a second region.', 'Decide on a second region by 4 June, from the cost sheet.'],
    ['Look into the retry logic.', 'Cap retries at three, with jitter.'],
    ['Investigate better dashboards.', 'Put queue depth and age on the first panel.'],
    ['Enhance the deploy tool.', 'The deploy tool prints the account and waits for it to be typed.'],
    ['Revisit the on-call rota.', 'Add a second line to the rota from 1 July.'],
    ['Strengthen monitoring.', 'Probe the write path from two regions each minute.'],
    ['Streamline the release steps.', 'Merge the three release commands into one.'],
    ['Explore automatic failover.', 'Run one automatic failover in staging by 10 May.'],
    ['Evaluate other vendors.', 'Compare restore times of three vendors by 30 June.'],
  ],
  [
    'Improve the query so that it reads fewer than 100 rows.',
    'Improved alerting went live in May.',
    'Add an index on the orders table.',
    'Cap retries at three.',
    'Move the backup to a second account.',
    'Page the secondary after five minutes.',
    'The optimizer chose another index.',
    'Replace the wildcard with a list of paths.',
    'Ask the registrar for a lock on the domain.',
    'Rename the flag.',
  ],
)
