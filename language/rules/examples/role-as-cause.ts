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
    ['The tester signed off without testing.', 'The form takes a signature before the suite has run.'],
    [
      'It goes back to a decision by the head of operations to defer the patch.',
      'The patch was deferred to May: the window in April was taken.',
    ],
    ['The mistake was made by the storage lead.', 'The volume was mapped twice; the tool shows one mapping.'],
    ['The team lead told everyone it was safe to restart.', 'The dashboard showed all replicas in sync.'],
    [
      "The operator's insistence on one line left us without a spare.",
      'A second line was priced in May and not ordered.',
    ],
    [
      'It was the trainee who changed the password.',
      'The password changed at 09:40; two services read it at start.',
    ],
    [
      'The outage began when a clerk gave the caller the code.',
      'A caller was sent the code; the screen shows it in full.',
    ],
    [
      'The clerk whose badge was lost had hidden it for a week.',
      'A lost badge stays valid until it is reported.',
    ],
    ['The reviewer waved it through.', 'The review shows file names and no contents.'],
    ['The technician misrouted the fibre.', 'The two trays carry the same number.'],
    ['The sysadmin let the certificate expire.', 'The certificate expired; its owner field was empty.'],
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
    'The tester signed off after the suite had run.',
    'The head of operations postponed the patch to May.',
    'The storage lead explained the mapping.',
    'The technician swapped the failed disk.',
    "The operator's screen does not show the pressure.",
    'The clerk had no field to record the caller.',
    'The engineer who wrote the importer joined the call.',
    'The engineer who was paged answered within 2 minutes.',
    'It does not matter who typed the command; the command was accepted.',
  ],
)
