/** A text cut into parts, so that the places of a word can be marked without trusting HTML. Case does not matter. */

export interface Part {
  readonly text: string
  readonly isMarked: boolean
}

export function marked(text: string, word: string): readonly Part[] {
  if (word === '') return [{ text, isMarked: false }]
  const low = text.toLowerCase()
  const wanted = word.toLowerCase()
  // Lower case can change the length of a few letters; then offsets would lie, and the text stays whole.
  if (low.length !== text.length) return [{ text, isMarked: false }]
  const parts: Part[] = []
  let from = 0
  for (let at = low.indexOf(wanted); at !== -1; at = low.indexOf(wanted, from)) {
    if (at > from) parts.push({ text: text.slice(from, at), isMarked: false })
    parts.push({ text: text.slice(at, at + wanted.length), isMarked: true })
    from = at + wanted.length
  }
  if (from < text.length) parts.push({ text: text.slice(from), isMarked: false })
  return parts
}

/** How a person is named in a sentence: in full, by a part of the name, or by a handle or address; '' when not at all. */
export function nameIn(sentence: string, name: string): string {
  if (sentence.toLowerCase().includes(name.toLowerCase())) return name
  const parts = name.split(/\s+/).filter((part) => part.length > 1)
  const words = sentence.match(/[\p{L}\p{N}_@.<>+-]*@[\p{L}\p{N}_@.<>+-]*|[\p{L}\p{N}_-]+/gu) ?? []
  const isPart = (word: string): boolean => parts.some((part) => part.toLowerCase() === word.toLowerCase())
  const found = words.find((word) => isPart(word) && word !== word.toLowerCase()) ?? words.find(isPart)
  return found ?? words.find((word) => word.includes('@'))?.replace(/[.-]+$/, '') ?? ''
}

/** Text in runs, those that match a word typed marked. Compared without case. */
export function runsOf(
  text: string,
  typed: string,
): readonly { readonly text: string; readonly isMatch: boolean }[] {
  const words = typed
    .trim()
    .split(/\s+/)
    .filter((word) => word !== '')
  if (words.length === 0) return [{ text, isMatch: false }]
  const escaped = words.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  return text
    .split(new RegExp(`(${escaped.join('|')})`, 'i'))
    .map((run, index) => ({ text: run, isMatch: index % 2 === 1 }))
    .filter((run) => run.text !== '')
}
