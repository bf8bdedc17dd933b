/**
 * Personal data by its own shape: phone numbers, and the network addresses of people. An address of a machine stays,
 * because an incident cannot be told without it; one that a field calls the client's, the visitor's or the user's leads
 * to somebody's home. Every pattern has bounded repetition.
 */

/** A kind of personal data and how it is recognised. */
export interface PersonalShape {
  readonly kind: 'phone number' | 'IP address'
  readonly pattern: RegExp
  /** What every match holds, or stands behind, in whatever case. */
  readonly hint: string
  /** A last look at a match; false leaves it as it is. */
  readonly isSecret?: (match: string) => boolean
}

const octet = '(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)'
const version4 = `${octet}(?:\\.${octet}){3}`
const version6 = '[0-9a-f]{0,4}(?::[0-9a-f]{0,4}){2,7}'
/** What a field is called that holds the address of a person. */
const whose =
  '(?:(?:client|user|visitor|customer|remote|caller|source|last|sign-?in|login)[ _.-]?(?:ip|host)?[ _.-]?addr(?:ess)?|(?:client|user|visitor|customer|remote|caller|source|last|sign-?in|login)[ _.-]?ip|x-forwarded-for|x-real-ip|cf-connecting-ip|true-client-ip|ip_address)'

/** Digits of a number somebody can be called by. */
function isCallable(match: string): boolean {
  const digits = match.replace(/\D/g, '').length
  return digits >= 8 && digits <= 15
}

/** What a person could be found by, each with its kind. */
export const personalShapes: readonly PersonalShape[] = [
  {
    kind: 'IP address',
    hint: '(?:client|user|visitor|customer|remote|caller|source|last|sign-?in|login)[ _.-]?(?:ip|host|addr)|x-forwarded-for|x-real-ip|cf-connecting-ip|ip_address',
    pattern: new RegExp(
      `(?<=\\b${whose}\\\\?["'\`\\]]{0,2}\\s{0,3}(?:[:=]|is|was)?\\s{0,3}\\\\?["'\`\\[]{0,2})(?:${version4}(?!\\d|\\.\\d)|${version6})`,
      'gi',
    ),
    isSecret: (match) => !isPrivate(match),
  },
  // "+49 151 23456789", "+1 (555) 010-1234": a plus sign, then groups of digits; "+0200" and "+1048576" are neither.
  {
    kind: 'phone number',
    hint: '\\+[1-9]\\d{0,2}[ .(-]',
    pattern: /(?<![\w.+])\+[1-9]\d{0,2}(?:[ .-]?\(\d{1,4}\)|[ .-]\d{1,5})(?:[ ./-]?\d{2,5}){1,5}(?!\w|\.\d)/g,
    isSecret: isCallable,
  },
  {
    kind: 'phone number',
    hint: '\\+[1-9]\\d{10}',
    pattern: /(?<![\w.+])\+[1-9]\d{10,14}(?!\w|\.\d)/g,
  },
  // "(555) 010-1234", "555-010-1234"
  {
    kind: 'phone number',
    hint: '\\d{3}(?:\\) ?|-)\\d{3}-\\d{4}',
    pattern: /(?<![\w.:/-])(?:\(\d{3}\) ?|\d{3}-)\d{3}-\d{4}(?![\w-]|\.\d)/g,
  },
  // Behind a word that says what it is.
  {
    kind: 'phone number',
    hint: '\\b(?:tel|phone|mobile|cell|fax|whatsapp|handy)[\\s\\S]{0,32}\\d',
    pattern:
      /(?<=\b(?:tel|phone|telephone|mobile|cell|fax|whatsapp|telefon|handy)(?:[ _]?(?:no|number|nr))?\\?["'`.]{0,2}\s{0,3}[:=]?\s{0,3}\\?["'`]?)\(?0?\d[\d ()/-]{6,18}\d(?!\w|\.\d)/gi,
    isSecret: isCallable,
  },
]

/** Addresses of machines inside a house lead to nobody. */
function isPrivate(address: string): boolean {
  return /^(?:10\.|127\.|0\.|169\.254\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|::1?$|f[cd][0-9a-f]{2}:|fe80:)/i.test(
    address,
  )
}
