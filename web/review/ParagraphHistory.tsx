import type { CommentPlace } from '@secondstory/review/model/comments'
import { quoted } from '@secondstory/review/model/comments'
import { paragraphAt, type Wording, wordDifference } from '@secondstory/review/model/paragraphs'
import { shortened } from '@secondstory/review/model/shortened'
import { useQuery } from '@tanstack/react-query'
import { type RefObject, useState } from 'react'
import { ask, sentenceOf } from '../client.ts'
import { Button } from '../kit/Button.tsx'
import { classes } from '../kit/classes.ts'
import { Skeleton } from '../kit/Skeleton.tsx'
import { keys } from '../queries.ts'
import { instantInWords } from '../words.ts'
import type { EditorHandle } from './Editor.tsx'
import { type Anchoring, stretchOf } from './use-comments.ts'
import { useWorking } from './working.tsx'

/** The paragraph the history is about, tied to its words. */
export interface HeldParagraph {
  readonly words: string
  /** Puts these words in its place, as one step of undo; false when it is no longer in the text. */
  readonly replace: (words: string) => boolean
}

/** The paragraph the cursor stands in; null where there is none. */
export function heldParagraph(
  handle: RefObject<EditorHandle | null>,
  { text, anchor, ...more }: Anchoring,
): HeldParagraph | null {
  const now = text()
  const found = paragraphAt(now, handle.current?.selection().from ?? 0)
  if (found === null) return null
  const ends = { from: anchor?.(found.from, 1) ?? '', to: anchor?.(found.to, -1) ?? '' }
  const place: CommentPlace = { kind: 'text', id: null, ...quoted(now, found), ...ends }
  return {
    words: found.text,
    replace: (words) => {
      const at = stretchOf({ place }, { text, ...more })
      if (at !== null) handle.current?.replace(at.from, at.to, words)
      return at !== null
    },
  }
}

/** What the paragraph at the cursor said before, with a way back to each wording. Nobody is named in it. */
export function ParagraphHistory({
  paragraph,
  mayRestore,
  onDone,
}: {
  readonly paragraph: HeldParagraph | null
  /** Whether whoever looks here may write. */
  readonly mayRestore: boolean
  readonly onDone: () => void
}) {
  const { record, reference } = useWorking()
  const words = paragraph?.words ?? ''
  const [isLost, setLost] = useState(false)
  const history = useQuery({
    queryKey: [...keys.draftVersions(reference), 'paragraph', words],
    queryFn: ({ signal }) =>
      ask('listParagraphVersions', { incidentId: record.incident.id, text: words }, signal),
    enabled: words !== '',
    staleTime: 0,
  })
  if (paragraph === null)
    return <p className="text-soft">There is no paragraph yet. What is written here will have its history.</p>
  if (history.isPending) return <Skeleton lines={4} label="Looking for what it said" />
  if (history.isError) return <p className="text-amber">{sentenceOf(history.error)}</p>
  const { wordings, isWhole } = history.data
  const earlier = wordings.filter(({ text }) => text !== words)
  const restore = (text: string) => {
    if (paragraph.replace(text)) onDone()
    else setLost(true)
  }
  return (
    <div className="flex flex-col gap-3">
      <p className="border-s-2 border-line ps-3 font-serif text-md text-soft [overflow-wrap:anywhere]">
        {shortened(words, 160)}
      </p>
      {isLost && (
        <p role="alert" className="text-amber">
          This paragraph is no longer in the text. Its earlier words can be copied from here.
        </p>
      )}
      {earlier.length === 0 ? (
        <p className="text-soft">{standsSince(wordings)}</p>
      ) : (
        <ol className="flex flex-col">
          {earlier.map((wording) => (
            <Earlier
              key={wording.version}
              wording={wording}
              now={words}
              onRestore={mayRestore ? restore : null}
            />
          ))}
        </ol>
      )}
      <p className="text-sm text-faint">
        {earlier.length > 0 && isWhole && 'It began with the last of these. '}
        {!isWhole && 'What it said before that was not kept. '}
        One wording is kept of each stretch of writing; what was typed and taken out within it is not.
      </p>
    </div>
  )
}

function standsSince(wordings: readonly Wording[]): string {
  const first = wordings.at(-1)
  return first === undefined
    ? 'It was just written, so there is nothing before it yet.'
    : `It has said this since ${instantInWords(first.savedAt)}.`
}

function Earlier({
  wording: { savedAt, text },
  now,
  onRestore,
}: {
  readonly wording: Wording
  readonly now: string
  readonly onRestore: ((text: string) => void) | null
}) {
  const [isOpen, setOpen] = useState(false)
  return (
    <li className="border-t border-line py-1">
      <button
        type="button"
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
        className="target flex w-full flex-col text-start hover:text-accent"
      >
        <time dateTime={savedAt} className="tabular">
          {instantInWords(savedAt)}
        </time>
        {!isOpen && <span className="w-full truncate font-serif text-md text-faint">{text}</span>}
      </button>
      {isOpen && (
        <div className="flex flex-col gap-3 pt-1 pb-3">
          <p className="text-sm text-faint">From then to now</p>
          <Difference before={text} after={now} />
          {onRestore !== null && (
            <Button className="self-start" onClick={() => onRestore(text)}>
              Bring these words back
            </Button>
          )}
        </div>
      )}
    </li>
  )
}

/** Two wordings as one: what left is struck, what came is underlined; never colour alone. */
function Difference({ before, after }: { readonly before: string; readonly after: string }) {
  return (
    <p className="font-serif text-md leading-6 whitespace-pre-wrap [overflow-wrap:anywhere]">
      {wordDifference(before, after).map(({ change, text }, index) => {
        const Tag = change === 'added' ? 'ins' : change === 'removed' ? 'del' : 'span'
        return (
          <Tag
            // biome-ignore lint/suspicious/noArrayIndexKey: pieces are a fixed list made anew from two texts.
            key={index}
            className={classes(
              change === 'added' && 'bg-accent-wash underline decoration-accent underline-offset-4',
              change === 'removed' && 'text-faint',
            )}
          >
            {text}
          </Tag>
        )
      })}
    </p>
  )
}
