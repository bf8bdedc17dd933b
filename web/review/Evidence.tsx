import { type Evidence, evidenceSources } from '@secondstory/review/model/evidence'
import { clockOf, dayOf } from '@secondstory/review/model/instants'
import type { Known } from '@secondstory/review/model/known'
import type { TimelineEvent } from '@secondstory/review/model/timeline'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { ask, sentenceOf } from '../client.ts'
import { Button, IconButton } from '../kit/Button.tsx'
import { classes } from '../kit/classes.ts'
import { Skeleton } from '../kit/Skeleton.tsx'
import { keys } from '../queries.ts'
import { dayInWords } from '../words.ts'
import { removedIn, withMarks } from './evidence-words.ts'
import { SourceChanged } from './SourceChanged.tsx'
import { useWorking } from './working.tsx'

interface PanelProps {
  readonly event: TimelineEvent
  readonly known: Known | null
  readonly onClose: () => void
  /** To the event before or after; the panel follows. */
  readonly onMove: (by: -1 | 1) => void
  /** In a sheet the title and the way out are there already. */
  readonly isInSheet?: boolean
}

/** What an event rests on, word for word, in its thread. Never edited; nothing here can be. */
export function EvidencePanel({ event, known, onClose, onMove, isInSheet = false }: PanelProps) {
  const { record, reference } = useWorking()
  const changedId = event.sourceChanged?.evidenceId
  const ids = changedId === undefined ? event.evidenceIds : [changedId, ...event.evidenceIds]
  const found = useQuery({
    queryKey: keys.evidence(reference, { ids }),
    queryFn: ({ signal }) => ask('findEvidence', { incidentId: record.incident.id, ids: [...ids] }, signal),
    enabled: ids.length > 0,
    staleTime: Number.POSITIVE_INFINITY,
  })
  const items = found.data?.items ?? []
  return (
    <section aria-label="Evidence" className="flex flex-col gap-3">
      {!isInSheet && (
        <header className="flex items-center justify-between gap-1">
          <h2 className="overline-label">The record behind it</h2>
          <span className="flex">
            <Steps onMove={onMove} />
            <IconButton label="Close the evidence" keys="Esc" icon="close" onClick={onClose} />
          </span>
        </header>
      )}
      <div aria-live="polite">
        <p className="text-sm text-faint">
          {event.happenedAt !== null && (
            <time dateTime={event.happenedAt.at}>
              {dayInWords(event.happenedAt.at)}, {clockOf(event.happenedAt)} UTC
            </time>
          )}
          {known !== null && <KnownBy known={known} />}
        </p>
        <p className="font-medium [overflow-wrap:anywhere]">{event.text}</p>
      </div>
      <SourceChanged event={event} />
      {ids.length === 0 && (
        <p className="text-soft">This event was added by hand; no evidence is tied to it.</p>
      )}
      {items.length > 1 && (
        <p className="text-sm text-soft">
          It rests on {items.length} pieces of evidence: {namesOf(items)}.
        </p>
      )}
      {found.isPending && ids.length > 0 && <Skeleton lines={3} label="Loading the evidence" />}
      {found.isError && <p className="text-amber">{sentenceOf(found.error)}</p>}
      {found.data?.deleted.map((gone) => (
        <p key={gone.id} className="border-t border-line pt-3 text-soft">
          The original was deleted on {dayInWords(gone.deletedAt)}{' '}
          {gone.isByRule ? 'by the retention rule' : 'by a keeper'}. The event stays as it was told from it.
        </p>
      ))}
      {items.map((item) => (
        <Piece key={item.id} item={item} />
      ))}
      {isInSheet && (
        <p className="flex justify-end border-t border-line pt-2">
          <Steps onMove={onMove} />
        </p>
      )}
    </section>
  )
}

function Steps({ onMove }: Pick<PanelProps, 'onMove'>) {
  return (
    <>
      <IconButton label="The event before" keys="k" icon="left" onClick={() => onMove(-1)} />
      <IconButton label="The event after" keys="j" icon="right" onClick={() => onMove(1)} />
    </>
  )
}

const tellings: Readonly<Record<Known['how'], string>> = {
  told: 'its own evidence told people',
  named: 'a message or page named it',
  paged: 'the first page after it; nothing names it',
}

function KnownBy({ known }: { readonly known: Known }) {
  return (
    <span className="block text-accent">
      Known <time dateTime={known.at.at}>{clockOf(known.at)}</time>: {tellings[known.how]}.
    </span>
  )
}

function namesOf(items: readonly Evidence[]): string {
  const names = [...new Set(items.map(({ source }) => evidenceSources[source].says))]
  return names.join(', ')
}

/** Whether a piece stands in a thread: it answers one, or was answered. */
function isThreaded(item: Evidence): boolean {
  return item.thread !== undefined || item.marks.some((mark) => mark.startsWith('replies:'))
}

/** One piece: its thread whole and in order when it stands in one, else itself, with what was said around it on request. */
function Piece({ item }: { readonly item: Evidence }) {
  const { record, reference } = useWorking()
  const [isOpen, setOpen] = useState(isThreaded(item))
  const around = useQuery({
    queryKey: keys.evidence(reference, { aroundId: item.id }),
    queryFn: ({ signal }) =>
      ask('findEvidence', { incidentId: record.incident.id, aroundId: item.id, limit: 500 }, signal),
    enabled: isOpen,
    staleTime: Number.POSITIVE_INFINITY,
  })
  const lines = isOpen && around.data !== undefined ? around.data.items : [item]
  const isThread = isOpen && lines.some((line) => line.thread !== undefined)
  const removed = removedIn(item.text)
  return (
    <article
      aria-label={`${evidenceSources[item.source].says}, ${item.place}`}
      className="border-t border-line pt-3"
    >
      <p className="mb-2 text-sm text-faint">
        {evidenceSources[item.source].says} · {item.place}
        {item.basis !== 'occurred' && ` · time as ${item.basis}`}
        {isThread && ` · thread of ${lines.length}`}
      </p>
      <ol className="flex flex-col gap-2.5">
        {lines.map((line, index) => (
          <Line
            key={line.id}
            line={line}
            before={lines[index - 1] ?? null}
            isThis={line.id === item.id && lines.length > 1}
          />
        ))}
      </ol>
      {removed !== '' && <p className="mt-2 text-sm text-faint">{removed}</p>}
      <div className="mt-1 flex flex-wrap items-center gap-1">
        <Button look="quiet" className="-ms-3.5" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {isOpen ? 'Only this one' : 'What was said around it'}
        </Button>
        {item.link !== undefined && /^https?:\/\//.test(item.link) && (
          <a
            href={item.link}
            rel="noreferrer"
            target="_blank"
            className="target inline-flex items-center text-sm text-accent underline underline-offset-2"
          >
            {`At the source, ${evidenceSources[item.source].says}`}
          </a>
        )}
      </div>
      {isOpen && around.isError && <p className="text-sm text-amber">{sentenceOf(around.error)}</p>}
    </article>
  )
}

/** One thing said. The piece the event rests on is marked and brought into view. */
function Line({
  line,
  before,
  isThis,
}: {
  readonly line: Evidence
  readonly before: Evidence | null
  readonly isThis: boolean
}) {
  const place = useRef<HTMLLIElement>(null)
  useEffect(() => {
    if (isThis) place.current?.scrollIntoView({ block: 'nearest' })
  }, [isThis])
  const day = line.happenedAt === null ? '' : dayOf(line.happenedAt.at)
  const isNewDay = before?.happenedAt != null && day !== '' && dayOf(before.happenedAt.at) !== day
  return (
    <li
      ref={place}
      aria-current={isThis ? 'true' : undefined}
      className={classes('border-s-2 ps-3', isThis ? 'border-accent bg-accent-wash/60 py-1' : 'border-line')}
    >
      {isNewDay && <p className="pb-1 text-sm font-medium">{dayInWords(day)}</p>}
      <Said item={line} />
      {isThis && <span className="sr-only">The event rests on this.</span>}
    </li>
  )
}

/** The words with the speaker's role: names stay in the register. What was removed before storing shows as its kind. */
function Said({ item }: { readonly item: Evidence }) {
  const { record } = useWorking()
  const key = item.speaker?.ref
  const participant = record.participants.find(
    (each) => key !== undefined && (each.refs.includes(key) || each.refs.includes(`${item.source}:${key}`)),
  )
  const speaker =
    participant?.role ??
    (item.speaker === null
      ? ''
      : item.speaker.kind === 'person'
        ? 'someone not in the register'
        : item.speaker.name)
  return (
    <>
      <p className="text-sm text-faint">
        {item.happenedAt !== null && (
          <time dateTime={item.happenedAt.at} className="me-2 font-mono">
            {clockOf(item.happenedAt)}
          </time>
        )}
        {speaker}
        {item.revises !== undefined && !item.marks.includes('deleted') && ' · words as edited later'}
      </p>
      <p
        className={classes(
          'whitespace-pre-wrap [overflow-wrap:anywhere]',
          item.marks.includes('deleted') && 'text-faint italic',
        )}
      >
        {withMarks(item.text).map((run, index) =>
          run.isRemoved ? (
            <span
              // biome-ignore lint/suspicious/noArrayIndexKey: its place is what it is; the list is made anew from its source.
              key={index}
              className="rounded-sm bg-amber-wash px-1 text-sm text-amber"
            >
              {run.text}
            </span>
          ) : (
            run.text
          ),
        )}
      </p>
    </>
  )
}
