/** Reading JSON bodies with a bound on their depth. */
import { Refusal } from '../operations/operation.ts'

/** Deepest nesting of any input of ours is 5. */
const DEEPEST = 32

/** The value a body holds; an empty body is an empty object. Refuses with `invalid`. */
export function readJson(text: string): unknown {
  if (text.trim() === '') return {}
  const depth = depthOf(text)
  if (depth > DEEPEST) {
    throw new Refusal(
      'invalid',
      `The body is nested more than ${DEEPEST} levels deep; no operation takes that.`,
    )
  }
  try {
    const value: unknown = JSON.parse(text)
    return value
  } catch {
    throw new Refusal('invalid', 'The body is not JSON; it may have been cut off or carry a stray comma.')
  }
}

const [QUOTE, BACKSLASH, OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [34, 92, 91, 93, 123, 125]

/** Counts brackets outside strings, and stops where it is too deep, before anything recursive sees the text. */
function depthOf(text: string): number {
  let depth = 0
  let deepest = 0
  let isInString = false
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index)
    if (isInString) {
      if (code === BACKSLASH) index += 1
      else if (code === QUOTE) isInString = false
    } else if (code === QUOTE) isInString = true
    else if (code === OPEN_OBJECT || code === OPEN_LIST) {
      depth += 1
      if (depth > deepest) deepest = depth
      if (deepest > DEEPEST) return deepest
    } else if (code === CLOSE_OBJECT || code === CLOSE_LIST) depth -= 1
  }
  return deepest
}
