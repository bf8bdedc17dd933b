import { dayLabel } from '@secondstory/review/documents/timeline-ticks'
import { eventKinds } from '@secondstory/review/model/evidence'
import { clockOf, dayOf, epochMs, lengthInWords, type Moment } from '@secondstory/review/model/instants'
import type { Known } from '@secondstory/review/model/known'
import type { Gap, TimelineEvent } from '@secondstory/review/model/timeline'
import { memo } from 'react'
import { IconButton } from '../kit/Button.tsx'
import { Chip } from '../kit/Chip.tsx'
import { classes, dottedFactClass, factRowClass } from '../kit/classes.ts'
import { GridCell, GridRow } from './grid.tsx'
import { localClock, localDay, zoneWord } from './local-clock.ts'
import { Marked } from './Marked.tsx'
import { KindShape } from './picture-parts.tsx'
import { CommentButton, CommentSign } from './RowComments.tsx'
import type { Command } from './timeline-rows.ts'
import { Whoever } from './Whoever.tsx'

export interface RowProps {
  readonly event: TimelineEvent
  readonly isActive: boolean
  readonly isChosen: boolean
  readonly isChoosing: boolean
  /** The reader's zone when times are shown in it; null shows UTC. */
  readonly zone: string | null
  readonly readerZone: string
  /** When it became known, where that was later. */
  readonly known: Known | null
  /** Another event has the same instant: their order is not known. */
  readonly isTied: boolean
  /** Words to mark in the text. */
  readonly typed: string
  readonly onCommand: (id: string, command: Command) => void
  readonly onPress: (id: string, isRange: boolean) => void
}

/** One event: its time, its shape, what happened, who or what, and why it was proposed. Proposals are paler. */
export const TimelineRow = memo(function TimelineRow(props: RowProps) {
  const { event, isActive, isChosen, isChoosing, onCommand, onPress } = props
  const isProposed = event.state === 'proposed'
  return (
    <GridRow
      id={event.id}
      tabIndex={isActive ? 0 : -1}
      aria-selected={isChosen}
      onClick={(press) => onPress(event.id, press.shiftKey)}
      onDoubleClick={() => onCommand(event.id, 'edit')}
      className={classes(
        'group/row relative grid scroll-mt-24 grid-cols-[1.75rem_1fr] gap-x-2 gap-y-0.5 border-s-2 py-2 pe-1 outline-none sm:grid-cols-[1.5rem_var(--clocks,5rem)_1fr]',
        isActive ? 'border-accent bg-raised' : 'border-transparent hover:bg-sunk/60',
        isChosen && 'bg-accent-wash hover:bg-accent-wash',
      )}
    >
      <GridCell className="flex justify-center pt-px">
        <Whoever may="correct">
          <input
            type="checkbox"
            tabIndex={-1}
            checked={isChosen}
            aria-label={`Choose: ${event.text.slice(0, 80)}`}
            onClick={(press) => press.stopPropagation()}
            onChange={() => onCommand(event.id, 'choose')}
            className={classes(
              'mt-[3px] size-4 opacity-0 group-hover/row:opacity-100 focus-visible:opacity-100 pointer-coarse:opacity-100',
              (isChosen || isChoosing) && 'opacity-100',
            )}
          />
        </Whoever>
      </GridCell>
      <Clock {...props} />
      <GridCell className="col-start-2 min-w-0 sm:col-start-auto">
        <p className={classes('flex gap-2 leading-[1.375rem]', isProposed ? 'text-soft' : 'text-ink')}>
          <span className="pt-1">
            <KindShape kind={event.kind} isPale={isProposed} />
          </span>
          <span className="min-w-0 [overflow-wrap:anywhere]">
            <Marked text={event.text} typed={props.typed} />
          </span>
        </p>
        <Facts event={event} isTied={props.isTied} />
        <CommentSign row={rowOf(event)} />
      </GridCell>
      <RowActions event={event} isActive={isActive} onCommand={onCommand} />
    </GridRow>
  )
})

function rowOf({ id, text }: TimelineEvent) {
  return { kind: 'timeline event', id, words: text } as const
}

function Clock({ event, zone, readerZone, known }: RowProps) {
  if (event.happenedAt === null) {
    return (
      <GridCell
        className="col-start-2 text-sm text-faint sm:col-start-auto sm:text-end"
        title="Only the order is known"
      >
        in order
      </GridCell>
    )
  }
  const { at, precision } = event.happenedAt
  const local = localClock(event.happenedAt, readerZone)
  const utc = clockOf(event.happenedAt)
  return (
    <GridCell className="col-start-2 flex flex-wrap items-baseline gap-x-2.5 leading-[1.375rem] sm:col-start-auto sm:justify-end">
      <time dateTime={at} title={`${utc} UTC, ${local} your time`} className="font-mono text-sm text-soft">
        {precision === 'day' ? 'that day' : shortClock(event.happenedAt)}
      </time>
      {zone !== null && precision !== 'day' && (
        <time
          dateTime={at}
          title={`${local} in ${zoneWord(zone)}`}
          className="font-mono text-sm whitespace-nowrap text-faint"
        >
          {localDay(at, zone) === dayOf(at) ? '' : `${dayLabel(localDay(at, zone))}, `}
          {localClock(coarser(event.happenedAt), zone)}
        </time>
      )}
      {known !== null && (
        <span className="basis-full text-xs leading-4 text-accent sm:text-end" title={howKnown[known.how]}>
          known{' '}
          <time dateTime={known.at.at} className="font-mono">
            {dayOf(known.at.at) === dayOf(at) ? '' : `${dayLabel(known.at.at)}, `}
            {shortClock(known.at)}
          </time>
        </span>
      )}
    </GridCell>
  )
}

const howKnown: Readonly<Record<Known['how'], string>> = {
  told: 'Its own evidence told people then',
  named: 'A message or page that names it came then',
  paged: 'Nothing names it; this was the first page after it',
}

/** Fractions of a second are kept and told on hover; in a column of times they would be noise. */
function coarser(moment: Moment): Moment {
  return moment.precision === 'millisecond' ? { ...moment, precision: 'second' } : moment
}

function shortClock(moment: Moment): string {
  return clockOf(coarser(moment))
}

/** Two reasons say enough at a glance; the others are told on hover and to screen readers. */
const MOST_REASONS = 2

function Facts({ event, isTied }: { readonly event: TimelineEvent; readonly isTied: boolean }) {
  const lasted =
    event.until === null || event.happenedAt === null
      ? ''
      : lengthInWords(epochMs(event.until) - epochMs(event.happenedAt.at))
  return (
    <p className={classes(factRowClass, 'ms-[1.375rem] items-center gap-y-1 text-sm text-faint')}>
      {event.isTrigger && <Chip tone="accent">trigger</Chip>}
      {event.sourceChanged !== null && (
        <Chip tone="amber">{event.sourceChanged.isRemoved ? 'removed at its source' : 'source changed'}</Chip>
      )}
      <span>{event.actor.name === '' ? 'actor not known' : event.actor.name}</span>
      <span className={dottedFactClass}>{eventKinds[event.kind].toLowerCase()}</span>
      {lasted !== '' && <span>for {lasted}</span>}
      {isTied && (
        <span title="Another event carries the same time; which came first is not known">
          order not known
        </span>
      )}
      {event.evidenceIds.length > 1 && <span>{event.evidenceIds.length} pieces of evidence</span>}
      {event.reasons.slice(0, MOST_REASONS).map((reason) => (
        <Chip key={reason}>{reason}</Chip>
      ))}
      {event.reasons.length > MOST_REASONS && (
        <span title={event.reasons.slice(MOST_REASONS).join(', ')}>
          and {event.reasons.length - MOST_REASONS} more
          <span className="sr-only">: {event.reasons.slice(MOST_REASONS).join(', ')}</span>
        </span>
      )}
    </p>
  )
}

function RowActions({ event, isActive, onCommand }: Pick<RowProps, 'event' | 'isActive' | 'onCommand'>) {
  const tabIndex = isActive ? 0 : -1
  const run = (command: Command) => (press: { stopPropagation: () => void }) => {
    press.stopPropagation()
    onCommand(event.id, command)
  }
  return (
    <GridCell
      className={classes(
        'col-start-2 items-start sm:absolute sm:end-1 sm:top-1 sm:col-start-auto sm:rounded-md sm:bg-raised sm:group-hover/row:flex',
        isActive ? 'flex' : 'hidden',
      )}
    >
      <Whoever may="correct">
        {event.state !== 'accepted' && (
          <IconButton label="Accept" keys="a" icon="check" tabIndex={tabIndex} onClick={run('accept')} />
        )}
        <IconButton
          label={event.state === 'accepted' ? 'Take out' : 'Reject'}
          keys="x"
          icon="close"
          tabIndex={tabIndex}
          onClick={run('reject')}
        />
      </Whoever>
      <CommentButton row={rowOf(event)} tabIndex={tabIndex} />
      <Whoever may="correct">
        <IconButton label="Edit" keys="e" icon="edit" tabIndex={tabIndex} onClick={run('edit')} />
      </Whoever>
      <Whoever may="write">
        <IconButton label="Remove" keys="Del" icon="remove" tabIndex={tabIndex} onClick={run('remove')} />
      </Whoever>
      {event.evidenceIds.length > 0 && (
        <IconButton
          label="Show the evidence"
          keys="v"
          icon="margin"
          tabIndex={tabIndex}
          onClick={run('evidence')}
        />
      )}
    </GridCell>
  )
}

/** A gap takes the room of a line and says how long it was, so that silence is seen. */
export function GapRow({ gap }: { readonly gap: Gap }) {
  return (
    <GridRow className="py-1 ps-9 sm:ps-[7.75rem]">
      <GridCell className="flex items-center gap-3 border-s border-dashed border-edge py-2 ps-4 text-sm text-faint">
        {lengthInWords(gap.length_ms)} with nothing recorded
      </GridCell>
    </GridRow>
  )
}
