/** Reading a mention while it is written. */
import type { Mentionable } from '@secondstory/review/model/comments'

/** A mention that was begun: where its `@` is, and what follows it up to the cursor. */
export interface BegunMention {
  readonly at: number
  readonly words: string
}

const LONGEST = 40
const MOST = 6

/** The mention the cursor stands in; null when it stands in none. An address of mail is none. */
export function mentionBegun(text: string, caret: number): BegunMention | null {
  const at = text.lastIndexOf('@', caret - 1)
  if (at === -1 || caret - at > LONGEST) return null
  if (at > 0 && /[\p{L}\p{N}]/u.test(text[at - 1] ?? '')) return null
  const words = text.slice(at + 1, caret)
  return words.includes('\n') ? null : { at, words }
}

/** Whom it can mean: any word of a name, or the short name, begins so. */
export function offeredFor(words: string, everyone: readonly Mentionable[]): readonly Mentionable[] {
  const typed = words.toLowerCase()
  return everyone
    .filter(({ name, handle }) => {
      const names = name.toLowerCase()
      return names.startsWith(typed) || handle.startsWith(typed) || names.includes(` ${typed}`)
    })
    .slice(0, MOST)
}
