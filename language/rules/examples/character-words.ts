import { examplesOf } from './example.ts'

/** Examples of `character-words`. */
export const characterWords = examplesOf(
  [
    [
      'Support was slow, rude and evasive.',
      'Support answered after 41 minutes, with a form that names no person to call.',
    ],
    [
      'The decision to move it on a Friday was plain dumb.',
      'The move was set for Friday since the vendor had no other day in March.',
    ],
    [
      'The reviewer was far too hasty with the second file.',
      'The second file is folded by default in the review page.',
    ],
    ['A careless config push emptied the cache.', 'A config push without a dry run emptied the cache.'],
    ['The operator was incompetent.', 'No one on the rota had yet run a recovery of this store.'],
    ['That was a rookie mistake.', 'The flag is off until it is set, and no page says so.'],
    ['The handover was a sloppy handover.', 'The handover note had no field for open alerts.'],
    ['They could not be bothered to run the tests.', 'The tests take 50 minutes, and the window was 30.'],
    [
      'It was reckless to deploy that evening; it was foolish of us.',
      'The deploy went out at 18:10 with two people on the rota.',
    ],
    ['The reviewers had become complacent.', 'The check had passed 412 times in a row.'],
    ['The whole team was asleep at the wheel.', 'The alert went to a channel of 900 messages a day.'],
    ['The vendor showed negligence.', 'The vendor’s contract has no restore time.'],
    [
      'Such a push shows utter disregard for our customers.',
      'The change did not go through the queue, as 30 % of changes on Fridays do.',
    ],
    ['The engineer showed poor judgement.', 'The engineer saw a flat graph and restarted.'],
    ['The response from the desk was inexcusable.', 'The desk answered after 41 minutes.'],
  ],
  [
    'The retry policy is careless of ordering.',
    'The lazy index is built on first use.',
    'Fonts are loaded lazily.',
    'A naive loop over tenants took nine minutes.',
    'The sloppy quorum setting allowed old reads.',
    'Search was slow for an hour.',
    'The gateway answered 502 Bad Gateway.',
    'Our guide advises against words such as careless.',
    'Naive timestamps were stored beside zoned ones.',
    'An aggressive keep-alive ended long uploads.',
    'Lazy loading hid the fault until noon.',
    'The change in revenue was negligible.',
    'A dumb terminal in the lobby kept working.',
    'The stubborn lock held on for six minutes.',
    'Disk performance of 40k ops per second was measured.',
    'Clients are ignorant of the shard layout.',
  ],
)
