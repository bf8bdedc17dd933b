import './map.css'
import { layOut, type MapLayout, type PlacedNode } from '@secondstory/review/documents/map-layout'
import type { MapEdge, MapGraph } from '@secondstory/review/model/map'
import { edgeReader } from '@secondstory/review/model/map-sentences'
import {
  type KeyboardEvent,
  type RefObject,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react'
import { IconButton } from '../kit/Button.tsx'
import { MapOverview } from './MapOverview.tsx'
import type { MapChoice } from './map-choice.ts'
import { MapEdges, MapLine, MapNodes } from './map-parts.tsx'
import { isWalkKey, type WalkKey, walk } from './map-walk.ts'
import { type MapMoves, useMapDrag, useMapView, useMapWheel, type WatchView } from './use-map-view.ts'

interface PictureProps {
  readonly graph: MapGraph
  readonly choice: MapChoice | null
  readonly onChoose: (choice: MapChoice | null) => void
}

/** The map as a picture. Arrow keys walk along its edges, which are read aloud; Enter opens what has the focus. */
export function MapPicture({ graph, choice, onChoose }: PictureProps) {
  const layout = useMemo(() => layOut(graph), [graph])
  const sentence = useMemo(() => edgeReader(graph).sentence, [graph])
  const frame = useRef<HTMLDivElement>(null)
  const { room, moves, watch } = useMapView(frame, layout)
  const sheet = useSheet(watch)
  const drag = useMapDrag(moves)
  useMapWheel(frame, moves)
  const [nearId, setNearId] = useState<string | null>(null)
  const [heard, setHeard] = useState('')
  const [focusId, setFocusId] = useState<string | null>(null)
  const current = focusId ?? firstOf(layout)?.node.id ?? null
  useShown({ choice, layout, moves })
  const latest = useRef({ onChoose, sentence, wasDragged: drag.wasDragged })
  latest.current = { onChoose, sentence, wasDragged: drag.wasDragged }
  const steady = useMemo(
    () => ({
      onNode: (id: string) => {
        if (!latest.current.wasDragged()) latest.current.onChoose({ kind: 'node', id })
      },
      onEdge: (id: string) => {
        if (!latest.current.wasDragged()) latest.current.onChoose({ kind: 'edge', id })
      },
      onFocus: setFocusId,
      onNear: setNearId,
      onHear: (edge: MapEdge | null) => setHeard(edge === null ? '' : latest.current.sentence(edge)),
    }),
    [],
  )
  const go = (key: WalkKey) => {
    const step = current === null ? null : walk(layout, current, key)
    if (step === null) return
    setHeard(step.edge === null ? '' : sentence(step.edge))
    setNearId(step.id)
    frame.current?.querySelector<HTMLElement>(`[data-node="${step.id}"]`)?.focus({ preventScroll: true })
    const place = layout.nodes.find(({ node }) => node.id === step.id)
    if (place !== undefined) moves.show(place)
  }
  const chosenId = choice?.id ?? null
  return (
    <section aria-label="Picture of the map" className="causal-map">
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for form controls; this groups a drawing with its keys. */}
      <div
        ref={frame}
        // The picture is drawn from the left, as the exported one is.
        dir="ltr"
        role="group"
        aria-label={`The map: ${graph.nodes.length} statements, ${graph.edges.length} links. Arrow keys walk along the links, Enter opens a statement, plus and minus zoom, 0 shows all.`}
        onKeyDown={(event) => onMapKey(event, { go, moves })}
        {...drag.listeners}
        className="relative h-[min(30rem,58vh)] cursor-grab touch-pan-y overflow-clip border-y border-line select-none active:cursor-grabbing"
      >
        <MapLine layout={layout} watch={watch} />
        <div ref={sheet} className="absolute start-0 top-0 origin-top-left">
          <svg
            aria-hidden="true"
            width={layout.width}
            height={layout.height}
            className="block overflow-visible"
          >
            <MapEdges layout={layout} nearId={nearId} chosenId={chosenId} {...steady} />
          </svg>
          <MapNodes layout={layout} focusId={current} chosenId={chosenId} {...steady} />
        </div>
        <Zoom moves={moves} />
      </div>
      <div className="flex items-start gap-4 pt-2">
        <MapOverview layout={layout} room={room} moves={moves} watch={watch} />
        <p
          role="status"
          className="min-h-9 min-w-0 flex-1 font-serif text-md leading-6 text-pretty text-soft"
        >
          {heard}
        </p>
      </div>
    </section>
  )
}

/** How long after the last move the map counts as at rest. */
const REST_MS = 180

/**
 * The drawing, moved as one sheet. While it moves it is a picture of its own, which nothing draws anew; at rest it is
 * drawn sharp in its size.
 */
function useSheet(watch: WatchView): RefObject<HTMLDivElement | null> {
  const sheet = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    let resting: ReturnType<typeof setTimeout> | undefined
    const rest = () => {
      if (sheet.current !== null) sheet.current.style.willChange = ''
    }
    const unwatch = watch(({ x, y, scale }) => {
      if (sheet.current === null) return
      const { style } = sheet.current
      if (style.transform !== '') style.willChange = 'transform'
      style.transform = `translate(${x}px, ${y}px) scale(${scale})`
      clearTimeout(resting)
      resting = setTimeout(rest, REST_MS)
    })
    return () => {
      clearTimeout(resting)
      unwatch()
    }
  }, [watch])
  return sheet
}

function Zoom({ moves }: { readonly moves: MapMoves }) {
  return (
    <div className="absolute end-1 top-1 flex rounded-md bg-paper/85">
      <IconButton label="Zoom out" keys="−" icon="minus" onClick={() => moves.zoom(0.8)} />
      <IconButton label="Zoom in" keys="+" icon="plus" onClick={() => moves.zoom(1.25)} />
      <IconButton label="Show all of the map" keys="0" icon="screen" onClick={moves.fit} />
    </div>
  )
}

/** Where the focus begins: at the trigger, or else at the harm. */
function firstOf(layout: MapLayout): PlacedNode | undefined {
  return (
    layout.nodes.find(({ node }) => node.isTrigger) ??
    layout.nodes.find(({ node }) => node.kind === 'harm') ??
    layout.nodes[0]
  )
}

/** What is opened elsewhere (the outline, a view, a link) comes into sight. */
function useShown({
  choice,
  layout,
  moves,
}: {
  readonly choice: MapChoice | null
  readonly layout: MapLayout
  readonly moves: MapMoves
}): void {
  const latest = useRef({ layout, moves })
  latest.current = { layout, moves }
  useEffect(() => {
    if (choice?.kind !== 'node') return
    const place = latest.current.layout.nodes.find(({ node }) => node.id === choice.id)
    if (place !== undefined) latest.current.moves.show(place)
  }, [choice])
}

function onMapKey(
  event: KeyboardEvent,
  { go, moves }: { readonly go: (key: WalkKey) => void; readonly moves: MapMoves },
): void {
  if (event.metaKey || event.ctrlKey || event.altKey) return
  const { key } = event
  const steps: Readonly<Record<string, () => void>> = {
    '+': () => moves.zoom(1.25),
    '=': () => moves.zoom(1.25),
    '-': () => moves.zoom(0.8),
    '0': moves.fit,
  }
  const step = isWalkKey(key) ? () => go(key) : steps[key]
  if (step === undefined) return
  event.preventDefault()
  event.stopPropagation()
  step()
}
