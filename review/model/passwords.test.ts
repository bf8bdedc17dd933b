import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { objectionToPassword } from './passwords.ts'
import { commonWords } from './well-known-passwords.ts'

describe('a password', () => {
  test.each([
    'password1234',
    'Password2026!',
    'P@ssw0rd2024',
    'passwordpassword',
    'qwertyuiop12',
    'qwertzqwertz',
    '123456789012',
    '098765432109',
    'aaaaaaaaaaaa',
    'abcabcabcabc',
    '1q2w3e4r5t6y',
    'letmein12345',
    'Summer2026!!!!',
    'iloveyou sunshine',
    'correcthorsebatterystaple',
    'secondstory2026',
    'changeme123456789',
    'ａｄｍｉｎｉｓｔｒａｔｏｒ1',
  ])('%s is tried first and not taken', (password) => {
    expect(objectionToPassword(password)).toContain('among those that are tried first')
  })

  test.each([
    'four quiet words here',
    'the long way round the lake',
    'a long enough sentence',
    'dragon monkey sunshine football',
    'x7#kQ9!mZ2$w',
    'Donaudampfschifffahrt',
  ])('%s is taken', (password) => {
    expect(objectionToPassword(password)).toBeNull()
  })

  test('of eleven characters is too short, whatever it holds', () => {
    expect(objectionToPassword('x7#kQ9!mZ2$')).toContain('at least 12 characters')
  })

  test('made of the name or the address of its owner is not taken', () => {
    const own = ['Mia Lindqvist', 'mia.lindqvist@harbour.example']
    expect(objectionToPassword('MiaLindqvist2026', own)).toContain('a name with something behind it')
    expect(objectionToPassword('MiaLindqvist2026')).toBeNull()
  })

  test('is never repeated in the answer, and random ones are taken', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z0-9#%&+]{24}$/), (password) => {
        const answer = objectionToPassword(password)
        expect(answer === null || !answer.includes(password)).toBe(true)
      }),
    )
  })
})

test('the list is in lower case, without repeats and worth its place', () => {
  expect(commonWords.size).toBeGreaterThan(400)
  for (const word of commonWords) expect(word).toBe(word.toLowerCase())
})
