/**
 * Things a page can begin when they are asked for elsewhere: the palette goes to a tab and says what to begin there.
 * The page may not be there yet (its code is still on the way), so a wish waits a moment for it.
 */
import { useEffect, useRef } from 'react'

/** What can be begun: a form, a sheet, a field that takes the focus. */
export type Start =
  | 'event'
  | 'account'
  | 'decision'
  | 'factor'
  | 'went-well'
  | 'could-improve'
  | 'lucky'
  | 'action'
  | 'agent'
  | 'text-history'
  | 'paragraph-history'
  | 'comment'
  | 'image'
  | 'edit-incident'
  | 'incident-history'
  | 'review-people'
  | 'choose-files'
  | 'paste'
  | 'search-evidence'
  | 'ask-history'
  | 'duties'

/** A wish older than this belongs to a page that never came; a later visit must not find its form open. */
const patience_ms = 8_000

const starters = new Map<Start, () => void>()
let wished: { readonly name: Start; readonly until_ms: number } | null = null

/** Begins something now, or as soon as the part of the page that can do it is there. */
export function start(name: Start): void {
  const run = starters.get(name)
  wished = run === undefined ? { name, until_ms: performance.now() + patience_ms } : null
  run?.()
}

/** Lets this part of the page begin something; answers with what takes it back. */
export function offerStart(name: Start, run: () => void): () => void {
  starters.set(name, run)
  if (wished?.name === name) {
    const isInTime = performance.now() < wished.until_ms
    wished = null
    if (isInTime) run()
  }
  return () => {
    if (starters.get(name) === run) starters.delete(name)
  }
}

/** Lets this part of the page begin something while it is shown. */
export function useStart(name: Start, run: () => void): void {
  const latest = useRef(run)
  latest.current = run
  useEffect(() => offerStart(name, () => latest.current()), [name])
}
