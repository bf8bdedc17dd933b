import { kickerOf } from '@secondstory/review/documents/map-layout'
import { graphOf, nodeOfEvent } from '@secondstory/review/model/map'
import { inOrder } from '@secondstory/review/model/timeline'
import { useMemo } from 'react'
import { Finder } from '../kit/Finder.tsx'
import { useWorking } from './working.tsx'

const MOST = 12

interface Offered {
  readonly id: string
  readonly kicker: string
  readonly statement: string
}

/** Everything that can be linked: what stands on the map, then the rest of the timeline. */
export function useLinkable(): readonly Offered[] {
  const { record } = useWorking()
  return useMemo(() => {
    const onMap = graphOf(record).nodes
    const known = new Set(onMap.map(({ id }) => id))
    const others = inOrder(record.timeline).filter(
      ({ id, state }) => !known.has(id) && (state === 'accepted' || state === 'proposed'),
    )
    return [...onMap, ...others.map(nodeOfEvent)].map((node) => ({
      id: node.id,
      kicker: kickerOf(node),
      statement: node.statement,
    }))
  }, [record])
}

/** Finds a node or an event by its words or its time. */
export function NodePicker({
  label,
  hint,
  value,
  without,
  onChange,
}: {
  readonly label: string
  readonly hint?: string
  readonly value: string | null
  /** The other end: nothing leads to itself. */
  readonly without: string | null
  readonly onChange: (id: string | null) => void
}) {
  const linkable = useLinkable()
  const chosen = linkable.find((each) => each.id === value)
  return (
    <Finder
      label={label}
      hint={hint}
      placeholder={chosen === undefined ? 'A word or a time: 14:02, lock, alert' : 'Choose another'}
      items={linkable
        .filter((each) => each.id !== without)
        .map(({ id, kicker, statement }) => ({
          id,
          words: `${kicker} ${statement}`,
          line: (
            <span>
              <span className="block text-xs text-faint">{kicker}</span>
              <span className="line-clamp-2">{statement}</span>
            </span>
          ),
        }))}
      onPick={onChange}
      foundLabel="Found"
      nothing="Nothing reads like that."
      most={MOST}
    >
      {chosen !== undefined && (
        <p className="mt-1.5 border-s-2 border-accent ps-3 font-serif text-md leading-6">
          <span className="block font-sans text-xs text-faint">{chosen.kicker}</span>
          {chosen.statement}
        </p>
      )}
    </Finder>
  )
}
