import { type CommentPlace, objectionToComment } from '@secondstory/review/model/comments'
import { shortened } from '@secondstory/review/model/shortened'
import { type KeyboardEvent, type SubmitEvent, useState } from 'react'
import { Button } from '../kit/Button.tsx'
import { TextArea } from '../kit/Field.tsx'
import { MentionArea } from './MentionArea.tsx'
import { usePhrases } from './use-phrases.ts'
import { useRoster } from './use-roster.ts'

interface SaidProps {
  readonly label: string
  readonly text?: string
  readonly sendLabel?: string
  readonly isBusy: boolean
  readonly onSend: (text: string) => void
  readonly onClose: () => void
}

/** Sends with the command key and Enter, leaves with Escape and with nothing else. */
function onKeys(onClose: () => void) {
  return (event: KeyboardEvent<HTMLFormElement>) => {
    if (event.defaultPrevented) return
    if (event.key === 'Escape') {
      event.stopPropagation()
      onClose()
    }
    if (event.key === 'Enter' && (event.metaKey || event.ctrlKey)) event.currentTarget.requestSubmit()
  }
}

/** Words of a comment: an answer, or one's own set right. */
export function CommentWords({ label, text = '', sendLabel = 'Send', isBusy, onSend, onClose }: SaidProps) {
  const [words, setWords] = useState(text)
  const send = (submit: SubmitEvent) => {
    submit.preventDefault()
    if (words.trim() !== '') onSend(words.trim())
  }
  return (
    <form onSubmit={send} onKeyDown={onKeys(onClose)} className="flex w-full flex-col gap-2">
      <MentionArea label={label} value={words} onValue={setWords} />
      <Looked text={words} />
      <div className="flex gap-1">
        <Button type="submit" isBusy={isBusy} disabled={words.trim() === ''}>
          {sendLabel}
        </Button>
        <Button look="quiet" onClick={onClose}>
          Cancel
        </Button>
      </div>
    </form>
  )
}

interface NewThreadProps {
  readonly place: CommentPlace
  readonly isBusy: boolean
  readonly onSend: (text: string, suggested: string | null) => void
  readonly onClose: () => void
}

/** A new thread: a question, or other words for those it is about. */
export function NewThread({ place, isBusy, onSend, onClose }: NewThreadProps) {
  const [text, setText] = useState('')
  const [suggested, setSuggested] = useState<string | null>(null)
  const objection = objectionToComment({ text, suggested, place })
  // Before anything is written there is nothing to object to.
  const problem = text.trim() === '' && suggested === null ? undefined : (objection ?? undefined)
  const send = (submit: SubmitEvent) => {
    submit.preventDefault()
    if (objection === null) onSend(text.trim(), suggested)
  }
  const maySuggest = place.kind === 'text' && place.quote !== ''
  return (
    <form
      aria-label="New comment"
      onSubmit={send}
      onKeyDown={onKeys(onClose)}
      className="flex flex-col gap-2 rounded-lg border border-line bg-raised p-3"
    >
      {place.kind === 'text' && <Quote words={place.quote} />}
      <MentionArea label="Comment" value={text} onValue={setText} />
      <Looked text={text} />
      {maySuggest && suggested === null && (
        <Button
          look="quiet"
          icon="edit"
          className="-ms-2 self-start"
          onClick={() => setSuggested(place.quote)}
        >
          Suggest other words
        </Button>
      )}
      {suggested !== null && (
        <>
          <TextArea
            label="Words to put in their place"
            value={suggested}
            onChange={(event) => setSuggested(event.target.value)}
            problem={problem}
            rows={2}
            autoFocus
          />
          <Looked text={suggested} />
        </>
      )}
      <div className="flex gap-1">
        <Button type="submit" look="accent" isBusy={isBusy} disabled={objection !== null}>
          {suggested === null ? 'Comment' : 'Suggest'}
        </Button>
        <Button look="quiet" onClick={onClose}>
          Cancel
        </Button>
      </div>
    </form>
  )
}

/** Words worth another look, while they are written: the question alone. Nothing is stopped and nothing is kept of it. */
function Looked({ text }: { readonly text: string }) {
  const [first] = usePhrases(text, useRoster())
  if (first === undefined) return null
  return (
    <p role="status" className="border-s-2 border-amber-line/60 ps-2.5 text-sm text-soft">
      “{first.quote}”: {first.ask}
    </p>
  )
}

/** The words a thread is about. */
export function Quote({ words }: { readonly words: string }) {
  if (words === '') return <span className="text-sm text-faint">The text as a whole</span>
  return (
    <span className="font-serif text-md text-soft [overflow-wrap:anywhere]">“{shortened(words, 120)}”</span>
  )
}
