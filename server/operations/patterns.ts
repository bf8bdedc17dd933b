/** Patterns across reviews: which conditions were named in how many of them. Of conditions, never of people. */
import { type Patterns, patternsOf } from '@secondstory/review/model/patterns'
import { z } from 'zod'
import { listReviewCodes } from '../store/patterns.ts'
import { operation } from './operation.ts'

/** Which conditions were named in how many published reviews, from five reviews on. */
export const findPatterns = operation({
  name: 'findPatterns',
  about:
    'Finds which contributing factors were named in how many published reviews, with intervals, from five on.',
  access: 'reader',
  changes: false,
  input: z.object({}),
  run: async (_input, hands): Promise<Patterns> => patternsOf(await listReviewCodes(hands.store.queries)),
})
