import type { Finding } from '@secondstory/language'
import type { Draft } from '@secondstory/review/model/reviews'
import { lazy, Suspense, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { Button } from '../kit/Button.tsx'
import { classes } from '../kit/classes.ts'
import { Margin } from '../kit/Margin.tsx'
import { Skeleton } from '../kit/Skeleton.tsx'
import { useShortcuts } from '../kit/shortcuts.ts'
import { useStart } from '../kit/starts.ts'
import { AsksMargin } from './AsksMargin.tsx'
import type { Kept, Saving } from './draft-saving.ts'
import { savingInWords } from './draft-saving.ts'
import type { EditorHandle, PlacedFinding } from './Editor.tsx'
import { FindingNotes, FindingsList } from './FindingNotes.tsx'
import { HistorySheet } from './HistorySheet.tsx'
import { Impact } from './Impact.tsx'
import { TwoTexts } from './TwoTexts.tsx'
import { useDraft, useKept } from './use-draft.ts'
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
      {kept === undefined ? <PageSkeleton /> : <Prose key={record.incident.id} kept={kept} />}
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
  const { saving, type, choose } = useDraft(record.draft, kept, (draft: Draft) =>
    apply((row) => ({ ...row, draft })),
  )
  const [findings, setFindings] = useState<readonly PlacedFinding[]>([])
  const [isHistoryOpen, setHistoryOpen] = useState(false)
  const roster = useRoster()
  const handle = useRef<EditorHandle>(null)
  useStart('text-history', () => setHistoryOpen(true))
  useArrival(handle)
  useShortcuts('Story', [
    { keys: 'F8', about: 'Next finding', run: () => openFirst(handle, findings) },
    { keys: 'shift+F8', about: 'Previous finding, while writing', run: () => undefined },
  ])
  const open = useCallback((finding: Finding) => handle.current?.open(finding), [])
  // Every key changes the text and nothing beside it: what stands in the margin is drawn again with new findings only.
  const margin = useMemo(
    () => (
      <Margin label="Beside the text">
        <div className="flex flex-col gap-8">
          <AsksMargin place="story" />
          <FindingsList findings={findings} onOpen={open} />
        </div>
      </Margin>
    ),
    [findings, open],
  )
  const notes = useMemo(() => <FindingNotes findings={findings} onOpen={open} />, [findings, open])
  return (
    <>
      <div className="sticky top-0 z-10 -mx-2 flex min-h-11 flex-wrap items-center gap-x-4 bg-paper px-2">
        <SavingLine saving={saving} />
        <span className="flex-1" />
        <FindingCount findings={findings} onNext={() => openFirst(handle, findings)} />
        <Button look="quiet" onClick={() => setHistoryOpen(true)}>
          History
        </Button>
        {margin}
      </div>
      {saving.state === 'conflict' && saving.theirs !== null && (
        <TwoTexts mine={saving.text} theirs={saving.theirs.text} onChoose={choose} />
      )}
      <div className="relative">
        <Suspense fallback={<PageSkeleton />}>
          <Editor
            text={saving.text}
            revision={saving.revision}
            roster={roster}
            onType={type}
            onFindings={setFindings}
            handle={handle}
          />
        </Suspense>
        {notes}
      </div>
      <HistorySheet
        isOpen={isHistoryOpen}
        onClose={() => setHistoryOpen(false)}
        text={saving.text}
        onRestore={choose}
      />
    </>
  )
}

function openFirst(
  handle: { readonly current: EditorHandle | null },
  findings: readonly PlacedFinding[],
): void {
  const [first] = findings
  if (first !== undefined) handle.current?.open(first.finding)
}

/** A link to a section scrolls to it once the editor is there. */
function useArrival(handle: { readonly current: EditorHandle | null }): void {
  const hash = useHash()
  useEffect(() => {
    if (hash === '' || hash === 'impact') return
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

function FindingCount({
  findings,
  onNext,
}: {
  readonly findings: readonly PlacedFinding[]
  readonly onNext: () => void
}) {
  if (findings.length === 0) return null
  return (
    <Button look="quiet" onClick={onNext} className="gap-1 text-sm">
      {findings.length === 1 ? 'One phrase' : `${findings.length} phrases`}
      <span className="hidden sm:inline">worth another look</span>
    </Button>
  )
}
