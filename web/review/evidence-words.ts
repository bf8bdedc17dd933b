/** The marks that stand in evidence where something was removed before it was stored: "[removed: password]". Pure. */

const MARK = /\[removed: ([^\]\n]{1,40})\]/g

export interface Run {
  readonly text: string
  readonly isRemoved: boolean
}

/** A text in runs; a mark reads as what it was: "password removed". */
export function withMarks(text: string): readonly Run[] {
  return text
    .split(MARK)
    .map((part, index) =>
      index % 2 === 1 ? { text: `${part} removed`, isRemoved: true } : { text: part, isRemoved: false },
    )
    .filter(({ text: part }) => part !== '')
}

/** What was removed from a text, as a sentence; empty when nothing was. */
export function removedIn(text: string): string {
  const kinds = [...new Set([...text.matchAll(MARK)].map(([, kind]) => kind ?? ''))]
  if (kinds.length === 0) return ''
  return `Removed before this was stored, and kept nowhere: ${kinds.join(', ')}.`
}
