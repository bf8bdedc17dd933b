import { examplesOf } from './example.ts'

/** Examples of `could-have`. */
export const couldHave = examplesOf(
  [
    [
      'Alerts on disk growth, had we set them up, would have given us a day.',
      'No alert reads disk growth; one at 80 % is added by 4 June.',
    ],
    [
      'The support team sat on the report for a week.',
      'The report lay in a queue that has no rota; it was read after 7 days.',
    ],
    [
      'The freeze was clear, and it was not followed.',
      'The freeze is a page in the wiki; the deploy tool does not read it.',
    ],
    [
      'We could have switched providers before lunch.',
      'Switching providers takes 20 minutes in rehearsal; nothing on the page offers it.',
    ],
    [
      'A unit test would have caught this.',
      'No test runs the parser on an empty file; one is added by 4 June.',
    ],
    [
      'The on-call engineer could have called the vendor.',
      'The vendor’s number is in a wiki that was down as well.',
    ],
    [
      'Had the reviewer read the last file, the fault had been seen.',
      'The last file is folded by default in the review page.',
    ],
    [
      'If the team had rehearsed it, recovery had taken minutes.',
      'Recovery took 3 hours; the last rehearsal was in 2022.',
    ],
    [
      'The incident was entirely preventable.',
      'The incident needed three conditions, and we can remove two of them.',
    ],
    ['None of this would have happened with a staging run.', 'Staging has one shard; the fault needs two.'],
    ['An alert would have detected it at once.', 'No alert covers write latency.'],
    ['It could have been avoided.', 'Two of the conditions were known as tickets 311 and 402.'],
    ['The team could have stopped the rollout at 14:10.', 'At 14:10 the rollout page still showed green.'],
    ['The team never ran the drill.', 'The drill has no date and no owner.'],
    ['A phone call would have sufficed.', 'The number of the plant is not on the page.'],
    ['The vendor was not consulted.', 'The change form has no line for the vendor.'],
    [
      'Only after 40 minutes did the manager think to open an incident.',
      'The incident was opened after 40 minutes; no alert names a threshold.',
    ],
    ['Not once did the crew look at the gauge.', 'The gauge is behind the second door.'],
    ['All it needed was a second reading.', 'One reading is asked for, and it was taken.'],
  ],
  [
    'Had the disk been larger, it would have filled a day later.',
    'An attacker could have read the session table.',
    'It could have been worse: the backups were on the same disk.',
    'Switching providers takes 20 minutes in rehearsal.',
    'Had the limit been 10, the job had stopped.',
    'The cache could hold two copies.',
    'Customers would have seen old prices for an hour.',
    'Could the queue have been full?',
    'The job would restart when the lease ends.',
    'The replica had been promoted by then.',
    'If the disk is full, the writer stops.',
    'No funds could have been lost.',
    'The pump would have stopped at 60 degrees, as built.',
    'The vendor answers within an hour.',
    'Nobody was paged, since the list was empty.',
    'The second reading came at 09:40.',
    'The agent was not asked for a plan.',
    'If the clerk had checked the page, it would have looked normal.',
    'The team pushed for a rollback at 14:10.',
    'The engineers walked through the log line by line.',
    'The platform team took out the old cache in May.',
  ],
)
