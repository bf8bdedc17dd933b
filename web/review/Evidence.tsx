import type { Evidence } from '@secondstory/review/model/evidence'
import { clockOf } from '@secondstory/review/model/instants'
import type { TimelineEvent } from '@secondstory/review/model/timeline'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ask, sentenceOf } from '../client.ts'
import { Button, IconButton } from '../kit/Button.tsx'
import { classes } from '../kit/classes.ts'
import { Skeleton } from '../kit/Skeleton.tsx'
import { keys } from '../queries.ts'
import { dayInWords } from '../words.ts'
import { useWorking } from './working.tsx'

/** What an event rests on, word for word, with what was said around it. Never edited; nothing here can be. */
export function EvidencePanel({
  event,
  onClose,
}: {
  readonly event: TimelineEvent
  readonly onClose: () => void
}) {
  const { record, reference } = useWorking()
  const ids = event.evidenceIds
  const found = useQuery({
    queryKey: keys.evidence(reference, { ids }),
    queryFn: ({ signal }) => ask('findEvidence', { incidentId: record.incident.id, ids: [...ids] }, signal),
    enabled: ids.length > 0,
    staleTime: Number.POSITIVE_INFINITY,
  })
  return (
    <section aria-label="Evidence" className="flex flex-col gap-3">
      <header className="flex items-center justify-between">
        <h2 className="overline-label">The record behind it</h2>
        <IconButton label="Close the evidence" keys="Esc" icon="close" onClick={onClose} />
      </header>
      {ids.length === 0 && (
        <p className="text-soft">This event was added by hand; no evidence is tied to it.</p>
      )}
      {found.isPending && ids.length > 0 && <Skeleton lines={3} label="Loading the evidence" />}
      {found.isError && <p className="text-amber">{sentenceOf(found.error)}</p>}
      {found.data?.deleted.map((gone) => (
        <p key={gone.id} className="border-t border-line pt-3 text-soft">
          The original was deleted on {dayInWords(gone.deletedAt)}{' '}
          {gone.isByRule ? 'by the retention rule' : 'by a keeper'}. The event stays as it was told from it.
        </p>
      ))}
      {found.data?.items.map((item) => (
        <Piece key={item.id} item={item} />
      ))}
    </section>
  )
}

function Piece({ item }: { readonly item: Evidence }) {
  const { record, reference } = useWorking()
  const [isOpen, setOpen] = useState(false)
  const around = useQuery({
    queryKey: keys.evidence(reference, { aroundId: item.id }),
    queryFn: ({ signal }) =>
      ask('findEvidence', { incidentId: record.incident.id, aroundId: item.id, limit: 50 }, signal),
    enabled: isOpen,
    staleTime: Number.POSITIVE_INFINITY,
  })
  const lines = isOpen && around.data !== undefined ? around.data.items : [item]
  return (
    <article className="border-t border-line pt-3">
      <p className="mb-2 text-sm text-faint">
        {item.place} · {item.source}
        {item.basis !== 'occurred' && ` · time as ${item.basis}`}
      </p>
      <ol className="flex flex-col gap-2.5">
        {lines.map((line) => (
          <li
            key={line.id}
            className={classes('border-s-2 ps-3', line.id === item.id ? 'border-accent' : 'border-line')}
          >
            <Said item={line} />
          </li>
        ))}
      </ol>
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
            At the source
          </a>
        )}
      </div>
      {isOpen && around.isError && <p className="text-sm text-amber">{sentenceOf(around.error)}</p>}
    </article>
  )
}

/** One thing said, with the speaker's role: names stay in the register. */
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
      </p>
      <p className="whitespace-pre-wrap [overflow-wrap:anywhere]">{item.text}</p>
    </>
  )
}
