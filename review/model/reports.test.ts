import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  BATCH_SIZE,
  dayAfter,
  isBatchDue,
  LONGEST_WAIT_DAYS,
  reportBlockers,
  seenByStewards,
  textBlockers,
  triageDueOn,
} from './reports.ts'

const words = { happened: 'A job nearly ran twice.', stopped: '', component: '', couldHave: '' }
const day = fc.integer({ min: 0, max: 400 }).map((days) => dayAfter('2026-01-01', days))

describe('batches', () => {
  const at = { today: '2026-03-12', lastBatchOn: null }

  test('three of earlier days go together, two wait, and nothing of today goes', () => {
    expect(isBatchDue(['2026-03-11', '2026-03-11', '2026-03-11'], at)).toBe(true)
    expect(isBatchDue(['2026-03-11', '2026-03-11'], at)).toBe(false)
    expect(isBatchDue(['2026-03-11', '2026-03-11', '2026-03-12', '2026-03-12'], at)).toBe(false)
    expect(isBatchDue([], at)).toBe(false)
  })

  test('nobody waits longer than two days for others', () => {
    expect(isBatchDue(['2026-03-10'], at)).toBe(true)
  })

  test('one batch a day at most, and never one that the report of this day began', () => {
    fc.assert(
      fc.property(fc.array(day, { maxLength: 12 }), day, fc.option(day), (waiting, today, last) => {
        const isDue = isBatchDue(waiting, { today, lastBatchOn: last })
        if (last !== null && last >= today) expect(isDue).toBe(false)
        const without = waiting.filter((on) => on < today)
        expect(isBatchDue(without, { today, lastBatchOn: last })).toBe(isDue)
        const oldest = without.toSorted()[0]
        if (isDue && without.length < BATCH_SIZE) {
          expect(oldest === undefined || dayAfter(oldest, LONGEST_WAIT_DAYS) <= today).toBe(true)
        }
      }),
    )
  })
})

test('a hazard is due on its day, all else within two working days', () => {
  expect(triageDueOn('2026-03-12', true)).toBe('2026-03-12')
  expect(triageDueOn('2026-03-11', false)).toBe('2026-03-13')
  // A Thursday: Friday, then Monday.
  expect(triageDueOn('2026-03-12', false)).toBe('2026-03-16')
  expect(triageDueOn('2026-03-14', false)).toBe('2026-03-17')
})

test('a word of somebody unknown shows the day after; of somebody known at once', () => {
  const messages = [
    { from: 'steward', on: '2026-03-12', text: 'Which job?' },
    { from: 'reporter', on: '2026-03-12', text: 'The nightly one.' },
  ] as const
  const today = '2026-03-12'
  expect(seenByStewards(messages, { naming: 'anonymous', today })).toHaveLength(1)
  expect(seenByStewards(messages, { naming: 'anonymous', today: '2026-03-13' })).toHaveLength(2)
  expect(seenByStewards(messages, { naming: 'confidential', today })).toHaveLength(2)
})

describe('what a report does not take', () => {
  test.each([
    ['<script>fetch("/api/readSelf")</script>', 'report-with-script'],
    ['look: <svg onload=alert(1)>', 'report-with-script'],
    ['<img src=x onerror=alert(1)>', 'report-with-script'],
    ['javascript:alert(1)', 'report-with-script'],
    ['data:image/png;base64,iVBORw0KGgo', 'report-with-file'],
    [`a dump: ${'QUJD'.repeat(150)}`, 'report-with-file'],
  ])('%s', (text, rule) => {
    expect(textBlockers(text).map((each) => each.rule)).toContain(rule)
    expect(reportBlockers({ ...words, stopped: text }).length).toBeGreaterThan(0)
  })

  test('plain words, code and a diff are words', () => {
    for (const text of ['`kubectl delete ns prod` with --dry-run', 'if (a < b) return', '-  replicas: 3']) {
      expect(reportBlockers({ ...words, happened: text })).toEqual([])
    }
    expect(reportBlockers({ ...words, happened: '  ' })[0]?.sentence).toContain('One sentence')
  })
})
