import { examplesOf } from './example.ts'

/** Examples of `who-question`. */
export const whoQuestion = examplesOf(
  [
    ['Who caused the gap in the exports?', 'How did the system allow the gap in the exports?'],
    ['Who deleted the bucket?', 'What made it possible to delete the bucket?'],
    [
      'The next step is to find out who muted the pager.',
      'The next step is to see how the pager came to be muted.',
    ],
    ['Whose change was this on Monday?', 'Which change was this on Monday, and what let it through?'],
    ['Who actually clicked deploy at 16:50?', 'What did the deploy page show at 16:50?'],
    ['First we establish who ran the script.', 'First we establish what the script was able to reach.'],
    ['Who was to blame?', 'Which conditions had to be there together?'],
    ['Identify the person responsible.', 'Identify the step that let it through.'],
    ['Who left the debug port open?', 'What would have shown that the debug port was open?'],
    [
      'The board wants to know who wrote the query.',
      'The board wants to know why the query was not stopped.',
    ],
    ['Which engineer changed the route?', 'What did the route table look like before and after the change?'],
    ['So who pushed to main?', 'How can a push reach main without a check?'],
    [
      'Which of you two turned off the feed?',
      'The feed was turned off at 09:12. What did the panel show at that moment?',
    ],
    [
      'It has to be clarified who gave the order.',
      'The order came by phone; the panel asks for no second voice.',
    ],
    ['We need a name for the 14:20 login.', 'The 14:20 login used a shared account with no further sign-in.'],
    [
      'By which clerk was the seal broken?',
      'The seal was open at 07:00. What does the seal look like when it is open?',
    ],
  ],
  [
    'Who can restore from the backup?',
    'Customers who had signed in were not affected.',
    'The engineer who was paged answered in two minutes.',
    'Who is affected: merchants in the EU cluster.',
    'The WHO data feed was late by six hours.',
    'Who to call during an incident: the duty manager.',
    'The runbook did not say who declares an incident.',
    'The whois entry named a closed company.',
    'It does not matter who typed the command.',
    'Users whose sessions were cached saw old balances.',
    'Who owns the queue?',
    'We asked three people who know the scheduler to read the fix.',
    'Which wards were reached by the mail?',
    'Name the pages after the steps they hold.',
    'Who was told, and at what time?',
    'By whom it can be opened is set in the policy file.',
    'Finding the identity of the caller serves no purpose.',
    'A question is put to the text, not to whoever wrote it.',
    'The steps are with Ana, who kept the paper copies.',
    'The restore drill, which the plan had moved to May, ran on Friday.',
    'A question about who was set aside at 14:17.',
    'The question of who was parked for the meeting.',
  ],
)
