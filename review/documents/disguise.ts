/** Text that spells a name only when it is read another way: entities, percent signs, escapes, base64, signs nobody sees. */
import type { Withheld } from './withhold.ts'

/** Characters without width, and the hyphen that shows only at the end of a line. */
const UNSEEN = /\p{Cf}|\u034F|\u115F|\u17B4|\u3164/gu

/** Letters of other scripts that look like ours. */
const LOOKALIKES: Readonly<Record<string, string>> = Object.fromEntries(
  [...'аеорсухіјѕԁӏɡΑΒΕΖΗΙΚΜΝΟΡΤΥΧАВЕКМНОРСТХο'].map((letter, index) => [
    letter,
    'aeopcyxijsdlgABEZHIKMNOPTYXABEKMHOPCTXo'.charAt(index),
  ]),
)

/** A text as a reader's eye takes it: no marks on letters, nothing unseen, lookalikes as what they look like. */
export function seen(text: string): string {
  if (/^\p{ASCII}*$/u.test(text)) return text
  return text
    .normalize('NFKD')
    .replace(/[\p{M}]/gu, '')
    .replace(UNSEEN, '')
    .replace(/[^\p{ASCII}]/gu, (letter) => LOOKALIKES[letter] ?? letter)
}

/** Everything a text can be read as, the text itself first. Nothing throws; what cannot be read is left out. */
export function readings(text: string): readonly string[] {
  const found = [text]
  if (/&(?:#|[a-z])/i.test(text)) found.push(withoutEntities(text))
  if (/%[0-9a-f]{2}/i.test(text)) found.push(withoutPercents(text))
  if (/\\u\{?[0-9a-f]{2}|\\x[0-9a-f]{2}|=[0-9A-F]{2}/.test(text)) found.push(withoutEscapes(text))
  const spelled = [...text.matchAll(BASE64)].flatMap(([token]) => fromBase64(token) ?? [])
  if (spelled.length > 0) found.push(spelled.join('\n'))
  return [...new Set(found.flatMap((each) => [each, seen(each)]))]
}

/** A run without a space that something could be hidden in. */
const HIDING =
  /\S*(?:&(?:#\w{1,8}|[a-zA-Z]{2,31});|%[0-9a-fA-F]{2}|\\[ux]\{?[0-9a-fA-F]{2}|=[0-9A-F]{2}|\p{Cf}|\u034F|\u115F|\u17B4|\u3164)\S*/gu
const BASE64 = /(?<![\w+/-])[A-Za-z0-9+/_-]{8,}={0,2}(?![\w+/=-])/g
const OTHER_SCRIPT =
  /\S*(?:\p{Script=Latin}[\p{Script=Cyrillic}\p{Script=Greek}]|[\p{Script=Cyrillic}\p{Script=Greek}]\p{Script=Latin})\S*/gu

/** Takes out runs that spell a name when they are read another way; the caller knows what is a name. */
export function withholdDisguised(
  text: string,
  isNamed: (hidden: string) => boolean,
): { readonly text: string; readonly withheld: readonly Withheld[] } {
  const withheld: Withheld[] = []
  const look = (token: string): string => {
    const hidden = readings(token).slice(1)
    if (!hidden.some((reading) => reading !== token && isNamed(reading))) return token
    const after = /:\/\//.test(token) ? '[withheld: link]' : '[withheld: encoded text]'
    withheld.push({ before: token, after, kind: 'disguised' })
    return after
  }
  const kept = [HIDING, OTHER_SCRIPT, BASE64].reduce((left, pattern) => left.replace(pattern, look), text)
  return { text: kept, withheld }
}

const NAMED_SIGNS: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  shy: '',
  period: '.',
  commat: '@',
  lowbar: '_',
  hyphen: '-',
  dash: '-',
  zwj: '',
  zwnj: '',
}

/** Entities of HTML as what they stand for; "&eacute;" is read as its letter. */
export function withoutEntities(text: string): string {
  return text.replace(
    /&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|([a-z]{2,31}));?/gi,
    (whole, ...groups: unknown[]) => {
      const [hex, ten, name] = groups.map(String)
      if (groups[0] !== undefined) return character(Number.parseInt(hex ?? '', 16), whole)
      if (groups[1] !== undefined) return character(Number(ten), whole)
      const word = name ?? ''
      const sign = NAMED_SIGNS[word.toLowerCase()]
      if (sign !== undefined) return sign
      return /^[a-z](?:acute|grave|circ|tilde|uml|ring|cedil|caron|slash)$/i.test(word)
        ? word.charAt(0)
        : whole
    },
  )
}

function character(code: number, otherwise: string): string {
  return code > 0 && code < 0x110000 && !(code >= 0xd800 && code < 0xe000)
    ? String.fromCodePoint(code)
    : otherwise
}

function withoutPercents(text: string): string {
  return text.replace(/(?:%[0-9a-f]{2})+/gi, (run) =>
    fromBytes(
      run
        .split('%')
        .slice(1)
        .map((each) => Number.parseInt(each, 16)),
    ),
  )
}

function withoutEscapes(text: string): string {
  return text
    .replace(/\\(?:u\{([0-9a-f]{1,6})\}|u([0-9a-f]{4})|x([0-9a-f]{2}))/gi, (whole, ...groups: unknown[]) => {
      const digits = groups.slice(0, 3).find((each) => each !== undefined)
      return character(Number.parseInt(String(digits), 16), whole)
    })
    .replace(/(?:=[0-9A-F]{2})+/g, (run) =>
      fromBytes(
        run
          .split('=')
          .slice(1)
          .map((each) => Number.parseInt(each, 16)),
      ),
    )
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

/** What a run of base64 spells, when that is something people could read. */
function fromBase64(token: string): string | null {
  // Text in base64 changes its case all the time; words and hashes do not.
  if (!/[a-z0-9][A-Z]/.test(token)) return null
  const bytes: number[] = []
  let held = 0
  let bits = 0
  for (const letter of token.replaceAll('-', '+').replaceAll('_', '/').replace(/=+$/, '')) {
    held = ((held << 6) | ALPHABET.indexOf(letter)) & 0xffff
    bits += 6
    if (bits < 8) continue
    bits -= 8
    bytes.push((held >> bits) & 0xff)
  }
  const text = fromBytes(bytes)
  return /^[\p{L}\p{N}\p{P}\p{S}\p{Zs}\n\r\t]{6,}$/u.test(text) && !text.includes('\uFFFD') ? text : null
}

/** Bytes as UTF-8; what is none becomes the sign for an unknown character. */
function fromBytes(bytes: readonly number[]): string {
  let text = ''
  for (let at = 0; at < bytes.length; ) {
    const first = bytes[at] ?? 0
    const length = first < 0x80 ? 1 : first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : first >= 0xc0 ? 2 : 0
    const rest = bytes.slice(at + 1, at + length)
    const isWhole = length > 0 && rest.length === length - 1 && rest.every((each) => (each & 0xc0) === 0x80)
    if (!isWhole) {
      text += '\uFFFD'
      at += 1
      continue
    }
    const start = length === 1 ? first : first & (0xff >> (length + 1))
    text += character(
      rest.reduce((code, each) => (code << 6) | (each & 0x3f), start),
      '\uFFFD',
    )
    at += length
  }
  return text
}
