import { examplesOf } from './example.ts'

/** Examples of `slip-as-cause`. */
export const slipAsCause = examplesOf(
  [
    ['Two similar trays were swapped.', 'Trays of both kinds fit both slots, and carry the same colour.'],
    ['The account number was keyed incorrectly.', 'The account field accepts any eight digits.'],
    [
      'The cause was a typo in the zone file.',
      'The zone file went live with an unknown record type, because no step parses it first.',
    ],
    [
      'A typo took the whole store offline.',
      'The store went offline when the config loader met an unknown key and used an empty list.',
    ],
    [
      'We lost an hour due to an oversight.',
      'For an hour nobody was paged, since the new queue had no alert.',
    ],
    [
      'The bucket was emptied by mistake.',
      'The lifecycle rule matched the live prefix, and the bucket was emptied.',
    ],
    [
      'The team accidentally ran the clean-up against live data.',
      'The clean-up takes the last used account when none is named; it ran against live data.',
    ],
    [
      'An honest mistake in the rate sheet cost us 300 orders.',
      'The rate sheet is copied by hand; 300 orders went out at the old rate.',
    ],
    [
      'The trigger was an accidental deletion of the queue.',
      'The trigger was the deletion of the queue, one click beside “purge”.',
    ],
    [
      'The two clusters were swapped because of a mix-up.',
      'The two clusters have the same prompt; the command went to the other one.',
    ],
    [
      'A simple oversight during the move left the port open.',
      'The move list had no step for the firewall, and the port stayed open.',
    ],
    [
      'The wrong file was inadvertently removed by the team.',
      'The tool removes by number, and numbers shift after each removal.',
    ],
    [
      'One wrong keystroke and the pool was gone.',
      'The console deletes a pool on a single key, with nothing to undo it.',
    ],
    [
      'The record was changed by mistake on 4 May.',
      'The record was changed on 4 May: search results and edit mode share one page.',
    ],
    ['There was a mix-up at the counter.', 'Both boxes on the counter have the same label.'],
    [
      'The order went out twice through our own inattention.',
      'The form sends the order again when it is opened twice.',
    ],
    ['The label had been stuck on the wrong way round.', 'The label fits both ways round.'],
  ],
  [
    'The typo was found by accident in a review of another page.',
    'The wrong-way cable does not fit the new socket.',
    'A typo got through because the form allows free text.',
    'The scheduler mistakenly marked the node as healthy.',
    'The domain was a typosquat of our shop.',
    'Typos in the region name are now refused by the parser.',
    'The disk firmware mistakenly reports success before the flush.',
    'The accidental complexity of the build is another subject.',
    'The template prevents such a mix-up from now on.',
    'We looked at how often the two names are confused in the logs.',
    'The form was made mistake-proof in March.',
    'The linter catches a typo in a metric name.',
    'The cause was a missing index on the orders table.',
    'An alert fired for a field that cannot be misread any more.',
    'The two boxes have one label.',
    'The scheduler set the wrong leader after the split.',
    'The parser mistook a tab for a space.',
    'A field that takes any number took 1,000.',
    'Instead of a retry, the request was queued.',
    'The connection is left open after the response.',
    'Both replicas were swapped for larger ones.',
  ],
)
