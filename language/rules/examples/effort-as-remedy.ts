import { examplesOf } from './example.ts'

/** Examples of `effort-as-remedy`. */
export const effortAsRemedy = examplesOf(
  [
    ['Strive for cleaner releases.', 'Releases stop when one canary check is red.'],
    ['We must show more ownership.', 'The billing queue has an owner and an alert since Monday.'],
    ['Foster a culture of trust.', 'The review form asks what made each step sensible.'],
    ['Everyone should focus on quality.', 'The merge queue holds a change until both suites are green.'],
    [
      'Teams must cooperate during cut-overs.',
      'One channel and one lead are named before a cut-over starts.',
    ],
    ['Engineers should take responsibility.', 'Each service has an owner in the catalogue.'],
    ['Boost morale in the rota.', 'The pager hands over at 09:00 by itself.'],
    ['We need to concentrate during releases.', 'A release runs 12 steps by script.'],
    ['Staff should reflect on this day.', 'The restore drill repeats this day every quarter.'],
    ['Increase diligence in reviews.', 'The diff view marks every change of a limit.'],
    ['We will aim for fewer surprises.', 'Alerts link the last three deploys.'],
    [
      'Supervisors should keep a closer eye on new starters.',
      'New starters get read-only rights for two weeks.',
    ],
    ['Refresher course for the cable crew.', 'The label printer adds the rack and the port.'],
    ['We will try to be quicker next time.', 'The page goes to two phones after 3 minutes.'],
    ['A talk on backups will be held.', 'Restore one backup a week and page the rota when it does not open.'],
  ],
  [
    'Care plans are exported on Monday.',
    'Focus the alert on writes to the ledger.',
    'The culture store opened a second region.',
    'Mistakes in the file are shown in red.',
    'The attention layer uses 12 heads.',
    'We took the ownership table from the catalogue.',
    'Reduce the retry limit from 10 to 3.',
    'The discipline field was empty.',
    'Stop the job at 80 % disk use.',
    'The effort took two days.',
    'Respect headers are sent by the proxy.',
    'A closer replica was added in Oslo.',
    'The printer adds the rack to each label.',
    'The first page goes out after 3 minutes.',
    'Hold the last five images on the host.',
    'Think of accounts like the mail host, the mirror and the forge.',
  ],
)
