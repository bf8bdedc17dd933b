import { lazy, type ReactNode, Suspense, useEffect, useMemo, useState } from 'react'
import { Button } from '../kit/Button.tsx'
import { Margin } from '../kit/Margin.tsx'
import { Skeleton } from '../kit/Skeleton.tsx'
import { useStart } from '../kit/starts.ts'
import { AsksMargin } from './AsksMargin.tsx'
import { BegunThread, Comments } from './Comments.tsx'
import type { EditorHandle, EditorProps } from './Editor.tsx'
import { countInWords, FindingsList } from './FindingNotes.tsx'
import { type HistoryOf, HistorySheet } from './HistorySheet.tsx'
import { ImageDialog, useImageDialog } from './ImageDialog.tsx'
import { MarginNotes } from './MarginNotes.tsx'
import { type HeldParagraph, heldParagraph } from './ParagraphHistory.tsx'
import { useBeside } from './use-beside.ts'
import { useBlocks } from './use-blocks.ts'
import type { Anchoring } from './use-comments.ts'
import { useFindingKeys, useFindings } from './use-findings.ts'
import { useHash } from './use-hash.ts'
import { useRoster } from './use-roster.ts'
import type { PlacedFinding } from './wording.ts'
import { useWorking } from './working.tsx'

const Editor = lazy(() => import('./Editor.tsx').then((chunk) => ({ default: chunk.Editor })))

export function PageSkeleton() {
  return (
    <div className="max-w-[38rem] pt-4">
      <Skeleton lines={5} label="Opening the text" />
    </div>
  )
}

/** What a page of prose is given, however it is saved. */
export interface ProsePageProps {
  /** The quiet words above the text: whether it is saved, who else is here. */
  readonly line: ReactNode
  /** Above the text: what a person has to decide. */
  readonly notice?: ReactNode
  readonly editor: Pick<EditorProps, 'text' | 'revision' | 'onType' | 'together' | 'onTooLong' | 'isReadOnly'>
  readonly textNow: () => string
  /** How places in the text stay with their words. */
  readonly anchoring: Anchoring
  /** Null: whoever looks does not write it. */
  readonly onRestore: ((text: string) => void) | null
}

/** The prose as a book page, with findings and questions in its margin and its history behind a button. */
export function ProsePage({ line, notice, editor, textNow, anchoring, onRestore }: ProsePageProps) {
  const { handle, placed, findings, hear, open, walk } = useFindings()
  const history = useHistoryOf(() => heldParagraph(handle, anchoring))
  const roster = useRoster()
  const context = useMemo(() => ({ roster }), [roster])
  useStart('text-history', () => history.open('text'))
  useStart('paragraph-history', () => history.open('paragraph'))
  useArrival(handle)
  useFindingKeys('Story', walk)
  const beside = useBeside(handle, anchoring)
  const blocks = useBlocks()
  const image = useImageDialog(handle)
  const { incident } = useWorking().record
  useStart('image', () => {
    if (editor.isReadOnly !== true) image.begin(null)
  })
  useStart('comment', beside.begin)
  return (
    <>
      <div className="sticky top-0 z-10 -mx-2 flex min-h-11 flex-wrap items-center gap-x-4 bg-paper px-2">
        {line}
        <span className="flex-1" />
        <FindingCount count={findings.length} onNext={() => walk(1)} />
        <Button look="quiet" icon="comment" onClick={beside.begin}>
          Comment
        </Button>
        <Button look="quiet" onClick={() => history.open('text')}>
          History
        </Button>
        <Margin label="Beside the text" sheet={beside.sheet}>
          <div className="flex flex-col gap-8">
            <AsksMargin place="story" />
            <Comments {...beside.shown} />
            <FindingsList findings={findings} onOpen={open} />
          </div>
        </Margin>
      </div>
      {notice}
      <div className="relative">
        <Suspense fallback={<PageSkeleton />}>
          <Editor
            {...editor}
            onType={(text) => {
              editor.onType(text)
              beside.typed()
            }}
            context={context}
            onFindings={hear}
            handle={handle}
            marks={beside.marks}
            onMarks={beside.onMarks}
            {...blocks}
            onThread={beside.goTo}
            onComment={beside.begin}
            onImage={editor.isReadOnly === true ? undefined : image.begin}
            onParagraph={() => history.open('paragraph')}
          />
        </Suspense>
        <NotesBeside findings={placed} onOpen={open} beside={beside} />
      </div>
      <ImageDialog {...image.dialog} incidentId={incident.id} text={textNow()} />
      <HistorySheet {...history.sheet} text={textNow()} onRestore={onRestore} />
    </>
  )
}

/** Which history is shown; the paragraph is the one the cursor stood in as it was opened. */
function useHistoryOf(paragraphNow: () => HeldParagraph | null) {
  const [shows, setShows] = useState<HistoryOf | null>(null)
  const [paragraph, setParagraph] = useState<HeldParagraph | null>(null)
  const open = (what: HistoryOf) => {
    setParagraph(paragraphNow())
    setShows(what)
  }
  return { open, sheet: { shows, onShows: setShows, paragraph } }
}

function NotesBeside({
  beside: { notes, begun, onBegun },
  ...findings
}: {
  readonly findings: readonly PlacedFinding[]
  readonly onOpen: (id: number) => void
  readonly beside: ReturnType<typeof useBeside>
}) {
  const { begunTop, ...threads } = notes
  const form =
    begun === null || begunTop === undefined
      ? null
      : {
          top: begunTop,
          form: (
            <div className="pointer-events-auto relative z-10">
              <BegunThread place={begun} comments={notes.comments} onBegun={onBegun} />
            </div>
          ),
        }
  return <MarginNotes {...findings} {...threads} begun={form} />
}

/** A link to a section scrolls to it once the editor is there. */
function useArrival(handle: { readonly current: EditorHandle | null }): void {
  const hash = useHash()
  useEffect(() => {
    if (hash === '' || hash === 'impact' || /^(?:answer|thread)-/.test(hash)) return
    let tries = 0
    const timer = setInterval(() => {
      tries++
      handle.current?.goToHeading(hash)
      if (handle.current !== null || tries > 40) clearInterval(timer)
    }, 100)
    return () => clearInterval(timer)
  }, [hash, handle])
}

function FindingCount({ count, onNext }: { readonly count: number; readonly onNext: () => void }) {
  if (count === 0) return null
  const words = countInWords(count)
  return (
    <Button look="quiet" onClick={onNext} className="text-sm">
      <span>
        {words.count}
        <span className="hidden sm:inline"> {words.rest}</span>
      </span>
    </Button>
  )
}
