import { type Incident, type Mark, markMeanings, marks, reference } from '@secondstory/review/model/incident'
import { clockOf, dayOf, epochMs, lengthInWords } from '@secondstory/review/model/instants'
import type { WorkingRecord } from '@secondstory/review/model/reviews'
import { useQuery } from '@tanstack/react-query'
import { Outlet, useLocation, useParams } from '@tanstack/react-router'
import { lazy, Suspense, useEffect, useRef, useState } from 'react'
import { Refused } from '../client.ts'
import { buttonClass, IconButton } from '../kit/Button.tsx'
import { Chip } from '../kit/Chip.tsx'
import { classes, dottedFactClass, factRowClass, tabClass } from '../kit/classes.ts'
import { useMarginClaim } from '../kit/Margin.tsx'
import { Menu, type MenuItem } from '../kit/Menu.tsx'
import { Notice } from '../kit/Notice.tsx'
import { SeverityMark } from '../kit/SeverityMark.tsx'
import { Skeleton } from '../kit/Skeleton.tsx'
import { Strip, type StripShape } from '../kit/Strip.tsx'
import { useShortcuts } from '../kit/shortcuts.ts'
import { useStart } from '../kit/starts.ts'
import { offerUndo } from '../kit/Undo.tsx'
import { PathLink, useGo } from '../PathLink.tsx'
import { type IncidentTab, paths } from '../paths.ts'
import { dutiesQuery, recordQuery, useChange, useUndoRemoval } from '../queries.ts'
import { RefusalNotice } from '../RefusalNotice.tsx'
import { MayPlace, RecordPlace, useMayHere } from '../record.ts'
import { dayInWords, dueInWords, useNow } from '../words.ts'
import { Duties } from './Duties.tsx'
import { PageFailed, PageNotFound } from './Lost.tsx'
import { useTitle } from './Page.tsx'
import { everybody, RecordStanding, useStanding } from './RecordStanding.tsx'

const IncidentHistory = lazy(() =>
  import('./IncidentHistory.tsx').then((page) => ({ default: page.IncidentHistory })),
)
const IncidentPeople = lazy(() =>
  import('./IncidentPeople.tsx').then((page) => ({ default: page.IncidentPeople })),
)
const IncidentEdit = lazy(() => import('./IncidentEdit.tsx').then((page) => ({ default: page.IncidentEdit })))

const tabs: readonly { readonly tab: IncidentTab; readonly label: string; readonly keys: string }[] = [
  { tab: 'story', label: 'Story', keys: 'g d' },
  { tab: 'timeline', label: 'Timeline', keys: 'g t' },
  { tab: 'accounts', label: 'Accounts', keys: 'g c' },
  { tab: 'decisions', label: 'Decisions', keys: 'g o' },
  { tab: 'factors', label: 'Factors', keys: 'g f' },
  { tab: 'map', label: 'Map', keys: 'g m' },
  { tab: 'actions', label: 'Actions', keys: 'g a' },
  { tab: 'publish', label: 'Publish', keys: 'g p' },
  { tab: 'evidence', label: 'Evidence', keys: 'g e' },
]

const shapes: Readonly<Record<Mark, StripShape>> = {
  startedAt: 'circle',
  detectedAt: 'triangle',
  mitigatedAt: 'square',
  endedAt: 'diamond',
}

/** Started, detected, mitigated and ended, true to scale; harm is the stretch from start to mitigation. */
export function IncidentStrip({ incident }: { readonly incident: Incident }) {
  const known = marks.flatMap((mark) => {
    const moment = incident[mark]
    return moment === null ? [] : [{ mark, moment }]
  })
  const [first] = known
  if (first === undefined) return null
  const isOneDay = known.every(({ moment }) => dayOf(moment.at) === dayOf(first.moment.at))
  const from = incident.startedAt
  const to = incident.mitigatedAt ?? incident.endedAt
  return (
    <Strip
      label="When it started, was detected, was mitigated and ended, true to scale"
      marks={known.map(({ mark, moment }) => ({
        key: mark,
        at_ms: epochMs(moment.at),
        label: markMeanings[mark].label,
        clock:
          isOneDay || moment.precision === 'day'
            ? clockOf(moment)
            : `${dayInWords(moment.at).slice(0, -5)} ${clockOf(moment)}`,
        shape: shapes[mark],
      }))}
      spans={
        from === null || to === null
          ? []
          : [{ from_ms: epochMs(from.at), to_ms: epochMs(to.at), isHarm: true }]
      }
    />
  )
}

/** "47 minutes of impact", when both ends are known. */
function impactInWords({ startedAt, endedAt }: Incident): string | null {
  if (startedAt === null || endedAt === null) return null
  return `${lengthInWords(epochMs(endedAt.at) - epochMs(startedAt.at))} of impact`
}

function Facts({ record }: { readonly record: WorkingRecord }) {
  const now = useNow()
  const { incident, review } = record
  const duties = useQuery(dutiesQuery(reference(incident), incident.id))
  const dueAt = duties.data?.dates.find(({ duty }) => duty === 'meeting')?.dueAt ?? null
  const isPublished = review.editionNumber !== null
  const facts = [
    dayInWords((incident.startedAt ?? incident.detectedAt)?.at ?? incident.openedAt),
    impactInWords(incident),
    isPublished ? `edition ${review.editionNumber} published` : null,
    !isPublished && !incident.isSample && dueAt !== null ? `review ${dueInWords(dueAt, now)}` : null,
  ].filter((fact) => fact !== null)
  return (
    <div className={classes(factRowClass, 'items-center gap-y-1 text-soft')}>
      <SeverityMark severity={incident.severity} className="text-ink" />
      {incident.potentialSeverity !== null && <span>could have been {incident.potentialSeverity}</span>}
      {incident.kind === 'near-miss' && <span>Near miss</span>}
      {facts.map((fact, index) => (
        <span key={fact} className={index === 0 ? undefined : dottedFactClass}>
          {fact}
        </span>
      ))}
      {incident.components.map((component) => (
        <Chip key={component}>{component}</Chip>
      ))}
    </div>
  )
}

/** Removing an incident, or the sample; a removal can be taken back, and a refusal is shown in the header. */
function useIncidentRemoval(incident: Incident) {
  const go = useGo()
  const undo = useUndoRemoval()
  const remove = useChange('removeIncident', {
    onDone: ({ removalId }) => {
      offerUndo(`${reference(incident)} is removed.`, () => undo.mutate({ removalId }))
      go(paths.incidents())
    },
  })
  const removeSample = useChange('removeSampleIncident', { onDone: () => go(paths.home()) })
  return {
    run: () => (incident.isSample ? removeSample.mutate({}) : remove.mutate({ id: incident.id })),
    error: remove.error ?? removeSample.error ?? undo.error,
  }
}

function IncidentMenu({
  incident,
  onOpen,
  onRemove,
}: {
  readonly incident: Incident
  readonly onOpen: (what: 'edit' | 'people' | 'history') => void
  readonly onRemove: () => void
}) {
  const may = useMayHere()
  const edit: MenuItem = {
    label: 'Edit the incident',
    icon: 'edit',
    keys: 'E',
    onSelect: () => onOpen('edit'),
  }
  const remove: MenuItem = {
    label: incident.isSample ? 'Remove the sample' : 'Remove the incident',
    icon: 'close',
    startsGroup: true,
    onSelect: onRemove,
  }
  const items: readonly MenuItem[] = [
    ...(may('write') ? [edit] : []),
    { label: 'People of this review', icon: 'person', onSelect: () => onOpen('people') },
    { label: 'History', icon: 'list', onSelect: () => onOpen('history') },
    ...(may('write') ? [remove] : []),
  ]
  return <Menu trigger={<IconButton label="More about this incident" icon="more" />} items={items} />
}

/** On a narrow screen the tabs scroll; the one that is open is brought into view. */
function useShownTab() {
  const ref = useRef<HTMLElement>(null)
  const { pathname } = useLocation()
  useEffect(() => {
    const nav = ref.current
    const open = pathname === '' ? null : nav?.querySelector<HTMLElement>('[aria-current="page"]')
    if (nav == null || open == null) return
    const [row, tab] = [nav.getBoundingClientRect(), open.getBoundingClientRect()]
    // By how far the two middles lie apart: it holds from left to right and from right to left.
    nav.scrollLeft += tab.left + tab.width / 2 - (row.left + row.width / 2)
  }, [pathname])
  return ref
}

/** Title, severity, what is due, the strip and the tabs of an incident. */
export function IncidentHeader({ record }: { readonly record: WorkingRecord }) {
  const [opened, setOpened] = useState<'edit' | 'people' | 'history' | null>(null)
  const go = useGo()
  const { incident } = record
  const name = reference(incident)
  const tabsRef = useShownTab()
  const may = useMayHere()
  useShortcuts(name, [
    ...tabs.map(({ tab, label, keys }) => ({
      keys,
      about: `Go to ${tab === 'story' ? 'the story' : label.toLowerCase()}`,
      run: () => go(paths.incident(name, tab)),
    })),
    { keys: 'g w', about: 'Go to the meeting', run: () => go(paths.meeting(name)) },
    ...(may('write') ? [{ keys: 'E', about: 'Edit the incident', run: () => setOpened('edit') }] : []),
  ])
  useStart('edit-incident', () => setOpened('edit'))
  useStart('incident-history', () => setOpened('history'))
  useStart('review-people', () => setOpened('people'))
  const removal = useIncidentRemoval(incident)
  const close = () => setOpened(null)
  return (
    <header>
      <div className="flex items-center justify-between gap-3">
        <p className="min-w-0 text-sm text-faint tabular">
          <span className="font-mono">{name}</span>
          {incident.isSample && ', an invented sample'}
        </p>
        <div className="no-print -my-1 flex shrink-0 items-center">
          <PathLink to={paths.meeting(name)} className={buttonClass('quiet')}>
            Meeting
          </PathLink>
          <IncidentMenu incident={incident} onOpen={setOpened} onRemove={removal.run} />
        </div>
      </div>
      <h1 tabIndex={-1} className="title text-lg sm:text-xl">
        {incident.title}
      </h1>
      <RefusalNotice error={removal.error} />
      <div className="mt-2.5">
        <Facts record={record} />
      </div>
      <div className="mt-5">
        <IncidentStrip incident={incident} />
      </div>
      <RecordStanding />
      {!incident.isSample && record.review.editionNumber === null && <Duties incident={incident} />}
      <nav
        ref={tabsRef}
        aria-label={`Parts of ${name}`}
        className="no-print -mx-4 mt-5 flex gap-6 overflow-x-auto border-b border-line px-4 sm:mx-0 sm:px-0"
      >
        {tabs.map(({ tab, label }) => (
          <PathLink key={tab} to={paths.incident(name, tab)} className={tabClass}>
            {label}
          </PathLink>
        ))}
      </nav>
      <Suspense fallback={null}>
        {opened === 'edit' && <IncidentEdit incident={incident} onClose={close} />}
        {opened === 'people' && <IncidentPeople incident={incident} onClose={close} />}
        {opened === 'history' && <IncidentHistory incident={incident} onClose={close} />}
      </Suspense>
    </header>
  )
}

/** Around every tab of an incident: reads the record, shows the header, hands the record down. */
export function IncidentFrame() {
  const { reference: name = '' } = useParams({ strict: false })
  const record = useQuery(recordQuery(name))
  const may = useStanding(record.data?.incident.id ?? null)
  useMarginClaim()
  useTitle(record.data === undefined ? name : `${name} ${record.data.incident.title}`)
  if (record.data === undefined) {
    if (record.error instanceof Refused && record.error.kind === 'not-found') return <PageNotFound />
    if (record.error !== null) return <PageFailed error={record.error} />
    return (
      <div className="mx-auto w-full max-w-[60rem]">
        <Skeleton lines={4} label={`Reading ${name}`} />
      </div>
    )
  }
  return (
    <RecordPlace.Provider value={record.data}>
      <MayPlace.Provider value={may ?? everybody}>
        <div className="mx-auto w-full max-w-[60rem]">
          {record.error !== null && (
            <Notice tone="amber">
              The server is out of reach. This is how {name} stood when it was last read.
            </Notice>
          )}
          <IncidentHeader record={record.data} />
          <div className="pt-7">
            <Outlet />
          </div>
        </div>
      </MayPlace.Provider>
    </RecordPlace.Provider>
  )
}
