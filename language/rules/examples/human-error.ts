import { examplesOf } from './example.ts'

/** Examples of `human-error`. */
export const humanError = examplesOf(
  [
    [
      'The four-hour gap in exports was caused by human error.',
      'The drain page showed both regions as empty, so the rollout went on.',
    ],
    [
      'Root cause: operator error during the switch-over.',
      'Trigger: the switch-over command accepted a region that was still serving.',
    ],
    ['This came down to user error.', 'The form saved a negative quota without a warning.'],
    [
      'We put it down to pilot error and moved on.',
      'Two gauges gave different readings, and the panel showed only one of them.',
    ],
    [
      'An engineer error led to the loss of 40 orders.',
      'The delete tool has no preview; 40 orders were lost before the job was stopped.',
    ],
    ['It was classic PEBKAC.', 'The dialog asks the same question for test and live accounts.'],
    [
      'The reason was a clerical error in the tariff table.',
      'The tariff table takes any number; 1,900 was stored where 19.00 was meant.',
    ],
    [
      'The index was lost to a slip of the hand.',
      'Drop and describe stand beside each other in the console and look alike.',
    ],
    [
      'The auditors wrote that personnel failure explains the gap.',
      'No job compares the two ledgers, so the gap stood for 9 days.',
    ],
    [
      'In the end it was an error of judgement by the shift.',
      'At 02:10 the only graph in view was flat, and a restart was the first step of the runbook.',
    ],
    ['Someone fat-fingered the port number.', 'The port field accepts 4430 as readily as 443.'],
    [
      'Our records list human mistakes as the top cause.',
      'Our records list the conditions behind each incident.',
    ],
  ],
  [
    'The log level was set to error.',
    'User error messages now name the field that needs a value.',
    'The Postgres operator logged an error and tried again.',
    'We do not accept human error as an answer.',
    'The operator error rate rose to 4 % after the upgrade.',
    'The API answered with error 1047.',
    'Human-readable dates broke the sort order.',
    'Rounding errors in the allocator caused the gap.',
    'The review looked beyond human error for conditions we can change.',
    'The error budget for May was spent by the 9th.',
    'The handbook says "human error" in its old edition.',
    'Any user error is a sign that a screen can be improved.',
  ],
)
