import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cellsOf, findTable, headingOf, lineOf, rowOf, tableOf, textOfHeading, textOfLine } from './cells.ts'

const hostile = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'binary', maxLength: 3 }),
      fc.constantFrom('|', '\\', '\n', '\r', '<br>', '<BR />', '&#10;', '&', '#', ' ', '\t', '`'),
    ),
    { maxLength: 12 },
  )
  .map((pieces) => pieces.join(''))

describe('any text on one line', () => {
  test.each([
    ['a | b', 'a \\| b'],
    ['two\nlines', 'two<br>lines'],
    ['a <br> b', 'a \\<br> b'],
    ['C:\\temp\\new', 'C:\\temp\\new'],
    ['C:\\\\host', 'C:\\\\\\host'],
    [' edge ', '&#32;edge&#32;'],
    ['', ''],
    ['`code` and *stars*', '`code` and *stars*'],
  ])('%j is written %j', (text, line) => {
    expect(lineOf(text)).toBe(line)
    expect(textOfLine(line)).toBe(text)
  })

  test('comes back, and never breaks its line or its cell', () => {
    fc.assert(
      fc.property(hostile, hostile, (a, b) => {
        expect(textOfLine(lineOf(a))).toBe(a)
        expect(lineOf(a)).not.toMatch(/[\n\r]/)
        expect(cellsOf(rowOf([a, b, a]))).toEqual([a, b, a])
        expect(textOfHeading(headingOf(a))).toBe(a)
      }),
      { numRuns: 2000 },
    )
  })

  test('a character reference beyond Unicode stays as it stands', () => {
    expect(textOfLine('&#99999999;')).toBe('&#99999999;')
  })

  test('a heading may be decorated by hand', () => {
    expect(textOfHeading('Summary ##')).toBe('Summary')
    expect(textOfHeading('C#')).toBe('C#')
  })
})

describe('a table among lines', () => {
  test('is found with what stands around it', () => {
    const lines = ['Before.', '', ...tableOf(['A', 'B'], [['1', '2']]).split('\n'), '', 'After.']
    expect(findTable(lines)).toMatchObject({
      headers: ['A', 'B'],
      rows: [{ cells: ['1', '2'] }],
      before: ['Before.', ''],
      after: ['', 'After.'],
    })
  })

  test.each([[[]], [['text']], [['|---|']], [['text', '|---|']], [['| A |']], [['| A |', 'text', '|---|']]])(
    'is not found in %j',
    (lines) => {
      expect(findTable(lines)).toBeNull()
    },
  )
})
