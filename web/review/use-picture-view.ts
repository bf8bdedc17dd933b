import {
  instantAt,
  panned,
  type Scale,
  type Stretch,
  showing,
  within,
  zoomed,
} from '@secondstory/review/documents/timeline-scale'
import {
  type PointerEvent,
  type RefObject,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react'

/** What the picture shows of time, and the ways to change it. */
export interface PictureView {
  readonly view: Stretch
  readonly isWhole: boolean
  readonly zoom: (factor: number, anchor_ms?: number) => void
  readonly pan: (share: number) => void
  readonly show: (at_ms: number) => void
  readonly look: (view: Stretch) => void
  readonly reset: () => void
  /** To the beginning or the end of the record, as near as one looks now. */
  readonly toEnd: (end: 'first' | 'last') => void
  /** The newest view, even if it is not drawn yet. */
  readonly seen: () => Stretch
}

/** Keeps the view while events come and go; asks for nothing when the whole is in view. */
export function usePictureView(whole: Stretch, first: Stretch | null): PictureView {
  // Null means "the whole", so that an event added at the end is seen without a zoom.
  const [chosen, setChosen] = useState<Stretch | null>(first)
  // The newest view, before React has drawn it: several wheel or pointer events arrive between two frames, and each
  // must go on from the last, or the picture lags behind the hand.
  const latest = useRef({ view: chosen ?? whole, whole })
  latest.current = { view: chosen ?? whole, whole }
  const steady = useMemo(() => {
    const set = (next: Stretch) => {
      const { whole: all } = latest.current
      const isWhole = next.from_ms <= all.from_ms && next.to_ms >= all.to_ms
      latest.current = { view: isWhole ? all : next, whole: all }
      setChosen(isWhole ? null : next)
    }
    const now = () => latest.current
    return {
      zoom: (factor: number, anchor_ms?: number) =>
        set(zoomed(now().view, { factor, anchor_ms }, now().whole)),
      pan: (share: number) => set(panned(now().view, share, now().whole)),
      show: (at_ms: number) => set(showing(now().view, at_ms, now().whole)),
      look: (next: Stretch) => set(zoomed(next, { factor: 1 }, now().whole)),
      reset: () => setChosen(null),
      toEnd: (end: 'first' | 'last') => {
        const { view, whole: all } = now()
        const length = view.to_ms - view.from_ms
        const from_ms = end === 'first' ? all.from_ms : all.to_ms - length
        set(within({ from_ms, to_ms: from_ms + length }, all))
      },
      seen: () => now().view,
    }
  }, [])
  return { ...steady, view: chosen ?? whole, isWhole: chosen === null }
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
        const scale = { ...now.picture.seen(), width_px: now.scale.width_px }
        now.picture.zoom(Math.exp(step * 0.008), instantAt(x, scale))
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

interface Spot {
  readonly x: number
  readonly y: number
}

/** A stretch being drawn with shift held, in pixels of the picture. */
export interface Drawn {
  readonly from: number
  readonly to: number
}

/**
 * Pointers for drag (one), pinch (two) and a drag with shift, which draws the stretch to look at. Spread onto the
 * surface; `wasDragged` tells a click from the end of a drag.
 */
export function useDrag(picture: PictureView, scale: Scale) {
  const pointers = useRef(new Map<number, Spot>())
  const travelled = useRef(0)
  const left = useRef(0)
  const [drawn, setDrawn] = useState<Drawn | null>(null)
  const spotOf = (event: PointerEvent<HTMLElement>): Spot => ({
    x: event.clientX - left.current,
    y: event.clientY,
  })
  const onPointerDown = (event: PointerEvent<HTMLElement>) => {
    if (event.button !== 0) return
    if (pointers.current.size === 0) travelled.current = 0
    // Read once a gesture: asking for the place of an element on every move makes the browser lay the page out again.
    left.current = event.currentTarget.getBoundingClientRect().left
    const spot = spotOf(event)
    pointers.current.set(event.pointerId, spot)
    if (event.shiftKey && pointers.current.size === 1) setDrawn({ from: spot.x, to: spot.x })
  }
  const onPointerMove = (event: PointerEvent<HTMLElement>) => {
    const before = pointers.current.get(event.pointerId)
    if (before === undefined) return
    const now = spotOf(event)
    const other = [...pointers.current].find(([id]) => id !== event.pointerId)?.[1]
    pointers.current.set(event.pointerId, now)
    if (other !== undefined) return pinch(before, now, other)
    travelled.current += Math.abs(now.x - before.x)
    // Captured only once it is a drag: a capture at the start would take the click away from the shape below.
    if (travelled.current > 4) event.currentTarget.setPointerCapture(event.pointerId)
    if (drawn !== null) setDrawn({ from: drawn.from, to: now.x })
    else if (now.x !== before.x) picture.pan((before.x - now.x) / scale.width_px)
  }
  const pinch = (before: Spot, now: Spot, other: Spot) => {
    travelled.current = 99
    const apart = Math.hypot(now.x - other.x, now.y - other.y)
    const apartBefore = Math.hypot(before.x - other.x, before.y - other.y)
    const middle = instantAt((now.x + other.x) / 2, { ...picture.seen(), width_px: scale.width_px })
    if (apart > 12) picture.zoom(apartBefore / apart, middle)
  }
  const onPointerEnd = (event: PointerEvent<HTMLElement>) => {
    pointers.current.delete(event.pointerId)
    if (drawn === null) return
    setDrawn(null)
    const [from, to] = [Math.min(drawn.from, drawn.to), Math.max(drawn.from, drawn.to)]
    if (to - from > 6) picture.look({ from_ms: instantAt(from, scale), to_ms: instantAt(to, scale) })
  }
  return {
    drawn,
    wasDragged: () => travelled.current > 4,
    isDown: () => pointers.current.size > 0,
    handlers: { onPointerDown, onPointerMove, onPointerUp: onPointerEnd, onPointerCancel: onPointerEnd },
  }
}

/** Width of an element in whole pixels, kept current. Starts at a guess so that the first paint has its shape. */
export function useWidth(surface: RefObject<HTMLElement | null>, guess_px: number): number {
  const [width, setWidth] = useState(guess_px)
  // Before the first paint, so that the picture is drawn once, at its own width.
  useLayoutEffect(() => {
    const element = surface.current
    if (element === null) return
    setWidth(Math.max(200, Math.floor(element.clientWidth)))
    const observer = new ResizeObserver(() => setWidth(Math.max(200, Math.floor(element.clientWidth))))
    observer.observe(element)
    return () => observer.disconnect()
  }, [surface])
  return width
}
