import { examplesOf } from './example.ts'

/** Examples of `discipline-a-person`. */
export const disciplineAPerson = examplesOf(
  [
    ['Talk to the developer about quality.', 'Pair two people on each migration.'],
    [
      'Put the developer on a performance improvement plan.',
      'Give the first three migrations of each new member a second pair of hands.',
    ],
    ['Reprimand the deployer.', 'The deploy page shows the region in red.'],
    ['Final warning for the operator.', 'The console asks for the host by name.'],
    ['Disciplinary action will be considered.', 'The review looks for conditions; conduct is no part of it.'],
    ['Hold the team accountable for the delay.', 'The estimate assumed a frozen schema; it was not frozen.'],
    ['The contractor was reprimanded.', 'The contractor’s account had the admin role from a template.'],
    ['Coach the intern on production access.', 'Interns’ accounts have read access until the second week.'],
    ['Have a word with the reviewer.', 'Show the generated file in the review page.'],
    [
      'A written warning was given to the operator.',
      'The console shows the account in its title since 4 May.',
    ],
  ],
  [
    'The alert fired at 14:05.',
    'The account was suspended by the fraud filter.',
    'Remove the agent’s right to delete.',
    'The session was dismissed after ten minutes.',
    'A warning was written to the log.',
    'Deploy rights end after 8 hours for all.',
    'The queue was removed from the schedule.',
    'The event fired twice.',
    'The jobs were suspended until noon.',
    'We spoke to the vendor about the contract.',
  ],
)
