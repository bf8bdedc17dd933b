import type { CommentThread as Thread } from '@secondstory/review/model/comments'
import { memo, type ReactNode, useCallback, useEffect, useRef, useState } from 'react'
import { Icon } from '../kit/Icon.tsx'
import { counted } from '../words.ts'
import { CommentThread } from './CommentThread.tsx'
import { placed } from './margin-notes.ts'
import type { Commenting } from './use-comments.ts'
import type { PlacedFinding } from './wording.ts'

const NOTE_PX = 24
const APART_PX = 2

/** A thread that stands beside its words. */
export interface BesideThread {
  readonly thread: Thread
  readonly top: number
}

interface NotesProps {
  readonly findings: readonly PlacedFinding[]
  readonly onOpen: (id: number) => void
  readonly threads: readonly BesideThread[]
  readonly comments: Commenting
  /** The one that is unfolded; null: none is. */
  readonly openId: string | null
  readonly onUnfold: (id: string | null) => void
  readonly onShow: (id: string) => void
  /** A thread that is begun, and where. */
  readonly begun: { readonly top: number; readonly form: ReactNode } | null
}

interface Note {
  readonly key: string
  readonly top: number
  readonly content: ReactNode
}

/** Folded notes beside their lines: findings and threads, none on top of another. Only where the page is wide enough. */
export const MarginNotes = memo(function MarginNotes({ findings, onOpen, ...beside }: NotesProps) {
  const { heights, onHeight } = useHeights()
  const notes: readonly Note[] = [
    ...findings.map(({ finding, top }) => ({
      key: `finding ${finding.id}`,
      top: top + 2,
      content: <FindingNote id={finding.id} name={finding.name} onOpen={onOpen} />,
    })),
    ...threadNotes(beside),
  ].toSorted((a, b) => a.top - b.top)
  const tops = placed(
    notes.map(({ key, top }) => ({ top, height: heights.get(key) ?? NOTE_PX })),
    APART_PX,
  )
  return (
    <div className="pointer-events-none absolute inset-y-0 prose-text start-[calc(66ch+1rem)] end-0 hidden xl:block">
      <ul aria-label="Notes beside the text" className="relative font-sans">
        {notes.map(({ key, content }, index) => (
          <Placed key={key} id={key} top={tops[index] ?? 0} onHeight={onHeight}>
            {content}
          </Placed>
        ))}
      </ul>
    </div>
  )
})

function threadNotes({
  threads,
  begun,
  comments,
  openId,
  onUnfold,
  onShow,
}: Omit<NotesProps, 'findings' | 'onOpen'>) {
  const notes: Note[] = threads.map(({ thread, top }) => ({
    key: `thread ${thread.first.id}`,
    top: top + 2,
    content: (
      <ThreadNote thread={thread} isOpen={thread.first.id === openId} onUnfold={onUnfold}>
        <CommentThread
          thread={thread}
          comments={comments}
          onShow={() => onShow(thread.first.id)}
          isShown={thread.first.id === openId}
        />
      </ThreadNote>
    ),
  }))
  if (begun !== null) notes.push({ key: 'begun', top: begun.top, content: begun.form })
  return notes
}

/** How high each note is that is higher than a line. */
function useHeights() {
  const [heights, setHeights] = useState<ReadonlyMap<string, number>>(new Map())
  const onHeight = useCallback((key: string, height: number | null) => {
    setHeights((now) => {
      if (height === (now.get(key) ?? null)) return now
      const next = new Map(now)
      if (height === null) next.delete(key)
      else next.set(key, height)
      return next
    })
  }, [])
  return { heights, onHeight }
}

/** One note at its place; it says how high it is, so that those below step down. */
function Placed({
  id,
  top,
  onHeight,
  children,
}: {
  readonly id: string
  readonly top: number
  readonly onHeight: (key: string, height: number | null) => void
  readonly children: ReactNode
}) {
  const element = useRef<HTMLLIElement>(null)
  useEffect(() => {
    const { current } = element
    if (current === null) return
    const observer = new ResizeObserver(() => {
      const height = current.offsetHeight
      onHeight(id, height > NOTE_PX ? height : null)
    })
    observer.observe(current)
    return () => {
      observer.disconnect()
      onHeight(id, null)
    }
  }, [id, onHeight])
  return (
    <li ref={element} className="absolute inset-x-0" style={{ top }}>
      {children}
    </li>
  )
}

const noteClass =
  'pointer-events-auto flex h-6 max-w-full items-center gap-2 rounded-sm px-1 text-sm text-faint hover:text-ink'

/** One finding; drawn again only when it is another. The list in the margin is the way to it by keyboard. */
const FindingNote = memo(function FindingNote({
  id,
  name,
  onOpen,
}: {
  readonly id: number
  readonly name: string
  readonly onOpen: (id: number) => void
}) {
  return (
    <button type="button" tabIndex={-1} onClick={() => onOpen(id)} className={noteClass}>
      <span aria-hidden="true" className="size-1.5 shrink-0 rounded-full bg-amber-line" />
      <span className="truncate">{name}</span>
    </button>
  )
})

/** One thread: a line until it is wanted. */
function ThreadNote({
  thread: { first, answers },
  isOpen,
  onUnfold,
  children,
}: {
  readonly thread: Thread
  readonly isOpen: boolean
  readonly onUnfold: (id: string | null) => void
  readonly children: ReactNode
}) {
  const isSuggestion = first.suggested !== null
  const said = first.text !== '' ? first.text : `Suggests “${first.suggested ?? ''}”`
  const more = answers.length === 0 ? '' : `, ${counted(answers.length, 'answer')}`
  return (
    <>
      <button
        type="button"
        aria-expanded={isOpen}
        aria-label={`${isSuggestion ? 'Suggestion' : 'Comment'} of ${first.byName}: ${said}${more}`}
        onClick={() => onUnfold(isOpen ? null : first.id)}
        className={noteClass}
      >
        <span className="shrink-0 text-accent">
          <Icon name={isSuggestion ? 'edit' : 'comment'} size={14} />
        </span>
        <span className="truncate">{said}</span>
        {answers.length > 0 && <span className="shrink-0 tabular">{answers.length}</span>}
      </button>
      {isOpen && (
        <div className="pointer-events-auto relative z-10 mt-1 rounded-lg border border-line bg-raised p-3 text-base">
          {children}
        </div>
      )}
    </>
  )
}
