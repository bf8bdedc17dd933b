import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  beginTrace,
  paragraphAt,
  paragraphsOf,
  type TextVersion,
  traceInto,
  wordDifference,
} from './paragraphs.ts'

const text = '## Summary\n\nThe queue was\nfull.\n\n```\none\n\ntwo\n```\n\nIt drained.'

describe('paragraphs', () => {
  it('stand between blank lines, and code is one', () => {
    expect(paragraphsOf(text).map((each) => each.text)).toEqual([
      '## Summary',
      'The queue was\nfull.',
      '```\none\n\ntwo\n```',
      'It drained.',
    ])
  })

  it('are found by any place in them, and between two the one before', () => {
    expect(paragraphAt(text, text.indexOf('full'))?.text).toBe('The queue was\nfull.')
    expect(paragraphAt(text, text.indexOf('\n\n```') + 1)?.text).toBe('The queue was\nfull.')
    expect(paragraphAt('\n\n', 1)).toBeNull()
  })

  it('lie where their place says, and leave nothing but blank lines out', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('a b', '', ' ', '```', '- c', '## d')), (lines) => {
        const whole = lines.join('\n')
        const found = paragraphsOf(whole)
        expect(found.every((each) => whole.slice(each.from, each.to) === each.text)).toBe(true)
        const rest = found
          .toReversed()
          .reduce((left, { from, to }) => left.slice(0, from) + left.slice(to), whole)
        expect(rest.trim()).toBe('')
      }),
    )
  })
})

const version = (number: number, words: string): TextVersion => ({
  version: number,
  savedAt: `2026-03-0${number}T10:00:00.000Z`,
  text: words,
})

function followed(paragraph: string, newestFirst: readonly TextVersion[]) {
  return newestFirst.reduce(traceInto, beginTrace(paragraph))
}

describe('what a paragraph said before', () => {
  const now = 'The export queue took a job that it could not hold, and every worker waited.'
  const versions = [
    version(4, `Something new above.\n\n${now}\n\nThe end.`),
    version(3, `${now}\n\nThe end.`),
    version(2, 'The export queue took a job it could not hold.\n\nThe end.'),
    version(1, 'The end.'),
  ]

  it('is told from its newest words to its beginning, each since it stood there', () => {
    const { wordings, isAtBeginning } = followed(now, versions)
    expect(wordings.map((each) => [each.version, each.text])).toEqual([
      [3, now],
      [2, 'The export queue took a job it could not hold.'],
    ])
    expect(isAtBeginning).toBe(true)
  })

  it('follows it when it moved, and takes no neighbour that is still there for it', () => {
    const moved = followed('The end.', versions)
    expect(moved.wordings).toEqual([{ ...versions[3], text: 'The end.' }])
    const twin = followed('The queue was full at noon.', [
      version(2, 'The queue was full at noon.\n\nThe queue was full at night.'),
      version(1, 'The queue was full at night.'),
    ])
    expect(twin.wordings).toHaveLength(1)
    expect(twin.isAtBeginning).toBe(true)
  })
})

it('a difference by words gives both wordings back', () => {
  expect(wordDifference('a job it holds', 'a job that it holds')).toEqual([
    { change: 'same', text: 'a job ' },
    { change: 'added', text: 'that ' },
    { change: 'same', text: 'it holds' },
  ])
  const words = fc.array(fc.constantFrom('a', 'b', ' ', '\n', 'cd')).map((parts) => parts.join(''))
  fc.assert(
    fc.property(words, words, (before, after) => {
      const pieces = wordDifference(before, after)
      const without = (left: string) =>
        pieces.filter(({ change }) => change !== left).map((each) => each.text)
      expect(without('added').join('')).toBe(before)
      expect(without('removed').join('')).toBe(after)
    }),
  )
})
