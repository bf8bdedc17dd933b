import { useEffect, useMemo, useRef, useState } from 'react'
import { Button, buttonClass } from '../kit/Button.tsx'
import { classes } from '../kit/classes.ts'
import { Empty } from '../kit/Empty.tsx'
import { Margin } from '../kit/Margin.tsx'
import { useShortcuts } from '../kit/shortcuts.ts'
import { useStart } from '../kit/starts.ts'
import { takeBack } from '../kit/Undo.tsx'
import { PathLink } from '../PathLink.tsx'
import { paths } from '../paths.ts'
import { AsksMargin } from './AsksMargin.tsx'
import { EventForm } from './EventForm.tsx'
import { EvidencePanel } from './Evidence.tsx'
import { readerZone, zoneWord } from './local-clock.ts'
import { RolesSheet } from './Roles.tsx'
import { nearOn, TimelineList } from './TimelineList.tsx'
import { TimelinePicture } from './TimelinePicture.tsx'
import { Tray } from './Tray.tsx'
import { type Command, inDraft, inTray, listKeys } from './timeline-rows.ts'
import { useChoice } from './use-choice.ts'
import { useHash } from './use-hash.ts'
import { useTimelineWork } from './use-timeline-work.ts'
import { FailureNotice, useWorking } from './working.tsx'

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

/** The timeline: the picture above, the list below, each following the other. */
export function Timeline() {
  const { record, reference } = useWorking()
  const work = useTimelineWork()
  const events = useMemo(() => inDraft(record.timeline), [record.timeline])
  const tray = useMemo(() => inTray(record.timeline), [record.timeline])
  const list = useChoice(events, work)
  const { state, run, set } = list
  const [isLocal, setLocal] = useState(false)
  const [isNaming, setNaming] = useState(false)
  const zone = readerZone()
  const hash = useHash()
  useEffect(() => {
    if (hash === 'roles') setNaming(true)
    else if (hash !== '') list.pick([hash])
  }, [hash, list.pick])
  useStart('event', () => set({ isAdding: true, editingId: null }))
  useShortcuts('Timeline', [
    ...listKeys
      .filter((row) => anywhere.has(row.command))
      .map((row) => ({ keys: row.keys[0] ?? '', about: row.words, run: () => run(row.command) })),
    { keys: 'u', about: 'Undo the last change', run: takeBack },
    { keys: 'mod+z', about: 'Undo the last change', run: takeBack },
    ...(zone === 'UTC'
      ? []
      : [{ keys: 'z', about: 'Times in your zone, or in UTC', run: () => setLocal((now) => !now) }]),
  ])
  if (record.timeline.length === 0 && !state.isAdding) {
    return (
      <NothingYet evidence={paths.incident(reference, 'evidence')} onAdd={() => set({ isAdding: true })} />
    )
  }
  const evidence = events.find((event) => event.id === state.evidenceId)
  return (
    <>
      <FailureNotice />
      {events.length > 0 && (
        <div
          data-sticky-picture
          className="z-20 -mx-2 border-b border-line bg-paper px-2 pb-3 md:[@media(min-height:45rem)]:sticky md:top-0"
        >
          <TimelinePicture
            events={events}
            incident={record.incident}
            activeId={state.choice.activeId}
            chosen={state.choice.ids}
            onPick={list.pick}
          />
        </div>
      )}
      <Bar
        list={list}
        counts={{ proposed: events.filter((event) => event.state === 'proposed').length, tray: tray.length }}
        isLocal={isLocal}
        onLocal={() => setLocal(!isLocal)}
        zone={zone}
        onRoles={() => setNaming(true)}
      />
      {state.isAdding && (
        <div className="mb-4">
          <EventForm
            event={null}
            nearOn={nearOn(events)}
            nearId={state.choice.activeId ?? events.at(-1)?.id ?? null}
            onSave={(words) => work.add(words)}
            onClose={() => set({ isAdding: false })}
          />
        </div>
      )}
      <TimelineList events={events} list={list} work={work} zone={isLocal ? zone : null} readerZone={zone} />
      <Tray events={tray} work={work} />
      <Chosen list={list} work={work} />
      <RolesSheet isOpen={isNaming} onClose={() => setNaming(false)} />
      <Margin label={evidence === undefined ? 'What the review asks' : 'The record behind it'}>
        {evidence === undefined ? (
          <AsksMargin place="timeline" />
        ) : (
          <EvidencePanel event={evidence} onClose={() => set({ evidenceId: null })} />
        )}
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
          <PathLink to={evidence} className={buttonClass('accent')}>
            Bring in the record
          </PathLink>
          <Button onClick={onAdd}>Add an event by hand</Button>
        </>
      }
    />
  )
}

interface BarProps {
  readonly list: ReturnType<typeof useChoice>
  readonly counts: { readonly proposed: number; readonly tray: number }
  readonly isLocal: boolean
  readonly onLocal: () => void
  readonly zone: string
  readonly onRoles: () => void
}

function Bar({ list, counts, isLocal, onLocal, zone, onRoles }: BarProps) {
  const words = [
    counts.proposed === 0 ? 'Every proposal is answered' : `${counts.proposed} proposed`,
    ...(counts.tray === 0 ? [] : [`${counts.tray} in the tray`]),
  ].join(', ')
  return (
    <div className="flex flex-wrap items-center gap-x-1 gap-y-1 py-2">
      <p aria-live="polite" className="me-auto pe-3 text-soft">
        {words}
      </p>
      {zone !== 'UTC' && (
        <Button
          look="quiet"
          aria-label={
            isLocal ? `Times in ${zoneWord(zone)}; show UTC` : `Times in UTC; show ${zoneWord(zone)}`
          }
          onClick={onLocal}
          className="px-2.5"
        >
          {isLocal ? `${zoneWord(zone)} time` : 'UTC'}
        </Button>
      )}
      <Button look="quiet" icon="person" onClick={onRoles} className="px-2.5">
        Roles
      </Button>
      {counts.proposed > 0 && (
        <Button look="quiet" icon="check" onClick={() => list.run('choose-proposals')} className="px-2.5">
          Choose all
        </Button>
      )}
      <Button icon="plus" onClick={() => list.run('add')}>
        Add an event
      </Button>
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
  const ids = [...list.state.choice.ids]
  const bar = useRef<HTMLDivElement>(null)
  if (ids.length === 0) return null
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
        <Button
          look="quiet"
          onClick={() => list.run('merge')}
          className={classes(ids.length < 2 && 'hidden')}
        >
          Merge
        </Button>
        <Button
          look="quiet"
          onClick={() => {
            list.run('choose-none')
            void work.mark(ids, 'tray')
          }}
        >
          To the tray
        </Button>
        <Button look="quiet" onClick={() => list.run('remove')}>
          Remove
        </Button>
        <Button look="quiet" onClick={() => list.run('choose-none')}>
          Choose nothing
        </Button>
      </div>
    </div>
  )
}
