import { memo, type ReactNode } from 'react'
import { useMedia } from '../kit/wide.ts'
import { placed as stacked } from '../review/margin-notes.ts'
import type { Standing } from '../review/standing.ts'
import type { PlacedFinding } from '../review/wording.ts'

/** A note is a name and up to two lines of a question; what is longer is read in the card. */
const NOTE_PX = 72

/** The margin: every finding beside its line, name and question. On a narrow page the same as a list below the text. */
export function PlaygroundNotes({
  placed,
  onOpen,
  children,
}: {
  readonly placed: readonly PlacedFinding[]
  readonly onOpen: (id: number) => void
  readonly children: ReactNode
}) {
  const isWide = useMedia('(min-width: 72rem)')
  const tops = stacked(
    placed.map(({ top }) => ({ top: top - 1, height: NOTE_PX })),
    8,
  )
  const height = (tops.at(-1) ?? 0) + NOTE_PX
  return (
    <section aria-label="Beside the text" className="mt-8 lg:mt-0">
      {children}
      {placed.length > 0 && (
        <>
          <h2 className="title mb-2 text-lg lg:sr-only">Phrases worth another look</h2>
          <ol className="relative" style={isWide ? { minHeight: height } : undefined}>
            {placed.map(({ finding }, index) => (
              <li
                key={finding.id}
                className="max-lg:border-t max-lg:border-line lg:absolute lg:inset-x-0"
                style={isWide ? { top: tops[index] } : undefined}
              >
                <Note finding={finding} onOpen={onOpen} />
              </li>
            ))}
          </ol>
        </>
      )}
    </section>
  )
}

const Note = memo(function Note({
  finding,
  onOpen,
}: {
  readonly finding: Standing
  readonly onOpen: (id: number) => void
}) {
  const { id, name, quote, ask } = finding
  return (
    <button
      type="button"
      onClick={() => onOpen(id)}
      className="group grid w-full grid-cols-[auto_minmax(0,1fr)] gap-x-3 rounded-md py-2.5 text-start lg:h-[4.5rem] lg:max-w-[25rem] lg:py-0"
    >
      <span aria-hidden="true" className="mt-[0.4375rem] size-1.5 rounded-full bg-amber-line" />
      <span className="min-w-0">
        <span className="block truncate text-sm text-faint">
          {name}
          <span className="lg:hidden">: “{quote}”</span>
        </span>
        <span className="block font-serif text-md leading-[1.4375rem] text-soft group-hover:text-ink lg:line-clamp-2">
          {ask}
        </span>
      </span>
    </button>
  )
})
