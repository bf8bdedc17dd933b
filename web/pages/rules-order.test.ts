import { rules } from '@secondstory/language'
import { expect, it } from 'vitest'
import { groups, levelsInWords, ruleGroups } from './rules-order.ts'

it('every rule stands on the page once', () => {
  const shown = ruleGroups(rules).flatMap(({ members }) => members.map(({ id }) => id))
  expect(shown.toSorted()).toEqual(rules.map(({ id }) => id).toSorted())
})

it('a group names only rules there are, and a rule stands in one group', () => {
  const grouped = groups.flatMap(({ ids }) => ids)
  expect(grouped.filter((id) => !rules.some((rule) => rule.id === id))).toEqual([])
  expect(new Set(grouped).size).toBe(grouped.length)
})

it('levels are said in words', () => {
  expect(levelsInWords({ analysis: 'error', timeline: 'hint', actions: 'error', other: 'off' })).toBe(
    'Stands in the way of publishing in the analysis and the actions. Only suggests in the timeline.',
  )
  expect(
    levelsInWords({ analysis: 'warning', timeline: 'warning', actions: 'warning', other: 'warning' }),
  ).toBe('Asks for a second look in all parts.')
})
