import type { Finding } from '@secondstory/language'
import type { PlacedFinding } from './Editor.tsx'
import { placed } from './margin-notes.ts'

interface NotesProps {
  readonly findings: readonly PlacedFinding[]
  readonly onOpen: (finding: Finding) => void
}

const NOTE_PX = 24

/** Folded notes beside their lines: a dot and a name, opened with a press. Only where the page is wide enough. */
export function FindingNotes({ findings, onOpen }: NotesProps) {
  const tops = placed(
    findings.map(({ top }) => ({ top: top + 2, height: NOTE_PX })),
    2,
  )
  return (
    <div className="pointer-events-none absolute inset-y-0 start-[calc(66ch*1.0625+1rem)] end-0 hidden font-serif text-md xl:block">
      <ul aria-label="Findings beside the text" className="relative font-sans">
        {findings.map(({ finding }, index) => (
          <li
            key={`${finding.from} ${finding.rule}`}
            className="absolute inset-x-0"
            style={{ top: tops[index] }}
          >
            <button
              type="button"
              tabIndex={-1}
              onClick={() => onOpen(finding)}
              className="pointer-events-auto flex h-6 max-w-full items-center gap-2 rounded-sm px-1 text-sm text-faint hover:text-ink"
            >
              <span aria-hidden="true" className="size-1.5 shrink-0 rounded-full bg-amber-line" />
              <span className="truncate">{finding.name}</span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  )
}

/** The same findings as a list, for the keyboard and for narrow pages. Folded until wanted. */
export function FindingsList({ findings, onOpen }: NotesProps) {
  if (findings.length === 0) return null
  return (
    <details className="group">
      <summary className="overline-label target flex items-center gap-2">
        Phrases worth another look <span className="font-normal text-faint">{findings.length}</span>
      </summary>
      <ul className="flex flex-col">
        {findings.map(({ finding }) => (
          <li key={`${finding.from} ${finding.rule}`}>
            <button
              type="button"
              onClick={() => onOpen(finding)}
              className="target w-full border-s-2 border-amber-line/60 py-1.5 ps-3 text-start hover:bg-sunk"
            >
              <span className="font-serif text-md">
                “{finding.quote.length > 60 ? `${finding.quote.slice(0, 58)}…` : finding.quote}”
              </span>
              <span className="block text-sm text-faint">{finding.name}</span>
            </button>
          </li>
        ))}
      </ul>
      <p className="pt-2 text-sm text-faint">F8 walks from one to the next.</p>
    </details>
  )
}
