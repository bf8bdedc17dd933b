/** Three decisions of the sample outage, worked through as a team would in an afternoon: what a newcomer opens first. */
import { afterwards, onTheTable, type SampleDecision } from './sample-story.ts'

/** The three decisions, in the order they were made. */
export const outageDecisions: readonly SampleDecision[] = [
  {
    clock: '14:16:10',
    seenEvents: ['13:52:04 deploy', '14:06:48', '14:12:36'],
    seenMessages: ['14:10:21', '14:11:45', '14:12:50', '14:14:30'],
    role: 'incident commander',
    situation:
      'One checkout in five answers with 503, and requests hang for 30 seconds. A release went out ten minutes before the first errors, and one of its three changes touches the write path. Nodes and network look ordinary.',
    goals: ['Get orders through again', 'Learn something from the next step, whatever it shows'],
    notReached: [
      {
        what: 'That a rollback leaves scheduled jobs on the new image',
        where: 'in the chart of the deploy controller; the rollback page says “all workloads”',
        barrier: 'INF-2',
      },
      {
        what: 'That one idle session had held the lock on orders since 14:02',
        where: 'in the session list of orders-db, while the alert on lock waits held back for 35 minutes',
        barrier: 'DET-4',
      },
    ],
    believed: 'The new tax rounding in v4.18.0 slows the write path down.',
    confidence: 'medium',
    options: [
      onTheTable('Roll v4.18.0 back', 'four minutes, one button'),
      onTheTable('Page the database on-call first', 'someone at lunch, about fifteen minutes'),
      onTheTable('Keep reading graphs', 'some sixty refused orders a minute'),
      afterwards('Suspend order-archiver'),
    ],
    easyPath: 'The rollback: one button, practised every week.',
    safePath: 'Have the database looked at before anything is changed.',
    friction: 'Another team has to be called away from lunch, for a database that shows no load.',
    pressures: ['14 support tickets in ten minutes'],
    tradeoff: 'Speed over certainty; a rollback also rules something out.',
    chosen: 'Roll v4.18.0 back',
    expected: 'Errors end within five minutes.',
    observed: 'The error rate stayed at 19 %. The archiver had not gone back with the services.',
    madeSenseBecause:
      'the release was the newest change and touched the write path, a rollback is cheap and can be taken back, and the page said that it covers everything.',
    usually: 'Most weeks a rollback ends it, or tells within two minutes that it was something else.',
    certainty: 'supported',
    contributed: true,
    factor: {
      code: 'INF-2',
      statement:
        'The rollback page said “all workloads”; what a rollback really covers could be read in the chart of the controller alone.',
      certainty: 'observed',
      weakness: { existedBefore: true, remainsAfterRepair: true, couldCauseOthers: true },
    },
  },
  {
    clock: '14:36:20',
    seenEvents: ['14:26:40', '14:30:02', '14:31:10'],
    seenMessages: ['14:29:40', '14:32:58', '14:33:20'],
    role: 'database on-call',
    situation:
      'One session of order-archiver has held the lock on the orders table for 34 minutes and does nothing. 74 sessions wait behind it.',
    goals: ['Free the table', 'Lose no order'],
    notReached: [
      {
        what: 'That the job starts again every five minutes',
        where: 'in the description of the release, in another channel',
        barrier: 'INF-1',
      },
    ],
    believed: 'The session is idle, so at most one archive batch is lost, and a batch is read again later.',
    confidence: 'high',
    options: [
      onTheTable('End the idle session', 'at most one archive batch'),
      onTheTable('Wait for it to finish', 'nobody knows how long'),
      afterwards('Stop the job first, then end the session'),
    ],
    easyPath: 'End the session: one statement, with a second pair of eyes.',
    safePath: 'Find what opens such sessions, stop it, then end this one.',
    friction: 'The switch of the job belongs to a team that no longer exists.',
    pressures: ['34 minutes of refused orders', 'Two large merchants on the phone'],
    tradeoff: 'Relief at once over a full picture.',
    chosen: 'End the idle session',
    expected: 'Waiting writes go through within seconds.',
    observed: 'They did. Four minutes later the next run took the same lock.',
    madeSenseBecause:
      'the session did nothing, two roles had looked at what could be lost, and every minute of waiting refused more orders.',
    usually: 'A session that is ended stays away; until that day the job ran once a night.',
    certainty: 'observed',
    contributed: false,
  },
  {
    clock: '14:44:20',
    seenEvents: ['14:36:20', '14:38:10'],
    seenMessages: ['14:40:55', '14:41:30', '14:43:30'],
    role: 'platform on-call',
    situation:
      'At 14:40 a new session took the same lock. The job runs every five minutes, so ending sessions one by one will not hold.',
    goals: ['Make it stay away', 'Leave the cluster as the deploy controller wants it'],
    notReached: [],
    believed: 'The flag archiver.enabled is read at the start of every run.',
    confidence: 'high',
    options: [
      onTheTable('Switch the flag archiver.enabled off', 'somebody with the rights has to be found'),
      onTheTable('Suspend the job in the cluster', 'the controller puts it back within a minute'),
      onTheTable('End each session as it comes', 'somebody at the console all afternoon'),
    ],
    easyPath: 'End the next session like the first.',
    safePath: 'Switch the job off where both the job and the controller look.',
    friction: 'The flag belonged to a team that was dissolved; only platform still had the rights.',
    pressures: ['The status page already said “recovering”'],
    tradeoff: 'A minute more of waiting for a stop that lasts.',
    chosen: 'Switch the flag archiver.enabled off',
    expected: 'No new lock at 14:45.',
    observed: 'No run took the lock again; impact was over at 14:49.',
    madeSenseBecause:
      'anything done in the cluster would have been put back, and the flag was the one place that the job itself asks.',
    usually: 'The team of a flag switches it; this one had none.',
    certainty: 'observed',
    contributed: false,
  },
]
