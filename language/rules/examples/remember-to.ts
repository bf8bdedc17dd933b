import { examplesOf } from './example.ts'

/** Examples of `remember-to`. */
export const rememberTo = examplesOf(
  [
    ['Remember to rotate the keys.', 'A job rotates the keys every 30 days.'],
    ['Remind everyone to check the target cluster.', 'The prompt prints the target cluster in red.'],
    [
      'Double-check the account before each import.',
      'The tool stops when region and account do not belong together.',
    ],
    ['Pay closer attention to the disk alerts.', 'Disk alerts page the owner and repeat until answered.'],
    [
      'Always double-check the row count.',
      'The migration stops when the row count differs by more than 1 %.',
    ],
    [
      'Raise awareness of the new retention limits.',
      'The archive job prints what the retention limits will remove.',
    ],
    ['Try to remember the mirror in Lyon.', 'The template names both mirrors.'],
    ['Keep the quota in mind when adding tenants.', 'Adding a tenant reserves its quota or refuses.'],
    ['Tell support to call the vendor sooner.', 'A ticket open for 15 minutes calls the vendor by itself.'],
    ['Never forget the failover flag.', 'The failover flag is on in the base image.'],
    ['All staff are reminded of the change policy.', 'The change form shows the next free window.'],
    [
      'Encourage engineers to raise doubts.',
      'The console has an “ask the owner” button that opens the channel.',
    ],
  ],
  [
    'Remember-me cookies now end after one day.',
    'The reminder went to a mailbox that is no longer read.',
    'Support was told at 11:02.',
    'We told support at 11:02 and customers at 11:20.',
    'The double-entry check runs every hour.',
    'The attention mask of the model was off by one.',
    'The bot posts a list of ending keys each Monday, with an owner for each.',
    'The awareness banner covers the form.',
    'The pager repeats until someone answers.',
    'The vendor reminded us of the end date in March.',
    'The cache remembers the last ten answers.',
    'What would have reminded the shift at that moment?',
    'The restore will take roughly 60 minutes to finish.',
    'Without raising awareness of the flag, the form now sets it.',
    'Remind the rota of ending keys through an automatic page.',
  ],
)
