import { laneWays } from '@secondstory/review/documents/timeline-lanes'
import { eventKinds } from '@secondstory/review/model/evidence'
import type { TimelineEvent } from '@secondstory/review/model/timeline'
import { useMemo, useRef } from 'react'
import { Button } from '../kit/Button.tsx'
import { Field, Select } from '../kit/Field.tsx'
import { useShortcuts } from '../kit/shortcuts.ts'
import { useTypedFilter } from '../pages/use-filters.ts'
import { zoneWord } from './local-clock.ts'
import { Switch } from './Switch.tsx'
import { isFiltered, shownStates, stateWords, valuesOf } from './timeline-filter.ts'
import { type Look, looks, type TimelineView } from './use-timeline-view.ts'

const lookWords: Readonly<Record<Look, string>> = { picture: 'Picture', list: 'List', table: 'Table' }

interface BarProps {
  readonly view: TimelineView
  /** Everything on the timeline, and how much of it is shown. */
  readonly events: readonly TimelineEvent[]
  readonly shownCount: number
  readonly laneName: (event: TimelineEvent) => string
}

/** How the timeline is looked at: picture, list or table; one clock or two. A reader whose zone is UTC needs no second. */
export function LookBar({ view, zone }: { readonly view: TimelineView; readonly zone: string }) {
  const toggle = () => view.change({ clock: view.isOwnClock ? 'utc' : 'own' })
  useShortcuts('Timeline', [
    {
      keys: 'w',
      about: 'Picture, list or table',
      run: () => view.change({ look: looks[(looks.indexOf(view.look) + 1) % looks.length] }),
    },
    {
      keys: 'l',
      about: 'Lanes by source, role or component',
      run: () => view.change({ lanes: laneWays[(laneWays.indexOf(view.lanes) + 1) % laneWays.length] }),
    },
    ...(zone === 'UTC' ? [] : [{ keys: 'z', about: 'Your own clock beside UTC', run: toggle }]),
  ])
  return (
    <div className="mb-1 flex flex-wrap items-center gap-x-4">
      <Switch
        label="View"
        isLabelHidden
        value={view.look}
        choices={looks.map((look) => ({ value: look, label: lookWords[look] }))}
        onChange={(look) => view.change({ look })}
      />
      <span className="flex-1" />
      {zone !== 'UTC' && (
        <Switch
          label="Clock"
          isLabelHidden
          value={view.isOwnClock ? 'own' : 'utc'}
          choices={[
            { value: 'utc', label: 'UTC' },
            { value: 'own', label: `UTC and ${zoneWord(zone)}` },
          ]}
          onChange={(clock) => view.change({ clock })}
        />
      )}
    </div>
  )
}

/** What of the timeline is shown, in one line; more than the draft is a choice. */
export function FilterBar({ view, events, shownCount, laneName }: BarProps) {
  const { filter, change, lanes } = view
  const [text, setText] = useTypedFilter(filter.text, (next) => change({ text: next }))
  const box = useRef<HTMLElement>(null)
  useShortcuts('Timeline', [
    { keys: '/', about: 'Search the timeline', run: () => box.current?.querySelector('input')?.focus() },
  ])
  const sources = useMemo(() => valuesOf(events, (event) => event.lane), [events])
  const laneValues = useMemo(() => valuesOf(events, laneName), [events, laneName])
  const kinds = useMemo(() => new Set(events.map((event) => event.kind)), [events])
  const options = (all: string, values: readonly string[]) => [
    { value: '', label: all },
    ...values.map((value) => ({ value, label: value })),
  ]
  return (
    <search
      ref={box}
      className="grid grid-cols-2 gap-2 pt-2 sm:grid-cols-[minmax(8rem,1fr)_repeat(auto-fit,minmax(7rem,9.5rem))]"
    >
      <Field
        label="Search the timeline"
        isLabelHidden
        type="search"
        placeholder="Search the timeline"
        className="col-span-2 sm:col-span-1"
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => event.key === 'Escape' && event.currentTarget.blur()}
      />
      <Select
        label="Kind of event"
        isLabelHidden
        value={filter.kind ?? ''}
        onChange={(event) => change({ kind: event.target.value })}
        options={[
          { value: '', label: 'Any kind' },
          ...Object.entries(eventKinds)
            .filter(([kind]) => [...kinds].some((each) => each === kind))
            .map(([value, label]) => ({ value, label })),
        ]}
      />
      <Select
        label="Source"
        isLabelHidden
        value={filter.source}
        onChange={(event) => change({ source: event.target.value })}
        options={options('Any source', sources)}
      />
      {lanes !== 'source' && (
        <Select
          label="Lane"
          isLabelHidden
          value={filter.lane}
          onChange={(event) => change({ lane: event.target.value })}
          options={options(`Any ${lanes}`, laneValues)}
        />
      )}
      <Select
        label="State"
        isLabelHidden
        value={filter.state}
        onChange={(event) => change({ state: event.target.value === 'draft' ? '' : event.target.value })}
        options={shownStates.map((state) => ({ value: state, label: stateWords[state] }))}
      />
      <Select
        label="Evidence"
        isLabelHidden
        value={filter.hasEvidence === null ? '' : filter.hasEvidence ? 'yes' : 'no'}
        onChange={(event) => change({ evidence: event.target.value })}
        options={[
          { value: '', label: 'Any evidence' },
          { value: 'yes', label: 'With evidence' },
          { value: 'no', label: 'By hand alone' },
        ]}
      />
      {isFiltered(filter) && (
        <p aria-live="polite" className="col-span-full flex flex-wrap items-center gap-x-2 text-sm text-soft">
          {shownCount === 0
            ? 'No event passes this filter.'
            : `${shownCount} of ${events.length} events are shown.`}
          <Button look="quiet" className="-my-1 px-2" onClick={() => change(nothing)}>
            Show the draft
          </Button>
        </p>
      )}
    </search>
  )
}

const nothing = { text: '', kind: '', source: '', lane: '', state: '', evidence: '' }
