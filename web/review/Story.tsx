import type { Draft } from '@secondstory/review/model/reviews'
import { lazy, Suspense, useEffect, useMemo, useState } from 'react'
import { Button } from '../kit/Button.tsx'
import { classes } from '../kit/classes.ts'
import { Margin } from '../kit/Margin.tsx'
import { Skeleton } from '../kit/Skeleton.tsx'
import { useStart } from '../kit/starts.ts'
import { Answers } from './Answers.tsx'
import { AsksMargin } from './AsksMargin.tsx'
import type { Kept, Saving } from './draft-saving.ts'
import { savingInWords } from './draft-saving.ts'
import type { EditorHandle } from './Editor.tsx'
import { countInWords, FindingNotes, FindingsList } from './FindingNotes.tsx'
import { HistorySheet } from './HistorySheet.tsx'
import { Impact } from './Impact.tsx'
import { TemplateChoice } from './TemplateChoice.tsx'
import { TwoTexts } from './TwoTexts.tsx'
import { useDraft, useKept } from './use-draft.ts'
import { useFindingKeys, useFindings } from './use-findings.ts'
import { useHash } from './use-hash.ts'
import { useRoster } from './use-roster.ts'
import { FailureNotice, useWorking } from './working.tsx'

const Editor = lazy(() => import('./Editor.tsx').then((chunk) => ({ default: chunk.Editor })))

/** The story: impact first, then the prose as a book page. */
export function Story() {
  const { record } = useWorking()
  const kept = useKept(record.incident.id)
  return (
    <>
      <FailureNotice />
      <Impact />
      <TemplateChoice />
      {kept === undefined ? <PageSkeleton /> : <Prose key={record.incident.id} kept={kept} />}
      <Answers />
    </>
  )
}

function PageSkeleton() {
  return (
    <div className="max-w-[38rem] pt-4">
      <Skeleton lines={5} label="Opening the text" />
    </div>
  )
}

function Prose({ kept }: { readonly kept: Kept | null }) {
  const { record, apply } = useWorking()
  const { saving, textNow, type, choose } = useDraft(record.draft, kept, (draft: Draft) =>
    apply((row) => ({ ...row, draft })),
  )
  const { handle, placed, findings, hear, open, walk } = useFindings()
  const [isHistoryOpen, setHistoryOpen] = useState(false)
  const roster = useRoster()
  const context = useMemo(() => ({ roster }), [roster])
  useStart('text-history', () => setHistoryOpen(true))
  useArrival(handle)
  useFindingKeys('Story', walk)
  return (
    <>
      <div className="sticky top-0 z-10 -mx-2 flex min-h-11 flex-wrap items-center gap-x-4 bg-paper px-2">
        <SavingLine saving={saving} />
        <span className="flex-1" />
        <FindingCount count={findings.length} onNext={() => walk(1)} />
        <Button look="quiet" onClick={() => setHistoryOpen(true)}>
          History
        </Button>
        <Margin label="Beside the text">
          <div className="flex flex-col gap-8">
            <AsksMargin place="story" />
            <FindingsList findings={findings} onOpen={open} />
          </div>
        </Margin>
      </div>
      {saving.state === 'conflict' && saving.theirs !== null && (
        <TwoTexts mine={saving.text} theirs={saving.theirs.text} onChoose={choose} />
      )}
      <div className="relative">
        <Suspense fallback={<PageSkeleton />}>
          <Editor
            text={saving.text}
            revision={saving.revision}
            context={context}
            onType={type}
            onFindings={hear}
            handle={handle}
          />
        </Suspense>
        <FindingNotes findings={placed} onOpen={open} />
      </div>
      <HistorySheet
        isOpen={isHistoryOpen}
        onClose={() => setHistoryOpen(false)}
        text={textNow()}
        onRestore={choose}
      />
    </>
  )
}

/** A link to a section scrolls to it once the editor is there. */
function useArrival(handle: { readonly current: EditorHandle | null }): void {
  const hash = useHash()
  useEffect(() => {
    if (hash === '' || hash === 'impact' || hash.startsWith('answer-')) return
    let tries = 0
    const timer = setInterval(() => {
      tries++
      handle.current?.goToHeading(hash)
      if (handle.current !== null || tries > 40) clearInterval(timer)
    }, 100)
    return () => clearInterval(timer)
  }, [hash, handle])
}

function SavingLine({ saving }: { readonly saving: Saving }) {
  const words = savingInWords(saving)
  const isQuiet = saving.state !== 'kept' && saving.state !== 'conflict'
  return (
    <p role="status" className={classes('text-sm', isQuiet ? 'text-faint' : 'text-amber')}>
      {words}
    </p>
  )
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
