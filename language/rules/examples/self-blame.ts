import { examplesOf } from './example.ts'

/** Examples of `self-blame`. */
export const selfBlame = examplesOf(
  [
    ['It was my fault.', 'I ran the job on the replica I took for staging.'],
    ['I should have known.', 'I had seen the graph at 13:50, and it was flat.'],
    ['I forgot to tell support.', 'I was on the bridge from 14:02 and had no second pair of hands.'],
    ['Sorry, my stupid mistake.', 'I typed the region from memory; the form showed no list.'],
    ['I broke the build.', 'My change and another one each passed alone and failed together.'],
    ['I failed to check the flag.', 'I read the flag’s old name in the runbook.'],
    ['I feel so stupid about the restart.', 'The restart was the first step in the runbook, so I took it.'],
    ["I didn't notice the second prompt.", 'The second prompt has the same colour as the first; I saw one.'],
    ['I take full responsibility for the outage.', 'I started the drain at 14:02; the page said both regions were empty.'],
    ['My commit broke the importer.', 'The importer stopped at the commit that renamed the field.'],
    ['I messed up the cut-over.', 'I ran step 7 before step 6; the list has them on two pages.'],
  ],
  [
    'I joined the call at 09:40 and took notes.',
    'I have added a test for the empty list.',
    'My laptop could reach the host.',
    'I can take a look after stand-up.',
    'I restarted the service at 10:12.',
    'I did not have access to the console.',
    'I saw the same prompt for both clusters.',
    'My dashboard showed 97 %.',
    'I killed the stuck job.',
    'I was paged at 02:10.',
    'I read the runbook from the top.',
  ],
)
