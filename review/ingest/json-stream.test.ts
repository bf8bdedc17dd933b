import fc from 'fast-check'
import { strToU8 } from 'fflate'
import { describe, expect, it, test } from 'vitest'
import { isFields, jsonParts, parseExactJson } from './json.ts'
import { jsonPartsOf, type StreamLimits } from './json-stream.ts'
import { fileOf, Unreadable } from './source.ts'
import { linesIn, MOST_FILE_BYTES, refuseHuge, textBlocks } from './windows.ts'

const tiny: StreamLimits = { wholeBytes: 0, recordBytes: 1_000_000, togetherBytes: 64, windowBytes: 7 }

function streamed(text: string, limits: StreamLimits = tiny) {
  return [...jsonPartsOf(fileOf('a.json', strToU8(text)), limits)]
}

const record = fc.dictionary(fc.string({ maxLength: 8 }), fc.jsonValue({ maxDepth: 3 }), { maxKeys: 5 })
/** Two ways of writing a list, and two without one. */
const writings = fc.constantFrom<(values: readonly unknown[]) => string>(
  (values) => JSON.stringify(values),
  (values) => ` ${JSON.stringify(values, null, 2)}\n`,
  (values) => values.map((value) => JSON.stringify(value)).join('\n'),
  (values) => values.map((value) => JSON.stringify(value, null, 1)).join('\r\n'),
)

/** On one line, as a large file is; the opening of such a file is no whole value, so it is not taken for one per line. */
function long(value: unknown): string {
  return ` ${JSON.stringify(value)}`
}

describe('a file of JSON read as a stream', () => {
  it('gives the same values as the file read whole', () => {
    fc.assert(
      fc.property(
        fc.array(record, { minLength: 1, maxLength: 12 }),
        writings,
        fc.integer({ min: 1, max: 40 }),
        (values, write, windowBytes) => {
          const text = write(values)
          expect(streamed(text, { ...tiny, windowBytes })).toEqual([...jsonParts(text)])
        },
      ),
      { numRuns: 400 },
    )
  })

  it('hands a long list out in parts, each inside the frame it stood in', () => {
    fc.assert(
      fc.property(
        fc.array(record, { minLength: 3, maxLength: 40 }),
        fc.integer({ min: 1, max: 90 }),
        (values, togetherBytes) => {
          const text = long({ receiver: 'r', inner: { alerts: values, b: 1 }, last: true })
          const parts = streamed(text, { ...tiny, recordBytes: 60, togetherBytes })
          const met = parts.flatMap((part) => {
            if (!('value' in part) || !isFields(part.value)) return []
            const { inner } = part.value
            return isFields(inner) && Array.isArray(inner.alerts) ? inner.alerts : []
          })
          // An element that is itself too long arrives in pieces, so only the short ones come whole.
          const short = values.filter((value) => JSON.stringify(value).length <= 60)
          for (const value of short) expect(met).toContainEqual(parseExactJson(JSON.stringify(value))?.value)
        },
      ),
    )
  })

  it('keeps the frame of a list that fits no window', () => {
    const alerts = Array.from({ length: 100 }, (_, number) => ({ number }))
    const text = long({ receiver: 'ops', alerts, version: '4' })
    const parts = streamed(text, { ...tiny, recordBytes: 100 })
    expect(parts.length).toBeGreaterThan(5)
    expect(
      parts.flatMap((part) => ('value' in part && isFields(part.value) ? part.value.alerts : [])),
    ).toEqual(alerts)
    for (const part of parts) expect(part).toMatchObject({ value: { receiver: 'ops', version: '4' } })
  })

  it('reads a map of records as several maps', () => {
    const posts = Object.fromEntries(Array.from({ length: 50 }, (_, number) => [`p${number}`, { number }]))
    const parts = streamed(long({ order: ['p1'], posts }), { ...tiny, recordBytes: 100 })
    const met = Object.assign(
      {},
      ...parts.map((part) => ('value' in part && isFields(part.value) ? part.value.posts : {})),
    )
    expect(met).toEqual(posts)
  })

  it('passes over a record that is too long, and reads those around it', () => {
    const text = `{"a":1}\n{"a":"${'x'.repeat(9_000_000)}"}\n{"a":3}\n`
    const parts = [...jsonPartsOf(fileOf('a.jsonl', strToU8(text)), { ...tiny, windowBytes: 65_536 })]
    expect(parts).toEqual([
      { value: { a: 1 } },
      { tooLong: 'A record of 8.6 MB is longer than any we read and was passed over.' },
      { value: { a: 3 } },
    ])
  })

  it('tells a last line that is cut off, and keeps what came before it', () => {
    expect(streamed('{"a":1}\n{"a":2}\n{"a":')).toEqual([
      { value: { a: 1 } },
      { value: { a: 2 } },
      { broken: '{"a":' },
    ])
    expect(streamed('[{"a":1},{"a":2},{"a":')).toEqual([
      { value: { a: 1 } },
      { value: { a: 2 } },
      { broken: '{"a":' },
    ])
  })

  it('keeps whole numbers of nineteen digits', () => {
    expect(streamed('{"updatedAt":1420452224764002246}\n{"b":2}')).toEqual([
      { value: { updatedAt: '1420452224764002246' } },
      { value: { b: 2 } },
    ])
  })

  it('comes to an end on any bytes', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 300 }), fc.integer({ min: 1, max: 30 }), (text, windowBytes) => {
        for (const opening of ['{', '[', '{"a":[', '']) {
          const file = fileOf('a.json', strToU8(`${opening}${text}`.replaceAll('\0', '0') || ' '))
          for (const part of jsonPartsOf(file, { ...tiny, recordBytes: 10, windowBytes }))
            expect(part).toBeDefined()
        }
      }),
      { numRuns: 300 },
    )
  })
})

describe('lines of a file', () => {
  it('are those of the text, whatever the size of the window', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.string({ unit: 'grapheme', maxLength: 20 }).map((text) => text.replace(/[\r\n\ufeff]/g, '')),
          { maxLength: 20 },
        ),
        fc.integer({ min: 1, max: 50 }),
        fc.boolean(),
        (lines, windowBytes, endsLine) => {
          const text = lines.join('\n') + (endsLine ? '\n' : '')
          const expected = text === '' ? [] : text.replace(/\n$/, '').split('\n')
          const read = [...linesIn(fileOf('a', strToU8(text)), windowBytes)]
          expect(read).toEqual(expected.map((line) => ({ text: line })))
        },
      ),
    )
  })

  it('blocks of lines are the text again, and a private key stays in one', () => {
    const key = `-----BEGIN RSA ${'PRIVATE'} KEY-----\n${'MIIEpAIBAAKCAQEA75\n'.repeat(40)}-----END RSA ${'PRIVATE'} KEY-----\n`
    const text = `${'a line\n'.repeat(100)}${key}${'another line\n'.repeat(10_000)}`
    for (const size of [650, 700, 720, 900, 1400]) {
      const blocks = [...textBlocks(fileOf('a', strToU8(text)), size)]
      expect(blocks.join('')).toBe(text)
      for (const block of blocks) expect(block.includes('BEGIN RSA')).toBe(block.includes('END RSA'))
    }
  })
})

test('a file larger than any we read is refused by its size alone', () => {
  const file = {
    name: 'rollout.jsonl',
    sizeBytes: 9_370_000_000,
    bytes: () => {
      throw new Error('Nothing of it may be read.')
    },
  }
  expect(() => refuseHuge(file)).toThrow(Unreadable)
  expect(() => refuseHuge(file)).toThrow(
    'rollout.jsonl has 8.7 GB; we read files of up to 2 GB, so export a shorter time or split it.',
  )
  expect(() => refuseHuge({ ...file, sizeBytes: MOST_FILE_BYTES })).not.toThrow()
})
