import { examplesOf } from './example.ts'

/** Examples of `fault-and-blame`. */
export const faultAndBlame = examplesOf(
  [
    ['The blame belongs to the shift manager.', 'The shift had one person for two consoles.'],
    ['The finger points at the release captain.', 'The release page shows no owner of the last step.'],
    [
      'The network group is responsible for the breach.',
      'The breach needed an open port and an old library.',
    ],
    ['The vendor team was at fault.', 'The vendor’s change reached us with no notice period.'],
    [
      'The release manager is to blame.',
      'The release went out while the canary was red, since nothing stops it.',
    ],
    [
      'Responsibility for the loss rests with the DBA.',
      'The loss needed a drop without a question and a backup of 9 days.',
    ],
    ['Blame lies with management.', 'The freeze date was moved twice with a day of notice.'],
    [
      'The platform team is accountable for this incident.',
      'The platform page was answered after 41 minutes.',
    ],
    [
      'Courtesy of our intern, the mail went to four million people.',
      'The mail tool starts with all lists selected.',
    ],
    ['The contractor is guilty of this mess.', 'The port stayed open, as the template leaves it.'],
    ['The developer has to own up to the leak.', 'The leak began with a debug flag.'],
    ['Engineering is responsible for all that downtime.', 'The downtime of 50 minutes began with the drain.'],
  ],
  [
    'The pointer fault was fixed in 2.1.',
    'The responsibility for the new alert is with the storage team.',
    'The network group is responsible for the port list.',
    'A cable was at fault.',
    'Fault tolerance was off.',
    'The line was found with git blame.',
    'The team is responsible for the queue.',
    'A leak in the driver is responsible for the crash.',
    'No one is to blame.',
    'The default account is owned by the platform team.',
    'The page fault rate rose.',
    'The ledger now belongs to the billing group.',
  ],
)
