import { examplesOf } from './example.ts'

/** Examples of `who-approved`. */
export const whoApproved = examplesOf(
  [
    ['Who approved this firewall rule?', 'How did this firewall rule get through review?'],
    ['Who reviewed the change?', 'How did the change get through review?'],
    ['Who merged that without a green build?', 'How could this be merged while no test had run?'],
    ['Who signed off on the schema change?', 'What did the sign-off for the schema change look at?'],
    ['Find out who approved the request.', 'Find out what the approval page shows.'],
    ['Who authorised the window?', 'Which information did the window decision have?'],
    ['So who merged it?', 'So how did it reach main?'],
    ['Which reviewer approved the diff?', 'Which parts of the diff does the review page hide?'],
    ['Who accepted the risk?', 'How was the risk described when it was accepted?'],
    ['We need to know who reviewed PR 4412.', 'We need to know what PR 4412 showed for SQL files.'],
  ],
  [
    'Two reviewers approved it at 10:02.',
    'The engineer who approved the change was on another continent by then.',
    'Who can approve a change at night?',
    'Define who approves temporary access.',
    'The bot merged the fix after two approvals.',
    'The list of people who reviewed the design is in the appendix.',
    'The gateway accepted the request.',
    'Approvals are stored with their time.',
    'Changes are approved by two people.',
    'The board approved the budget for the second region.',
  ],
)
