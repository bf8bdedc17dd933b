import { expect, it } from 'vitest'
import { listSettings } from './settings.ts'

it('shows every setting with its value, its default and its reason', () => {
  const answer = listSettings({ PORT: '8080' }, false)
  expect(answer.code).toBe(0)
  expect(answer.out).toMatch(/^PORT +8080 +4280$/m)
  expect(answer.out).toMatch(/^DATABASE_URL +\(unset\) +\(unset\)$/m)
  expect(answer.out).toContain('the one directory to back up')
})

it('prints JSON that a script can read', () => {
  const rows: unknown = JSON.parse(listSettings({ HOST: '::1' }, true).out)
  expect(rows).toContainEqual(expect.objectContaining({ name: 'HOST', value: '::1', default: '127.0.0.1' }))
})

it('never prints a secret, in neither form', () => {
  const environment = {
    DATABASE_URL: 'postgres://u:hidden@h/d',
    SECONDSTORY_KEEPER_PASSWORD: 'hidden hidden',
  }
  for (const isJson of [true, false]) {
    const answer = listSettings(environment, isJson)
    expect(answer.out + answer.complaint).not.toContain('hidden')
  }
})

it('ends with 1 and the sentence when a server would not start', () => {
  const answer = listSettings({ PORT: 'eighty' }, false)
  expect(answer.code).toBe(1)
  expect(answer.complaint).toMatch(/^PORT is “eighty” and needs a whole number/)
})
