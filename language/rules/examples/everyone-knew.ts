import { examplesOf } from './example.ts'

/** Examples of `everyone-knew`. */
export const everyoneKnew = examplesOf(
  [
    ['Everyone knew the cache was fragile.', 'Three tickets since May mention the cache.'],
    ['It was common knowledge.', 'The note is on page 9 of the wiki.'],
    ['Everybody knows that the script is slow.', 'The script takes 50 minutes.'],
    ['It is no secret that the disk is old.', 'The disk is from 2014.'],
    ['As everyone knows, the flag is global.', 'The flag is global; its page says regional.'],
    ['The weak spot was an open secret.', 'Two of nine people had seen the weak spot.'],
    ['They all knew.', 'The warning was in a channel with 4 members.'],
    ['Anyone knows the port is shared.', 'The port is shared by two services.'],
    ['Everyone knew about the leak.', 'The leak is named in ticket 4411.'],
    ['We all knew it was old.', 'It was due for renewal in 2023.'],
  ],
  [
    'Everyone was told at 10:05.',
    'The knowledge base was down.',
    'The well-known path returned 404.',
    'The port number is in the catalogue.',
    'The secret store was sealed.',
    'Everyone can see the page.',
    'All users were signed out.',
    'The known hosts file was empty.',
    'Do we know which nodes were hit?',
    'The general ledger was frozen.',
  ],
)
