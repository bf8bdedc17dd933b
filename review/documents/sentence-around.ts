/** The sentence a place of a text stands in, short enough to be read in a column. */

/** A place in a text, as UTF-16 offsets; `to` is exclusive. */
export interface Stretch {
  readonly from: number
  readonly to: number
}

const MAX_LENGTH = 200
/** What is looked at on either side: more than is ever shown, so that a text without a full stop costs no more. */
const REACH = 400

/**
 * The sentence around `at`, of at most 200 characters: cut at word borders with "…" where it is longer. Markdown stays as
 * it is written. A line of its own (a list item, a cell's row) counts as a sentence.
 */
export function sentenceAround(text: string, at: Stretch): string {
  const left = text.slice(Math.max(0, at.from - REACH), at.from)
  const right = text.slice(at.to, at.to + REACH)
  const starts = [...left.matchAll(/[.!?]["'”’)*_]*\s+|\n/g)].at(-1)
  const before = (starts === undefined ? left : left.slice(starts.index + starts[0].length)).trimStart()
  const after = (/^[^\n]*?[.!?]["'”’)*_]*(?=\s|$)|^[^\n]*/.exec(right)?.[0] ?? right).trimEnd()
  const words = text.slice(at.from, at.to)
  if (before.length + words.length + after.length <= MAX_LENGTH) return before + words + after
  return shortened({ before, words, after })
}

/** What one side does not use, the other may: a name at the end of a long sentence is read with what led to it. */
function shortened(parts: {
  readonly before: string
  readonly words: string
  readonly after: string
}): string {
  const words = parts.words.length > MAX_LENGTH - 2 ? `${parts.words.slice(0, MAX_LENGTH - 3)}…` : parts.words
  const room = MAX_LENGTH - words.length
  const half = Math.floor(room / 2)
  const leftRoom = parts.after.length < half ? room - parts.after.length : Math.min(half, parts.before.length)
  const before = cutLeft(parts.before, leftRoom)
  return before + words + cutRight(parts.after, room - before.length)
}

function cutLeft(text: string, room: number): string {
  if (text.length <= room) return text
  if (room < 1) return ''
  const tail = text.slice(text.length - (room - 1))
  const border = tail.search(/\s/)
  return `…${border === -1 ? '' : tail.slice(border + 1)}`
}

function cutRight(text: string, room: number): string {
  if (text.length <= room) return text
  if (room < 1) return ''
  const head = text.slice(0, room - 1)
  return `${head.slice(0, Math.max(0, head.search(/\s\S*$/)))}…`
}
