import type { Evidence as EvidenceItem, Import } from '@secondstory/review/model/evidence'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { Button, buttonClass } from '../kit/Button.tsx'
import { Sheet } from '../kit/Dialog.tsx'
import { Margin } from '../kit/Margin.tsx'
import { useMedia } from '../kit/wide.ts'
import { PathLink } from '../PathLink.tsx'
import { paths } from '../paths.ts'
import { importsQuery, keys } from '../queries.ts'
import { RefusalNotice } from '../RefusalNotice.tsx'
import { useRecord, useReference } from '../record.ts'
import { Whoever } from '../review/Whoever.tsx'
import { counted } from '../words.ts'
import { Arrivals, AskForHours } from './Arrivals.tsx'
import { DropZone } from './DropZone.tsx'
import { EvidenceKept } from './EvidenceKept.tsx'
import { Around, EvidenceSearch } from './EvidenceSearch.tsx'
import { PasteBox } from './PasteBox.tsx'
import { Receipt } from './Receipt.tsx'
import { readyInWords, UploadCard } from './UploadCard.tsx'
import { openQuestion, type Uploads, useUploads } from './use-uploads.ts'

/** When the last import has been read, the timeline has new proposals: the record is read again. */
function useImports() {
  const { incident } = useRecord()
  const reference = useReference()
  const client = useQueryClient()
  const imports = useQuery(importsQuery(reference, incident.id))
  const reading = imports.data?.filter((each) => each.state === 'reading').length ?? 0
  const before = useRef(reading)
  useEffect(() => {
    if (before.current > reading) void client.invalidateQueries({ queryKey: keys.incident(reference) })
    before.current = reading
  }, [client, reading, reference])
  return imports
}

function WaitingFiles({ uploads }: { readonly uploads: Uploads }) {
  const ready = uploads.files.filter((each) => each.phase === 'ready' && openQuestion(each) === '')
  if (uploads.files.length === 0) return null
  return (
    <div>
      <ul className="flex flex-col gap-2">
        {uploads.files.map((pending) => (
          <UploadCard
            key={pending.key}
            pending={pending}
            onDrop={() => uploads.drop(pending.key)}
            onChoose={(choices) => uploads.choose(pending.key, choices)}
          />
        ))}
      </ul>
      {ready.length > 0 && (
        <Button look="accent" className="mt-3" onClick={uploads.importAll}>
          {readyInWords(ready)}
        </Button>
      )}
    </div>
  )
}

function NextStep() {
  const { timeline } = useRecord()
  const reference = useReference()
  const proposed = timeline.filter((event) => event.state === 'proposed').length
  if (proposed === 0) return null
  return (
    <PathLink to={paths.incident(reference, 'timeline')} className={buttonClass('accent', 'self-start')}>
      Look at {counted(proposed, 'proposal')} on the timeline
    </PathLink>
  )
}

function Receipts({ imports }: { readonly imports: readonly Import[] }) {
  const reference = useReference()
  if (imports.length === 0) {
    return (
      <p className="text-soft">What comes in is accounted for here: every message read, kept or left out.</p>
    )
  }
  return (
    <section>
      <h2 className="title text-lg">Imported so far</h2>
      <p className="mt-1 text-sm text-soft">
        Every record is accounted for. One may tell of several events, and several of one.
      </p>
      <ul className="mt-3 rounded-sm border border-line bg-raised px-5">
        {imports.map((done) => (
          <Receipt key={done.id} done={done} reference={reference} />
        ))}
      </ul>
    </section>
  )
}

/** The margin: what was said around the chosen message, else the receipts. On a phone the receipts stand in the page. */
function Beside({
  open,
  onClose,
  imports,
}: {
  readonly open: EvidenceItem | null
  readonly onClose: () => void
  readonly imports: readonly Import[]
}) {
  const isWide = useMedia('(min-width: 72rem)')
  if (!isWide) {
    return (
      <>
        <Receipts imports={imports} />
        <Sheet isOpen={open !== null} onClose={onClose} title="Evidence">
          {open !== null && <Around item={open} />}
        </Sheet>
      </>
    )
  }
  return (
    <Margin label="Imports">
      {open === null ? (
        <Receipts imports={imports} />
      ) : (
        <>
          <Around item={open} />
          <Button look="quiet" className="mt-4 -ms-3.5" onClick={onClose}>
            Back to the imports
          </Button>
        </>
      )}
    </Margin>
  )
}

/** The record of what happened, word for word: how it comes in, what became of it, and what it says. */
export function Evidence() {
  const { incident } = useRecord()
  const reference = useReference()
  const uploads = useUploads(incident.id, reference)
  const imports = useImports()
  const [open, setOpen] = useState<EvidenceItem | null>(null)
  const receipts = imports.data ?? []
  return (
    <div className="flex flex-col gap-9">
      <Whoever may="write">
        <div className="flex flex-col gap-4">
          <h2 className="sr-only">Import</h2>
          <Arrivals />
          <DropZone onFiles={uploads.add} />
          <WaitingFiles uploads={uploads} />
          <PasteBox incidentId={incident.id} reference={reference} />
          <AskForHours />
        </div>
      </Whoever>
      <RefusalNotice error={imports.error} />
      <NextStep />
      <Beside open={open} onClose={() => setOpen(null)} imports={receipts} />
      {receipts.length > 0 && <EvidenceSearch open={open} onOpen={setOpen} />}
      {receipts.length > 0 && <EvidenceKept />}
    </div>
  )
}
