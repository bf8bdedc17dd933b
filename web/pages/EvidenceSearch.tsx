import type { Evidence } from '@secondstory/review/model/evidence'
import { clockOf, dayOf } from '@secondstory/review/model/instants'
import type { Participant } from '@secondstory/review/model/people'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { ask } from '../client.ts'
import { Button } from '../kit/Button.tsx'
import { classes } from '../kit/classes.ts'
import { Field } from '../kit/Field.tsx'
import { Skeleton } from '../kit/Skeleton.tsx'
import { useStart } from '../kit/starts.ts'
import { keys } from '../queries.ts'
import { RefusalNotice } from '../RefusalNotice.tsx'
import { useRecord, useReference } from '../record.ts'
import { runsOf } from '../review/marked-words.ts'
import { dayInWords } from '../words.ts'
import { useTypedFilter } from './use-filters.ts'

/** The role of whoever spoke; a system by its own name. */
function speakerOf(item: Evidence, participants: readonly Participant[]): string {
  if (item.speaker === null) return ''
  const { ref, kind, name } = item.speaker
  const known = participants.find(
    (each) => each.refs.includes(ref) || each.refs.includes(`${item.source}:${ref}`),
  )
  return known?.role ?? (kind === 'person' ? 'someone not in the register' : name)
}

function Said({ item, typed }: { readonly item: Evidence; readonly typed: string }) {
  const { participants } = useRecord()
  return (
    <>
      <span className="flex flex-wrap gap-x-3 text-sm text-faint">
        {item.happenedAt !== null && (
          <time dateTime={item.happenedAt.at} className="font-mono">
            {dayInWords(dayOf(item.happenedAt.at)).slice(0, -5)} {clockOf(item.happenedAt)}
          </time>
        )}
        <span>{speakerOf(item, participants)}</span>
        <span>{item.place}</span>
      </span>
      <span
        className={classes(
          'block whitespace-pre-wrap',
          item.marks.includes('deleted') && 'text-faint italic',
        )}
      >
        {runsOf(item.text, typed).map((run, index) =>
          run.isMatch ? (
            // biome-ignore lint/suspicious/noArrayIndexKey: runs of text have nothing else to go by.
            <mark key={index} className="rounded-sm bg-amber-wash text-ink">
              {run.text}
            </mark>
          ) : (
            run.text
          ),
        )}
      </span>
    </>
  )
}

/** What was said around one piece of evidence. */
export function Around({ item }: { readonly item: Evidence }) {
  const { incident } = useRecord()
  const reference = useReference()
  const around = useQuery({
    queryKey: keys.evidence(reference, { aroundId: item.id }),
    queryFn: ({ signal }) =>
      ask('findEvidence', { incidentId: incident.id, aroundId: item.id, limit: 50 }, signal),
  })
  return (
    <section aria-label="Around this message" className="flex flex-col gap-3">
      <h2 className="overline-label">Around this message</h2>
      {around.isPending && <Skeleton lines={4} />}
      <RefusalNotice error={around.error} />
      <ol className="flex flex-col gap-3">
        {around.data?.items.map((each) => (
          <li
            key={each.id}
            className={classes('border-s-2 ps-3', each.id === item.id ? 'border-accent' : 'border-line')}
          >
            <Said item={each} typed="" />
          </li>
        ))}
      </ol>
    </section>
  )
}

/** Search in the record of this incident. Choosing a message opens what was said around it. */
export function EvidenceSearch({
  open,
  onOpen,
}: {
  readonly open: Evidence | null
  readonly onOpen: (item: Evidence | null) => void
}) {
  const { incident } = useRecord()
  const reference = useReference()
  const [text, setText] = useState('')
  const [typed, setTyped] = useTypedFilter(text, setText)
  const field = useRef<HTMLInputElement>(null)
  useStart('search-evidence', () => field.current?.focus())
  const found = useInfiniteQuery({
    queryKey: keys.evidence(reference, { text }),
    initialPageParam: '',
    queryFn: ({ signal, pageParam }) =>
      ask(
        'findEvidence',
        {
          incidentId: incident.id,
          limit: 50,
          ...(text.trim() === '' ? {} : { text: text.trim().slice(0, 200) }),
          ...(pageParam === '' ? {} : { after: pageParam }),
        },
        signal,
      ),
    getNextPageParam: (page) => page.next,
    placeholderData: (before) => before,
  })
  const items = found.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <section aria-label="Evidence">
      <Field
        ref={field}
        label="Search the evidence"
        type="search"
        placeholder="rollback, payments-db, 500"
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
      />
      <div className="mt-2">
        <RefusalNotice error={found.error} />
        {found.isPending && <Skeleton lines={4} />}
        {items.map((item) => (
          <button
            key={item.id}
            type="button"
            aria-expanded={open?.id === item.id}
            onClick={() => onOpen(open?.id === item.id ? null : item)}
            className="-mx-3 block w-[calc(100%+1.5rem)] rounded-md px-3 py-2 text-start transition-colors hover:bg-sunk aria-expanded:bg-sunk"
          >
            <Said item={item} typed={text} />
          </button>
        ))}
        {found.isSuccess && items.length === 0 && (
          <p className="py-3 text-soft">No evidence has these words.</p>
        )}
      </div>
      {found.hasNextPage && (
        <Button className="mt-3" isBusy={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
          Show more
        </Button>
      )}
    </section>
  )
}
