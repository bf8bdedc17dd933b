import { memo } from 'react'
import { counted } from '../words.ts'
import { placed } from './margin-notes.ts'
import type { Standing } from './standing.ts'
import type { PlacedFinding } from './wording.ts'

const NOTE_PX = 24

/** Folded notes beside their lines: a dot and a name, opened with a press. Only where the page is wide enough. */
export const FindingNotes = memo(function FindingNotes({
  findings,
  onOpen,
}: {
  readonly findings: readonly PlacedFinding[]
  readonly onOpen: (id: number) => void
}) {
  const tops = placed(
    findings.map(({ top }) => ({ top: top + 2, height: NOTE_PX })),
    2,
  )
  return (
    <div className="pointer-events-none absolute inset-y-0 prose-text start-[calc(66ch+1rem)] end-0 hidden xl:block">
      <ul aria-label="Findings beside the text" className="relative font-sans">
        {findings.map(({ finding }, index) => (
          <Note key={finding.id} id={finding.id} name={finding.name} top={tops[index] ?? 0} onOpen={onOpen} />
        ))}
      </ul>
    </div>
  )
})

/** One of them; drawn again only when it moves. */
const Note = memo(function Note({
  id,
  name,
  top,
  onOpen,
}: {
  readonly id: number
  readonly name: string
  readonly top: number
  readonly onOpen: (id: number) => void
}) {
  return (
    <li className="absolute inset-x-0" style={{ top }}>
      <button
        type="button"
        tabIndex={-1}
        onClick={() => onOpen(id)}
        className="pointer-events-auto flex h-6 max-w-full items-center gap-2 rounded-sm px-1 text-sm text-faint hover:text-ink"
      >
        <span aria-hidden="true" className="size-1.5 shrink-0 rounded-full bg-amber-line" />
        <span className="truncate">{name}</span>
      </button>
    </li>
  )
})

/** The same findings as a list, for the keyboard and for narrow pages. Folded until wanted. */
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
      <span className="font-serif text-md">“{quote.length > 60 ? `${quote.slice(0, 58)}…` : quote}”</span>
      <span className="block text-sm text-faint">{name}</span>
    </button>
  )
})

/** "3 phrases worth another look", shorter on a phone. */
export function countInWords(count: number): { readonly count: string; readonly rest: string } {
  return { count: count === 1 ? 'One phrase' : counted(count, 'phrase'), rest: 'worth another look' }
}
