import { examplesOf } from './example.ts'

/** Examples of `hindsight-adverbs`. */
export const hindsightAdverbs = examplesOf(
  [
    ['The disk graph clearly showed a full volume.', 'The disk graph showed 98 % on its fourth tab.'],
    ['They obviously knew about the limit.', 'The limit is in the vendor’s notes of May.'],
    ['The team clearly missed the warning.', 'The warning came at 13:40 among 31 others.'],
    ['In hindsight we should have waited.', 'At 13:50 waiting meant another hour of failed orders.'],
    ['The logs plainly said that the disk was full.', 'The logs held one line about the disk among 40,000.'],
    ['Of course the reviewer overlooked it.', 'The file is folded in the review page.'],
    ['The night team evidently overlooked the page.', 'The page went to a phone without a signal.'],
    ['The runbook clearly stated the order.', 'The runbook has the order on its second page.'],
    ['Somebody obviously forgot the flag.', 'The flag is off by default.'],
    ['The alerts obviously pointed at the cache.', 'Two of 14 alerts named the cache.'],
  ],
  [
    'Clearly readable in figure 5: the jump at 16:10.',
    'The status page lets us speak clearly while recovery is under way.',
    'The policy is clearly defined.',
    'The obvious suspect, the new kernel, was cleared by noon.',
    'No obvious trace was left in the journal.',
    'The two prompts are clearly marked since May.',
    'This was clearly a large attack.',
    'Once the graph was found, the next step was obvious.',
    'Of course the cache is empty after a restart.',
    'Evidently the queue drains in 4 minutes.',
  ],
)
