import { examplesOf } from './example.ts'

/** Examples of `role-as-cause`. */
export const roleAsCause = examplesOf(
  [
    [
      'The DBA dropped the wrong table.',
      'The two tables differ by one letter, and the live one was dropped.',
    ],
    ['The outage was caused by the deployer.', 'The outage began with the deploy of 14:02.'],
    [
      'The on-call engineer broke replication.',
      'Replication broke when the primary restarted during the copy.',
    ],
    [
      'The contractor misconfigured the firewall.',
      'The firewall template opens all ports until a rule is added.',
    ],
    [
      'A junior developer pushed a broken build.',
      'The build was red, and the push went through: the check is optional.',
    ],
    [
      'The administrator wiped the disk.',
      'The disk tool starts with the last disk used, which was the live one.',
    ],
    ['He corrupted the ledger.', 'The ledger took two writers at once and mixed their rows.'],
    [
      'The release manager bypassed the check.',
      'The check took 50 minutes, and the tool offers a way past it.',
    ],
    ['The intern ran the wrong script.', 'The script runs for any account and has no dry run.'],
    ['The operator deleted the wrong volume.', 'Volumes are listed by number, and numbers shift.'],
    [
      'The loss was caused by the network admin.',
      'The loss began when the access list was applied to every branch.',
    ],
  ],
  [
    'The deployer opened the window at 22:30.',
    'The DBA joined from the train at 22:50.',
    'The Postgres operator deleted the pod.',
    'The package manager broke the symlink.',
    'The monitoring agent crashed.',
    'The on-call engineer restarted the service.',
    'The engineer deleted the stuck pod.',
    'The reviewer could not see the index.',
    'The outage was caused by the operator portal being down.',
    'The printer driver crashed twice.',
    'The analyst broke the numbers down by region.',
  ],
)
