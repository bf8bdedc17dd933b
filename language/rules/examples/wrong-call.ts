import { examplesOf } from './example.ts'

/** Examples of `wrong-call`. */
export const wrongCall = examplesOf(
  [
    ['Rolling forward was the wrong call.', 'Rolling forward took 50 minutes; no rollback was available.'],
    ['It was a bad decision to wait.', 'At 10:10 the graph was flat, and waiting was the plan.'],
    ['The choice proved wrong.', 'The choice rested on a test with 3 nodes.'],
    ['That was a poor choice.', 'The window overlapped the nightly export.'],
    ['The decision was questionable.', 'The decision was taken in 4 minutes with two of five graphs.'],
    ['We made a series of bad decisions.', 'Each step followed the runbook of 2022.'],
    ['The call was wrong.', 'The call was made before the first trace arrived.'],
    ['An unwise move by the group.', 'The move saved 2 hours in each of the 30 times before.'],
    ['It was an ill-advised decision.', 'Three options were on the table, and this one was in the runbook.'],
    ['A terrible decision in the night.', 'At 03:00 the only page open was the old dashboard.'],
  ],
  [
    'The decision was taken at 10:12.',
    'A wrong type in the call is refused.',
    'The call returned a bad request.',
    'The poor signal dropped the call.',
    'The phone call lasted ten minutes.',
    'The decision log is linked below.',
    'The choice of region is in the form.',
    'A bad block was remapped.',
    'The wrong port was in the template of 2021.',
    'The move to the new rack took an hour.',
  ],
)
