import { useCallback, useRef, useState } from 'react'
import { useShortcuts } from '../kit/shortcuts.ts'
import type { EditorHandle } from './Editor.tsx'
import type { Standing } from './standing.ts'
import type { PlacedFinding } from './wording.ts'

/**
 * Findings as a page shows them. `placed` changes with every move of a line; `findings` only when there are others, so
 * that a list of words is not drawn again for a place.
 */
export function useFindings() {
  const handle = useRef<EditorHandle>(null)
  const [placed, setPlaced] = useState<readonly PlacedFinding[]>([])
  const [findings, setFindings] = useState<readonly Standing[]>([])
  const hear = useCallback((next: readonly PlacedFinding[]) => {
    setPlaced(next)
    setFindings((now) => (isSameSet(now, next) ? now : next.map(({ finding }) => finding)))
  }, [])
  const open = useCallback((id: number) => handle.current?.open(id), [])
  const walk = useCallback((by: 1 | -1) => handle.current?.walk(by), [])
  return { handle, placed, findings, hear, open, walk }
}

/**
 * The keys of the findings, in the sheet of shortcuts. In the text and in an open card the editor answers them itself;
 * here they work from anywhere else on the page. The letters belong to the card, which has the keyboard while it is open.
 */
export function useFindingKeys(name: string, walk: (by: 1 | -1) => void): void {
  useShortcuts(name, [
    { keys: 'F8', about: 'Next phrase worth another look', run: () => walk(1) },
    { keys: 'shift+F8', about: 'The one before', run: () => walk(-1) },
    { keys: 'mod+.', about: 'Open the phrase at the cursor', run: () => undefined },
    { keys: 'mod+alt+m', about: 'In the text: comment on the words', run: () => undefined },
    { keys: 'mod+alt+h', about: 'In the text: what the paragraph said before', run: () => undefined },
    { keys: 'a', about: 'In its card: take the first rewrite', run: () => undefined },
    { keys: 'k', about: 'In its card: keep the words, because…', run: () => undefined },
  ])
}

function isSameSet(now: readonly Standing[], next: readonly PlacedFinding[]): boolean {
  return (
    now.length === next.length &&
    now.every(({ id, quote, because }, index) => {
      const other = next[index]?.finding
      return other?.id === id && other.quote === quote && other.because === because
    })
  )
}
