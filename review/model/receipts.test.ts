import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { findProof, isProof } from './proof.ts'
import { guessChance, RECEIPT_BITS, readCode, receiptCode, spelled } from './receipts.ts'

const bytes = fc.uint8Array({ minLength: 20, maxLength: 20 })

describe('receipts', () => {
  test('a code is read back as it is shown, in small letters, with spaces and with the usual confusions', () => {
    fc.assert(
      fc.property(bytes, (random) => {
        const code = receiptCode(random)
        expect(readCode(spelled(code))).toBe(code)
        expect(readCode(` ${spelled(code).toLowerCase().replaceAll('-', ' ')} `)).toBe(code)
        expect(readCode(code.replaceAll('0', 'o').replaceAll('1', 'l'))).toBe(code)
      }),
    )
  })

  test('what is no code is none', () => {
    for (const typed of ['', 'K7QM', 'K7QM-2F9X-0ABC-DEFG-HJK', 'K7QM-2F9X-0ABC-DEFG-HJKU', '../../etc']) {
      expect(readCode(typed)).toBeNull()
    }
  })

  test('different bytes are different codes: five bits of each sign count', () => {
    fc.assert(
      fc.property(bytes, bytes, (one, other) => {
        const isSame = one.every((byte, at) => (byte & 31) === ((other[at] ?? 0) & 31))
        expect(receiptCode(one) === receiptCode(other)).toBe(isSame)
      }),
    )
  })

  test('a million guesses at ten thousand receipts open one in a hundred million million million', () => {
    expect(RECEIPT_BITS).toBeGreaterThanOrEqual(80)
    expect(guessChance({ guesses: 1e6, receipts: 1e4 })).toBeLessThan(1e-20)
  })
})

describe('work instead of a name', () => {
  const task = { on: '2026-03-12', text: 'A job nearly ran twice.' }
  const bits = 8

  test('what was counted for one text and day is worth nothing for another', () => {
    const count = findProof(task, { from: 0, steps: 5_000, bits })
    expect(count).not.toBeNull()
    expect(isProof(task, count ?? -1, bits)).toBe(true)
    const others = Array.from({ length: 40 }, (_, at) => ({ ...task, text: `${task.text} ${at}` }))
    const fitting = others.filter((other) => isProof(other, count ?? -1, bits))
    expect(fitting.length).toBeLessThan(8)
    expect(isProof(task, count ?? -1, 64)).toBe(false)
  })

  test('counting can be broken off and gone on with', () => {
    const whole = findProof(task, { from: 0, steps: 5_000, bits })
    let at = 0
    let found: number | null = null
    while (found === null) {
      found = findProof(task, { from: at, steps: 7, bits })
      at += 7
    }
    expect(found).toBe(whole)
  })
})
