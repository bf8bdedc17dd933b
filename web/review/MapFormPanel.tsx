import { useEffect, useRef } from 'react'
import { FactorForm } from './FactorForm.tsx'
import { EditEdgeForm, NewEdgeForm } from './MapEdgeForm.tsx'
import { EditNodeForm, NewNodeForm } from './MapNodeForm.tsx'
import type { MapChoice } from './map-choice.ts'
import type { SaidKind } from './map-entry.ts'
import { useWorking } from './working.tsx'

/** What is being written on the map. */
export type MapForm =
  | { readonly kind: 'new'; readonly of: SaidKind }
  | { readonly kind: 'link'; readonly from: string | null }
  | { readonly kind: 'edit'; readonly choice: MapChoice }

interface PanelProps {
  readonly form: MapForm | null
  readonly onClose: () => void
  readonly onDrawn: (choice: MapChoice) => void
}

/** The form that is open, below the picture; its first field takes the focus. */
export function MapFormPanel({ form, ...calls }: PanelProps) {
  const ref = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (form === null) return
    ref.current?.scrollIntoView({ block: 'nearest' })
    ref.current?.querySelector<HTMLElement>('textarea, input, select')?.focus()
  }, [form])
  if (form === null) return null
  return (
    <div ref={ref} className="measure">
      <Form form={form} {...calls} />
    </div>
  )
}

function Form({ form, onClose, onDrawn }: PanelProps & { readonly form: MapForm }) {
  const { record } = useWorking()
  if (form.kind === 'new') {
    return <NewNodeForm of={form.of} onDone={(id) => onDrawn({ kind: 'node', id })} onClose={onClose} />
  }
  if (form.kind === 'link') {
    return (
      <NewEdgeForm
        from={form.from}
        to={null}
        onDone={({ id }) => onDrawn({ kind: 'edge', id })}
        onClose={onClose}
      />
    )
  }
  const { id } = form.choice
  const factor = record.factors.find((each) => each.id === id)
  const node = record.map.nodes.find((each) => each.id === id)
  const edge = record.map.edges.find((each) => each.id === id)
  if (factor !== undefined) return <FactorForm key={id} factor={factor} onClose={onClose} />
  if (node !== undefined) return <EditNodeForm key={id} node={node} onClose={onClose} />
  return edge === undefined ? null : <EditEdgeForm key={id} edge={edge} onClose={onClose} />
}
