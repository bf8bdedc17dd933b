import { type FeedKind, type FeedShape, feedShapes } from '@secondstory/review/documents/feeds'
import { useEffect, useState } from 'react'
import { ask, Refused } from '../client.ts'
import { Button } from '../kit/Button.tsx'
import { Dialog } from '../kit/Dialog.tsx'
import { Select } from '../kit/Field.tsx'
import { Notice } from '../kit/Notice.tsx'
import { useWorking } from './working.tsx'

const all: readonly (readonly [FeedKind, FeedShape])[] = Object.entries(feedShapes).map(([kind, shape]) => [
  isKind(kind) ? kind : 'risk',
  shape,
])

function isKind(kind: string): kind is FeedKind {
  return kind in feedShapes
}

interface Draft {
  readonly fileName: string
  readonly text: string
}

/** Drafts for the files where the work is done, made from a factor or an action: choose a kind, copy it or take it along. */
export function Feeds({
  of,
  rowId,
  onClose,
}: {
  readonly of: 'factor' | 'action'
  readonly rowId: string
  readonly onClose: () => void
}) {
  const offered = all.filter(([, shape]) => shape.from.includes(of))
  const [kind, setKind] = useState<FeedKind>(offered[0]?.[0] ?? 'risk')
  const answer = useDraft(kind, rowId)
  return (
    <Dialog
      isOpen
      onClose={onClose}
      size="large"
      title="Carry it to where the work is done"
      about="A draft with a link back to this review. Roles stand where names stood."
    >
      <div className="flex flex-col gap-4">
        <Select
          label="Draft"
          hint={feedShapes[kind].about}
          value={kind}
          options={offered.map(([value, shape]) => ({ value, label: shape.says }))}
          onChange={(event) => isKind(event.target.value) && setKind(event.target.value)}
        />
        {answer instanceof Refused && <Notice tone="amber">{answer.sentence}</Notice>}
        {answer !== null && !(answer instanceof Refused) && <Written draft={answer} />}
      </div>
    </Dialog>
  )
}

function useDraft(kind: FeedKind, rowId: string): Draft | Refused | null {
  const { record } = useWorking()
  const incidentId = record.incident.id
  const [answer, setAnswer] = useState<Draft | Refused | null>(null)
  useEffect(() => {
    let isCurrent = true
    ask('exportFeed', { incidentId, kind, rowId }).then(
      (draft) => isCurrent && setAnswer(draft),
      (error: unknown) => {
        if (!(error instanceof Refused)) throw error
        if (isCurrent) setAnswer(error)
      },
    )
    return () => {
      isCurrent = false
    }
  }, [incidentId, kind, rowId])
  return answer
}

function Written({ draft }: { readonly draft: Draft }) {
  const [isCopied, setCopied] = useState(false)
  const copy = () => {
    // A page without a certificate has no clipboard to write to; the text can be selected.
    void navigator.clipboard?.writeText(draft.text).then(
      () => setCopied(true),
      () => setCopied(false),
    )
  }
  const save = () => {
    const address = URL.createObjectURL(new Blob([draft.text], { type: 'text/markdown' }))
    const link = document.createElement('a')
    link.href = address
    link.download = draft.fileName
    link.click()
    URL.revokeObjectURL(address)
  }
  return (
    <>
      <section
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a long draft scrolls, and the keyboard has to reach it
        tabIndex={0}
        aria-label={`Draft of ${draft.fileName}`}
        className="max-h-[50vh] overflow-auto rounded-md border border-line bg-raised p-4"
      >
        <pre className="font-mono text-sm whitespace-pre-wrap">{draft.text}</pre>
      </section>
      <div className="flex flex-wrap items-center gap-2">
        <Button look="accent" onClick={copy}>
          {isCopied ? 'Copied' : 'Copy'}
        </Button>
        <Button onClick={save}>Download {draft.fileName}</Button>
      </div>
    </>
  )
}
