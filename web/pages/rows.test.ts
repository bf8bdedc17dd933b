import { expect, test } from 'vitest'
import { firstSentence } from './rows.tsx'

test.each([
  ['Checkout refused writes. Nobody saw it.', 'Checkout refused writes.'],
  ['Version 4.18 reached production at 14:02. Then it stopped.', 'Version 4.18 reached production at 14:02.'],
  ['A sentence without its end', 'A sentence without its end'],
  ['Was it the pool? Yes.', 'Was it the pool?'],
  ['', ''],
])('of “%s” one sentence is shown', (text, sentence) => {
  expect(firstSentence(text)).toBe(sentence)
})
