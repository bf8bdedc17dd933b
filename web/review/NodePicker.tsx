import { kickerOf } from '@secondstory/review/documents/map-layout'
import { graphOf, nodeOfEvent } from '@secondstory/review/model/map'
import { inOrder } from '@secondstory/review/model/timeline'
import { type KeyboardEvent, useId, useMemo, useRef, useState } from 'react'
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
  const id = useId()
  const linkable = useLinkable()
  const [text, setText] = useState('')
  const [isOpen, setOpen] = useState(false)
  const box = useRef<HTMLInputElement>(null)
  const chosen = linkable.find((each) => each.id === value)
  const words = text.toLowerCase().split(/\s+/)
  const found = linkable.filter(
    (each) =>
      each.id !== without &&
      words.every((word) => `${each.kicker} ${each.statement}`.toLowerCase().includes(word)),
  )
  const pick = (picked: string) => {
    onChange(picked)
    setText('')
    setOpen(false)
    box.current?.focus()
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: only hears when the focus leaves, and Escape inside.
    <div
      onBlur={(event) => !event.currentTarget.contains(event.relatedTarget) && setOpen(false)}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || !isOpen) return
        event.stopPropagation()
        setOpen(false)
        box.current?.focus()
      }}
    >
      <label htmlFor={id} className="font-medium">
        {label}
      </label>
      {hint !== undefined && <p className="text-sm text-soft">{hint}</p>}
      {chosen !== undefined && (
        <p className="mt-1.5 border-s-2 border-accent ps-3 font-serif text-md leading-6">
          <span className="block font-sans text-xs text-faint">{chosen.kicker}</span>
          {chosen.statement}
        </p>
      )}
      <input
        id={id}
        ref={box}
        value={text}
        autoComplete="off"
        role="combobox"
        aria-expanded={isOpen}
        aria-controls={`${id}-found`}
        placeholder={chosen === undefined ? 'A word or a time: 14:02, lock, alert' : 'Choose another'}
        onClick={() => setOpen(true)}
        onChange={(event) => {
          setText(event.target.value)
          setOpen(true)
        }}
        onKeyDown={(event) => {
          const [first] = found
          if (event.key === 'ArrowDown') {
            event.preventDefault()
            setOpen(true)
            document.querySelector<HTMLElement>(`[id="${id}-found"] button`)?.focus()
          } else if (event.key === 'Enter' && text.trim() !== '' && first !== undefined) {
            event.preventDefault()
            pick(first.id)
          }
        }}
        className="target mt-1.5 w-full rounded-md border border-edge/60 bg-raised px-3 hover:border-edge"
      />
      {isOpen && (
        <ul
          id={`${id}-found`}
          aria-label="Found"
          className="mt-1 max-h-72 overflow-y-auto rounded-md border border-line bg-raised"
        >
          {found.slice(0, MOST).map((each) => (
            <li key={each.id}>
              <button
                type="button"
                onClick={() => pick(each.id)}
                onKeyDown={step}
                className="target block w-full px-3 py-1.5 text-start hover:bg-sunk"
              >
                <span className="block text-xs text-faint">{each.kicker}</span>
                <span className="line-clamp-2">{each.statement}</span>
              </button>
            </li>
          ))}
          {found.length === 0 && <li className="px-3 py-2 text-soft">Nothing reads like that.</li>}
          {found.length > MOST && (
            <li className="px-3 py-2 text-sm text-faint">
              {found.length - MOST} more; a word or a time narrows it.
            </li>
          )}
        </ul>
      )}
    </div>
  )
}

/** Arrow keys walk what was found. */
function step(event: KeyboardEvent<HTMLButtonElement>): void {
  const by =
    event.key === 'ArrowDown'
      ? 'nextElementSibling'
      : event.key === 'ArrowUp'
        ? 'previousElementSibling'
        : null
  if (by === null) return
  event.preventDefault()
  event.currentTarget.closest('li')?.[by]?.querySelector('button')?.focus()
}
