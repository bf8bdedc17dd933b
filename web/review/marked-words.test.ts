import { expect, it } from 'vitest'
import { marked } from './marked-words.ts'

it.each([
  ['Nadia asked nadia.', 'Nadia', ['[Nadia]', ' asked ', '[nadia]', '.']],
  ['nobody here', 'Nadia', ['nobody here']],
  ['', 'Nadia', []],
  ['text', '', ['text']],
  ['İstanbul: Nadia', 'Nadia', ['İstanbul: Nadia']],
])('%j with %j marked', (text, word, wanted) => {
  const parts = marked(text, word)
  expect(parts.map((part) => (part.isMarked ? `[${part.text}]` : part.text))).toEqual(wanted)
  expect(parts.map((part) => part.text).join('')).toBe(text)
})
