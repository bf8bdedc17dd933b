import { operations } from '@secondstory/server/operations/index'
import { expect, test } from 'vitest'
import { accessOf, mayAs } from './access.ts'

test('the page asks of every operation what the server asks', () => {
  expect(accessOf).toEqual(Object.fromEntries(operations.map(({ name, access }) => [name, access])))
})

test('a reader reads what is published and starts nothing else', () => {
  const may = mayAs({ role: 'reader', isSteward: false })
  expect(
    ['listEditions', 'readEdition', 'exportEdition', 'closeSession'].every(
      (name) => isNamed(name) && may(name),
    ),
  ).toBe(true)
  expect(
    ['listIncidents', 'openIncident', 'listActions', 'invitePerson'].some(
      (name) => isNamed(name) && may(name),
    ),
  ).toBe(false)
})

test('nobody in particular may sign in and accept an invitation', () => {
  const may = mayAs(null)
  expect([may('startSession'), may('acceptInvitation'), may('listEditions')]).toEqual([true, true, false])
})

function isNamed(name: string): name is keyof typeof accessOf {
  return name in accessOf
}
