import type { Incident } from '@secondstory/review/model/incident'
import type { TimelineEvent } from '@secondstory/review/model/timeline'
import { type KeyboardEvent, type PointerEvent, useEffect, useMemo, useRef, useState } from 'react'
import { IconButton } from '../kit/Button.tsx'
import { classes } from '../kit/classes.ts'
import {
  Axis,
  DensityStrip,
  type Family,
  Flags,
  familyWords,
  Gaps,
  Harm,
  LaneRow,
  laneplaces,
  shapeOf,
} from './picture-parts.tsx'
import {
  closer,
  firstView,
  flagsOf,
  instantAt,
  type LaneBy,
  type LaneEvents,
  laneEvents,
  laneIn,
  type Scale,
  type Stretch,
  startOf,
  untimed,
  wholeStretch,
} from './timeline-picture.ts'
import { bandsIn, type Silence, silences } from './timeline-silence.ts'
import { ticksOf } from './timeline-ticks.ts'
import { type PictureView, useDrag, usePictureView, useWheel, useWidth } from './use-picture-view.ts'

export interface PictureProps {
  readonly events: readonly TimelineEvent[]
  readonly incident: Incident
  readonly activeId: string | null
  readonly chosen: ReadonlySet<string>
  readonly onPick: (ids: readonly string[]) => void
}

/** The incident drawn to scale. Nothing is drawn while no event and no mark has a time. */
export function TimelinePicture(props: PictureProps) {
  const { events, incident } = props
  const whole = useMemo(() => wholeStretch(events, incident), [events, incident])
  return whole === null ? null : <Drawn {...props} whole={whole} />
}

const WIDE_PX = 640

function Drawn({
  events,
  incident,
  activeId,
  chosen,
  onPick,
  whole,
}: PictureProps & { readonly whole: Stretch }) {
  const [by, setBy] = useState<LaneBy>('source')
  const [hovered, setHovered] = useState<{ x: number; y: number; label: string } | null>(null)
  const frame = useRef<HTMLDivElement>(null)
  const full = useWidth(frame, 860)
  const lanes = useMemo(() => laneEvents(events, by), [events, by])
  const stretches = useMemo(() => silences(events), [events])
  const gutter = full > WIDE_PX ? gutterFor(lanes) : 0
  const width_px = full - gutter - 8
  const picture = usePictureView(whole, firstView(whole, incident))
  const scale: Scale = useMemo(() => ({ ...picture.view, width_px }), [picture.view, width_px])
  const surface = useRef<HTMLDivElement>(null)
  useWheel(surface, picture, scale)
  useFollow(picture, events, activeId)
  const drag = useDrag(picture, scale)
  const drawing = useMemo(
    () => layOut({ lanes, stretches, incident, scale, gutter }),
    [lanes, stretches, incident, scale, gutter],
  )
  const latest = useRef({ events, onPick, picture, wasDragged: drag.wasDragged })
  latest.current = { events, onPick, picture, wasDragged: drag.wasDragged }
  const linked = useMemo(
    () => ({
      activeId,
      chosen,
      onHover: setHovered,
      onPick: (ids: readonly string[]) => {
        const now = latest.current
        if (now.wasDragged()) return
        const [first] = ids
        // A dot of several is a question: closer, which is which? Only those of one instant cannot be told apart.
        const stretch = closer(now.events.filter((event) => ids.includes(event.id)))
        if (stretch === null) return now.onPick(ids)
        now.picture.look(stretch)
        setHovered(null)
        if (first !== undefined) now.onPick([first])
      },
    }),
    [activeId, chosen],
  )
  const { places, flags, bands, ticks, top, bottom } = drawing
  return (
    <section ref={frame} aria-label="Picture of the timeline" className="select-none overflow-x-clip">
      <Toolbar by={by} onBy={setBy} picture={picture} untimedCount={untimed(events)} />
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for form controls; this groups a drawing with its keys. */}
      <div
        ref={surface}
        role="group"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the drawing takes keys: plus, minus, arrows and 0.
        tabIndex={0}
        aria-label={`${events.length} events in ${places.length} lanes, drawn to scale. Plus and minus zoom, arrows move, 0 shows all. The list below has every event.`}
        onKeyDown={(event) => onPictureKey(event, picture)}
        {...drag.handlers}
        className="relative touch-pan-y rounded-sm"
        style={{
          marginInlineStart: gutter,
          inlineSize: width_px,
          cursor: picture.isWhole ? undefined : 'grab',
        }}
      >
        <svg aria-hidden="true" width={width_px} height={bottom + 20} className="block overflow-visible">
          <defs>
            <pattern
              id="picture-gap"
              width="7"
              height="7"
              patternUnits="userSpaceOnUse"
              patternTransform="rotate(45)"
            >
              <line x1="0" y1="0" x2="0" y2="7" className="stroke-line" strokeWidth="1" />
            </pattern>
            <clipPath id="picture-view">
              <rect x={-9} y={0} width={width_px + 18} height={bottom + 20} />
            </clipPath>
          </defs>
          <Harm incident={incident} scale={scale} height={bottom} />
          <Gaps bands={bands} top={top} height={bottom - top} />
          <Axis ticks={ticks} top={top} height={bottom - top} />
          <Flags flags={flags} height={bottom} width={width_px} />
          {places.map((place) => (
            <LaneRow key={place.lane.label} place={place} gutter={gutter} width={width_px} linked={linked} />
          ))}
        </svg>
        {hovered !== null && <Caption {...hovered} width={width_px} />}
      </div>
      <Overview events={events} whole={whole} picture={picture} width={width_px} gutter={gutter} />
    </section>
  )
}

/** Room for the names of the lanes: as much as the longest needs, up to a limit beyond which names are cut. */
function gutterFor(lanes: readonly LaneEvents[]): number {
  const longest = Math.max(0, ...lanes.map((lane) => lane.label.length))
  return Math.min(208, Math.max(96, Math.ceil(longest * 6.6) + 14))
}

interface ToLayOut {
  readonly lanes: readonly LaneEvents[]
  readonly stretches: readonly Silence[]
  readonly incident: Incident
  readonly scale: Scale
  readonly gutter: number
}

function layOut({ lanes, stretches, incident, scale, gutter }: ToLayOut) {
  const flags = flagsOf(incident, scale)
  const top =
    10 +
    18 *
      Math.max(
        Math.min(2, flags.length),
        ...flags.filter((flag) => flag.isInView).map((flag) => flag.row + 1),
      )
  const places = laneplaces(
    lanes.map((lane) => laneIn(lane, scale)),
    top + 2,
    gutter === 0 ? 14 : 0,
  )
  const last = places.at(-1)
  const bands = bandsIn(stretches, scale)
  const bottom = (last === undefined ? top + 24 : last.top + last.height) + 18
  return { places, flags, bands, ticks: ticksOf(scale), top, bottom }
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

function onPictureKey(event: KeyboardEvent, picture: PictureView): void {
  const step = {
    '+': () => picture.zoom(0.6),
    '=': () => picture.zoom(0.6),
    '-': () => picture.zoom(1 / 0.6),
    ArrowLeft: () => picture.pan(-0.2),
    ArrowRight: () => picture.pan(0.2),
    '0': picture.reset,
  }[event.key]
  if (step === undefined || event.metaKey || event.ctrlKey || event.altKey) return
  event.preventDefault()
  event.stopPropagation()
  step()
}

function Toolbar({
  by,
  onBy,
  picture,
  untimedCount,
}: {
  readonly untimedCount: number
  readonly by: LaneBy
  readonly onBy: (by: LaneBy) => void
  readonly picture: PictureView
}) {
  return (
    <div className="mb-1 flex items-center gap-1">
      <fieldset className="flex items-center">
        <legend className="sr-only">Lanes by</legend>
        <span aria-hidden="true" className="me-1.5 text-sm text-faint">
          Lanes by
        </span>
        {(['source', 'role'] as const).map((each) => (
          <button
            key={each}
            type="button"
            aria-pressed={by === each}
            onClick={() => onBy(each)}
            className="target rounded-sm px-2 text-sm text-soft hover:text-ink aria-pressed:font-medium aria-pressed:text-ink aria-pressed:underline aria-pressed:decoration-accent aria-pressed:decoration-2 aria-pressed:underline-offset-[6px]"
          >
            {each}
          </button>
        ))}
      </fieldset>
      {untimedCount > 0 && (
        <span className="hidden ps-3 text-xs text-faint lg:inline">
          {untimedCount === 1 ? 'one event has no time' : `${untimedCount} events have no time`}
        </span>
      )}
      <span className="flex-1" />
      <Legend />
      <button
        type="button"
        onClick={picture.reset}
        aria-hidden={picture.isWhole}
        tabIndex={picture.isWhole ? -1 : 0}
        className={classes(
          'target rounded-sm px-2 text-sm text-soft hover:text-ink',
          picture.isWhole && 'invisible',
        )}
      >
        Show all
      </button>
      <IconButton
        label="Zoom out"
        keys="−"
        icon="minus"
        onClick={() => picture.zoom(1 / 0.6)}
        disabled={picture.isWhole}
      />
      <IconButton label="Zoom in" keys="+" icon="plus" onClick={() => picture.zoom(0.6)} />
    </div>
  )
}

function Caption({
  x,
  y,
  label,
  width,
}: {
  readonly x: number
  readonly y: number
  readonly label: string
  readonly width: number
}) {
  const isRight = x > width * 0.6
  return (
    <div
      className="pointer-events-none absolute z-10 line-clamp-3 max-w-80 rounded-md bg-ink px-2.5 py-1.5 text-sm text-paper"
      style={{ top: y + 14, ...(isRight ? { right: width - x - 8 } : { left: x - 8 }) }}
    >
      {label}
    </div>
  )
}

function Overview({
  events,
  whole,
  picture,
  width,
  gutter,
}: {
  readonly events: readonly TimelineEvent[]
  readonly whole: Stretch
  readonly picture: PictureView
  readonly width: number
  readonly gutter: number
}) {
  const isDown = useRef(false)
  const go = (event: PointerEvent<HTMLDivElement>) => {
    const at = instantAt(event.clientX - event.currentTarget.getBoundingClientRect().left, {
      ...whole,
      width_px: width,
    })
    const half = (picture.view.to_ms - picture.view.from_ms) / 2
    if (!picture.isWhole) picture.look({ from_ms: at - half, to_ms: at + half })
  }
  return (
    <div
      aria-hidden="true"
      className="mt-1.5 touch-none"
      style={{ marginInlineStart: gutter, inlineSize: width }}
      onPointerDown={(event) => {
        isDown.current = true
        event.currentTarget.setPointerCapture(event.pointerId)
        go(event)
      }}
      onPointerMove={(event) => isDown.current && go(event)}
      onPointerUp={() => {
        isDown.current = false
      }}
    >
      <DensityStrip events={events} whole={whole} view={picture.view} width={width} />
    </div>
  )
}

const familyOrder: readonly Family[] = ['alarm', 'change', 'people', 'remedy']

function Legend() {
  return (
    <p aria-hidden="true" className="hidden items-center gap-x-3.5 text-xs text-faint sm:flex">
      {familyOrder.map((family) => (
        <span key={family} className="inline-flex items-center gap-1">
          <svg aria-hidden="true" width="12" height="12" viewBox="-6 -6 12 12">
            <path d={shapeOf(family, 4)} className="fill-soft" />
          </svg>
          {familyWords[family]}
        </span>
      ))}
      <span className="inline-flex items-center gap-1">
        <svg aria-hidden="true" width="12" height="12" viewBox="-6 -6 12 12">
          <path d={shapeOf('people', 4)} className="fill-paper stroke-edge" strokeWidth="1.2" />
        </svg>
        proposed
      </span>
    </p>
  )
}
