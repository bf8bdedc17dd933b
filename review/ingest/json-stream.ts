/**
 * JSON of any size: lines, lists, and objects that hold one large list, taken apart without holding more than one
 * record or a handful. A large object is handed out as several smaller ones, each with its small members and a part
 * of the large one, so that a reader of deliveries needs no other form for a large file.
 */
import { isByLine, type JsonPart, jsonParts, parseExactJson, withoutComma } from './json.ts'
import { elementsOf, type Member, membersOf, type Range, valuesIn } from './json-ranges.ts'
import type { FileView } from './source.ts'
import { linesIn, MOST_RECORD_BYTES, refuseUntextual, tooLongSentence, windowed } from './windows.ts'
import { decode, MOST_TEXT_BYTES, openingOf, textOf } from './words.ts'

/** How much is held at once. */
export interface StreamLimits {
  /** Files up to here are parsed whole. */
  readonly wholeBytes: number
  /** A value up to here is parsed in one piece. */
  readonly recordBytes: number
  /** Small neighbours are parsed together up to here. */
  readonly togetherBytes: number
  readonly windowBytes: number
}

const usual: StreamLimits = {
  wholeBytes: MOST_TEXT_BYTES,
  recordBytes: MOST_RECORD_BYTES,
  togetherBytes: 512 * 1024,
  windowBytes: 1024 ** 2,
}

/** A value of a file, a piece of one that is none, or one too long to be read. */
export type StreamPart = JsonPart | { readonly tooLong: string }

/** The values of a file as {@link jsonParts} tells them, in memory that does not grow with the file. */
export function* jsonPartsOf(file: FileView, limits: StreamLimits = usual): Generator<StreamPart> {
  refuseUntextual(file)
  if (file.sizeBytes <= limits.wholeBytes) yield* jsonParts(textOf(file))
  else if (isByLine(openingOf(file, 2_000_000))) yield* partsByLine(file, limits)
  else yield* partsByRange(windowed(file, limits.windowBytes), limits)
}

function* partsByLine(file: FileView, limits: StreamLimits): Generator<StreamPart> {
  for (const line of linesIn(file, limits.windowBytes)) {
    if ('tooLongBytes' in line) {
      yield { tooLong: tooLongSentence(line.tooLongBytes) }
      continue
    }
    const text = withoutComma(line.text)
    if (text !== '' && text !== '[' && text !== ']') yield parseExactJson(text) ?? { broken: text }
  }
}

interface Streaming {
  readonly file: FileView
  readonly limits: StreamLimits
}

function* partsByRange(file: FileView, limits: StreamLimits): Generator<StreamPart> {
  const streaming = { file, limits }
  for (const range of valuesIn(file)) yield* partsOf(streaming, range, 0)
}

/** Nothing real nests its records deeper. */
const DEEPEST = 12

function* partsOf(streaming: Streaming, range: Range, depth: number): Generator<StreamPart> {
  const sizeBytes = range.to - range.from
  if (sizeBytes <= streaming.limits.recordBytes) {
    yield parsed(streaming, range)
    return
  }
  if (depth < DEEPEST && range.opens === '{') yield* partsOfObject(streaming, range, depth)
  else if (depth < DEEPEST && range.opens === '[') yield* partsOfList(streaming, range, depth)
  else yield { tooLong: tooLongSentence(sizeBytes) }
}

function parsed({ file }: Streaming, range: Range): JsonPart {
  const text = decode(file.bytes(range.from, range.to))
  return parseExactJson(text) ?? { broken: text }
}

/** Elements of a list, each a part of its own. */
function* partsOfList(streaming: Streaming, range: Range, depth: number): Generator<StreamPart> {
  for (const part of batchesOf(streaming, range, depth)) {
    if (!('value' in part) || !Array.isArray(part.value)) yield part
    else for (const value of part.value) yield { value }
  }
}

/** A long list as several short ones. */
function* batchesOf(streaming: Streaming, range: Range, depth: number): Generator<StreamPart> {
  let batch: unknown[] = []
  let batchBytes = 0
  for (const element of elementsOf(streaming.file, range)) {
    const sizeBytes = element.to - element.from
    if (sizeBytes > streaming.limits.recordBytes) {
      for (const part of partsOf(streaming, element, depth + 1))
        yield 'value' in part ? { value: [part.value] } : part
      continue
    }
    const part = parsed(streaming, element)
    if ('broken' in part) yield part
    else batch.push(part.value)
    batchBytes += sizeBytes
    if (batchBytes < streaming.limits.togetherBytes) continue
    yield { value: batch }
    batch = []
    batchBytes = 0
  }
  if (batch.length > 0) yield { value: batch }
}

/** A long object as several: its small members, each time with another part of a long one. */
function* partsOfObject(streaming: Streaming, range: Range, depth: number): Generator<StreamPart> {
  const { limits } = streaming
  let small: Record<string, unknown> = {}
  let smallBytes = 0
  const long: Member[] = []
  for (const member of membersOf(streaming.file, range)) {
    const sizeBytes = member.to - member.from
    if (sizeBytes > limits.togetherBytes) {
      long.push(member)
      continue
    }
    const part = parsed(streaming, member)
    if ('broken' in part) yield part
    else small[member.name] = part.value
    smallBytes += sizeBytes
    // Many small members are a map of records, and no frame around a long list.
    if (smallBytes < limits.togetherBytes) continue
    yield { value: small }
    small = {}
    smallBytes = 0
  }
  if (long.length === 0 && smallBytes > 0) yield { value: small }
  for (const member of long) {
    const parts =
      member.opens === '[' ? batchesOf(streaming, member, depth + 1) : partsOf(streaming, member, depth + 1)
    for (const part of parts)
      yield 'value' in part ? { value: { ...small, [member.name]: part.value } } : part
  }
}
