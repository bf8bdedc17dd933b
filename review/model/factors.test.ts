import { expect, test } from 'vitest'
import { isUnderlyingWeakness } from './factors.ts'

const answers = [true, false]
const cases = answers.flatMap((existedBefore) =>
  answers.flatMap((remainsAfterRepair) =>
    answers.map((couldCauseOthers) => ({ existedBefore, remainsAfterRepair, couldCauseOthers })),
  ),
)

test.each(cases)('an underlying weakness answers yes three times: %j', (weakness) => {
  expect(isUnderlyingWeakness({ weakness })).toBe(Object.values(weakness).every(Boolean))
})
