import { examplesOf } from './example.ts'

/** Examples of `vague-action-verb`. */
export const vagueActionVerb = examplesOf(
  [
    ['Improve alerting.', 'Alert when 5 % of writes take more than 2 s for 5 minutes.'],
    ['Consider a second region.', 'Decide on a second region by 4 June, from the cost sheet.'],
    ['Look into the retry logic.', 'Stop retrying after the fourth attempt and back off with jitter.'],
    ['Investigate better dashboards.', 'Put queue depth and age on the first panel.'],
    ['Enhance the deploy tool.', 'The deploy tool prints the account and waits for it to be typed.'],
    ['Revisit the pager schedule.', 'Add a second line to the rota from 1 July.'],
    ['Strengthen monitoring.', 'Probe the write path from two regions each minute.'],
    ['Streamline the release steps.', 'Merge the three release commands into one.'],
    ['Explore automatic failover.', 'Run one automatic failover in staging by 10 May.'],
    ['Evaluate other vendors.', 'Compare restore times of three vendors by 30 June.'],
  ],
  [
    'Improve the query so that it reads fewer than 100 rows.',
    'Improved alerting went live in May.',
    'Add an index on the orders table.',
    'Stop retrying after the fourth attempt.',
    'Copy the nightly dump to an account without delete rights.',
    'Page the second line after ten minutes.',
    'The optimizer chose another index.',
    'List the allowed folders instead of a star.',
    'Order a transfer lock for the shop domain.',
    'Rename the flag.',
  ],
)
