import fc from 'fast-check'
import { expect, test } from 'vitest'
import { blurred, findIdentifiers } from './identifiers.ts'

const kindsIn = (text: string) => findIdentifiers(text, []).map(({ kind, quote }) => `${kind} ${quote}`)

test.each([
  ['ask ana.flores@corp.example about it', ['mail ana.flores@corp.example']],
  [
    '@noor saw it, see https://git.example/x/pull/9?a=1',
    ['handle @noor', 'link https://git.example/x/pull/9?a=1'],
  ],
  ['OPS-1234 and #77, but SEV-1 is none', ['ticket OPS-1234', 'ticket #77']],
  ['on db7.eu.prod.internal and 10.4.2.9', ['host db7.eu.prod.internal', 'host 10.4.2.9']],
  ['payments-db-3 was slow', ['host payments-db-3']],
  ['the change 3f2a9c1d reached it', ['commit 3f2a9c1d']],
  ['at 02:47 UTC, or 14:02:09', ['time 02:47 UTC', 'time 14:02:09']],
  ['a ratio of 3:2, version 1.2.3, 1,234,567 rows, the defaced page', []],
])('%s', (text, expected) => {
  expect(kindsIn(text)).toEqual(expected)
})

test('names found elsewhere join in, and of two that overlap the wider stays', () => {
  const text = 'Ana Flores (ana@corp.example) paged'
  const found = findIdentifiers(text, [
    { from: 0, to: 10 },
    { from: 12, to: 28 },
  ])
  expect(found.map(({ kind }) => kind)).toEqual(['name', 'mail'])
  expect(blurred(text, found)).toBe('a colleague (a colleague) paged')
})

test('what was blurred holds nothing more of its kind, places are true, and the rest stays', () => {
  const piece = fc.constantFrom(
    'ana@corp.example',
    '@ana',
    'OPS-12',
    '10.0.0.1',
    '09:15',
    'the queue',
    'é 😀',
    '\n',
    ' ',
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => {
      const text = pieces.join(' ')
      const found = findIdentifiers(text, [])
      for (const { from, to, quote } of found) expect(text.slice(from, to)).toBe(quote)
      expect(findIdentifiers(blurred(text, found), [])).toEqual([])
    }),
  )
})
