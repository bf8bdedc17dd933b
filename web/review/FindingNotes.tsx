import { shortened } from '@secondstory/review/model/shortened'
import { memo } from 'react'
import { counted } from '../words.ts'
import type { Standing } from './standing.ts'

/** Findings as a list, for the keyboard and for narrow pages. Folded until wanted. */
export const FindingsList = memo(function FindingsList({
  findings,
  onOpen,
}: {
  readonly findings: readonly Standing[]
  readonly onOpen: (id: number) => void
}) {
  if (findings.length === 0) return null
  return (
    <details className="group">
      <summary className="overline-label target flex items-center gap-2">
        Phrases worth another look <span className="font-normal text-faint">{findings.length}</span>
      </summary>
      <ul className="flex flex-col">
        {findings.map((finding) => (
          <li key={finding.id}>
            <FindingRow finding={finding} onOpen={onOpen} />
          </li>
        ))}
      </ul>
      <p className="pt-2 text-sm text-faint">F8 walks from one to the next.</p>
    </details>
  )
})

/** A finding as a row: the words, and what was found in them. */
export const FindingRow = memo(function FindingRow({
  finding,
  onOpen,
}: {
  readonly finding: Standing
  readonly onOpen: (id: number) => void
}) {
  const { id, quote, name } = finding
  return (
    <button
      type="button"
      onClick={() => onOpen(id)}
      className="target w-full border-s-2 border-amber-line/60 py-1.5 ps-3 text-start hover:bg-sunk"
    >
      <span className="font-serif text-md">“{shortened(quote, 60)}”</span>
      <span className="block text-sm text-faint">{name}</span>
    </button>
  )
})

/** "3 phrases worth another look", shorter on a phone. */
export function countInWords(count: number): { readonly count: string; readonly rest: string } {
  return { count: count === 1 ? 'One phrase' : counted(count, 'phrase'), rest: 'worth another look' }
}
