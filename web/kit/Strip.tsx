import { useLayoutEffect, useRef, useState } from 'react'
import { placeLabels } from './strip-layout.ts'

/** How a mark is drawn; each meaning has its own shape, so none needs colour. */
export type StripShape = 'circle' | 'triangle' | 'square' | 'diamond'

/** A mark on the strip: where, what it is called, and its time in words. */
export interface StripMark {
  readonly key: string
  readonly at_ms: number
  readonly label: string
  readonly clock: string
  readonly shape: StripShape
}

/** A stretch drawn on the line. `isHarm` is the one thing here that may be red. */
export interface StripSpan {
  readonly from_ms: number
  readonly to_ms: number
  readonly isHarm: boolean
}

const shapes: Readonly<Record<StripShape, string>> = {
  circle: 'M-4.5 0a4.5 4.5 0 1 0 9 0a4.5 4.5 0 1 0-9 0z',
  triangle: 'M0-5.4 5.2 4H-5.2z',
  square: 'M-4.2-4.2H4.2V4.2H-4.2z',
  diamond: 'M0-5.6 5.6 0 0 5.6-5.6 0z',
}

const line_px = 9
const rowHeight_px = 20

function useWidth() {
  const ref = useRef<HTMLDivElement>(null)
  const [width_px, setWidth] = useState(0)
  useLayoutEffect(() => {
    const element = ref.current
    if (element === null) return
    setWidth(element.clientWidth)
    const observer = new ResizeObserver(() => setWidth(element.clientWidth))
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  return { ref, width_px }
}

/** Moments on a line, true to scale: a gap looks like a gap. The same facts stand in a list for screen readers. */
export function Strip({
  label,
  marks,
  spans = [],
}: {
  readonly label: string
  readonly marks: readonly StripMark[]
  readonly spans?: readonly StripSpan[]
}) {
  const { ref, width_px } = useWidth()
  const first = Math.min(...marks.map((mark) => mark.at_ms))
  const last = Math.max(...marks.map((mark) => mark.at_ms))
  const share = (at_ms: number) => 0.012 + (last === first ? 0 : ((at_ms - first) / (last - first)) * 0.976)
  const ordered = marks.toSorted((a, b) => a.at_ms - b.at_ms)
  const placed = placeLabels(
    ordered.map((mark) => ({
      share: share(mark.at_ms),
      labelWidth_px: (mark.label.length + mark.clock.length) * 6.9 + 16,
    })),
    width_px,
  )
  const rows = Math.max(1, ...placed.map(({ row }) => row + 1))
  const height_px = line_px * 2 + rows * rowHeight_px + 4
  return (
    <figure aria-label={label} className="w-full">
      {/* Time runs from left to right in every script. */}
      <div ref={ref} dir="ltr" className="relative overflow-x-clip" style={{ blockSize: height_px }}>
        {width_px > 0 && (
          <>
            <svg
              aria-hidden="true"
              width={width_px}
              height={height_px}
              className="absolute inset-0 overflow-visible"
            >
              <line
                x1="0"
                x2={width_px}
                y1={line_px}
                y2={line_px}
                stroke="var(--color-line)"
                strokeWidth="1.5"
              />
              {spans.map((span) => (
                <line
                  key={`${span.from_ms} ${span.to_ms}`}
                  x1={share(span.from_ms) * width_px}
                  x2={share(span.to_ms) * width_px}
                  y1={line_px}
                  y2={line_px}
                  stroke={span.isHarm ? 'var(--color-harm)' : 'var(--color-edge)'}
                  strokeWidth="3"
                />
              ))}
              {ordered.map((mark, index) => {
                const place = placed[index]
                if (place === undefined) return null
                return (
                  <g key={mark.key}>
                    {place.row > 0 && (
                      <line
                        x1={place.x_px}
                        x2={place.x_px}
                        y1={line_px}
                        y2={line_px * 2 + place.row * rowHeight_px + 4}
                        stroke="var(--color-line)"
                      />
                    )}
                    <path
                      d={shapes[mark.shape]}
                      transform={`translate(${place.x_px} ${line_px})`}
                      fill="var(--color-ink)"
                      stroke="var(--color-paper)"
                      strokeWidth="1.5"
                    />
                  </g>
                )
              })}
            </svg>
            {ordered.map((mark, index) => (
              <span
                key={mark.key}
                aria-hidden="true"
                className="absolute bg-paper pe-1 text-sm whitespace-nowrap"
                style={{
                  insetInlineStart: placed[index]?.labelX_px,
                  insetBlockStart: line_px * 2 + (placed[index]?.row ?? 0) * rowHeight_px + 2,
                }}
              >
                <span className="text-faint">{mark.label}</span> <span className="tabular">{mark.clock}</span>
              </span>
            ))}
          </>
        )}
      </div>
      <figcaption className="sr-only">
        {ordered.map((mark) => `${mark.label} ${mark.clock}`).join(', ')}
      </figcaption>
    </figure>
  )
}
