import { examplesOf } from './example.ts'

/** Examples of `why-didnt-you`. */
export const whyDidntYou = examplesOf(
  [
    ["Why didn't you page earlier?", 'What led to the page at that moment?'],
    ['Why did nobody look at the dashboard?', 'What was on the screens between 14:05 and 14:45?'],
    ['Why did the night shift not call anyone?', 'Which number would the shift have called?'],
    ["Why wasn't the release manager watching the canary?", 'Where does the canary show that it is red?'],
    ['Why did they skip the rehearsal?', 'What would the rehearsal have cost that week?'],
    ["Why didn't the on-call pick up?", 'Which number did the page go to?'],
    ['Why did the reviewer let this pass?', 'What does the review page show for such a diff?'],
    ['How could you not see the alert?', 'Where did the alert appear, and among what else?'],
    ['What was the engineer thinking?', 'What was on the screen at 14:05?'],
    ["Why didn't anybody on the team escalate?", 'What does the policy give as the threshold?'],
  ],
  [
    'Why did the retry loop not back off?',
    'Why did the health check pass while the pod was failing?',
    'Why is the default timeout 20 seconds?',
    'Why do two services share one connection pool?',
    'Why was the page sent to an empty schedule?',
    'Why does the retry double the load?',
    'Why was this hard to detect?',
    'Why did the operator pod restart?',
    'What did the responder see at 14:05?',
    'Why did the user service crash?',
  ],
)
