import { expect, test } from 'vitest'
import { runsOf } from '../review/marked-words.ts'

test('words typed are marked wherever they stand, in any case', () => {
  expect(runsOf('Rolled back. ROLLBACK done', 'roll')).toEqual([
    { text: 'Roll', isMatch: true },
    { text: 'ed back. ', isMatch: false },
    { text: 'ROLL', isMatch: true },
    { text: 'BACK done', isMatch: false },
  ])
})

test.each(['', '   ', '(', '[a-', '\\', '.*', 'x'.repeat(10_000)])(
  'nothing is lost by searching for %j',
  (typed) => {
    const text = 'write (4) refused: [a-z] .* \\ <script>'
    expect(
      runsOf(text, typed)
        .map((run) => run.text)
        .join(''),
    ).toBe(text)
  },
)
