import { evidenceSources, type Import } from '@secondstory/review/model/evidence'
import { Button } from '../kit/Button.tsx'
import { keys, useChange } from '../queries.ts'
import { RefusalNotice } from '../RefusalNotice.tsx'
import { counted, countInWords, instantInWords, sizeInWords } from '../words.ts'

const unknownSource = { says: 'Not recognised', records: ['record', 'records'] } as const

function wordsOf(source: Import['source']): { says: string; records: readonly [string, string] } {
  return source === 'unknown' ? unknownSource : evidenceSources[source]
}

/** A line: how many, and of what. */
export interface ReceiptLine {
  readonly label: string
  readonly count: number
}

/** What a receipt says: two sums that are told apart, because one record may give two events and ten records one. */
export interface ReceiptAccount {
  /** "1,397 messages read": the sum of `records`. */
  readonly read: string
  /** What became of every record; the counts add up to all that were read. */
  readonly records: readonly ReceiptLine[]
  /** What the timeline gained from them. */
  readonly events: readonly ReceiptLine[]
  readonly secretsRemoved: number
}

function isSome({ count }: ReceiptLine): boolean {
  return count > 0
}

/** The account of an import: every record once, and then what was made of them. */
export function receiptOf(done: Import): ReceiptAccount {
  return {
    read: `${counted(done.recordsRead, ...wordsOf(done.source).records)} read`,
    records: [
      { label: 'kept and searchable', count: done.stored },
      ...[
        { label: 'here already, from an earlier import', count: done.alreadyKnown },
        { label: 'known from before they were deleted here, and left out', count: done.deletedBefore },
        { label: 'outside the chosen time', count: done.outsideWindow },
        { label: 'not understood', count: done.notUnderstood },
      ].filter(isSome),
    ],
    events: [
      { label: 'proposed for the timeline', count: done.proposed },
      ...[{ label: 'in the tray beside it', count: done.tray }].filter(isSome),
    ],
    secretsRemoved: done.secretsRemoved,
  }
}

function Lines({ lines }: { readonly lines: readonly ReceiptLine[] }) {
  return (
    <dl>
      {lines.map((line) => (
        <div key={line.label} className="flex items-baseline gap-2 leading-6">
          <dt className="order-1 min-w-0 text-soft">{line.label}</dt>
          <span aria-hidden="true" className="order-2 min-w-4 flex-1 border-b border-dotted border-edge/60" />
          <dd className="tabular order-3 font-mono text-sm">{countInWords(line.count)}</dd>
        </div>
      ))}
    </dl>
  )
}

function Account({ done }: { readonly done: Import }) {
  const { read, records, events, secretsRemoved } = receiptOf(done)
  return (
    <div className="mt-2 flex flex-col gap-2.5">
      <section>
        <h3 className="tabular font-medium">{read}</h3>
        <Lines lines={records} />
      </section>
      <section>
        <h3 className="font-medium">Events found in the record</h3>
        <Lines lines={events} />
      </section>
      {secretsRemoved > 0 && (
        <p className="tabular text-soft">
          {counted(secretsRemoved, 'secret or personal detail', 'secrets and personal details')} removed
          before anything was stored.
        </p>
      )}
    </div>
  )
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
      {done.because !== '' && (
        <p role="status" className="mt-1 text-amber">
          {done.because}
        </p>
      )}
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
        <span className="text-sm text-faint">{wordsOf(done.source).says}</span>
      </p>
      <p className="tabular text-sm text-faint">
        {instantInWords(done.startedAt)}, {sizeInWords(done.sizeBytes)}
      </p>
      {done.state === 'reading' && <Reading done={done} reference={reference} />}
      {done.state === 'cancelled' && <p className="mt-2 text-soft">Cancelled. {done.because}</p>}
      {done.state === 'refused' && <p className="mt-2 text-amber">{done.because}</p>}
      {(done.state === 'done' || (done.state !== 'reading' && done.stored > 0)) && <Account done={done} />}
    </li>
  )
}
