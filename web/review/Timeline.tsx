import type { Stretch } from '@secondstory/review/documents/timeline-scale'
import { epochMs } from '@secondstory/review/model/instants'
import type { Known } from '@secondstory/review/model/known'
import type { TimelineEvent } from '@secondstory/review/model/timeline'
import { useQuery } from '@tanstack/react-query'
import {
  lazy,
  type ReactNode,
  Suspense,
  useCallback,
  useDeferredValue,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react'
import { Button, buttonClass } from '../kit/Button.tsx'
import { classes } from '../kit/classes.ts'
import { Sheet } from '../kit/Dialog.tsx'
import { Empty } from '../kit/Empty.tsx'
import { Margin } from '../kit/Margin.tsx'
import { useShortcuts } from '../kit/shortcuts.ts'
import { useStart } from '../kit/starts.ts'
import { takeBack } from '../kit/Undo.tsx'
import { useMedia } from '../kit/wide.ts'
import { PathLink } from '../PathLink.tsx'
import { paths } from '../paths.ts'
import { knownQuery } from '../queries.ts'
import { useMayHere } from '../record.ts'
import { AsksMargin } from './AsksMargin.tsx'
import { EventForm } from './event-form-later.ts'
import { readerZone } from './local-clock.ts'
import { FilterBar, LookBar } from './TimelineBar.tsx'
import { TimelineExport } from './TimelineExport.tsx'
import { nearOn, TimelineList } from './TimelineList.tsx'
import { laneNameOf, TimelinePicture } from './TimelinePicture.tsx'
import { Tray } from './Tray.tsx'
import { isFiltered, shownBy } from './timeline-filter.ts'
import { type Command, inDraft, inTray, listKeys, needOfCommand } from './timeline-rows.ts'
import { useChoice } from './use-choice.ts'
import { useHash } from './use-hash.ts'
import { useTimelineView } from './use-timeline-view.ts'
import { useTimelineWork } from './use-timeline-work.ts'
import { Whoever } from './Whoever.tsx'
import { FailureNotice, useWorking } from './working.tsx'

// What opens beside the list is fetched after it: the list and its picture are there before.
const EvidencePanel = lazy(() => import('./Evidence.tsx').then((part) => ({ default: part.EvidencePanel })))
const TimelineTable = lazy(() =>
  import('./TimelineTable.tsx').then((part) => ({ default: part.TimelineTable })),
)
const RolesSheet = lazy(() => import('./Roles.tsx').then((part) => ({ default: part.RolesSheet })))

/** Keys that work anywhere on the tab; the others only inside the list, where space and Enter have another meaning outside. */
const anywhere: ReadonlySet<Command> = new Set([
  'next',
  'previous',
  'accept',
  'reject',
  'edit',
  'merge',
  'remove',
  'trigger',
  'add',
  'choose-none',
  'evidence',
])

/** The timeline: the picture above, the list below, each following the other; or a table with the same in it. */
export function Timeline() {
  const { record, reference } = useWorking()
  const work = useTimelineWork()
  const view = useTimelineView(reference)
  const zone = readerZone()
  const laneName = useMemo(
    () => laneNameOf(view.lanes, record.incident.components),
    [view.lanes, record.incident.components],
  )
  const draft = useMemo(() => inDraft(record.timeline), [record.timeline])
  const tray = useMemo(() => inTray(record.timeline), [record.timeline])
  const isPlain = !isFiltered(view.filter)
  const filtered = useMemo(
    () => (isPlain ? draft : shownBy(record.timeline, view.filter, laneName)),
    [isPlain, draft, record.timeline, view.filter, laneName],
  )
  // The list follows what is typed when the page has time for it.
  const shown = useDeferredValue(filtered)
  const known = useKnown()
  const may = useMayHere()
  const mayRun = (command: Command) => may(needOfCommand(command))
  const list = useChoice(shown, work, mayRun)
  const { state, run, set } = list
  const [isNaming, setNaming] = useState(false)
  const inView = useRef<Stretch | null>(null)
  const onView = useCallback((stretch: Stretch) => {
    inView.current = stretch
  }, [])
  useHashChoice(list, () => setNaming(true))
  useStart('event', () => set({ isAdding: true, editingId: null }))
  useShortcuts('Timeline', [
    ...listKeys
      .filter((row) => anywhere.has(row.command) && mayRun(row.command))
      .map((row) => ({ keys: row.keys[0] ?? '', about: row.words, run: () => run(row.command) })),
    { keys: 'u', about: 'Undo the last change', run: takeBack },
    { keys: 'mod+z', about: 'Undo the last change', run: takeBack },
  ])
  if (record.timeline.length === 0 && !state.isAdding) {
    return (
      <NothingYet evidence={paths.incident(reference, 'evidence')} onAdd={() => set({ isAdding: true })} />
    )
  }
  const clock = view.isOwnClock && zone !== 'UTC' ? zone : null
  return (
    <>
      <FailureNotice />
      <LookBar view={view} zone={zone} />
      {view.look === 'picture' && record.timeline.length > 0 && (
        <Sticky>
          <TimelinePicture
            events={draft}
            shown={shown}
            incident={record.incident}
            known={known.ms}
            by={view.lanes}
            onBy={(lanes) => view.change({ lanes, lane: '' })}
            zone={clock}
            activeId={state.choice.activeId}
            chosen={state.choice.ids}
            onPick={list.pick}
            onOpen={() => run('evidence')}
            onView={onView}
          />
        </Sticky>
      )}
      <FilterBar view={view} events={record.timeline} shownCount={shown.length} laneName={laneName} />
      <Bar
        list={list}
        counts={{ proposed: draft.filter((event) => event.state === 'proposed').length, tray: tray.length }}
        onRoles={() => setNaming(true)}
      >
        <TimelineExport shown={shown} by={view.lanes} view={inView} />
      </Bar>
      {state.isAdding && (
        <div className="mb-4">
          <Suspense>
            <EventForm
              event={null}
              nearOn={nearOn(shown)}
              nearId={state.choice.activeId ?? shown.at(-1)?.id ?? null}
              onSave={(words) => work.add(words)}
              onClose={() => set({ isAdding: false })}
            />
          </Suspense>
        </div>
      )}
      {view.look === 'table' ? (
        <Suspense>
          <TimelineTable
            events={shown}
            list={list}
            known={known.byId}
            zone={clock}
            typed={view.filter.text}
          />
        </Suspense>
      ) : (
        <TimelineList
          events={shown}
          list={list}
          work={work}
          zone={clock}
          readerZone={zone}
          known={known.byId}
          typed={view.filter.text}
        />
      )}
      {isPlain && <Tray events={tray} work={work} />}
      <Chosen list={list} work={work} />
      <Suspense>
        <RolesSheet isOpen={isNaming} onClose={() => setNaming(false)} />
      </Suspense>
      <Beside list={list} events={shown} known={known.byId} />
    </>
  )
}

/** Keeps the picture in view above the list, as long as it leaves the list the larger part of the window. */
function Sticky({ children }: { readonly children: ReactNode }) {
  const frame = useRef<HTMLDivElement>(null)
  const [isLow, setLow] = useState(true)
  useEffect(() => {
    const element = frame.current
    if (element === null) return
    const measure = () => setLow(element.clientHeight < window.innerHeight * 0.48)
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    window.addEventListener('resize', measure)
    return () => {
      observer.disconnect()
      window.removeEventListener('resize', measure)
    }
  }, [])
  return (
    <div
      ref={frame}
      data-sticky-picture
      className={classes('z-20 -mx-2 border-b border-line bg-paper px-2 pb-2', isLow && 'md:sticky md:top-0')}
    >
      {children}
    </div>
  )
}

/** When events became known: whole for the list, in milliseconds for the picture. Empty until the server has answered. */
function useKnown() {
  const { record, reference } = useWorking()
  const { data } = useQuery(knownQuery(reference, record.incident.id))
  return useMemo(() => {
    const known = data ?? []
    return {
      byId: new Map(known.map((each) => [each.eventId, each])),
      ms: new Map(known.map(({ eventId, at }) => [eventId, epochMs(at.at)])),
    }
  }, [data])
}

/** An event named in the address is chosen; `#roles` opens the register. */
function useHashChoice({ pick }: ReturnType<typeof useChoice>, onRoles: () => void): void {
  const hash = useHash()
  const latest = useRef(onRoles)
  latest.current = onRoles
  useEffect(() => {
    if (hash === 'roles') latest.current()
    else if (hash !== '') pick([hash])
  }, [hash, pick])
}

/** The right margin: what the review asks, or the record behind the event that has the focus. On a phone a sheet. */
function Beside({
  list,
  events,
  known,
}: {
  readonly list: ReturnType<typeof useChoice>
  readonly events: readonly TimelineEvent[]
  readonly known: ReadonlyMap<string, Known>
}) {
  const { state, run, set } = list
  const isWide = useMedia('(min-width: 72rem)')
  const openId = state.evidenceId === null ? null : (state.choice.activeId ?? state.evidenceId)
  const event = events.find((each) => each.id === openId)
  const close = () => set({ evidenceId: null })
  const panel = event !== undefined && (
    <Suspense>
      <EvidencePanel
        key={event.id}
        event={event}
        known={known.get(event.id) ?? null}
        onClose={close}
        onMove={(by) => run(by === 1 ? 'next' : 'previous')}
        isInSheet={!isWide}
      />
    </Suspense>
  )
  return (
    <>
      {!isWide && (
        <Sheet isOpen={event !== undefined} onClose={close} title="The record behind it">
          {panel}
        </Sheet>
      )}
      <Margin label="What the review asks">
        {isWide && panel !== false ? panel : <AsksMargin place="timeline" />}
      </Margin>
    </>
  )
}

function NothingYet({ evidence, onAdd }: { readonly evidence: string; readonly onAdd: () => void }) {
  return (
    <Empty
      title="No timeline yet"
      sentence="Bring in the record of what happened, and a first timeline is proposed from it, each event with the reason it was picked."
      example="14:02 deploy pipeline: version 812 reached production"
      action={
        <>
          <Whoever may="write">
            <PathLink to={evidence} className={buttonClass('accent')}>
              Bring in the record
            </PathLink>
          </Whoever>
          <Whoever may="correct">
            <Button onClick={onAdd}>Add an event by hand</Button>
          </Whoever>
        </>
      }
    />
  )
}

interface BarProps {
  readonly list: ReturnType<typeof useChoice>
  readonly counts: { readonly proposed: number; readonly tray: number }
  readonly onRoles: () => void
  readonly children: ReactNode
}

function Bar({ list, counts, onRoles, children }: BarProps) {
  const words = [
    counts.proposed === 0 ? 'Every proposal is answered' : `${counts.proposed} proposed`,
    ...(counts.tray === 0 ? [] : [`${counts.tray} in the tray`]),
  ].join(', ')
  return (
    <div className="flex flex-wrap items-center gap-x-1 gap-y-1 py-2">
      <p aria-live="polite" className="me-auto pe-3 text-soft">
        {words}
      </p>
      <Button look="quiet" icon="person" onClick={onRoles} className="px-2.5">
        Roles
      </Button>
      {children}
      <Whoever may="correct">
        {counts.proposed > 0 && (
          <Button look="quiet" icon="check" onClick={() => list.run('choose-proposals')} className="px-2.5">
            Choose all
          </Button>
        )}
        <Button icon="plus" onClick={() => list.run('add')}>
          Add an event
        </Button>
      </Whoever>
    </div>
  )
}

/** What can be done with several events at once; stands at the foot while something is chosen. */
function Chosen({
  list,
  work,
}: {
  readonly list: ReturnType<typeof useChoice>
  readonly work: ReturnType<typeof useTimelineWork>
}) {
  const may = useMayHere()
  const ids = [...list.state.choice.ids]
  const bar = useRef<HTMLDivElement>(null)
  if (ids.length === 0 || !may('correct')) return null
  return (
    <div
      ref={bar}
      className="pointer-events-none sticky bottom-[calc(8rem+env(safe-area-inset-bottom))] z-20 flex justify-center pt-4 md:bottom-[5.25rem]"
    >
      <div
        role="toolbar"
        aria-label="The chosen events"
        className="pointer-events-auto flex flex-wrap items-center gap-1 rounded-lg bg-raised py-1 ps-4 pe-1 shadow-float"
      >
        <span className="pe-2 tabular">{ids.length === 1 ? 'One chosen' : `${ids.length} chosen`}</span>
        <Button look="accent" icon="check" onClick={() => list.run('accept')}>
          Accept
        </Button>
        <Button look="quiet" onClick={() => list.run('reject')}>
          Reject
        </Button>
        <Whoever may="write">
          <Button
            look="quiet"
            onClick={() => list.run('merge')}
            className={classes(ids.length < 2 && 'hidden')}
          >
            Merge
          </Button>
        </Whoever>
        <Button
          look="quiet"
          onClick={() => {
            list.run('choose-none')
            void work.mark(ids, 'tray')
          }}
        >
          To the tray
        </Button>
        <Whoever may="write">
          <Button look="quiet" onClick={() => list.run('remove')}>
            Remove
          </Button>
        </Whoever>
        <Button look="quiet" onClick={() => list.run('choose-none')}>
          Choose nothing
        </Button>
      </div>
    </div>
  )
}
