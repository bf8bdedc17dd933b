import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ask, sentenceOf } from '../client.ts'
import { Button } from '../kit/Button.tsx'
import { Sheet } from '../kit/Dialog.tsx'
import { Skeleton } from '../kit/Skeleton.tsx'
import { Tabs } from '../kit/Tabs.tsx'
import { keys } from '../queries.ts'
import { instantInWords } from '../words.ts'
import { LineDifference } from './LineDifference.tsx'
import { type HeldParagraph, ParagraphHistory } from './ParagraphHistory.tsx'
import { useWorking } from './working.tsx'

/** What the sheet opens with. */
export type HistoryOf = 'text' | 'paragraph'

interface HistoryProps {
  /** Null: it is closed. */
  readonly shows: HistoryOf | null
  readonly onShows: (shows: HistoryOf | null) => void
  /** The text as it stands in the editor. */
  readonly text: string
  /** The paragraph the cursor stood in as the sheet was opened. */
  readonly paragraph: HeldParagraph | null
  /** Null: nobody who looks here brings one back. */
  readonly onRestore: ((text: string) => void) | null
}

/** What stood here before: the paragraph at the cursor, or the whole text. What stands now becomes a version too. */
export function HistorySheet({ shows, onShows, text, paragraph, onRestore }: HistoryProps) {
  const close = () => onShows(null)
  const versions = (
    <Versions
      text={text}
      onRestore={
        onRestore === null
          ? null
          : (old) => {
              onRestore(old)
              close()
            }
      }
    />
  )
  return (
    <Sheet
      isOpen={shows !== null}
      onClose={close}
      title="History"
      about={onRestore === null ? undefined : 'Bringing words back keeps the present ones in this list.'}
    >
      {shows !== null && (
        <Tabs
          label="History of"
          value={shows}
          onChange={(value) => onShows(value === 'paragraph' ? 'paragraph' : 'text')}
          tabs={[
            { value: 'text', label: 'The whole text', panel: versions },
            {
              value: 'paragraph',
              label: 'This paragraph',
              panel: (
                <ParagraphHistory paragraph={paragraph} mayRestore={onRestore !== null} onDone={close} />
              ),
            },
          ]}
        />
      )}
    </Sheet>
  )
}

function Versions({
  text,
  onRestore,
}: {
  readonly text: string
  readonly onRestore: ((text: string) => void) | null
}) {
  const { record, reference } = useWorking()
  const { incident } = record
  const [open, setOpen] = useState<number | null>(null)
  const versions = useQuery({
    queryKey: keys.draftVersions(reference),
    queryFn: ({ signal }) => ask('listDraftVersions', { incidentId: incident.id }, signal),
    staleTime: 0,
  })
  if (versions.isPending) return <Skeleton lines={4} label="Loading the versions" />
  if (versions.isError) return <p className="text-amber">{sentenceOf(versions.error)}</p>
  if (versions.data.length === 0) return <p className="text-soft">There is no earlier version yet.</p>
  return (
    <ul className="flex flex-col">
      {versions.data.map((row) => (
        <li key={row.version} className="border-t border-line py-1">
          <button
            type="button"
            aria-expanded={open === row.version}
            onClick={() => setOpen(open === row.version ? null : row.version)}
            className="target flex w-full items-baseline justify-between gap-3 text-start hover:text-accent"
          >
            <time dateTime={row.savedAt} className="tabular">
              {instantInWords(row.savedAt)}
            </time>
            <span className="text-sm text-faint">{row.byName}</span>
          </button>
          {open === row.version && <OneVersion version={row.version} text={text} onRestore={onRestore} />}
        </li>
      ))}
    </ul>
  )
}

function OneVersion({
  version,
  text,
  onRestore,
}: {
  readonly version: number
  readonly text: string
  readonly onRestore: ((text: string) => void) | null
}) {
  const { record, reference } = useWorking()
  const old = useQuery({
    queryKey: [...keys.draftVersions(reference), version],
    queryFn: ({ signal }) => ask('readDraftVersion', { incidentId: record.incident.id, version }, signal),
    staleTime: Number.POSITIVE_INFINITY,
  })
  if (old.isPending) return <Skeleton lines={2} label="Loading the version" />
  if (old.isError) return <p className="text-amber">{sentenceOf(old.error)}</p>
  return (
    <div className="flex flex-col gap-3 pt-1 pb-3">
      <p className="text-sm text-faint">From then to now</p>
      <LineDifference before={old.data.text} after={text} />
      {onRestore !== null && (
        <Button className="self-start" onClick={() => onRestore(old.data.text)}>
          Bring this version back
        </Button>
      )}
    </div>
  )
}
