/** Codes of receipts: made once, shown once, and kept as a slow hash alone. */
import { randomBytes, scrypt } from 'node:crypto'
import { RECEIPT_LENGTH, readCode, receiptCode } from '@secondstory/review/model/receipts'
import type { Attempts } from './attempts.ts'
import { Refusal } from './operation.ts'

/** A new code. */
export function newReceipt(): string {
  return receiptCode(randomBytes(RECEIPT_LENGTH))
}

/** 16 MB and some tens of milliseconds for each guess, on top of a hundred bits. */
const COST = { N: 2 ** 14, r: 8, p: 1, maxmem: 64 * 1024 * 1024 } as const

/** What is kept of a code. */
export function hashReceipt(code: string, salt: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(code, salt, 32, COST, (error, hash) => (error === null ? resolve(hash) : reject(error)))
  })
}

/** Codes that open nothing, from everyone together: there is nobody to count them for. */
export const WRONG_CODES = { most: 60, within_ms: 60_000 } as const

/** The hash of a code somebody typed, counted as a guess until it has opened something. */
export async function hashTyped(
  typed: string,
  { attempts, now, salt }: { readonly attempts: Attempts; readonly now: string; readonly salt: Buffer },
): Promise<Buffer> {
  const code = readCode(typed)
  if (code === null) {
    throw new Refusal(
      'invalid',
      `A receipt has ${RECEIPT_LENGTH} letters and digits, such as K7QM-2F9X-0ABC-DEFG-HJKM; this is not one.`,
    )
  }
  attempts.count('wrong receipts', WRONG_CODES, now)
  return hashReceipt(code, salt)
}
