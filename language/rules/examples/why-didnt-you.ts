import { examplesOf } from './example.ts'

/** Examples of `why-didnt-you`. */
export const whyDidntYou = examplesOf(
  [
    ["Why didn't you call the vendor?", 'What would have offered the vendor’s number?'],
    ['Why did nobody look at the dashboard?', 'What was on the screens between 14:05 and 14:45?'],
    ['Why did the weekend crew not open a bridge?', 'Where is the button that opens a bridge?'],
    ["Why wasn't the release manager watching the canary?", 'Where does the canary show that it is red?'],
    ['Why did they skip the rehearsal?', 'What would the rehearsal have cost that week?'],
    ["Why didn't the on-call answer at 03:20?", 'Which number did the page go to?'],
    ['Why did the reviewer let this pass?', 'What does the review page show for such a diff?'],
    ['How could you not see the alert?', 'Where did the alert appear, and among what else?'],
    ['What was the engineer thinking?', 'What was on the screen at 14:05?'],
    ["Why didn't anybody on the team escalate?", 'What does the policy give as the threshold?'],
    ['How did the foreman not see the lamp?', 'What did the lamp look like from the foreman’s desk?'],
    ['Did Oskar or Ines leave the gate open?', 'The gate was open at 06:00. What closes it on other days?'],
    ['Paul needs to explain why he waited.', 'From 10:00 to 10:20 two readings stood against each other.'],
  ],
  [
    'Why did the consumer not pause?',
    'Why did the probe answer while the disk was full?',
    'Why is the lease 90 minutes long?',
    'Why do both importers write to one lock file?',
    'Why was the page sent to an empty schedule?',
    'Why does a failed login cost three queries?',
    'Why was the drift so hard to see?',
    'Why did the operator pod restart?',
    'What did the responder see at 14:05?',
    'Why did the user service crash?',
    'Did the job or the cache come back first?',
    'How did the gate stay open?',
    'Explain why the lamp is off at night.',
  ],
)
