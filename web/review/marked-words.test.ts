import { expect, it } from 'vitest'
import { marked, nameIn } from './marked-words.ts'

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

it.each([
  ['Joon Park restarted it.', 'Joon Park', 'Joon Park'],
  ['We park it; then Park restarted it.', 'Joon Park', 'Park'],
  ["It was Joon's turn.", 'Joon Park', 'Joon'],
  ['Then @jpark looked.', 'Joon Park', '@jpark'],
  ['Ask joon.park@harbour.example.', 'Joon Park', 'joon.park@harbour.example'],
  ['Nobody is here.', 'Joon Park', ''],
])('in %j, %s is named as %j', (sentence, name, wanted) => {
  expect(nameIn(sentence, name)).toBe(wanted)
})
