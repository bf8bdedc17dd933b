import { type Comment, type CommentThread as Thread, threadHash } from '@secondstory/review/model/comments'
import { useQuery } from '@tanstack/react-query'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { Button } from '../kit/Button.tsx'
import { classes } from '../kit/classes.ts'
import { selfQuery } from '../queries.ts'
import { instantInWords } from '../words.ts'
import { CommentWords, Quote } from './CommentForm.tsx'
import type { Commenting } from './use-comments.ts'

interface ThreadProps {
  readonly thread: Thread
  readonly comments: Commenting
  /** Shows its words in the text; absent where they are gone or it stands beside a row. */
  readonly onShow?: (() => void) | undefined
  /** Its words are no longer in the text. */
  readonly isOrphan?: boolean
  readonly isShown?: boolean
}

/** One thread: the words it is about, what was said, and what can be done with it. */
export function CommentThread({ thread, comments, onShow, isOrphan = false, isShown = false }: ThreadProps) {
  const { first, answers } = thread
  const isSuggestion = first.suggested !== null
  const element = useRef<HTMLElement>(null)
  useEffect(() => {
    if (isShown) element.current?.focus()
  }, [isShown])
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget || first.state !== 'open' || !isSuggestion) return
    if (event.key === 'a' && comments.mayWrite)
      comments.accept.mutate({ id: first.id, version: first.version })
    if (event.key === 'x') comments.mark.mutate({ id: first.id, version: first.version, state: 'declined' })
  }
  return (
    <article
      id={threadHash(first.id)}
      ref={element}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a thread is walked to by keyboard, where a and x answer a suggestion.
      tabIndex={0}
      aria-label={`${isSuggestion ? 'Suggestion' : 'Comment'} by ${first.byName}`}
      onKeyDown={onKeyDown}
      className="flex flex-col gap-2 border-s-2 border-line ps-3 focus-visible:border-accent"
    >
      {first.place.kind === 'text' && <About first={first} onShow={onShow} isOrphan={isOrphan} />}
      {[first, ...answers].map((each) => (
        <OneComment key={each.id} comment={each} comments={comments} />
      ))}
      <Deeds first={first} comments={comments} />
    </article>
  )
}

/** The words in the text, and those to put in their place. */
function About({
  first,
  onShow,
  isOrphan,
}: {
  readonly first: Comment
  readonly onShow: (() => void) | undefined
  readonly isOrphan: boolean
}) {
  const { quote } = first.place
  return (
    <div>
      {isOrphan && quote !== '' && (
        <p className="text-sm text-faint">These words are no longer in the text:</p>
      )}
      {onShow === undefined ? (
        <Quote words={quote} />
      ) : (
        <button type="button" className="target text-start hover:text-ink" onClick={onShow}>
          <Quote words={quote} />
        </button>
      )}
      {first.suggested !== null && (
        <p className="mt-1 rounded-sm bg-accent-wash px-2 py-1 font-serif text-md [overflow-wrap:anywhere]">
          <span className="sr-only">Suggested instead: </span>
          <ins className="no-underline">
            {first.suggested === '' ? 'Nothing: leave it out' : first.suggested}
          </ins>
        </p>
      )}
    </div>
  )
}

function OneComment({ comment, comments }: { readonly comment: Comment; readonly comments: Commenting }) {
  const self = useQuery(selfQuery)
  const [isEditing, setEditing] = useState(false)
  const isOwn = self.data?.person?.id === comment.personId
  if (isEditing) {
    const { id, version } = comment
    const send = (text: string) =>
      comments.correct.mutate({ id, version, text }, { onSuccess: () => setEditing(false) })
    return (
      <CommentWords
        label="Comment"
        text={comment.text}
        sendLabel="Save"
        isBusy={comments.correct.isPending}
        onSend={send}
        onClose={() => setEditing(false)}
      />
    )
  }
  return (
    <div className="group/comment">
      <p className="flex flex-wrap items-center gap-x-2 text-sm text-faint">
        {comment.byName} <time dateTime={comment.writtenAt}>{instantInWords(comment.writtenAt)}</time>
      </p>
      {comment.text !== '' && <p className="[overflow-wrap:anywhere] whitespace-pre-wrap">{comment.text}</p>}
      {isOwn && (
        <div className="-ms-2 flex text-sm">
          <Button look="quiet" className="px-2 text-sm" onClick={() => setEditing(true)}>
            Edit
          </Button>
          <Button
            look="quiet"
            className="px-2 text-sm"
            onClick={() => comments.remove.mutate({ id: comment.id })}
          >
            Remove
          </Button>
        </div>
      )}
    </div>
  )
}

const settledWords = { open: '', resolved: 'Resolved', accepted: 'Accepted', declined: 'Declined' } as const

/** What can be done: an open thread is answered and settled; a settled one is opened again. */
function Deeds({ first, comments }: { readonly first: Comment; readonly comments: Commenting }) {
  const [isAnswering, setAnswering] = useState(false)
  const { id, version, state, suggested } = first
  const set = (next: 'open' | 'resolved' | 'declined') => () =>
    comments.mark.mutate({ id, version, state: next })
  if (isAnswering) {
    const send = (text: string) =>
      comments.add.mutate(
        { incidentId: comments.incidentId, threadId: id, text },
        { onSuccess: () => setAnswering(false) },
      )
    return (
      <CommentWords
        label="Answer"
        isBusy={comments.add.isPending}
        onSend={send}
        onClose={() => setAnswering(false)}
      />
    )
  }
  const deeds: readonly { readonly label: string; readonly run: () => void; readonly isFirst?: boolean }[] =
    state !== 'open'
      ? [
          state === 'accepted'
            ? { label: 'Take it back', run: () => comments.takeOut.mutate({ id, version }) }
            : { label: 'Open again', run: set('open') },
        ]
      : suggested === null
        ? [
            { label: 'Answer', run: () => setAnswering(true) },
            { label: 'Resolve', run: set('resolved') },
          ]
        : [
            ...(comments.mayWrite
              ? [{ label: 'Accept', run: () => comments.accept.mutate({ id, version }), isFirst: true }]
              : []),
            { label: 'Decline', run: set('declined') },
            { label: 'Answer', run: () => setAnswering(true) },
          ]
  return (
    <div className="-ms-2 flex flex-wrap items-center">
      {state !== 'open' && <span className="px-2 text-sm text-faint">{settledWords[state]}</span>}
      {deeds.map(({ label, run, isFirst = false }) => (
        <Button key={label} look="quiet" className={classes('px-2', isFirst && 'text-accent!')} onClick={run}>
          {label}
        </Button>
      ))}
    </div>
  )
}
