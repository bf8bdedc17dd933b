import { operations } from '@secondstory/server/operations/index'
import { expect, test } from 'vitest'
import { untraced } from './untraced.ts'

test('what the server answers without a trace the page asks without a cookie, and nothing else', () => {
  const there = operations.filter((each) => 'leavesNoTrace' in each && each.leavesNoTrace === true)
  expect([...untraced].toSorted()).toEqual(there.map(({ name }) => name).toSorted())
})
