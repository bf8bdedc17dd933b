/**
 * What in a text could lead back to somebody, with words to say instead. A preview: nothing is changed unless whoever
 * writes wants it. Names are found by the language package and handed in; here stand the shapes.
 */

/** What sort of trace it is. */
export type IdentifierKind = 'name' | 'mail' | 'handle' | 'ticket' | 'host' | 'link' | 'commit' | 'time'

/** One place in a text. */
export interface Identifier {
  readonly from: number
  readonly to: number
  readonly kind: IdentifierKind
  readonly quote: string
  /** What can stand there instead. */
  readonly offer: string
}

/** Every kind: what it is and where it leads, and what is offered. */
export const identifierKinds: Readonly<
  Record<IdentifierKind, { readonly says: string; readonly offer: string }>
> = {
  mail: { says: 'an e-mail address', offer: 'a colleague' },
  link: { says: 'a link; what it shows knows who made it', offer: 'a page' },
  handle: { says: 'a handle', offer: 'a colleague' },
  name: { says: 'reads like a name', offer: 'a colleague' },
  ticket: { says: 'a ticket; it knows who filed it', offer: 'a ticket' },
  commit: { says: 'a commit; it knows its author', offer: 'a change' },
  host: { says: 'a host', offer: 'a host' },
  time: { says: 'an exact time; a rota turns it into a name', offer: 'some point' },
}

/** Bounded everywhere: a text costs time in proportion to its length. */
const shapes: readonly { readonly kind: IdentifierKind; readonly pattern: RegExp }[] = [
  { kind: 'mail', pattern: /[\p{L}\p{N}._%+-]{1,64}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){1,4}/gu },
  { kind: 'link', pattern: /\b[a-z][a-z0-9+.-]{1,20}:\/\/[^\s<>"'`)]{1,2000}/gi },
  { kind: 'handle', pattern: /(?<![\p{L}\p{N}._%+/-])@[\p{L}\p{N}][\p{L}\p{N}._-]{1,38}/gu },
  {
    kind: 'ticket',
    pattern:
      /(?<![\p{L}\p{N}-])(?:(?!SEV-|UTC-|ISO-|SHA-|UTF-|RFC-)[A-Z][A-Z0-9]{1,9}-\d{1,7}|#\d{1,7})(?![\p{L}\p{N}])/gu,
  },
  {
    kind: 'host',
    pattern:
      /(?<![\p{L}\p{N}.@/-])(?:[a-z0-9][a-z0-9-]{0,62}\.){1,6}(?:internal|local|lan|corp|svc|com|net|org|io|dev|example|test|cloud)(?![\p{L}\p{N}-])/giu,
  },
  { kind: 'host', pattern: /(?<![\d.])(?:\d{1,3}\.){3}\d{1,3}(?![\d.])/g },
  {
    kind: 'host',
    pattern: /(?<![\p{L}\p{N}.@/-])[a-z][a-z0-9]{0,30}(?:-[a-z0-9]{1,30}){0,6}-\d{1,4}(?![\p{L}\p{N}-])/gu,
  },
  {
    kind: 'commit',
    pattern: /(?<![\p{L}\p{N}-])(?=[a-f]{0,39}\d)(?=\d{0,39}[a-f])[0-9a-f]{7,40}(?![\p{L}\p{N}-])/gu,
  },
  {
    kind: 'time',
    pattern:
      /(?<![\d:.])(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,6})?)?(?:\s?(?:[ap]m|UTC|Z|CET|CEST|[EPCM][SD]T)\b)?(?![\d:])/gi,
  },
]

type Place = Pick<Identifier, 'from' | 'to'>

/** Everything in a text that could lead back, in its order and without overlap; of two that overlap the longer stays. */
export function findIdentifiers(text: string, names: readonly Place[]): readonly Identifier[] {
  const shaped = shapes.flatMap(({ kind, pattern }) =>
    [...text.matchAll(pattern)].map(({ index, 0: match }) => ({
      from: index,
      to: index + match.length,
      kind,
    })),
  )
  const named = names.map(({ from, to }) => ({ from, to, kind: 'name' as const }))
  return apart([...shaped, ...named]).map((each) => ({
    ...each,
    quote: text.slice(each.from, each.to),
    offer: identifierKinds[each.kind].offer,
  }))
}

/** Sorted by where they begin, the longer first; one that begins inside another is part of it. */
function apart<Each extends Place>(all: readonly Each[]): readonly Each[] {
  const kept: Each[] = []
  for (const each of all.toSorted((a, b) => a.from - b.from || b.to - a.to)) {
    const last = kept.at(-1)
    if (last === undefined || each.from >= last.to) kept.push(each)
  }
  return kept
}

/** The text with what is offered in the place of what was found. */
export function blurred(text: string, identifiers: readonly Identifier[]): string {
  let written = ''
  let at = 0
  for (const { from, to, offer } of identifiers) {
    written += text.slice(at, from) + offer
    at = to
  }
  return written + text.slice(at)
}
