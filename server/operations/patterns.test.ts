import { expect, test } from 'vitest'
import { testHouse } from './testing.ts'
import { readyReview } from './testing-review.ts'

const house = await testHouse()
const { member, reader } = house.people
const ask = house.as(member)
const asReader = house.as(reader)
const words = '## Summary\n\nOne order in five was refused.\n'

async function publish(title: string): Promise<string> {
  const { incidentId } = await readyReview(ask, member, { title, words })
  await ask('publishReview', { incidentId })
  return incidentId
}

test('patterns are told from five published reviews on; drafts, samples and removed ones are none', {
  timeout: 60_000,
}, async () => {
  await ask('addSampleReviews', {})
  for (const part of ['one', 'two', 'three', 'four']) await publish(`Part ${part} stalled`)
  await readyReview(ask, member, { title: 'Still a draft', words })
  expect(await asReader('findPatterns', {})).toEqual({ reviews: 4, fewestReviews: 5, patterns: [] })
  const last = await publish('Part five stalled')
  const { reviews, patterns } = await asReader('findPatterns', {})
  expect(reviews).toBe(5)
  expect(patterns.map(({ code, share }) => [code, share.named, share.reviews])).toEqual([['GRD-1', 5, 5]])
  expect(patterns[0]?.quarters.map(({ quarter, share }) => [quarter, share?.named])).toEqual([['2026 Q1', 5]])
  await ask('removeIncident', { id: last })
  expect((await asReader('findPatterns', {})).patterns).toEqual([])
})
