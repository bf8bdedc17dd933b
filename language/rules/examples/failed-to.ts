import { examplesOf } from './example.ts'

/** Examples of `failed-to`. */
export const failedTo = examplesOf(
  [
    ['On-call failed to open a bridge.', 'No bridge was open before 03:10; the policy names no threshold.'],
    ['The developer forgot to run the migration.', 'The migration is a separate command that no step calls.'],
    [
      'The team neglected to renew the certificate.',
      'The renewal notice goes to a mailbox of a closed project.',
    ],
    ['The reviewer did not check the index.', 'The review page does not show indexes.'],
    ['We forgot to enable the alarm.', 'New alarms are off until they are enabled by hand.'],
    ['The shift supervisor failed to read the mail.', 'The mail has 90 lines a day, and this was one.'],
    ['Failed to ask the owner first.', 'The tool does not show who owns a table.'],
    ['The agent did not read the constraint.', 'The constraint was no longer in the context after step 12.'],
    ['Support forgot to tell the customers.', 'No step in the runbook names customers.'],
    ['The intern did not ask anyone.', 'There is no channel for questions during the night shift.'],
    ['Ana failed to notice the drop in traffic.', 'The drop was 3 % on a graph that spans 40 %.'],
  ],
  [
    'The container failed to mount its volume.',
    'The script failed to remove the temporary files.',
    'DNS providers failed to answer for 9 minutes.',
    'The team did not have access to the console.',
    'We did not know about the second region.',
    'The job fails to start when the file is empty.',
    'The code failed to check for negative values.',
    'The node failed.',
    'The engineer did not have the right to approve it.',
    'Did the alert fail to fire?',
    'The notification server failed to notify the rota.',
    'Build 7731 failed to deploy.',
    'Cobalt never ran.',
    'The extra rows were changes they did not ask for.',
  ],
)
