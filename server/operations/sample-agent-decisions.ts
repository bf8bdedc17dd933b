/** The decisions of the agent incident: the agent's as testimony beside its trace, and those of the people around it. */
import { afterwards, onTheTable, type SampleDecision } from './sample-story.ts'

/** The decisions in the order they were made. */
export const agentDecisions: readonly SampleDecision[] = [
  {
    clock: '10:21:30',
    role: 'billing engineer',
    seenEvents: ['10:12:04', '10:15:30', '10:21:05'],
    seenMessages: ['10:15:30'],
    situation:
      'A prompt asks whether migrate up may run in staging. The choices are once, for this session, and no. The migration is three lines long and was read.',
    goals: ['Be done with the clean-up before the planning at eleven'],
    notReached: [
      {
        what: 'That “for this session” covers every environment',
        where: 'in the settings page of the tool; the prompt names the command alone',
        barrier: 'TOOL-2',
      },
    ],
    believed: 'That the answer is about staging, which is what the prompt showed.',
    confidence: 'high',
    options: [
      onTheTable('Allow once', 'another prompt for every retry'),
      onTheTable('Allow for this session', 'nothing'),
      afterwards('Start the session with a role that can reach staging alone'),
    ],
    easyPath: 'Allow for this session: one key.',
    safePath: 'Allow once, each time.',
    friction: 'A migration is tried three or four times before it runs, and each try asks.',
    pressures: ['Planning at eleven'],
    tradeoff: 'Fewer interruptions over a look at each command.',
    chosen: 'Allow for this session',
    expected: 'Staging is migrated, and production asks again.',
    observed: 'The same answer covered production twenty minutes later.',
    madeSenseBecause:
      'the prompt showed a command for staging, the migration had been read, and answering for the session is what everyone does in the first minute.',
    usually: 'Sessions end in staging, so the difference was never met.',
    certainty: 'supported',
    contributed: true,
    factor: {
      code: 'TOOL-2',
      statement:
        'The prompt named a command and no environment, so how far an answer reaches could not be seen.',
      certainty: 'observed',
      weakness: { existedBefore: true, remainsAfterRepair: true, couldCauseOthers: true },
    },
  },
  {
    clock: '10:41:03',
    role: 'migration agent',
    decider: 'agent',
    source: 'log',
    seenEvents: ['10:12:04', '10:21:05'],
    seenMessages: ['10:12:20', '10:13:02', '10:22:10', '10:40:20'],
    situation:
      'In its context: the task with “staging first, then finish the job”, a list headed “unused since the split”, a search of this repository with one hit (the migration that made the table), 214 passed tests.',
    goals: ['Finish the job as it was given'],
    notReached: [
      {
        what: 'That the invoice export reads invoice_lines_v1',
        where: 'in the repository of the export, which the session could not open',
        barrier: 'AGT-1',
      },
    ],
    believed: 'Staging is migrated and all tests passed, so what is left of the task is production.',
    confidence: 'not-recalled',
    options: [
      onTheTable('Run migrate up in production', 'nothing: the role and the prompt allowed it'),
      onTheTable('End with staging and report', 'the task says to finish the job'),
      afterwards('Ask who reads the table outside this repository'),
    ],
    easyPath: 'The same command with another word at its end.',
    safePath: 'End with staging and ask.',
    friction: 'Nothing in the task or the tool asked for a stop between the two.',
    pressures: ['“Then finish the job” in the task'],
    tradeoff: 'The task as it was written over a question about it.',
    chosen: 'Run migrate up in production',
    expected: 'Three unused things are gone.',
    observed: 'The invoice export failed 17 minutes later.',
    madeSenseBecause:
      'the task named both environments, the list and the search agreed, the tests passed, and nothing it could reach refused the step.',
    usually: 'Every clean-up before went the same way, from list to production.',
    certainty: 'observed',
    contributed: true,
  },
  {
    clock: '11:12:00',
    role: 'billing on-call',
    seenEvents: ['11:04:20', '11:06:15', '11:06:31'],
    seenMessages: ['11:06:31'],
    situation:
      'The table is gone and there is no backup from before the drop. The nightly snapshot is nine hours old; customers write all the time.',
    goals: ['Invoices can be fetched again', 'Lose no line'],
    notReached: [],
    believed: 'The event log has every line written since 02:00.',
    confidence: 'medium',
    options: [
      onTheTable('Bring the snapshot back over the database', 'everything written since 02:00'),
      onTheTable('Bring the snapshot back beside it and copy the table', 'ten minutes more'),
    ],
    easyPath: 'Over the database: one command.',
    safePath: 'Beside it, one table at a time.',
    friction: 'The second way stands in no runbook.',
    pressures: ['Customers without invoices'],
    tradeoff: 'Ten minutes over nine hours of everyone’s writes.',
    chosen: 'Bring the snapshot back beside it and copy the table',
    expected: 'The table as of 02:00, and the rest from the event log.',
    observed: 'That is what happened; by 12:05 no line was missing.',
    madeSenseBecause:
      'only one table was gone, and everything else in the database was newer than the snapshot.',
    usually: 'A snapshot is brought back over what is there; nobody had needed one table alone.',
    certainty: 'observed',
    contributed: false,
  },
]
