import { type CommentPlaceKind, threadHash } from '@secondstory/review/model/comments'
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react'
import { IconButton } from '../kit/Button.tsx'
import { Sheet } from '../kit/Dialog.tsx'
import { Icon } from '../kit/Icon.tsx'
import { RefusalNotice } from '../RefusalNotice.tsx'
import { counted } from '../words.ts'
import { NewThread } from './CommentForm.tsx'
import { CommentThread } from './CommentThread.tsx'
import { type Commenting, useComments } from './use-comments.ts'
import { useHash } from './use-hash.ts'

/** A row that can be commented on: an event, a factor, a node of the map, an action. */
export interface CommentedRow {
  readonly kind: Exclude<CommentPlaceKind, 'text'>
  readonly id: string
  /** What it says. */
  readonly words: string
}

interface RowCommenting {
  /** How many open threads stand beside each row. */
  readonly open: ReadonlyMap<string, number>
  readonly begin: (row: CommentedRow) => void
}

const Context = createContext<RowCommenting>({ open: new Map(), begin: () => undefined })

/** What stands beside the rows of the tab inside: asked once for all of them, shown in a sheet for one. */
export function RowCommentsProvider({ children }: { readonly children: ReactNode }) {
  const comments = useComments()
  const [row, setRow] = useState<CommentedRow | null>(null)
  const { threads } = comments
  const value = useMemo(() => {
    const open = new Map<string, number>()
    for (const { first } of threads) {
      const { id } = first.place
      if (id !== null && first.state === 'open') open.set(id, (open.get(id) ?? 0) + 1)
    }
    return { open, begin: setRow }
  }, [threads])
  useRowInAddress(comments, setRow)
  return (
    <Context.Provider value={value}>
      {children}
      <Sheet isOpen={row !== null} onClose={() => setRow(null)} title="Comments" about={row?.words}>
        {row !== null && <RowThreads key={row.id} row={row} comments={comments} />}
      </Sheet>
    </Context.Provider>
  )
}

/** A link to a thread beside a row opens its sheet. */
function useRowInAddress({ threads }: Commenting, show: (row: CommentedRow) => void): void {
  const hash = useHash()
  const meant = threads.find(({ first }) => threadHash(first.id) === hash)?.first.place
  const kind = meant?.kind
  const id = meant?.id ?? null
  useEffect(() => {
    if (kind !== undefined && kind !== 'text' && id !== null) show({ kind, id, words: '' })
  }, [kind, id, show])
}

function RowThreads({ row, comments }: { readonly row: CommentedRow; readonly comments: Commenting }) {
  const [writing, setWriting] = useState(0)
  const beside = comments.threads.filter(({ first }) => first.place.id === row.id)
  const place = { kind: row.kind, id: row.id, from: '', to: '', quote: '', before: '', after: '' } as const
  const send = (text: string) =>
    comments.add.mutate(
      { incidentId: comments.incidentId, place, text },
      { onSuccess: () => setWriting((count) => count + 1) },
    )
  return (
    <div className="flex flex-col gap-5">
      <RefusalNotice error={comments.error} />
      {beside.map((thread) => (
        <CommentThread key={thread.first.id} thread={thread} comments={comments} />
      ))}
      <NewThread
        key={writing}
        place={place}
        isBusy={comments.add.isPending}
        onSend={send}
        onClose={() => setWriting((count) => count + 1)}
      />
    </div>
  )
}

/** Opens what was said beside a row; says how much is open. */
export function CommentButton({ row, tabIndex }: { readonly row: CommentedRow; readonly tabIndex?: number }) {
  const { open, begin } = useContext(Context)
  const count = open.get(row.id) ?? 0
  const about = row.words.slice(0, 60)
  const press = (event: { stopPropagation: () => void }) => {
    event.stopPropagation()
    begin(row)
  }
  if (count === 0) {
    return <IconButton label={`Comment on: ${about}`} icon="comment" tabIndex={tabIndex} onClick={press} />
  }
  return (
    <button
      type="button"
      tabIndex={tabIndex}
      onClick={press}
      className="target inline-flex items-center gap-1 rounded-md px-2 text-sm text-accent hover:bg-sunk"
    >
      <Icon name="comment" size={18} />
      {count}
      <span className="sr-only">
        {counted(count, 'open comment').replace(/^\S+/, '')} on: {about}
      </span>
    </button>
  )
}

/** The same, quiet, where a row has no room for buttons: only while something is open. */
export function CommentSign({ row }: { readonly row: CommentedRow }) {
  const { open } = useContext(Context)
  return open.has(row.id) ? <CommentButton row={row} /> : null
}
