import type { Import } from '@secondstory/review/model/evidence'
import { Button } from '../kit/Button.tsx'
import { keys, useChange } from '../queries.ts'
import { RefusalNotice } from '../RefusalNotice.tsx'
import { countInWords, instantInWords, sizeInWords } from '../words.ts'

const sourceWords: Readonly<Record<Import['source'], string>> = {
  slack: 'Slack export',
  alertmanager: 'Alertmanager',
  notes: 'Notes',
  csv: 'CSV',
  markdown: 'Markdown',
  page: 'Typed here',
  unknown: 'Not recognised',
}

/** Lines of a receipt; those that count nothing are left out, but for the first three. */
export function receiptLines(done: Import): readonly { readonly label: string; readonly count: number }[] {
  const always = [
    { label: 'read', count: done.recordsRead },
    { label: 'proposed for the timeline', count: done.proposed },
    { label: 'kept searchable', count: Math.max(0, done.stored - done.proposed - done.tray) },
  ]
  const sometimes = [
    { label: 'in the tray beside it', count: done.tray },
    { label: 'known already', count: done.alreadyKnown },
    { label: 'outside the window', count: done.outsideWindow },
    { label: 'not understood, kept as text', count: done.notUnderstood },
    { label: 'secrets removed', count: done.secretsRemoved },
  ]
  return [
    ...always.slice(0, 2),
    ...sometimes.slice(0, 1).filter(isSome),
    ...always.slice(2),
    ...sometimes.slice(1).filter(isSome),
  ]
}

function isSome({ count }: { readonly count: number }): boolean {
  return count > 0
}

function Reading({ done, reference }: { readonly done: Import; readonly reference: string }) {
  const stop = useChange('closeImport', { touches: () => [keys.incident(reference)] })
  const expected = done.recordsExpected
  return (
    <div className="mt-2">
      <p role="status" className="tabular text-soft">
        Reading, {countInWords(done.recordsRead)}
        {expected !== null && ` of ${countInWords(expected)}`} so far.
      </p>
      {/* An import that is over within a second never shows a bar. */}
      <div className="flex animate-[appear_150ms_1s_both] items-center gap-3">
        {expected === null ? (
          <progress aria-label={`Reading ${done.fileName}`} />
        ) : (
          <progress
            aria-label={`Reading ${done.fileName}`}
            value={done.recordsRead}
            max={Math.max(1, expected)}
          />
        )}
        <Button look="quiet" isBusy={stop.isPending} onClick={() => stop.mutate({ id: done.id })}>
          Cancel
        </Button>
      </div>
      <RefusalNotice error={stop.error} />
    </div>
  )
}

/** What became of one import, like a receipt: every record is accounted for. */
export function Receipt({ done, reference }: { readonly done: Import; readonly reference: string }) {
  return (
    <li className="border-t border-dashed border-edge/60 py-4 first:border-t-0">
      <p className="flex flex-wrap items-baseline justify-between gap-x-4">
        <span className="font-medium break-all">{done.fileName}</span>
        <span className="text-sm text-faint">{sourceWords[done.source]}</span>
      </p>
      <p className="tabular text-sm text-faint">
        {instantInWords(done.startedAt)}, {sizeInWords(done.sizeBytes)}
      </p>
      {done.state === 'reading' && <Reading done={done} reference={reference} />}
      {done.state === 'cancelled' && (
        <p className="mt-2 text-soft">Cancelled. What it had brought was taken back. {done.because}</p>
      )}
      {done.state === 'refused' && <p className="mt-2 text-amber">{done.because}</p>}
      {done.state === 'done' && (
        <dl className="mt-2">
          {receiptLines(done).map((line) => (
            <div key={line.label} className="flex items-baseline gap-2 leading-6">
              <dt className="order-1 text-soft">{line.label}</dt>
              <span
                aria-hidden="true"
                className="order-2 min-w-4 flex-1 border-b border-dotted border-edge/60"
              />
              <dd className="tabular order-3 font-mono text-sm">{countInWords(line.count)}</dd>
            </div>
          ))}
        </dl>
      )}
    </li>
  )
}
