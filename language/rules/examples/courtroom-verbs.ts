import { examplesOf } from './example.ts'

/** Examples of `courtroom-verbs`. */
export const courtroomVerbs = examplesOf(
  [
    ['He admitted to running the script.', 'He said that he ran the script at 10:02.'],
    ['The engineer confessed at once.', 'The engineer told the channel at once.'],
    ['Ana claimed that the flag was off.', 'Ana said that the flag was off.'],
    ['She admitted she had left early.', 'She said that her shift ended at 16:00.'],
    ['The vendor team claimed it was a cable.', 'The vendor team said it was a cable.'],
    ['Maria claims she saw nothing.', 'Maria says the third panel was grey.'],
    ['The operator admitted opening two consoles.', 'The operator had two consoles open.'],
    ['The developers alleged a fault in the router.', 'The developers saw resets at the router.'],
    ["The contractor's excuse was the time zone.", 'The ticket showed local time without a zone.'],
    ['Peter confessed to the change.', 'Peter wrote at 11:20 that the change was live.'],
  ],
  [
    'The load balancer admitted 40 requests a second.',
    'The admission controller refused the pod.',
    'Each volume claim is bound to one disk.',
    'The token holds three claims.',
    'The claim was filed with the insurer.',
    'The worker claimed the job from the queue.',
    'The scheduler admitted the batch at 09:00.',
    'Customers said the page was slow.',
    'The group said it was a cable.',
    'The service claims a port at start.',
  ],
)
