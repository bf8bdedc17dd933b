import { examplesOf } from './example.ts'

/** Examples of `hidden-decision`. */
export const hiddenDecision = examplesOf(
  [
    ['It was decided to skip staging.', 'The release lead skipped staging: the queue was 6 h.'],
    ['Mistakes were made.', 'Two steps ran in the wrong order of the list.'],
    ['A decision was made to wait.', 'The incident lead chose to wait for the 10:30 graph.'],
    ['It was felt that the risk was low.', 'The change board rated the risk low after 30 like it.'],
    ['It was agreed not to page.', 'The lead and support agreed to wait: the page names no threshold.'],
    ['The test was deemed unnecessary.', 'The lead left the test out; it takes 50 minutes.'],
    ['It was thought safe.', 'The group took it as safe: the last 12 runs were.'],
    ['Corners were cut.', 'Two of five checks were left out to meet the window.'],
    ['A decision was taken to roll forward.', 'The lead rolled forward: no rollback was available.'],
    ['It was considered acceptable.', 'The board accepted a loss of 5 minutes in March.'],
  ],
  [
    'The lead decided to skip staging: the queue was 6 h.',
    'The request was made at 10:12.',
    'It was 14:05 when the page came.',
    'It was retried three times.',
    'The copy was made at midnight.',
    'The lock was taken by the job.',
    'It was the third node.',
    'A decision table maps the codes.',
    'The image was made from the tag.',
    'It was not cached.',
  ],
)
