import { examplesOf } from './example.ts'

/** Examples of `never-again`. */
export const neverAgain = examplesOf(
  [
    ['A loss like this must never happen again.', 'The schema refuses this class of change.'],
    [
      'Improve communication between the teams.',
      'One status page, filled in by the bot, is read by both groups.',
    ],
    ['Better testing.', 'Run the importer against last week’s files before each release.'],
    ['Do not let this happen again.', 'A second region holds a copy that is 5 minutes behind.'],
    ['Retrain all storage engineers.', 'Each new member of the rota leads one restore drill.'],
    [
      'Hold a training session for the operations staff.',
      'Two people from the rota restore a copy of the ledger each quarter.',
    ],
    ['Share the learnings.', 'The lint rule ships with the lesson in its message.'],
    [
      'Increase focus on reliability; better coordination.',
      'A release stops when more than 2 % of canary requests fail.',
    ],
    ['Teams should communicate better.', 'Changes to the schema post a message in both channels.'],
    ['Additional training will be given to the team.', 'The console explains each flag where it is typed.'],
    ['Never again.', 'The flag is gone from the tool.'],
    ['Avoid such mistakes.', 'The parser names the line it cannot read.'],
  ],
  [
    'The alert never happened to fire in the drill.',
    'Train the forecast on holiday traffic as well.',
    'The training data was 3 days old.',
    'The two services communicate over one queue.',
    'The communication channel was archived.',
    'The same fault happened again at 14:20.',
    'Share the weekly report over the feed.',
    'Test coverage of the parser is 91 %.',
    'The training cluster has 8 nodes.',
    'It happened again because the lease was not renewed.',
    'The learning rate was 0.1.',
    'How do we prevent this class of fault?',
    'No changes in the configuration were found.',
  ],
)
