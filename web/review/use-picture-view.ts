import { type PointerEvent, type RefObject, useEffect, useRef, useState } from 'react'
import { instantAt, panned, type Scale, type Stretch, showing, zoomed } from './timeline-picture.ts'

/** What the picture shows of time, and the ways to change it. */
export interface PictureView {
  readonly view: Stretch
  readonly isWhole: boolean
  readonly zoom: (factor: number, anchor_ms?: number) => void
  readonly pan: (share: number) => void
  readonly show: (at_ms: number) => void
  readonly look: (view: Stretch) => void
  readonly reset: () => void
}

/** Keeps the view while events come and go; asks for nothing when the whole is in view. */
export function usePictureView(whole: Stretch, first: Stretch | null): PictureView {
  // Null means "the whole", so that an event added at the end is seen without a zoom.
  const [chosen, setChosen] = useState<Stretch | null>(first)
  const view = chosen ?? whole
  const set = (next: Stretch) => {
    const isWhole = next.from_ms <= whole.from_ms && next.to_ms >= whole.to_ms
    setChosen(isWhole ? null : next)
  }
  return {
    view,
    isWhole: chosen === null,
    zoom: (factor, anchor_ms) => set(zoomed(view, { factor, anchor_ms }, whole)),
    pan: (share) => set(panned(view, share, whole)),
    show: (at_ms) => set(showing(view, at_ms, whole)),
    look: (next) => set(zoomed(next, { factor: 1 }, whole)),
    reset: () => setChosen(null),
  }
}

/**
 * Wheel: sideways moves, with Ctrl or ⌘ (which is also what a pinch on a touchpad sends) it zooms under the pointer.
 * A plain wheel still scrolls the page: a picture that swallows it would be a trap on the way down.
 */
export function useWheel(surface: RefObject<HTMLElement | null>, picture: PictureView, scale: Scale): void {
  const latest = useRef({ picture, scale })
  latest.current = { picture, scale }
  useEffect(() => {
    const element = surface.current
    if (element === null) return
    const onWheel = (event: WheelEvent) => {
      const now = latest.current
      const sideways = event.shiftKey && event.deltaX === 0 ? event.deltaY : event.deltaX
      if (event.ctrlKey || event.metaKey) {
        event.preventDefault()
        const x = event.clientX - element.getBoundingClientRect().left
        const step = Math.max(-60, Math.min(60, event.deltaY))
        now.picture.zoom(Math.exp(step * 0.008), instantAt(x, now.scale))
      } else if (Math.abs(sideways) > Math.abs(event.shiftKey ? 0 : event.deltaY)) {
        event.preventDefault()
        now.picture.pan(sideways / now.scale.width_px)
      }
    }
    // React's own wheel listeners are passive and could not keep the page still.
    element.addEventListener('wheel', onWheel, { passive: false })
    return () => element.removeEventListener('wheel', onWheel)
  }, [surface])
}

/** Pointers for drag (one) and pinch (two). Spread onto the surface; `wasDragged` tells a click from the end of a drag. */
export function useDrag(picture: PictureView, scale: Scale) {
  const pointers = useRef(new Map<number, number>())
  const travelled = useRef(0)
  const place = (event: PointerEvent<HTMLElement>) =>
    event.clientX - event.currentTarget.getBoundingClientRect().left
  const onPointerDown = (event: PointerEvent<HTMLElement>) => {
    if (event.button !== 0) return
    if (pointers.current.size === 0) travelled.current = 0
    pointers.current.set(event.pointerId, place(event))
  }
  const onPointerMove = (event: PointerEvent<HTMLElement>) => {
    const before = pointers.current.get(event.pointerId)
    if (before === undefined) return
    const x = place(event)
    const other = [...pointers.current].find(([id]) => id !== event.pointerId)?.[1]
    if (other === undefined) {
      travelled.current += Math.abs(x - before)
      // Captured only once it is a drag: a capture at the start would take the click away from the dot below.
      if (travelled.current > 4) event.currentTarget.setPointerCapture(event.pointerId)
      if (x !== before) picture.pan((before - x) / scale.width_px)
    } else if (Math.abs(x - other) > 12) {
      travelled.current = 99
      picture.zoom(Math.abs(before - other) / Math.abs(x - other), instantAt((x + other) / 2, scale))
    }
    pointers.current.set(event.pointerId, x)
  }
  const onPointerEnd = (event: PointerEvent<HTMLElement>) => {
    pointers.current.delete(event.pointerId)
  }
  return {
    wasDragged: () => travelled.current > 4,
    handlers: { onPointerDown, onPointerMove, onPointerUp: onPointerEnd, onPointerCancel: onPointerEnd },
  }
}

/** Width of an element in whole pixels, kept current. Starts at a guess so that the first paint has its shape. */
export function useWidth(surface: RefObject<HTMLElement | null>, guess_px: number): number {
  const [width, setWidth] = useState(guess_px)
  useEffect(() => {
    const element = surface.current
    if (element === null) return
    const observer = new ResizeObserver(() => setWidth(Math.max(200, Math.floor(element.clientWidth))))
    observer.observe(element)
    return () => observer.disconnect()
  }, [surface])
  return width
}
