/** The code of a receipt: twenty signs of a hundred bits, made to be read aloud and typed again. */

/** Crockford's alphabet: no I, L, O and U, so that no sign is taken for another. */
const SIGNS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** Signs of a code. */
export const RECEIPT_LENGTH = 20

/** Bits nobody can guess: five in each sign. */
export const RECEIPT_BITS = RECEIPT_LENGTH * 5

/** A code from random bytes; each gives one sign by its lower five bits. */
export function receiptCode(random: Uint8Array): string {
  return [...random.slice(0, RECEIPT_LENGTH)].map((byte) => SIGNS.charAt(byte & 31)).join('')
}

/** As it is shown: groups of four. */
export function spelled(code: string): string {
  return code.replace(/.{4}(?=.)/g, '$&-')
}

/** The code in what somebody typed: any case, any separators, and the usual confusions; null when it is none. */
export function readCode(typed: string): string | null {
  const code = typed
    .toUpperCase()
    .replace(/[\s.–—-]/g, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1')
  return code.length === RECEIPT_LENGTH && [...code].every((sign) => SIGNS.includes(sign)) ? code : null
}

/** The chance that one of so many guesses opens one of so many receipts. */
export function guessChance(tried: { readonly guesses: number; readonly receipts: number }): number {
  return (tried.guesses * tried.receipts) / 2 ** RECEIPT_BITS
}
