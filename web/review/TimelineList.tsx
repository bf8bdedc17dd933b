import { tiedIds } from '@secondstory/review/documents/timeline-lanes'
import { dayOf } from '@secondstory/review/model/instants'
import type { Known } from '@secondstory/review/model/known'
import type { TimelineEvent } from '@secondstory/review/model/timeline'
import { defaultRangeExtractor, type Range, useWindowVirtualizer } from '@tanstack/react-virtual'
import {
  type KeyboardEvent,
  Suspense,
  useCallback,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react'
import { classes } from '../kit/classes.ts'
import { EventForm } from './event-form-later.ts'
import { GridCell, GridRow } from './grid.tsx'
import { dayInWords } from './local-clock.ts'
import { GapRow, TimelineRow } from './TimelineRow.tsx'
import { commandFor, type Row, rowsOf } from './timeline-rows.ts'
import type { useChoice } from './use-choice.ts'
import type { TimelineWork } from './use-timeline-work.ts'

export interface ListProps {
  readonly events: readonly TimelineEvent[]
  readonly list: ReturnType<typeof useChoice>
  readonly work: TimelineWork
  /** The reader's zone when its clock stands beside UTC. */
  readonly zone: string | null
  readonly readerZone: string
  readonly known: ReadonlyMap<string, Known>
  /** Words to mark. */
  readonly typed: string
}

/** The events in order, of which only those in view are on the page; the focused one stays, so that focus is never lost. */
export function TimelineList({ events, list, work, zone, readerZone, known, typed }: ListProps) {
  const { state, run, runOn, press, set } = list
  const { choice, editingId } = state
  const rows = useMemo(() => rowsOf(events), [events])
  const tied = useMemo(() => tiedIds(events), [events])
  const grid = useRef<HTMLDivElement>(null)
  const virtual = useRows(rows, [choice.activeId, editingId], grid)
  useScrollToActive({ rows, activeId: choice.activeId, virtual, grid })
  useReturn(editingId, choice.activeId)
  const onKeyDown = (event: KeyboardEvent) => {
    if (
      event.target instanceof HTMLElement &&
      /^(TEXTAREA|SELECT)$|^INPUT$/.test(event.target.tagName) &&
      event.target.getAttribute('type') !== 'checkbox'
    )
      return
    // A button in the row keeps its own Enter and space.
    if (event.target instanceof HTMLButtonElement && (event.key === 'Enter' || event.key === ' ')) return
    const command = commandFor(event)
    if (command === null || command === 'undo') return
    event.preventDefault()
    run(command)
  }
  const close = useCallback(() => set({ editingId: null }), [set])
  return (
    // biome-ignore lint/a11y/useSemanticElements: a virtual list of rows with buttons is a grid; a table cannot leave rows out.
    <div
      ref={grid}
      role="grid"
      aria-label="Timeline"
      aria-multiselectable="true"
      aria-rowcount={rows.length}
      tabIndex={choice.activeId === null ? 0 : -1}
      onKeyDown={onKeyDown}
      onFocus={(event) => {
        if (event.target === event.currentTarget && choice.activeId === null) run('next')
      }}
      className={classes('relative outline-offset-4', zone !== null && 'sm:[--clocks:10.5rem]')}
      style={{ blockSize: virtual.getTotalSize() }}
    >
      {virtual.getVirtualItems().map((item) => {
        const row = rows[item.index]
        if (row === undefined) return null
        return (
          <div
            key={row.key}
            ref={virtual.measureElement}
            data-index={item.index}
            role="presentation"
            className="absolute inset-x-0 top-0"
            style={{ transform: `translateY(${item.start - virtual.options.scrollMargin}px)` }}
          >
            {row.kind === 'day' && <DayRow on={row.on} />}
            {row.kind === 'gap' && <GapRow gap={row.gap} />}
            {row.kind === 'event' && row.event.id === editingId && (
              <GridRow className="py-2">
                <GridCell>
                  <Suspense>
                    <EventForm
                      event={row.event}
                      nearOn={nearOn(events)}
                      nearId={row.event.id}
                      onSave={(words, version) => work.correct({ id: row.event.id, version }, words)}
                      onClose={close}
                    />
                  </Suspense>
                </GridCell>
              </GridRow>
            )}
            {row.kind === 'event' && row.event.id !== editingId && (
              <TimelineRow
                event={row.event}
                isActive={choice.activeId === row.event.id}
                isChosen={choice.ids.has(row.event.id)}
                isChoosing={choice.ids.size > 0}
                zone={zone}
                readerZone={readerZone}
                known={known.get(row.event.id) ?? null}
                isTied={tied.has(row.event.id)}
                typed={typed}
                onCommand={runOn}
                onPress={press}
              />
            )}
          </div>
        )
      })}
    </div>
  )
}

const HEIGHTS = { day: 44, gap: 46, event: 60 } as const

function useRows(
  rows: readonly Row[],
  keptIds: readonly (string | null)[],
  grid: React.RefObject<HTMLDivElement | null>,
) {
  const [margin, setMargin] = useState(0)
  // The row with the focus and the row with the form stay on the page wherever it is scrolled: neither focus nor what
  // was typed may be lost.
  const kept = keptIds.map((id) => (id === null ? -1 : rows.findIndex((row) => row.key === id)))
  const keptAt = kept.join(' ')
  const rangeExtractor = useCallback(
    (range: Range) => {
      const always = keptAt
        .split(' ')
        .map(Number)
        .filter((index) => index !== -1)
      return [...new Set([...defaultRangeExtractor(range), ...always])].toSorted((a, b) => a - b)
    },
    [keptAt],
  )
  useLayoutEffect(() => {
    const element = grid.current
    if (element === null) return
    const measure = () => setMargin(Math.round(element.getBoundingClientRect().top + window.scrollY))
    measure()
    // The picture above changes its height with its lanes, and the list begins where it ends.
    const observer = new ResizeObserver(measure)
    observer.observe(document.body)
    return () => observer.disconnect()
  }, [grid])
  return useWindowVirtualizer({
    count: rows.length,
    estimateSize: (index) => HEIGHTS[rows[index]?.kind ?? 'event'],
    getItemKey: (index) => rows[index]?.key ?? index,
    overscan: 8,
    scrollMargin: margin,
    rangeExtractor,
  })
}

interface Scrolling {
  readonly rows: readonly Row[]
  readonly activeId: string | null
  readonly virtual: ReturnType<typeof useRows>
  readonly grid: React.RefObject<HTMLDivElement | null>
}

/** Brings the active event into view below the sticky picture, and gives it focus when the list has it. */
function useScrollToActive({ rows, activeId, virtual, grid }: Scrolling): void {
  const latest = useRef({ rows, virtual })
  latest.current = { rows, virtual }
  useEffect(() => {
    if (activeId === null) return
    const index = latest.current.rows.findIndex((row) => row.key === activeId)
    if (index === -1) return
    const row = document.getElementById(activeId)
    const sticky = document.querySelector('[data-sticky-picture]')?.getBoundingClientRect()
    const top = sticky === undefined ? 80 : Math.max(80, sticky.top <= 1 ? sticky.bottom : 80)
    const box = row?.getBoundingClientRect()
    if (box === undefined) {
      latest.current.virtual.scrollToIndex(index, { align: 'center' })
    } else if (row?.matches(':hover') === true) {
      // What was pressed is in view; moving it would take it from under a second press.
    } else if (box.top < top + 8) window.scrollBy({ top: box.top - top - 16 })
    else if (box.bottom > window.innerHeight - 90)
      window.scrollBy({ top: box.bottom - window.innerHeight + 120 })
    const focused = document.activeElement
    const isHere = focused === document.body || grid.current?.contains(focused) === true
    const isTyping = focused instanceof HTMLElement && /^(TEXTAREA|SELECT)$/.test(focused.tagName)
    if (isHere && !isTyping) document.getElementById(activeId)?.focus({ preventScroll: true })
  }, [activeId, grid])
}

/** When the form closes, focus goes back to the row it stood in; it would fall to the page otherwise. */
function useReturn(editingId: string | null, activeId: string | null): void {
  const before = useRef(editingId)
  useEffect(() => {
    const isClosed = before.current !== null && editingId === null
    before.current = editingId
    if (isClosed && activeId !== null) document.getElementById(activeId)?.focus({ preventScroll: true })
  }, [editingId, activeId])
}

/** Day offered in the form: that of the first timed event. */
export function nearOn(events: readonly TimelineEvent[]): string {
  const timed = events.find((event) => event.happenedAt !== null)?.happenedAt
  return timed === null || timed === undefined ? '' : dayOf(timed.at)
}

function DayRow({ on }: { readonly on: string }) {
  return (
    <GridRow className="flex items-baseline gap-3 pt-5 pb-2">
      <GridCell className="title text-md">{dayInWords(on)}</GridCell>
      <span aria-hidden="true" className="h-px flex-1 bg-line" />
    </GridRow>
  )
}
