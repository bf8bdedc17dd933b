import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { Button, buttonClass } from '../kit/Button.tsx'
import { Skeleton } from '../kit/Skeleton.tsx'
import { PathLink } from '../PathLink.tsx'
import { paths } from '../paths.ts'
import { importsQuery, keys } from '../queries.ts'
import { RefusalNotice } from '../RefusalNotice.tsx'
import { useRecord, useReference } from '../record.ts'
import { counted } from '../words.ts'
import { DropZone } from './DropZone.tsx'
import { EvidenceSearch } from './EvidenceSearch.tsx'
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

/** The record of what happened, word for word: how it comes in, what became of it, and what it says. */
export function Evidence() {
  const { incident } = useRecord()
  const reference = useReference()
  const uploads = useUploads(incident.id, reference)
  const imports = useImports()
  const receipts = imports.data ?? []
  return (
    <div className="flex flex-col gap-9">
      <div className="flex flex-col gap-4">
        <h2 className="sr-only">Import</h2>
        <DropZone onFiles={uploads.add} />
        <WaitingFiles uploads={uploads} />
        <PasteBox incidentId={incident.id} reference={reference} />
      </div>
      <RefusalNotice error={imports.error} />
      {imports.isPending && <Skeleton lines={3} label="Reading the imports" />}
      {receipts.length > 0 && (
        <div className="grid gap-x-10 gap-y-9 xl:grid-cols-[minmax(0,1fr)_21rem]">
          <div className="flex flex-col gap-4 xl:order-1">
            <NextStep />
            <h2 className="title text-lg">Imported so far</h2>
            <ul className="rounded-sm border border-line bg-raised px-5">
              {receipts.map((done) => (
                <Receipt key={done.id} done={done} reference={reference} />
              ))}
            </ul>
          </div>
          <EvidenceSearch />
        </div>
      )}
    </div>
  )
}
