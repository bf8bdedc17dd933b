import { expect, test } from 'vitest'
import { isPaused, LONGEST_PAUSE_DAYS, pauseAt, pauseBlockers, pauseSentence } from './pauses.ts'

const spring = { fromOn: '2026-03-10', untilOn: '2026-03-20' }
const longer = { fromOn: '2026-03-15', untilOn: '2026-04-01' }

test('a pause holds from its first day to the end of its last', () => {
  expect(isPaused('2026-03-09T23:59:59.999Z', [spring])).toBe(false)
  expect(isPaused('2026-03-10T00:00:00.000Z', [spring])).toBe(true)
  expect(isPaused('2026-03-20T23:59:59.999Z', [spring])).toBe(true)
  expect(isPaused('2026-03-21T00:00:00.000Z', [spring])).toBe(false)
  expect(isPaused('2026-03-10T00:00:00.000Z', [])).toBe(false)
})

test('of two that hold, the one that ends last is named', () => {
  const holding = pauseAt('2026-03-16T12:00:00.000Z', [spring, longer])
  expect(holding).toBe(longer)
  expect(pauseSentence(longer)).toContain('2026-04-01')
})

test('backwards or without an end is no pause', () => {
  expect(pauseBlockers({ fromOn: '2026-03-10', untilOn: '2026-03-09' })[0]?.sentence).toContain('before')
  expect(pauseBlockers({ fromOn: '2026-01-01', untilOn: '2026-12-31' })[0]?.sentence).toContain(
    String(LONGEST_PAUSE_DAYS),
  )
  expect(pauseBlockers(spring)).toEqual([])
})
