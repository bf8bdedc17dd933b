/** Comments: what people ask and propose beside the text, an event, a factor, a node of the map or an action. Never in an edition. */

/** What a comment stands beside. */
export const commentPlaces = ['text', 'timeline event', 'factor', 'map node', 'action'] as const
/** One of them. */
export type CommentPlaceKind = (typeof commentPlaces)[number]

/** Words of a text with a little of what stood around them, by which they are found again. */
export interface Quoted {
  /** The words as they were. */
  readonly quote: string
  /** What stood before and after them: tells two places with the same words apart. */
  readonly before: string
  readonly after: string
}

/** Where a thread stands: a row, or a stretch of the text that stays with its words. */
export interface CommentPlace extends Quoted {
  readonly kind: CommentPlaceKind
  /** The row; null for the text. */
  readonly id: string | null
  /** Both ends of the stretch in the live text; empty where a comment stands beside a row. */
  readonly from: string
  readonly to: string
}

/** How a thread stands: a suggestion is accepted or declined, everything else is resolved. */
export type CommentState = 'open' | 'resolved' | 'accepted' | 'declined'

/** One comment. The first of a thread has the thread's place and state. */
export interface Comment {
  readonly id: string
  readonly incidentId: string
  /** Id of the first comment of its thread, which has its own here. */
  readonly threadId: string
  readonly place: CommentPlace
  readonly text: string
  /** What should stand in the place of the quoted words; null unless it is a suggestion. */
  readonly suggested: string | null
  /** Whom it asks to look, read from its words; people here, by id. */
  readonly toIds: readonly string[]
  readonly state: CommentState
  readonly personId: string | null
  readonly byName: string
  readonly writtenAt: string
  readonly version: number
}

/** A thread as it is read: the first comment, and the answers in the order they were written. */
export interface CommentThread {
  readonly first: Comment
  readonly answers: readonly Comment[]
}

/** Threads in the order they were begun. An answer whose first comment was removed goes with it. */
export function threadsOf(comments: readonly Comment[]): readonly CommentThread[] {
  return comments
    .filter((each) => each.id === each.threadId)
    .map((first) => ({
      first,
      answers: comments.filter((each) => each.threadId === first.id && each.id !== first.id),
    }))
}

/** The longest stretch of the text a comment is about, in characters. */
export const LONGEST_QUOTE = 4000

/** So many characters around a stretch are kept with it. */
const CONTEXT = 32

/** A place in a text, from its first character to the one after its last. */
export interface Stretch {
  readonly from: number
  readonly to: number
}

/** The words of a stretch with what stands around them. */
export function quoted(text: string, { from, to }: Stretch): Quoted {
  return {
    quote: text.slice(from, to),
    before: text.slice(Math.max(0, from - CONTEXT), from),
    after: text.slice(to, to + CONTEXT),
  }
}

/**
 * Where quoted words are in a text; null when they are gone. Where they stand more than once, the place whose
 * surroundings are most like those they were taken from; null when two are equally like them.
 */
export function placeByQuote(text: string, { quote, before, after }: Quoted): Stretch | null {
  if (quote === '') return null
  let best: { readonly from: number; readonly likeness: number } | null = null
  let isTied = false
  for (let from = text.indexOf(quote); from !== -1; from = text.indexOf(quote, from + 1)) {
    const likeness =
      commonEnd(text.slice(Math.max(0, from - CONTEXT), from), before) +
      commonStart(text.slice(from + quote.length, from + quote.length + CONTEXT), after)
    isTied = best !== null && (likeness === best.likeness || (isTied && likeness < best.likeness))
    if (best === null || likeness > best.likeness) best = { from, likeness }
  }
  return best === null || isTied ? null : { from: best.from, to: best.from + quote.length }
}

function commonStart(one: string, other: string): number {
  let length = 0
  while (length < one.length && length < other.length && one[length] === other[length]) length += 1
  return length
}

function commonEnd(one: string, other: string): number {
  let length = 0
  while (length < one.length && length < other.length && one.at(-1 - length) === other.at(-1 - length))
    length += 1
  return length
}

/** A comment before it is sent, as far as it can be refused by its words. */
export interface CommentWords {
  readonly text: string
  readonly suggested: string | null
  readonly place: Pick<CommentPlace, 'kind' | 'quote'>
}

/** Why a comment cannot be sent, as a sentence; null when it can. The page and the server ask the same. */
export function objectionToComment({ text, suggested, place }: CommentWords): string | null {
  if (suggested !== null && (place.kind !== 'text' || place.quote === '')) {
    return 'Other words are suggested for a stretch of the text, and none is quoted; name its words as quote.'
  }
  if (suggested !== null && suggested === place.quote) {
    return 'The suggested words are those that stand there already; change them, or write a comment instead.'
  }
  if (text.trim() === '' && suggested === null) {
    return 'This comment says nothing; write a word or suggest other words.'
  }
  return null
}

/** Somebody who can be asked to look. */
export interface Mentionable {
  readonly id: string
  readonly name: string
  /** Short and only theirs: what stands before the @ of their address. */
  readonly handle: string
}

/** The short name of somebody by their address: "mo.member". */
export function shortNameOf(email: string): string {
  return email.slice(0, email.indexOf('@')).toLowerCase()
}

/** How somebody is written to be asked: by name, or by the short name where two people share one. */
export function mentionOf(person: Mentionable, everyone: readonly Mentionable[]): string {
  const isShared = everyone.some(({ id, name }) => id !== person.id && isSameWord(name, person.name))
  return `@${isShared ? person.handle : person.name}`
}

/** Whom a text asks to look, each once: `@` and a name or a short name. A name two people share asks neither. */
export function mentionedIn(text: string, everyone: readonly Mentionable[]): readonly string[] {
  const found = new Set<string>()
  for (const { 0: sign, index } of text.matchAll(/(?<![\p{L}\p{N}])@/gu)) {
    const rest = text.slice(index + sign.length).toLowerCase()
    const longest = everyone
      .flatMap((person) => [person.name, person.handle].map((called) => ({ person, called })))
      .filter(({ called }) => begins(rest, called.toLowerCase()))
      .toSorted((a, b) => b.called.length - a.called.length)
    const [first] = longest
    if (first === undefined) continue
    const same = new Set(
      longest.filter(({ called }) => isSameWord(called, first.called)).map(({ person }) => person.id),
    )
    if (same.size === 1) found.add(first.person.id)
  }
  return [...found]
}

/** Whether a text begins with these words and goes on with something else. */
function begins(text: string, words: string): boolean {
  return words !== '' && text.startsWith(words) && !/^[\p{L}\p{N}]/u.test(text.slice(words.length))
}

function isSameWord(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase()
}

/** The tab of an incident on which each place stands. */
export const commentTabs = {
  text: 'story',
  'timeline event': 'timeline',
  factor: 'factors',
  'map node': 'map',
  action: 'actions',
} as const satisfies Record<CommentPlaceKind, string>

/** A place as half a sentence. */
export const besideWords: Readonly<Record<CommentPlaceKind, string>> = {
  text: 'beside the text',
  'timeline event': 'beside an event of the timeline',
  factor: 'beside a factor',
  'map node': 'beside the map',
  action: 'beside an action',
}

/** Where a thread opens on its tab: the part of an address behind the hash. */
export function threadHash(threadId: string): string {
  return `thread-${threadId}`
}
