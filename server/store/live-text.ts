/**
 * The text many people write at once, as bytes go in and out of it. The only file of the server that knows the library
 * that joins them: what two hands wrote in one place both stays, in the same order for everyone.
 */
import { differenceOf } from '@secondstory/review/model/text-difference'
import * as Y from 'yjs'

/** The name the text has inside the document; the page knows the same one. */
const NAME = 'text'

/**
 * A text in memory, kept as bytes: what the library builds of them takes about nine times the words, so it stands only
 * while something is asked of it and lies down again with `rest`.
 */
export interface LiveText {
  readonly text: () => string
  /** No text of these bytes is longer than this. */
  readonly mostLength: () => number
  /** How long it would be with this. */
  readonly lengthWith: (written: Uint8Array) => number
  /** Takes in what somebody wrote; twice is the same as once, and any order gives the same text. */
  readonly take: (written: Uint8Array) => void
  /** What a writer lacks who has as much as this vector says. */
  readonly missing: (vector: Uint8Array) => Uint8Array
  /** How much of everybody's writing is in here. */
  readonly vector: () => Uint8Array
  /** Everything, to start from again. */
  readonly state: () => Uint8Array
  /** Makes the text say this by the smallest change, and answers what was written; null when it says so already. */
  readonly edit: (text: string) => Uint8Array | null
  /** A place that stays with the words after it (1) or before it (-1), as text. */
  readonly anchor: (at: number, side: -1 | 1) => string
  /** Where such a place is now; null when this text has never had it. */
  readonly placeOf: (anchor: string) => number | null
  /** Enough was asked: only bytes are left until it is asked again. */
  readonly rest: () => void
  readonly close: () => void
}

function documentOf(parts: readonly Uint8Array[]): Y.Doc {
  const document = new Y.Doc()
  for (const part of parts) Y.applyUpdate(document, part)
  return document
}

/** What was written since the bytes were last made anew may take a quarter of them, and this much. */
const LOOSE_BYTES = 2_000

/** A text without a word, as bytes. */
const NOTHING: Uint8Array = Y.encodeStateAsUpdate(new Y.Doc())

/** A document that lies down as bytes and stands up again when it is used. */
function openDocument(parts: readonly Uint8Array[]) {
  let [whole = NOTHING, ...loose] = parts
  let standing: Y.Doc | null = null
  const now = (): Y.Doc => {
    standing ??= documentOf([whole, ...loose])
    return standing
  }
  return {
    now,
    take(written: Uint8Array): void {
      loose.push(written)
      if (standing !== null) Y.applyUpdate(standing, written)
    },
    rest(): void {
      const size = loose.reduce((sum, { byteLength }) => sum + byteLength, 0)
      if (size > LOOSE_BYTES + whole.byteLength / 4) {
        whole = Y.encodeStateAsUpdate(now())
        loose = []
      } else if (loose.length > 0) loose = [joinWritten(loose)]
      standing?.destroy()
      standing = null
    },
    close: () => standing?.destroy(),
  }
}

/** Opens a text from what was kept of it, in any order. */
export function openLiveText(parts: readonly Uint8Array[]): LiveText {
  const { now, take, rest, close } = openDocument(parts)
  const text = () => now().getText(NAME)
  // Bytes are at least as many as the signs in them.
  let most = parts.reduce((sum, { byteLength }) => sum + byteLength, 0)
  return {
    text: () => {
      const words = storable(text().toString())
      most = words.length
      return words
    },
    mostLength: () => most,
    lengthWith: (written) => {
      const trial = documentOf([Y.encodeStateAsUpdate(now()), written])
      const { length } = trial.getText(NAME)
      trial.destroy()
      return length
    },
    take(written) {
      most += written.byteLength
      take(written)
    },
    missing: (vector) => Y.encodeStateAsUpdate(now(), vector),
    vector: () => Y.encodeStateVector(now()),
    state: () => Y.encodeStateAsUpdate(now()),
    edit(wanted) {
      const written = edited(now(), plainLines(wanted))
      if (written !== null) take(written)
      return written
    },
    anchor: (at, side) =>
      JSON.stringify(Y.relativePositionToJSON(Y.createRelativePositionFromTypeIndex(text(), at, side))),
    placeOf: (anchor) => {
      if (!isAnchor(anchor)) return null
      const place = Y.createRelativePositionFromJSON(JSON.parse(anchor))
      return Y.createAbsolutePositionFromRelativePosition(place, now())?.index ?? null
    },
    rest,
    close,
  }
}

function edited(document: Y.Doc, wanted: string): Uint8Array | null {
  const text = document.getText(NAME)
  const changes = smallestChanges(text.toString(), wanted)
  if (changes.length === 0) return null
  const before = Y.encodeStateVector(document)
  document.transact(() => {
    for (const { from, to, insert } of changes.toReversed()) {
      text.delete(from, to - from)
      text.insert(from, insert)
    }
  })
  return Y.encodeStateAsUpdate(document, before)
}

/** Whether this is a place in the text as the library writes it: everyone's page will read it again. */
export function isAnchor(anchor: string): boolean {
  const read = parsed(anchor)
  if (typeof read !== 'object' || read === null || 'type' in read) return false
  if (!('tname' in read) || read.tname !== NAME) return false
  const item = 'item' in read ? read.item : null
  return item === null || (typeof item === 'object' && isWhole(item, 'client') && isWhole(item, 'clock'))
}

function isWhole(item: object, field: 'client' | 'clock'): boolean {
  const value: unknown = Reflect.get(item, field)
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** Several pieces of writing as one. */
export function joinWritten(parts: readonly Uint8Array[]): Uint8Array {
  return parts.length === 1 && parts[0] !== undefined ? parts[0] : Y.mergeUpdates([...parts])
}

/** Why bytes are not writing of this text, as a sentence; null when they are. Nothing but words may stand in it. */
export function objectionToWritten(written: Uint8Array): string | null {
  const read = readWritten(written)
  if (read === null) return 'What came in is no piece of the text; loading the page again starts over.'
  const items = read.structs.filter((each) => each instanceof Y.Item)
  if (items.some(pointsAhead)) return 'What came in leans on words of its own that come after it.'
  const isText = items.every(
    (each) =>
      each.parentSub === null && (typeof each.parent !== 'string' || each.parent === NAME) && isWords(each),
  )
  return isText ? null : 'The text holds words alone, and something else came in.'
}

// The library takes what somebody leans on of their own for written already and does not look: it would throw each time
// the text stands up, for everybody in the room.
function pointsAhead({ id, origin, rightOrigin, parent }: Y.Item): boolean {
  return [origin, rightOrigin, parent].some(
    (each) => each instanceof Y.ID && each.client === id.client && each.clock >= id.clock,
  )
}

function isWords({ content }: Y.Item): boolean {
  if (content instanceof Y.ContentDeleted) return true
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the database holds no character 0, the editor no carriage return.
  return content instanceof Y.ContentString && !/[\u0000\r]/.test(content.str)
}

function readWritten(written: Uint8Array) {
  try {
    return Y.decodeUpdate(written)
  } catch {
    return null
  }
}

/** PostgreSQL holds no half of a surrogate pair; two writers in one sign could leave one. */
function storable(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '\uFFFD')
}

/** One sign for the end of a line: the editor knows no other, and both have to count alike. */
export function plainLines(text: string): string {
  return text.replace(/\r\n?/g, '\n')
}

/** A stretch of the text and what takes its place. */
interface Replacement {
  readonly from: number
  readonly to: number
  readonly insert: string
}

/** The fewest stretches, by lines and within them by signs, so that cursors and comments stay where they were. */
function smallestChanges(before: string, after: string): readonly Replacement[] {
  const changes: Replacement[] = []
  let position = 0
  let removed: string[] = []
  let added: string[] = []
  const settle = (): void => {
    const [old, fresh] = [removed.join('\n'), added.join('\n')]
    const end = position - 1
    if (removed.length > 0 && added.length > 0) changes.push(...trimmed(end - old.length, old, fresh))
    else if (removed.length > 0) changes.push(wholeLines(end - old.length, old, before))
    else if (added.length > 0) changes.push(newLines(position, fresh, before))
    removed = []
    added = []
  }
  for (const line of differenceOf(before, after)) {
    if (line.change === 'same' && (removed.length > 0 || added.length > 0)) settle()
    if (line.change === 'added') added.push(line.text)
    if (line.change === 'removed') removed.push(line.text)
    if (line.change !== 'added') position += line.text.length + 1
  }
  settle()
  return changes.filter(({ from, to, insert }) => to > from || insert !== '')
}

function wholeLines(from: number, old: string, text: string): Replacement {
  const to = from + old.length
  if (to < text.length) return { from, to: to + 1, insert: '' }
  return { from: Math.max(0, from - 1), to, insert: '' }
}

function newLines(at: number, fresh: string, text: string): Replacement {
  if (at <= text.length) return { from: at, to: at, insert: `${fresh}\n` }
  return { from: text.length, to: text.length, insert: `\n${fresh}` }
}

function trimmed(from: number, old: string, fresh: string): readonly Replacement[] {
  let start = 0
  while (start < old.length && start < fresh.length && old[start] === fresh[start]) start += 1
  if (isHigh(old, start - 1)) start -= 1
  let end = 0
  while (end < old.length - start && end < fresh.length - start && old.at(-1 - end) === fresh.at(-1 - end))
    end += 1
  if (isHigh(old, old.length - end - 1) || isHigh(fresh, fresh.length - end - 1)) end -= 1
  end = Math.max(0, end)
  return [{ from: from + start, to: from + old.length - end, insert: fresh.slice(start, fresh.length - end) }]
}

/** Whether a sign of two halves begins here: between the halves nothing may be cut. */
function isHigh(text: string, at: number): boolean {
  const code = text.charCodeAt(at)
  return code >= 0xd800 && code <= 0xdbff
}
