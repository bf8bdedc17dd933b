import { type ControlState, controlStates, controlTypes } from '@secondstory/review/model/map'
import { type ControlNode, layerAt, layersOf } from '@secondstory/review/model/map-views'
import { endsOf } from '@secondstory/review/model/map-walks'
import { type DragEvent, type KeyboardEvent, useMemo, useState } from 'react'
import { Button, IconButton } from '../kit/Button.tsx'
import { classes } from '../kit/classes.ts'
import { Select } from '../kit/Field.tsx'
import { useMayHere } from '../record.ts'
import { MapAnswer } from './MapAnswer.tsx'
import type { ViewProps } from './MapLadder.tsx'
import { chosenOf, optionsOf } from './map-entry.ts'
import { useMapWork } from './use-map-work.ts'
import { Whoever } from './Whoever.tsx'
import { Written } from './Written.tsx'

/** The layers in the order the problem met them: what each was there for, and what it was doing. Moved by hand or by keys. */
export function MapLayers({ graph, choice, onChoose, onStart }: ViewProps) {
  const layers = useMemo(() => layersOf(graph), [graph])
  const [end] = endsOf(graph)
  const { correctControl } = useMapWork()
  const [isAsking, setAsking] = useState(false)
  const [draggedId, setDraggedId] = useState<string | null>(null)
  const [said, setSaid] = useState('')
  const move = (id: string, position: number) => {
    const others = layers.filter((each) => each.id !== id)
    const place = Math.max(0, Math.min(position, others.length))
    if (layers.findIndex((each) => each.id === id) === place) return
    correctControl({ id }, { layer: layerAt(others, place) })
    setSaid(`Now layer ${place + 1} of ${layers.length}.`)
  }
  const last = layers.at(-1)
  return (
    <div className="measure">
      <p className="text-soft">
        From the change on the way to the harm: what stood between, and what was each layer doing that day?
      </p>
      <ol className="mt-4 flex flex-col" aria-label="Layers in order">
        {layers.map((layer, index) => (
          <Layer
            key={layer.id}
            layer={layer}
            isChosen={choice?.id === layer.id}
            isDragged={draggedId === layer.id}
            onChoose={() => onChoose({ kind: 'node', id: layer.id })}
            onState={(state) => correctControl(layer, { state })}
            onMove={(by) => move(layer.id, index + by)}
            onDrag={(isOn) => setDraggedId(isOn ? layer.id : null)}
            onDrop={() => draggedId !== null && move(draggedId, index)}
          />
        ))}
      </ol>
      <p role="status" className="sr-only">
        {said}
      </p>
      {isAsking && end !== undefined ? (
        <MapAnswer
          toId={end.id}
          question="Which layer was there, or could have been?"
          kinds={['control']}
          rung={3}
          layer={last === undefined ? 1 : last.control.layer + 1}
          onDone={() => setAsking(false)}
          onClose={() => setAsking(false)}
        />
      ) : (
        <Whoever may="write">
          <Button
            look={layers.length === 0 ? 'accent' : 'quiet'}
            icon="plus"
            className="mt-3"
            onClick={() => (end === undefined ? onStart() : setAsking(true))}
          >
            {end === undefined ? 'Begin with the harm' : 'Add a layer'}
          </Button>
        </Whoever>
      )}
    </div>
  )
}

interface LayerProps {
  readonly layer: ControlNode
  readonly isChosen: boolean
  readonly isDragged: boolean
  readonly onChoose: () => void
  readonly onState: (state: ControlState) => void
  readonly onMove: (by: number) => void
  readonly onDrag: (isOn: boolean) => void
  readonly onDrop: () => void
}

function Layer({ layer, isChosen, isDragged, onChoose, onState, onMove, onDrag, onDrop }: LayerProps) {
  const { control, statement } = layer
  const mayWrite = useMayHere()('write')
  const onKeyDown = (event: KeyboardEvent) => {
    const by = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : 0
    if (!mayWrite || !event.altKey || by === 0) return
    event.preventDefault()
    onMove(by)
  }
  const drag = {
    draggable: mayWrite,
    onDragStart: () => onDrag(true),
    onDragEnd: () => onDrag(false),
    onDragOver: (event: DragEvent) => event.preventDefault(),
    onDrop,
  }
  return (
    <li
      {...drag}
      onKeyDown={onKeyDown}
      className={classes('flex gap-4 border-t border-line py-3 first:border-0', isDragged && 'opacity-50')}
    >
      <Slice state={control.state} />
      <div className="min-w-0 flex-1">
        <button
          type="button"
          onClick={onChoose}
          aria-pressed={isChosen}
          className="block w-full rounded-sm text-start font-serif text-md leading-6 hover:text-accent aria-pressed:bg-accent-wash"
        >
          {statement}
        </button>
        <p className="text-sm text-faint">{controlTypes[control.type]}</p>
        <Written>
          <Select
            label={`What this layer was doing: ${statement}`}
            isLabelHidden
            className="mt-1.5 max-w-96"
            value={control.state}
            options={optionsOf(controlStates)}
            onChange={(event) => {
              const state = chosenOf(controlStates, event.target.value)
              if (state !== null) onState(state)
            }}
          />
        </Written>
      </div>
      <Whoever may="write">
        <div className="flex shrink-0 flex-col">
          <IconButton label="Move this layer up" keys="Alt+↑" icon="up" onClick={() => onMove(-1)} />
          <IconButton label="Move this layer down" keys="Alt+↓" icon="down" onClick={() => onMove(1)} />
        </div>
      </Whoever>
    </li>
  )
}

/** A layer as a slice: whole where it held, with a hole where there was a way around it, a bare outline where it was not there. */
function Slice({ state }: { readonly state: ControlState }) {
  const isThere = state === 'held' || state === 'bypassed'
  return (
    <svg aria-hidden="true" width="44" height="56" viewBox="0 0 44 56" className="mt-1 shrink-0">
      <line
        x1="0"
        y1="28"
        x2={state === 'held' ? 14 : 44}
        y2="28"
        className="stroke-accent"
        strokeWidth="1.5"
      />
      <rect
        x="15"
        y="3"
        width="14"
        height="50"
        rx="2"
        className={isThere ? 'fill-line stroke-edge' : 'fill-none stroke-edge'}
        strokeDasharray={isThere ? undefined : state === 'off' ? '5 3' : '1.5 4'}
      />
      {state === 'bypassed' && <circle cx="22" cy="28" r="6" className="fill-paper stroke-edge" />}
      {state === 'bypassed' && (
        <line x1="15" y1="28" x2="29" y2="28" className="stroke-accent" strokeWidth="1.5" />
      )}
    </svg>
  )
}
