import { examplesOf } from './example.ts'

/** Examples of `coy-reference`. */
export const coyReference = examplesOf(
  [
    ['A certain engineer left early.', 'The shift ended at 16:00, before the hand-over.'],
    ['We all know who.', 'The script ran from the shared account.'],
    ['An unnamed colleague set the flag.', 'A scheduled job set the flag.'],
    ['Someone who shall remain nameless set it.', 'The flag was set from the console at 10:12.'],
    ['A certain manager wanted Friday.', 'The date was set to Friday in the plan of 3 May.'],
    ['You know who you are.', 'The console shows no owner of a session.'],
    ['No names, but it was close.', 'The drain stopped 2 nodes before the quorum.'],
    ['Someone on this call turned it on.', 'The switch was on from 09:40.'],
    ['A nameless developer wrote that line.', 'The line dates from 2019 and has no test.'],
    ['We are not naming names.', 'The account is shared by six people.'],
  ],
  [
    'A certain region was slow.',
    'The job ran under an unnamed pipe.',
    'Anonymous volumes are removed at night.',
    'Nobody was on call that night.',
    'The table has no names column.',
    'Someone from support will call back.',
    'We know which nodes were hit.',
    'A certain number of retries is normal.',
    'The pod was nameless in the log.',
    'The host names are listed below.',
  ],
)
