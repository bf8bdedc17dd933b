import {
  type LaneBy,
  type LaneEvents,
  laneEvents,
  laneOf,
} from '@secondstory/review/documents/timeline-lanes'
import {
  type Hit,
  hitAt,
  type Layout,
  lanesAt,
  layOut,
  phaseBands,
  wordsOf,
} from '@secondstory/review/documents/timeline-picture'
import {
  closer,
  firstView,
  type Scale,
  type Stretch,
  startOf,
  wholeStretch,
} from '@secondstory/review/documents/timeline-scale'
import type { Tile } from '@secondstory/review/documents/timeline-shapes'
import { silences } from '@secondstory/review/documents/timeline-silence'
import type { Incident } from '@secondstory/review/model/incident'
import type { TimelineEvent } from '@secondstory/review/model/timeline'
import { type KeyboardEvent, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useShortcuts } from '../kit/shortcuts.ts'
import { aheadOf } from './local-clock.ts'
import { LaneShapes, LitShapes, type PlacedLane } from './PictureLanes.tsx'
import { PictureStrip } from './PictureStrip.tsx'
import { Caption, LaneNames, PictureTools } from './picture-controls.tsx'
import { Definitions, Ground } from './picture-parts.tsx'
import { type PictureView, useDrag, usePictureView, useWheel, useWidth } from './use-picture-view.ts'

export interface PictureProps {
  /** Everything on the timeline, and what of it passes the filter: the strip shows both. */
  readonly events: readonly TimelineEvent[]
  readonly shown: readonly TimelineEvent[]
  readonly incident: Incident
  readonly known: ReadonlyMap<string, number>
  readonly by: LaneBy
  readonly onBy: (by: LaneBy) => void
  /** The reader's zone when its clock is shown beside UTC. */
  readonly zone: string | null
  readonly activeId: string | null
  readonly chosen: ReadonlySet<string>
  readonly onPick: (ids: readonly string[]) => void
  readonly onOpen: () => void
  /** Tells which stretch is in view, for the export of what is shown. */
  readonly onView: (view: Stretch) => void
}

/** The incident drawn to scale. Nothing is drawn while no event and no mark has a time. */
export function TimelinePicture(props: PictureProps) {
  const { events, incident } = props
  const whole = useMemo(() => wholeStretch(events, incident), [events, incident])
  return whole === null ? null : <Drawn {...props} whole={whole} />
}

const WIDE_PX = 640
const HOUR_MS = 3_600_000

function Drawn(props: PictureProps & { readonly whole: Stretch }) {
  const { shown, incident, known, by, activeId, chosen, whole, zone } = props
  const [hovered, setHovered] = useState<Hit | null>(null)
  const frame = useRef<HTMLDivElement>(null)
  const full = useWidth(frame, 860)
  const lanes = useMemo(() => laneEvents(shown, by, incident.components), [shown, by, incident.components])
  const { folded, fold } = useFolded(by)
  const gutter = full > WIDE_PX ? gutterFor(lanes) : 0
  const width_px = full - gutter - 8
  const picture = usePictureView(whole, firstView(whole, incident))
  const scale: Scale = useMemo(() => ({ ...picture.view, width_px }), [picture.view, width_px])
  const surface = useRef<HTMLDivElement>(null)
  useWheel(surface, picture, scale)
  useFollow(picture, props.events, activeId)
  useReport(props.onView, picture.view)
  const drag = useDrag(picture, scale)
  const { layout, placed, tile } = useLayout({ ...props, lanes, folded, scale, isNarrow: gutter === 0 })
  const shift = (tile.origin_ms - scale.from_ms) / tile.ms_per_px
  const toChosen = useToChosen(picture, props.events, chosen)
  const pick = (hit: Hit) => {
    if (drag.wasDragged()) return
    const ids = hit.events.map(({ event }) => event.id)
    // A shape of several is a question: closer, which is which? Only those of one instant cannot be told apart.
    const stretch = hit.events.length === 1 ? null : closer(hit.events.map(({ event }) => event))
    setHovered(null)
    if (stretch === null) return props.onPick(ids)
    picture.look(stretch)
    props.onPick(ids.slice(0, 1))
  }
  const under = (event: { clientX: number; clientY: number; currentTarget: Element }): Hit | null => {
    const box = event.currentTarget.getBoundingClientRect()
    const at = { x: event.clientX - box.left - shift, y: event.clientY - box.top }
    const hit = hitAt(placed, tile, at)
    return hit === null ? null : { ...hit, x: hit.x + shift }
  }
  return (
    <section
      ref={frame}
      aria-label="Picture of the timeline"
      dir="ltr"
      className="select-none overflow-x-clip"
    >
      <PictureTools
        by={by}
        onBy={props.onBy}
        picture={picture}
        events={shown}
        onChosen={chosen.size > 1 ? toChosen : null}
      />
      <PictureStrip {...props} picture={picture} width={width_px} gutter={gutter} />
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for form controls; this groups a drawing with its keys. */}
      <div
        ref={surface}
        role="group"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the drawing takes keys: plus, minus, arrows, Home, End and 0.
        tabIndex={0}
        aria-label={`${shown.length} events in ${lanes.length} lanes, drawn to scale. Plus and minus zoom, arrows move, Home and End go to the ends, 0 shows all, Enter opens the event of the list. The list below has every event.`}
        onKeyDown={(event) => onPictureKey(event, { picture, open: props.onOpen })}
        {...drag.handlers}
        onPointerMove={(event) => {
          drag.handlers.onPointerMove(event)
          if (event.pointerType !== 'mouse' || drag.isDown()) return
          // Looked up now: by the time React takes the state over, the event is nobody's any more.
          const hit = under(event)
          setHovered((before) => same(before, hit))
        }}
        onPointerLeave={() => setHovered(null)}
        onClick={(event) => {
          const hit = under(event)
          if (hit !== null) pick(hit)
        }}
        onDoubleClick={(event) => under(event)?.events.length === 1 && props.onOpen()}
        className="relative touch-pan-y rounded-sm"
        style={{
          marginLeft: gutter,
          width: width_px,
          cursor: hovered !== null ? 'pointer' : picture.isWhole ? undefined : 'grab',
        }}
      >
        <svg aria-hidden="true" width={width_px} height={layout.height} className="block overflow-visible">
          <Definitions width={width_px} height={layout.height} />
          <Ground layout={layout} incident={incident} scale={scale} />
          <g clipPath="url(#picture-view)">
            <g transform={`translate(${shift} 0)`}>
              <LaneShapes placed={placed} tile={tile} known={known} />
              <LitShapes placed={placed} tile={tile} known={known} activeId={activeId} chosen={chosen} />
            </g>
          </g>
          {drag.drawn !== null && (
            <rect
              x={Math.min(drag.drawn.from, drag.drawn.to)}
              width={Math.abs(drag.drawn.to - drag.drawn.from)}
              y={0}
              height={layout.axisAt}
              className="fill-accent/12 stroke-accent"
            />
          )}
        </svg>
        <LaneNames lanes={lanes} placed={placed} gutter={gutter} isCounted={by !== 'role'} onFold={fold} />
        {zone !== null && <ClockNames layout={layout} zone={zone} isNarrow={gutter === 0} />}
        {hovered !== null && (
          <Caption x={hovered.x} y={hovered.y} label={wordsOf(hovered.events)} width={width_px} />
        )}
      </div>
    </section>
  )
}

/** The same shape under the pointer leaves the page as it is. */
function same(before: Hit | null, now: Hit | null): Hit | null {
  const isSame = before?.events[0] === now?.events[0] && before?.events.length === now?.events.length
  return isSame ? before : now
}

function ClockNames({
  layout,
  zone,
  isNarrow,
}: {
  readonly layout: Layout
  readonly zone: string
  readonly isNarrow: boolean
}) {
  if (isNarrow) return null
  const word = zone.split('/').at(-1)?.replaceAll('_', ' ')
  return (
    <p
      aria-hidden="true"
      className="absolute text-xs text-faint"
      style={{ right: 'calc(100% + 14px)', top: layout.axisAt + 2 }}
    >
      <span className="block pe-3 text-end leading-[19px]">UTC</span>
      <span className="block pe-3 text-end leading-[19px] whitespace-nowrap">{word}</span>
    </p>
  )
}

/** Room for the names of the lanes: as much as the longest needs, up to a limit beyond which names are cut. */
function gutterFor(lanes: readonly LaneEvents[]): number {
  const longest = Math.max(0, ...lanes.map((lane) => lane.label.length))
  return Math.min(208, Math.max(104, Math.ceil(longest * 6.6) + 30))
}

interface ToLayOut extends PictureProps {
  readonly lanes: readonly LaneEvents[]
  readonly folded: ReadonlySet<string>
  readonly scale: Scale
  readonly isNarrow: boolean
}

/**
 * The picture laid out for one view. What depends on the zoom alone is kept while the picture is moved, and a stretch
 * wider than the view is drawn, so that moving it moves one group and draws nothing.
 */
function useLayout({ lanes, folded, scale, isNarrow, shown, incident, zone }: ToLayOut) {
  const length = Math.round(scale.to_ms - scale.from_ms)
  const ms_per_px = length / Math.max(1, scale.width_px)
  const stretches = useMemo(() => silences(shown), [shown])
  const phases = useMemo(() => phaseBands(shown, incident), [shown, incident])
  const drawn = { lanes, stretches, incident, folded, phases, isNarrow }
  // The clock of a zone changes twice a year; asking for it with every move would be felt.
  const hour_ms = Math.floor((scale.from_ms + scale.to_ms) / 2 / HOUR_MS) * HOUR_MS
  const ahead_ms = useMemo(() => (zone === null ? null : aheadOf(hour_ms, zone)), [zone, hour_ms])
  const layout = layOut({ ...drawn, ahead_ms }, scale)
  const at = useMemo(() => lanesAt(lanes, ms_per_px), [lanes, ms_per_px])
  const { places, top } = layout
  // biome-ignore lint/correctness/useExhaustiveDependencies: places follow from lanes, folds and where the first one begins.
  const placed = useMemo(
    () =>
      at.flatMap((lane, index): readonly PlacedLane[] => {
        const place = places[index]
        return place === undefined ? [] : [{ lane, place }]
      }),
    [at, folded, top, isNarrow],
  )
  const index = Math.floor(scale.from_ms / length)
  const tile: Tile = useMemo(() => {
    const origin_ms = index * length
    return { origin_ms, from_ms: origin_ms, to_ms: origin_ms + 2 * length, ms_per_px }
  }, [index, length, ms_per_px])
  return { layout, placed, tile }
}

/** Which lanes are folded; lanes made another way begin open. */
function useFolded(by: LaneBy) {
  const [state, setState] = useState<{ readonly by: LaneBy; readonly labels: ReadonlySet<string> }>({
    by,
    labels: new Set(),
  })
  const folded = useMemo(() => (state.by === by ? state.labels : new Set<string>()), [state, by])
  const fold = useCallback(
    (label: string) =>
      setState((before) => {
        const labels = new Set(before.by === by ? before.labels : [])
        if (!labels.delete(label)) labels.add(label)
        return { by, labels }
      }),
    [by],
  )
  return { folded, fold }
}

/** Moving in the list brings the event into view, without moving a picture that already shows it. */
function useFollow(picture: PictureView, events: readonly TimelineEvent[], activeId: string | null): void {
  const latest = useRef({ picture, events })
  latest.current = { picture, events }
  useEffect(() => {
    const event = latest.current.events.find((each) => each.id === activeId)
    const start = event === undefined ? null : startOf(event)
    if (start !== null) latest.current.picture.show(start)
  }, [activeId])
}

function useReport(onView: (view: Stretch) => void, view: Stretch): void {
  useEffect(() => onView(view), [onView, view])
}

/** Zooms to what is chosen. */
function useToChosen(
  picture: PictureView,
  events: readonly TimelineEvent[],
  chosen: ReadonlySet<string>,
): () => void {
  const zoom = () => {
    const stretch = closer(events.filter((event) => chosen.has(event.id)))
    if (stretch !== null) picture.look(stretch)
  }
  useShortcuts('Picture', [
    { keys: 'f', about: 'Zoom to what is chosen', run: zoom },
    { keys: '+', about: 'Zoom in', run: () => picture.zoom(0.6) },
    { keys: '-', about: 'Zoom out', run: () => picture.zoom(1 / 0.6) },
    { keys: '0', about: 'Show all', run: picture.reset },
  ])
  return zoom
}

function onPictureKey(
  event: KeyboardEvent,
  { picture, open }: { readonly picture: PictureView; readonly open: () => void },
): void {
  const step = {
    '+': () => picture.zoom(0.6),
    '=': () => picture.zoom(0.6),
    '-': () => picture.zoom(1 / 0.6),
    ArrowLeft: () => picture.pan(-0.2),
    ArrowRight: () => picture.pan(0.2),
    Home: () => picture.toEnd('first'),
    End: () => picture.toEnd('last'),
    Enter: open,
    '0': picture.reset,
  }[event.key]
  if (step === undefined || event.metaKey || event.ctrlKey || event.altKey) return
  if (event.target !== event.currentTarget) return
  event.preventDefault()
  event.stopPropagation()
  step()
}

/** The name of an event's lane, for filters that speak of lanes. */
export function laneNameOf(by: LaneBy, components: readonly string[]): (event: TimelineEvent) => string {
  return (event) => laneOf(event, by, components)
}
