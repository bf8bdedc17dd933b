import {
  type Family,
  familyWords,
  type LaneBy,
  type LaneEvents,
  laneWays,
} from '@secondstory/review/documents/timeline-lanes'
import type { TimelineEvent } from '@secondstory/review/model/timeline'
import { memo } from 'react'
import { IconButton } from '../kit/Button.tsx'
import { classes } from '../kit/classes.ts'
import { Icon } from '../kit/Icon.tsx'
import type { PlacedLane } from './PictureLanes.tsx'
import { shapeOf } from './picture-parts.tsx'
import { Switch } from './Switch.tsx'
import type { PictureView } from './use-picture-view.ts'

interface ToolsProps {
  readonly by: LaneBy
  readonly onBy: (by: LaneBy) => void
  readonly picture: PictureView
  readonly events: readonly TimelineEvent[]
  /** Zooms to what is chosen; null while nothing is. */
  readonly onChosen: (() => void) | null
}

/** What lanes are made by, what the shapes mean, and how near one looks. */
export function PictureTools({ by, onBy, picture, events, onChosen }: ToolsProps) {
  const untimed = events.filter((event) => event.happenedAt === null).length
  return (
    <div className="mb-1 flex flex-wrap items-center gap-x-1">
      <Switch
        label="Lanes by"
        value={by}
        choices={laneWays.map((way) => ({ value: way, label: way }))}
        onChange={onBy}
      />
      {untimed > 0 && (
        <span className="hidden ps-3 text-xs text-faint lg:inline">
          {untimed === 1 ? 'one event has no time' : `${untimed} events have no time`}
        </span>
      )}
      <span className="flex-1" />
      <Legend />
      {onChosen !== null && (
        <button type="button" onClick={onChosen} className={quietClass}>
          To the chosen
        </button>
      )}
      <button
        type="button"
        onClick={picture.reset}
        aria-hidden={picture.isWhole}
        tabIndex={picture.isWhole ? -1 : 0}
        className={classes(quietClass, picture.isWhole && 'invisible')}
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

const quietClass = 'target rounded-sm px-2 text-sm text-soft hover:text-ink'

/** The names of the lanes, each a button that folds its lane to a line. On a narrow picture they stand above their lanes. */
export const LaneNames = memo(function LaneNames({
  lanes,
  placed,
  gutter,
  isCounted,
  onFold,
}: {
  readonly lanes: readonly LaneEvents[]
  readonly placed: readonly PlacedLane[]
  readonly gutter: number
  /** Lanes of roles are not counted: a role may be one person. */
  readonly isCounted: boolean
  readonly onFold: (label: string) => void
}) {
  const isNarrow = gutter === 0
  return placed.map(({ place }, index) => {
    const count = lanes[index]?.events.length ?? 0
    return (
      <button
        key={place.label}
        type="button"
        aria-expanded={!place.isFolded}
        aria-label={`Lane ${place.label}${isCounted ? `, ${count === 1 ? 'one event' : `${count} events`}` : ''}`}
        title={place.label}
        onClick={(event) => {
          event.stopPropagation()
          onFold(place.label)
        }}
        onPointerDown={(event) => event.stopPropagation()}
        className="absolute flex items-center gap-0.5 rounded-sm text-start text-xs text-soft hover:text-ink"
        style={{
          left: isNarrow ? 0 : -gutter,
          top: isNarrow ? place.top - 5 : place.top + (place.isFolded ? -5 : 0),
          height: isNarrow ? 24 : Math.max(24, place.height),
          maxWidth: isNarrow ? '80%' : gutter - 8,
        }}
      >
        {isNarrow && <span data-plate aria-hidden="true" className="absolute inset-x-0 top-1 h-4 bg-paper" />}
        <span className="relative flex min-w-0 items-center gap-0.5">
          <Icon name={place.isFolded ? 'right' : 'down'} size={12} />
          <span className="truncate">{place.label}</span>
        </span>
      </button>
    )
  })
})

/** What a shape says, beside it. */
export function Caption({
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
      style={{
        top: y + 16,
        ...(isRight ? { right: Math.max(0, width - x - 8) } : { left: Math.max(0, x - 8) }),
      }}
    >
      {label}
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
