import { expect, it } from 'vitest'
import { headingPlace, slugOf } from './headings.ts'

const text = '# Title\n\n```\n## Impact\n```\n\n## What went well?\nWords\n## Impact ##\nMore'

it.each([
  ['what-went-well', 'Words'],
  ['impact', 'More'],
])('%s is found, and code blocks are no headings', (slug, next) => {
  expect(text.slice(headingPlace(text, slug) ?? 0).startsWith(next)).toBe(true)
})

it('a heading that is not there is null, and slugs keep letters of every script', () => {
  expect(headingPlace(text, 'nowhere')).toBeNull()
  expect(headingPlace('', 'x')).toBeNull()
  expect(headingPlace('## End', 'end')).toBe(6)
  expect(slugOf('Où était la marge ?')).toBe('où-était-la-marge')
})
