import fc from 'fast-check'
import { deflateSync, gzipSync } from 'fflate'
import { expect, it } from 'vitest'
import { fileOf } from './source.ts'
import { type Packed, unpackedView } from './unpacked.ts'

function packed(form: Packed['form'], bytes: Uint8Array, more: Partial<Packed> = {}): Packed {
  const pack = { gzip: gzipSync, deflate: deflateSync, stored: (plain: Uint8Array) => plain }[form]
  return {
    name: 'day.json',
    sizeBytes: bytes.length,
    form,
    packed: fileOf('p', pack(bytes)),
    startCheck: () => ({ take: () => undefined, end: () => undefined }),
    damaged: () => new Error('damaged'),
    ...more,
  }
}

const forms = fc.constantFrom<Packed['form']>('gzip', 'deflate', 'stored')
/** Larger than one step of packed bytes, and little of it can be packed away. */
const bytes = Uint8Array.from({ length: 90_000 }, (_, at) => (Math.imul(at, 2_654_435_761) >>> 13) & 255)

function isSame(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, at) => byte === other[at])
}

it('gives any range in any order, as if the whole lay there', () => {
  fc.assert(
    fc.property(
      forms,
      fc.array(fc.tuple(fc.nat(90_000), fc.nat(40_000)), { minLength: 1, maxLength: 8 }),
      (form, ranges) => {
        const view = unpackedView(packed(form, bytes))
        for (const [from, length] of ranges)
          expect(isSame(view.bytes(from, from + length), bytes.subarray(from, from + length))).toBe(true)
      },
    ),
    { numRuns: 60 },
  )
})

it('says that it is damaged where it is', () => {
  const whole = gzipSync(bytes)
  const broken = Uint8Array.from(whole)
  broken.fill(255, 30, 400)
  const view = unpackedView(packed('gzip', bytes, { packed: fileOf('p', broken) }))
  expect(() => view.bytes(80_000, 90_000)).toThrow('damaged')
})

it('shows everything that came out to whoever checks it, once and to its end', () => {
  let size = 0
  let ended = 0
  const startCheck = () => ({
    take: (part: Uint8Array) => {
      size += part.length
    },
    end: () => void ended++,
  })
  const view = unpackedView(packed('deflate', bytes, { startCheck }))
  view.bytes(10_000, 20_000)
  view.bytes(60_000, 90_000)
  expect(size).toBe(90_000)
  expect(ended).toBe(1)
})
