import { examplesOf } from './example.ts'

/** Examples of `named-person-harm`. */
export const namedPersonHarm = examplesOf(
  [
    ['Priya broke checkout.', 'A change to the cart schema broke checkout.'],
    [
      'Dave took down the payments cluster.',
      'The payments cluster went down when the drain reached the last node.',
    ],
    ['The outage was caused by Maria.', 'The outage began when the orders table was dropped.'],
    [
      'Kwame deleted the wrong namespace at 14:05.',
      'At 14:05 the clean-up deleted the live namespace; both share a prefix.',
    ],
    ['@sam pushed an untested migration.', 'The migration reached main while the test stage was off.'],
    ["Sofia's mistake cost us two hours.", 'The index was rebuilt in two hours.'],
    ['It was Lucas who broke the build.', 'The build broke when the lock file changed.'],
    ['We can blame Tom for the leak.', 'The leak began with a debug flag that is on by default.'],
    ['Björn ignored three pages.', 'Three pages went to a number that no longer exists.'],
    [
      'Ingrid dropped the production database.',
      'The console opens on the production database and drops without a question.',
    ],
    ['The data was corrupted by Andrei.', 'The importer wrote over 300 rows when it ran twice.'],
    [
      'Mr Okafor bypassed the control.',
      'The control can be passed with one flag, and the queue was 6 hours long.',
    ],
  ],
  [
    'Priya will write the schema test.',
    'Dave restored the earlier build at 18:35.',
    'Maria opened the bridge and took minutes.',
    'The Jenkins clean-up deleted last week’s images.',
    'Atlas and Titan, two border routers, dropped a third of all packets.',
    'Lucas and Ana read both manifests side by side.',
    "Sofia's report lists the delays.",
    'Raj found the loop by reading the graph.',
    'Victoria, the metrics store, crashed at 09:10.',
    'Sentry dropped 400 events.',
    'In April the importer broke twice.',
    'Kwame killed the stuck job and the queue drained.',
  ],
)
