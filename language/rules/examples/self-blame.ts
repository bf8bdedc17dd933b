import { examplesOf } from './example.ts'

/** Examples of `self-blame`. */
export const selfBlame = examplesOf(
  [
    ['The lost hour was my fault.', 'I started the rebuild in a window I took for the sandbox.'],
    ['I should have seen that coming.', 'I had seen the graph at 13:50, and it was flat.'],
    [
      'I forgot to lift the maintenance page.',
      'The maintenance page stays until somebody lifts it; nothing asks for that.',
    ],
    ['Sorry, my stupid mistake.', 'I typed the region from memory; the form showed no list.'],
    ['I broke the build.', 'My change and another one each passed alone and failed together.'],
    ['I failed to check the flag.', 'I read the flag’s old name in the runbook.'],
    ['I feel so stupid about the restart.', 'The restart was the first step in the runbook, so I took it.'],
    ["I didn't notice the second prompt.", 'The second prompt has the same colour as the first; I saw one.'],
    [
      'I take full responsibility for the outage.',
      'I started the drain at 14:02; the page said both regions were empty.',
    ],
    ['My commit broke the importer.', 'The importer stopped at the commit that renamed the field.'],
    ['I messed up the cut-over.', 'I ran step 7 before step 6; the list has them on two pages.'],
  ],
  [
    'I opened the bridge at 06:15 and wrote the minutes.',
    'I wrote a test for names with accents.',
    'My phone could still load the shop.',
    'I can pair on this after lunch.',
    'I restarted the service at 10:12.',
    'I did not have access to the console.',
    'I saw the same prompt for both clusters.',
    'My dashboard showed 97 %.',
    'I killed the stuck job.',
    'I was paged at 02:10.',
    'I read the runbook from the top.',
  ],
)
