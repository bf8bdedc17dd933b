/** Card numbers in a text, told from other long numbers by their issuer and their check digit. */

/** What every card number holds. */
export const cardHint = '\\d(?:[ -]?\\d){12}'

const issuers =
  /^(?:4\d{12}(?:\d{3}){0,2}|5[1-5]\d{14}|2[2-7]\d{14}|3[47]\d{13}|3[068]\d{12}|35\d{14}|6(?:011|4|5)\d{12,13})$/

/** Groups as cards are written: 4-4-4-4, 4-6-5, or all digits together. */
const digitRun = /(?<![\w.])\d{4,19}(?:[ -]\d{3,19}){0,11}(?!\w|\.\d)/g

/** Cards inside runs of digits: "12 March 2026 4111 …" begins with a year, so every group is tried as a start. */
export function withoutCards(text: string, note: () => string): string {
  return text.replace(digitRun, (run) => {
    const groups = run.split(/(?<=[ -])/)
    let kept = ''
    for (let at = 0; at < groups.length; ) {
      const length = cardLength(groups, at)
      const card = groups.slice(at, at + Math.max(1, length)).join('')
      kept += length === 0 ? card : note() + card.slice(card.trimEnd().replace(/-$/, '').length)
      at += Math.max(1, length)
    }
    return kept
  })
}

/** How many groups from `at` on make a card; 0 when none do. */
function cardLength(groups: readonly string[], at: number): number {
  let digits = ''
  for (let end = at; end < groups.length && digits.length < 19; end++) {
    digits += (groups[end] ?? '').replace(/[ -]/, '')
    if (isCard(digits)) return end + 1 - at
  }
  return 0
}

/** A number of a card issuer's shape whose check digit is right (Luhn). */
function isCard(digits: string): boolean {
  if (!issuers.test(digits)) return false
  let sum = 0
  for (let place = 0; place < digits.length; place++) {
    const digit = Number(digits[digits.length - 1 - place])
    const doubled = place % 2 === 1 ? digit * 2 : digit
    sum += doubled > 9 ? doubled - 9 : doubled
  }
  return sum % 10 === 0
}
