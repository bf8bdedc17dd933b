import { describe, expect, test } from 'vitest'
import { readJson, writeJson } from './json.ts'
import { isJson } from './json-syntax.ts'

describe('what is JSON', () => {
  test.each([
    '{}',
    '[]',
    '""',
    'null',
    ' {"a": [1, -0.5e+3, true, "\\u00e9\\n"]} ',
    '"\u2028"',
    '[[[1]]]',
    '1e9',
    '{"__proto__": {}}',
    '',
    ' ',
    '{',
    '[1,]',
    '{"a":}',
    '{a: 1}',
    "{'a': 1}",
    '01',
    '+1',
    '.5',
    '1.',
    'NaN',
    '"\n"',
    '"\\x41"',
    '"\\u12"',
    '"open',
    '[1 2]',
    '{} {}',
    'nul',
    '\ufeff{}',
    '{"a" 1}',
    '-',
  ])('%j as JSON.parse says', (text) => {
    let isParsed = true
    try {
      JSON.parse(text)
    } catch {
      isParsed = false
    }
    expect(isJson(text)).toBe(isParsed)
  })

  test('deep nesting is refused before it can exhaust anything', () => {
    expect(isJson('['.repeat(64) + ']'.repeat(64))).toBe(true)
    expect(isJson('['.repeat(65) + ']'.repeat(65))).toBe(false)
    expect(isJson('['.repeat(1_000_000))).toBe(false)
    expect(isJson('{"a":'.repeat(1_000_000))).toBe(false)
  })
})

describe('reading a document that is not ours', () => {
  test('the empty text is an empty record, with everything named as missing', () => {
    const { record, notUnderstood, missing } = readJson('')
    expect(record).toMatchObject({ title: '', sections: [], timeline: [] })
    expect(notUnderstood).toEqual([])
    expect(missing).toContain('severity')
  })

  test.each(['{"title": "half', 'not json', '[1, 2]', '"text"', '42'])('%j is handed back whole', (text) => {
    expect(readJson(text).notUnderstood).toEqual([
      { place: 'document', text: text.replace('[1, 2]', '[1,2]') },
    ])
  })

  test('a value of another shape is handed back with its place, the rest is read', () => {
    const { record, notUnderstood } = readJson(
      JSON.stringify({
        title: 'Checkout',
        severity: 'SEV9',
        mood: 'calm',
        timeline: [
          'noon',
          {
            text: 'A release.',
            colour: 'red',
            happenedAt: { at: '3026-01-01T00:00:00Z', precision: 'day', isAbout: false },
          },
        ],
        actions: [{ title: 'A', strength: 7, factors: [-1] }],
      }),
    )
    expect(record.title).toBe('Checkout')
    expect(record.timeline).toMatchObject([{ text: 'A release.', happenedAt: null }])
    expect(notUnderstood.map(({ place }) => place).toSorted()).toEqual([
      ...['actions[0].factors', 'actions[0].strength', 'mood', 'severity'],
      ...['timeline[0]', 'timeline[1].colour', 'timeline[1].happenedAt'],
    ])
  })

  test('a key named __proto__ changes nothing', () => {
    const { record } = readJson('{"__proto__": {"title": "x"}, "impact": {"__proto__": {"state": "known"}}}')
    expect(record.title).toBe('')
    expect(Object.getPrototypeOf(record)).toBe(Object.prototype)
  })

  test('what was read can be written', () => {
    const { record } = readJson('{"title":"x"}')
    expect(readJson(writeJson(record)).record).toEqual(record)
  })
})
