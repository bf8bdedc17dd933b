/**
 * How this reader looks at the timeline: which view, which lanes, which clocks, and what is filtered. All of it stands in
 * the address, so that it can be sent to somebody; view, lanes and clocks are remembered on this machine as well.
 */
import { type LaneBy, laneWays } from '@secondstory/review/documents/timeline-lanes'
import { useSearch } from '@tanstack/react-router'
import { useMemo, useRef } from 'react'
import { useGo } from '../PathLink.tsx'
import { type Filters, paths } from '../paths.ts'
import { filterFrom, type TimelineFilter } from './timeline-filter.ts'

/** Picture with the list below, the list alone, or a table. */
export const looks = ['picture', 'list', 'table'] as const
export type Look = (typeof looks)[number]

export interface TimelineView {
  readonly look: Look
  readonly lanes: LaneBy
  /** Whether the reader's own clock stands beside UTC. */
  readonly isOwnClock: boolean
  readonly filter: TimelineFilter
  /** Changes some of it in the address; empty values leave it. View, lanes and clocks are remembered. */
  readonly change: (next: Filters) => void
}

const remembered = ['look', 'lanes', 'clock'] as const
const keyOf = (name: string) => `second-story-timeline-${name}`

function kept(name: (typeof remembered)[number], search: Filters): string {
  return search[name] ?? localStorage.getItem(keyOf(name)) ?? ''
}

export function useTimelineView(reference: string): TimelineView {
  const search: Filters = useSearch({ strict: false })
  const go = useGo()
  const latest = useRef({ search, go, reference })
  latest.current = { search, go, reference }
  const change = useMemo(
    () => (next: Filters) => {
      const now = latest.current
      for (const name of remembered) {
        const value = next[name]
        if (value !== undefined) localStorage.setItem(keyOf(name), value)
      }
      now.go(paths.timeline(now.reference, { ...now.search, ...next }), { replace: true, isHere: true })
    },
    [],
  )
  const { text, kind, source, lane, state, evidence } = search
  // biome-ignore lint/correctness/useExhaustiveDependencies: the filter is made of exactly these; `search` is new with every address.
  const filter = useMemo(() => filterFrom(search), [text, kind, source, lane, state, evidence])
  return {
    look: looks.find((each) => each === kept('look', search)) ?? 'picture',
    lanes: laneWays.find((each) => each === kept('lanes', search)) ?? 'source',
    isOwnClock: kept('clock', search) === 'own',
    filter,
    change,
  }
}
