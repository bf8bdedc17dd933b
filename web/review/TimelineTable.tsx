import { dayLabel } from '@secondstory/review/documents/timeline-ticks'
import { eventKinds } from '@secondstory/review/model/evidence'
import { clockOf, dayOf } from '@secondstory/review/model/instants'
import type { Known } from '@secondstory/review/model/known'
import type { TimelineEvent } from '@secondstory/review/model/timeline'
import { useEffect, useRef, useState } from 'react'
import { Button, IconButton } from '../kit/Button.tsx'
import { classes } from '../kit/classes.ts'
import { dayInWords, localClock, localDay, zoneWord } from './local-clock.ts'
import { Marked } from './Marked.tsx'
import type { useChoice } from './use-choice.ts'

/** Rows of one page: a screen reader walks them cell by cell, and all of them are there. */
const PAGE = 100

interface TableProps {
  readonly events: readonly TimelineEvent[]
  readonly list: ReturnType<typeof useChoice>
  readonly known: ReadonlyMap<string, Known>
  /** The reader's zone when its clock stands beside UTC. */
  readonly zone: string | null
  readonly typed: string
}

/** The timeline as a table with headers: everything the picture and the list show, in rows and columns. */
export function TimelineTable({ events, list, known, zone, typed }: TableProps) {
  const [page, setPage] = useState(0)
  const pages = Math.max(1, Math.ceil(events.length / PAGE))
  usePageOf(list.state.choice.activeId, events, setPage)
  const at = Math.min(page, pages - 1)
  const from = at * PAGE
  const rows = events.slice(from, from + PAGE)
  return (
    <>
      <section
        aria-label="Timeline as a table"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must scroll by key as well.
        tabIndex={0}
        className="mt-3 overflow-x-auto rounded-md border border-line"
      >
        <table className="w-full min-w-[34rem] border-collapse text-sm">
          <caption className="sr-only">
            {`Events ${from + 1} to ${from + rows.length} of ${events.length}, in order of time`}
          </caption>
          <thead>
            <tr className="border-b border-line bg-sunk/60 text-start text-soft">
              {['Choose', 'Time (UTC)', 'What happened', 'Kind, who or what', 'State', 'Evidence'].map(
                (heading) => (
                  <th
                    key={heading}
                    scope="col"
                    className="px-2 py-2 text-start font-medium whitespace-nowrap"
                  >
                    {heading === 'Choose' ? <span className="sr-only">Choose</span> : heading}
                  </th>
                ),
              )}
            </tr>
          </thead>
          <tbody>
            {rows.map((event, index) => (
              <TableRow
                key={event.id}
                event={event}
                before={rows[index - 1] ?? null}
                known={known.get(event.id) ?? null}
                zone={zone}
                typed={typed}
                list={list}
              />
            ))}
          </tbody>
        </table>
      </section>
      {pages > 1 && (
        <nav aria-label="Pages of the table" className="flex items-center gap-2 py-3">
          <Button look="quiet" disabled={at === 0} onClick={() => setPage(at - 1)}>
            Earlier
          </Button>
          <span aria-live="polite" className="tabular text-soft">
            {from + 1} to {from + rows.length} of {events.length}
          </span>
          <Button look="quiet" disabled={at === pages - 1} onClick={() => setPage(at + 1)}>
            Later
          </Button>
        </nav>
      )}
    </>
  )
}

/** Turns to the page of the event the keys have moved to. */
function usePageOf(
  activeId: string | null,
  events: readonly TimelineEvent[],
  turn: (page: number) => void,
): void {
  const latest = useRef(events)
  latest.current = events
  useEffect(() => {
    const index = latest.current.findIndex((event) => event.id === activeId)
    if (index >= 0) turn(Math.floor(index / PAGE))
  }, [activeId, turn])
}

interface RowProps extends Omit<TableProps, 'events' | 'known'> {
  readonly event: TimelineEvent
  readonly before: TimelineEvent | null
  readonly known: Known | null
}

function TableRow({ event, before, known, zone, typed, list }: RowProps) {
  const { choice } = list.state
  const isChosen = choice.ids.has(event.id)
  const cell = 'px-2 py-2 align-top'
  const isNewDay =
    event.happenedAt !== null &&
    (before?.happenedAt == null || dayOf(before.happenedAt.at) !== dayOf(event.happenedAt.at))
  const short = event.text.slice(0, 60)
  const isActive = choice.activeId === event.id
  const row = useRef<HTMLTableRowElement>(null)
  useEffect(() => {
    if (isActive) row.current?.scrollIntoView({ block: 'nearest' })
  }, [isActive])
  return (
    <tr
      ref={row}
      aria-current={isActive ? 'true' : undefined}
      onClick={(press) => list.press(event.id, press.shiftKey)}
      className={classes(
        'scroll-my-24 border-b border-line/60',
        isChosen ? 'bg-accent-wash' : isActive && 'bg-raised',
        isActive && 'outline-2 -outline-offset-2 outline-accent/60',
      )}
    >
      <td className={cell}>
        <input
          type="checkbox"
          checked={isChosen}
          aria-label={`Choose: ${short}`}
          onClick={(press) => press.stopPropagation()}
          onChange={() => list.runOn(event.id, 'choose')}
          className="size-4"
        />
      </td>
      <td className={classes(cell, 'whitespace-nowrap')}>
        {isNewDay && event.happenedAt !== null && (
          <span className="block font-medium">{dayInWords(event.happenedAt.at).replace(/^\w+, /, '')}</span>
        )}
        <Clocks event={event} known={known} zone={zone} />
      </td>
      <th scope="row" className={classes(cell, 'min-w-52 text-start font-normal [overflow-wrap:anywhere]')}>
        {event.isTrigger && <span className="font-medium">Trigger: </span>}
        <Marked text={event.text} typed={typed} />
        <span className="block text-soft">
          {event.lane === 'by hand' ? 'added by hand' : `from ${event.lane}`}
        </span>
      </th>
      <td className={classes(cell, '[overflow-wrap:anywhere]')}>
        <span className="block">{eventKinds[event.kind]}</span>
        <span className="text-soft">{event.actor.name === '' ? 'not known' : event.actor.name}</span>
      </td>
      <td className={cell}>
        <span className="flex w-20 flex-wrap items-center">
          <span className="basis-full">{event.state}</span>
          <Answers event={event} short={short} list={list} />
        </span>
      </td>
      <td className={classes(cell, 'whitespace-nowrap')}>
        <span className="flex items-center gap-1">
          {event.evidenceIds.length}
          {event.evidenceIds.length > 0 && (
            <IconButton
              label={`Show the evidence: ${short}`}
              icon="margin"
              className="-my-2"
              onClick={(press) => {
                press.stopPropagation()
                list.pick([event.id])
                list.set({ evidenceId: event.id })
              }}
            />
          )}
        </span>
      </td>
    </tr>
  )
}

/** When it happened, by the reader's clock too, and when it became known where that was another moment. */
function Clocks({ event, known, zone }: Pick<RowProps, 'event' | 'known' | 'zone'>) {
  const { happenedAt } = event
  if (happenedAt === null) return <span className="text-faint">in order</span>
  return (
    <>
      <time dateTime={happenedAt.at} className="block font-mono">
        {happenedAt.precision === 'day' ? 'that day' : clockOf(happenedAt)}
      </time>
      {zone !== null && (
        <span className="block text-soft">
          <span className="font-mono">{ownClock(happenedAt.at, localClock(happenedAt, zone), zone)}</span>{' '}
          {zoneWord(zone)}
        </span>
      )}
      {known !== null && (
        <span className="block text-soft">
          known <span className="font-mono">{clockOf(known.at)}</span>
        </span>
      )}
    </>
  )
}

/** Accept and reject, as the keys do it; both can be undone. */
function Answers({
  event,
  short,
  list,
}: Pick<RowProps, 'event' | 'list'> & {
  readonly short: string
}) {
  const answer = (command: 'accept' | 'reject') => (press: { stopPropagation: () => void }) => {
    press.stopPropagation()
    list.runOn(event.id, command)
  }
  return (
    <>
      {event.state !== 'accepted' && (
        <IconButton
          label={`Accept: ${short}`}
          keys="a"
          icon="check"
          className="-ms-2 -mb-2"
          onClick={answer('accept')}
        />
      )}
      {event.state !== 'rejected' && (
        <IconButton
          label={`${event.state === 'accepted' ? 'Take out' : 'Reject'}: ${short}`}
          keys="x"
          icon="close"
          className={classes('-mb-2', event.state === 'accepted' && '-ms-2')}
          onClick={answer('reject')}
        />
      )}
    </>
  )
}

/** The reader's clock, with the day where it is another than that of UTC. */
function ownClock(at: string, clock: string, zone: string): string {
  const day = localDay(at, zone)
  return day === dayOf(at) ? clock : `${dayLabel(day)}, ${clock}`
}
