import type { CommentPlace, CommentThread as Thread } from '@secondstory/review/model/comments'
import { Fold } from '../kit/Fold.tsx'
import { RefusalNotice } from '../RefusalNotice.tsx'
import { NewThread } from './CommentForm.tsx'
import { CommentThread } from './CommentThread.tsx'
import type { Commenting, PlacedThreads } from './use-comments.ts'

interface CommentsProps {
  readonly comments: Commenting
  readonly placed: PlacedThreads
  /** Whether others stand beside their words. */
  readonly hasNotes: boolean
  /** The words a new thread is about; null while nobody begins one here. */
  readonly begun: CommentPlace | null
  readonly shownId: string | null
  readonly onBegun: (begun: CommentPlace | null) => void
  /** Shows the words of a thread in the text. */
  readonly onShow: (id: string) => void
}

/** Threads in the margin of the page: of those beside the text the ones whose words are gone, and what is settled, folded away. */
export function Comments({ comments, placed, hasNotes, begun, shownId, onBegun, onShow }: CommentsProps) {
  const { threads, places } = placed
  const open = threads.filter(({ first }) => first.state === 'open')
  const settled = threads.filter(({ first }) => first.state !== 'open')
  const line = (thread: Thread) => {
    const { id } = thread.first
    const isThere = places.has(id)
    return (
      <CommentThread
        key={id}
        thread={thread}
        comments={comments}
        onShow={isThere ? () => onShow(id) : undefined}
        isOrphan={!isThere && thread.first.state === 'open'}
        isShown={shownId === id}
      />
    )
  }
  const isEmpty = open.length === 0 && begun === null
  if (hasNotes && isEmpty && settled.length === 0) return <RefusalNotice error={comments.error} />
  return (
    <section aria-label="Comments" className="flex flex-col gap-4">
      <h2 className="overline-label">Comments</h2>
      <RefusalNotice error={comments.error} />
      {begun !== null && <BegunThread place={begun} comments={comments} onBegun={onBegun} />}
      {isEmpty && !hasNotes && (
        <p className="text-sm text-faint">
          Select words in the text and press Comment to ask about them or to suggest others.
        </p>
      )}
      {open.map(line)}
      {settled.length > 0 && <Fold label="Settled">{settled.map(line)}</Fold>}
    </section>
  )
}

/** A thread that is begun, until it is sent or left. */
export function BegunThread({
  place,
  comments,
  onBegun,
}: Pick<CommentsProps, 'comments' | 'onBegun'> & { readonly place: CommentPlace }) {
  const send = (text: string, suggested: string | null) => {
    const said = { incidentId: comments.incidentId, place, text }
    comments.add.mutate(suggested === null ? said : { ...said, suggested }, {
      onSuccess: () => onBegun(null),
    })
  }
  return (
    <NewThread
      key={`${place.quote} ${place.from}`}
      place={place}
      isBusy={comments.add.isPending}
      onSend={send}
      onClose={() => onBegun(null)}
    />
  )
}
