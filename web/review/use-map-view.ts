import {
  type MapLayout,
  type MapPoint,
  mapSizes,
  type PlacedNode,
} from '@secondstory/review/documents/map-layout'
import {
  type PointerEvent,
  type RefObject,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react'

/** What part of the map is seen: how far it is moved, in pixels of the page, and how large it is drawn. */
export interface MapView {
  readonly x: number
  readonly y: number
  readonly scale: number
}

/** Room on the page for the map. */
export interface Room {
  readonly width: number
  readonly height: number
}

const SMALLEST = 0.12
const LARGEST = 2
/** Below this a sentence is no longer read, only seen. */
const READABLE = 0.72

type Paper = Pick<MapLayout, 'width' | 'height'>

/** The whole map, as large as it fits and no larger than it is. */
export function fitted(paper: Paper, room: Room): MapView {
  const scale = Math.min(
    1,
    Math.max(SMALLEST, Math.min(room.width / paper.width, room.height / paper.height)),
  )
  return { scale, x: (room.width - paper.width * scale) / 2, y: (room.height - paper.height * scale) / 2 }
}

/** So large that whole columns fill the room: no sentence is cut at its left edge. */
function columnScale(room: Room): number {
  const { nodeWidth, rankGap, margin } = mapSizes
  const widthOf = (columns: number): number => columns * (nodeWidth + rankGap) - rankGap + 2 * margin
  let columns = 1
  while (room.width / widthOf(columns + 1) >= READABLE) columns += 1
  return Math.min(1, Math.max(READABLE, room.width / widthOf(columns)))
}

/** How a map is first seen: whole where its sentences can be read, otherwise at its right edge, where the harm is. */
export function firstView(layout: MapLayout, room: Room): MapView {
  const whole = fitted(layout, room)
  if (whole.scale >= READABLE) return whole
  const scale = columnScale(room)
  const harm = layout.nodes.filter(({ node }) => node.kind === 'harm')
  const [first] = harm.length > 0 ? harm : layout.nodes
  const middle = first === undefined ? layout.height / 2 : first.y + first.height / 2
  return kept(
    { scale, x: room.width - layout.width * scale, y: room.height / 2 - middle * scale },
    layout,
    room,
  )
}

/** A view that does not lose the map: some of it stays in the room. */
export function kept(view: MapView, paper: Paper, room: Room): MapView {
  const scale = Math.min(LARGEST, Math.max(SMALLEST, view.scale))
  const hold = (at: number, length: number, space: number): number => {
    const spare = Math.min(120, space / 3)
    return length <= space
      ? Math.min(Math.max(at, -spare), space - length + spare)
      : Math.min(Math.max(at, space - length - spare), spare)
  }
  return {
    scale,
    x: hold(view.x, paper.width * scale, room.width),
    y: hold(view.y, paper.height * scale, room.height),
  }
}

/** Drawn larger or smaller around a point of the page, which stays where it is. */
export function zoomed(
  view: MapView,
  factor: number,
  at: { readonly x: number; readonly y: number },
): MapView {
  const scale = Math.min(LARGEST, Math.max(SMALLEST, view.scale * factor))
  const by = scale / view.scale
  return { scale, x: at.x - (at.x - view.x) * by, y: at.y - (at.y - view.y) * by }
}

/** Moved as little as needed for a node to stand in the room. */
export function showing(view: MapView, node: PlacedNode, room: Room): MapView {
  const { scale } = view
  const shift = (at: number, [from, length]: readonly [number, number], space: number): number => {
    const [start, end] = [at + from * scale - 24, at + (from + length) * scale + 24]
    if (start < 0) return at - start
    return end > space ? at - Math.min(end - space, start) : at
  }
  return {
    scale,
    x: shift(view.x, [node.x, node.width], room.width),
    y: shift(view.y, [node.y, node.height], room.height),
  }
}

/** Moved so that a place of the map stands in the middle of the room. */
export function centered({ scale }: MapView, { x, y }: MapPoint, room: Room): MapView {
  return { scale, x: room.width / 2 - x * scale, y: room.height / 2 - y * scale }
}

/** Told of every view from now on, beginning with the one there is; answers how to stop. */
export type WatchView = (watcher: (view: MapView) => void) => () => void

/**
 * Keeps the view of one map on the page, and the ways to change it. Moving draws nothing again: whoever shows the view
 * watches it and moves what is drawn already.
 */
export function useMapView(frame: RefObject<HTMLElement | null>, layout: MapLayout) {
  const room = useRoom(frame)
  // Null until somebody moved it: till then it follows the map and the room. Several wheel or pointer events arrive
  // between two frames, and each must go on from the last.
  const chosen = useRef<MapView | null>(null)
  const latest = useRef({ layout, room })
  latest.current = { layout, room }
  const { moves, watch, tell } = useMemo(() => {
    const watchers = new Set<(view: MapView) => void>()
    const read = () => chosen.current ?? firstView(latest.current.layout, latest.current.room)
    const show = () => {
      const view = read()
      for (const watcher of watchers) watcher(view)
    }
    const set = (next: (now: MapView) => MapView) => {
      chosen.current = kept(next(read()), latest.current.layout, latest.current.room)
      show()
    }
    const middle = () => ({ x: latest.current.room.width / 2, y: latest.current.room.height / 2 })
    return {
      tell: show,
      watch: (watcher: (view: MapView) => void) => {
        watchers.add(watcher)
        watcher(read())
        return () => {
          watchers.delete(watcher)
        }
      },
      moves: {
        pan: (x: number, y: number) => set((now) => ({ ...now, x: now.x + x, y: now.y + y })),
        zoom: (factor: number, at = middle()) => set((now) => zoomed(now, factor, at)),
        center: (at: MapPoint) => set((now) => centered(now, at, latest.current.room)),
        show: (node: PlacedNode) => set((now) => showing(now, node, latest.current.room)),
        fit: () => set(() => fitted(latest.current.layout, latest.current.room)),
      },
    }
  }, [])
  // biome-ignore lint/correctness/useExhaustiveDependencies: another map or another room is another view.
  useLayoutEffect(tell, [tell, layout, room])
  return { room, moves, watch }
}

/** The ways to move a view. */
export type MapMoves = ReturnType<typeof useMapView>['moves']

function useRoom(frame: RefObject<HTMLElement | null>): Room {
  const [room, setRoom] = useState<Room>({ width: 900, height: 440 })
  useLayoutEffect(() => {
    const element = frame.current
    if (element === null) return
    const measure = () => setRoom({ width: element.clientWidth, height: element.clientHeight })
    measure()
    const watcher = new ResizeObserver(measure)
    watcher.observe(element)
    return () => watcher.disconnect()
  }, [frame])
  return room
}

/** Wheel: sideways moves, with Ctrl or ⌘ (a pinch on a touchpad sends it too) it zooms. A plain wheel scrolls the page. */
export function useMapWheel(frame: RefObject<HTMLElement | null>, moves: MapMoves): void {
  const latest = useRef(moves)
  latest.current = moves
  useEffect(() => {
    const element = frame.current
    if (element === null) return
    const onWheel = (event: WheelEvent) => {
      const sideways = event.shiftKey && event.deltaX === 0 ? event.deltaY : event.deltaX
      if (event.ctrlKey || event.metaKey) {
        event.preventDefault()
        const box = element.getBoundingClientRect()
        const at = { x: event.clientX - box.left, y: event.clientY - box.top }
        latest.current.zoom(Math.exp(-event.deltaY / 300), at)
      } else if (Math.abs(sideways) > Math.abs(event.deltaY) || event.shiftKey) {
        event.preventDefault()
        latest.current.pan(-sideways, 0)
      }
    }
    element.addEventListener('wheel', onWheel, { passive: false })
    return () => element.removeEventListener('wheel', onWheel)
  }, [frame])
}

interface Finger {
  readonly x: number
  readonly y: number
}

/** One pointer moves the map, two move and zoom it. `wasDragged` tells a press that moved something from one that chose. */
export function useMapDrag(moves: MapMoves) {
  const fingers = useRef(new Map<number, Finger>())
  const moved = useRef(0)
  const down = (event: PointerEvent<HTMLElement>) => {
    if (event.button !== 0) return
    if (fingers.current.size === 0) moved.current = 0
    fingers.current.set(event.pointerId, { x: event.clientX, y: event.clientY })
  }
  const move = (event: PointerEvent<HTMLElement>) => {
    const before = fingers.current.get(event.pointerId)
    if (before === undefined) return
    const now = { x: event.clientX, y: event.clientY }
    const others = [...fingers.current].filter(([id]) => id !== event.pointerId).map(([, finger]) => finger)
    fingers.current.set(event.pointerId, now)
    moved.current += Math.abs(now.x - before.x) + Math.abs(now.y - before.y)
    if (moved.current < 5) return
    if (event.pointerType === 'mouse' && !event.currentTarget.hasPointerCapture(event.pointerId)) {
      event.currentTarget.setPointerCapture(event.pointerId)
    }
    const share = 1 / (others.length + 1)
    moves.pan((now.x - before.x) * share, (now.y - before.y) * share)
    const [other] = others
    if (other === undefined) return
    const far = (finger: Finger) => Math.hypot(finger.x - other.x, finger.y - other.y)
    const box = event.currentTarget.getBoundingClientRect()
    const at = { x: (now.x + other.x) / 2 - box.left, y: (now.y + other.y) / 2 - box.top }
    if (far(before) > 0) moves.zoom(far(now) / far(before), at)
  }
  const up = (event: PointerEvent<HTMLElement>) => fingers.current.delete(event.pointerId)
  return {
    wasDragged: () => moved.current >= 5,
    listeners: { onPointerDown: down, onPointerMove: move, onPointerUp: up, onPointerCancel: up },
  }
}
