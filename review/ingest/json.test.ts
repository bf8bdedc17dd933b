/** JSON as files bring it: whole, by line, one behind the other, cut off, with numbers too long for numbers. */
import { describe, expect, it } from 'vitest'
import { glimpse, type JsonPart, jsonParts, parseExactJson } from './json.ts'
import { firstMoment, momentOf } from './stamps.ts'

function parts(text: string): readonly JsonPart[] {
  return [...jsonParts(text)]
}

describe('the values of a text', () => {
  const one = { value: { a: 1 } }
  it.each([
    ['one value', '{"a":1}', [one]],
    ['a list', '[{"a":1},{"a":1}]', [one, one]],
    ['one per line', '{"a":1}\n\n{"a":1}\n', [one, one]],
    ['one behind the other', '{\n"a":1\n}{\n"a":\n1}', [one, one]],
    ['a line that stops', '{"a":1}\n{"a"', [one, { broken: '{"a"' }]],
    ['a line cut off at its front', 'a":1}\n{"a":1}', [{ broken: 'a":1}' }, one]],
    ['a list that stops', '[\n {"a":\n1},\n {"a"', [one, { broken: '{"a"' }]],
    ['a list of lines that stops', '[\n{"a":1},\n{"a"', [one, { broken: '{"a"' }]],
    [
      'brackets and quotes inside texts',
      '[{"a":\n"}]\\"{"} {"b":"\\\\"}',
      [{ value: { a: '}]"{' } }, { value: { b: '\\' } }],
    ],
    ['nothing', '  ', []],
  ])('%s', (_, text, expected) => {
    expect(parts(text)).toEqual(expected)
  })

  it('stays upright on any number of brackets', () => {
    expect(() => parts('['.repeat(200_000))).not.toThrow()
    expect(glimpse(parseExactJson(`{"a":${'['.repeat(5000)}${']'.repeat(5000)}}`)?.value)).toBe('{"a":[[…]]}')
  })
})

describe('whole numbers longer than a number can hold', () => {
  it('arrive as text, digit for digit', () => {
    const text =
      '{"at":1770163210764002246,"list":[12345678901234567, 7],"said":"id 1770163210764002246, ok"}'
    expect(parseExactJson(text)?.value).toEqual({
      at: '1770163210764002246',
      list: ['12345678901234567', 7],
      said: 'id 1770163210764002246, ok',
    })
    expect(parseExactJson('{"x":0.5000000000000000000000}')?.value).toEqual({ x: 0.5 })
  })
})

describe('times as machines write them', () => {
  it.each([
    ['2026-02-03T22:00:00Z', '2026-02-03T22:00:00.000Z', 'second'],
    ['2026-02-03T22:00:00.5Z', '2026-02-03T22:00:00.500Z', 'millisecond'],
    ['2026-02-03T22:00:00.123456789+01:30', '2026-02-03T20:30:00.123Z', 'millisecond'],
    ['2026-02-03T22:00:00-0500', '2026-02-04T03:00:00.000Z', 'second'],
    ['2026-02-03 22:00:00 UTC', '2026-02-03T22:00:00.000Z', 'second'],
    ['2016-12-31T23:59:60Z', '2016-12-31T23:59:59.000Z', 'second'],
    [1770156000, '2026-02-03T22:00:00.000Z', 'second'],
    [1770156000.25, '2026-02-03T22:00:00.250Z', 'millisecond'],
    ['1770156000123', '2026-02-03T22:00:00.123Z', 'millisecond'],
    ['1770156000123456', '2026-02-03T22:00:00.123Z', 'millisecond'],
    ['1770156000123456789', '2026-02-03T22:00:00.123Z', 'millisecond'],
  ])('%s', (value, at, precision) => {
    expect(momentOf(value)).toEqual({ at, precision, isAbout: false })
  })

  it.each([
    '',
    'soon',
    '2026-02-03T22:00:00',
    '2026-02-31T22:00:00Z',
    '2026-02-03T25:00:00Z',
    '0001-01-01T00:00:00Z',
    '12345',
    7,
    Number.NaN,
    1e300,
    null,
    {},
  ])('%s is none', (value) => {
    expect(momentOf(value)).toBeNull()
  })

  it('the first that is one counts', () => {
    expect(firstMoment(null, '0001-01-01T00:00:00Z', 1770156000, '2026-01-01T00:00:00Z')?.at).toBe(
      '2026-02-03T22:00:00.000Z',
    )
  })
})
