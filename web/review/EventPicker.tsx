import { clockOf, dayOf } from '@secondstory/review/model/instants'
import { type KeyboardEvent, useId, useRef, useState } from 'react'
import { Chip } from '../kit/Chip.tsx'
import { inDraft } from './timeline-rows.ts'
import { useWorking } from './working.tsx'

/** More than fit on a screen; the list scrolls, and a word narrows it faster. */
const MOST = 60

/** Ties a factor to the events that show it, or an account to those it speaks of: search by words or time, pick, take off again. */
export function EventPicker({
  label: name = 'Events that show it',
  ids,
  onChange,
}: {
  readonly label?: string
  readonly ids: readonly string[]
  readonly onChange: (ids: readonly string[]) => void
}) {
  const { record } = useWorking()
  const [text, setText] = useState('')
  const [isOpen, setOpen] = useState(false)
  const id = useId()
  const box = useRef<HTMLInputElement>(null)
  const pick = (eventId: string) => {
    onChange([...ids, eventId])
    setText('')
    // Left open, it would close under the next press of the mouse and move the button away from below it.
    setOpen(false)
    box.current?.focus()
  }
  const events = inDraft(record.timeline)
  const picked = events.filter((event) => ids.includes(event.id))
  const words = text
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '')
  const offered = events.filter((event) => {
    if (ids.includes(event.id)) return false
    const haystack =
      `${event.happenedAt === null ? '' : clockOf(event.happenedAt)} ${event.text} ${event.actor.name}`.toLowerCase()
    return words.every((word) => haystack.includes(word))
  })
  const label = (event: (typeof events)[number]) =>
    `${event.happenedAt === null ? 'in order' : `${dayOf(event.happenedAt.at).slice(5)} ${clockOf(event.happenedAt)}`}`
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
        {name}
      </label>
      {picked.length > 0 && (
        <ul className="mt-1.5 flex flex-col gap-1">
          {picked.map((event) => (
            <li key={event.id}>
              <Chip onRemove={() => onChange(ids.filter((each) => each !== event.id))}>
                <span className="font-mono text-xs">{label(event)}</span>{' '}
                <span className="max-w-80 truncate">{event.text}</span>
              </Chip>
            </li>
          ))}
        </ul>
      )}
      <input
        id={id}
        value={text}
        ref={box}
        autoComplete="off"
        aria-expanded={isOpen}
        aria-controls={`${id}-found`}
        role="combobox"
        onChange={(event) => {
          setText(event.target.value)
          setOpen(true)
        }}
        onClick={() => setOpen(true)}
        onKeyDown={(event) => {
          const [first] = offered
          if (event.key === 'ArrowDown') {
            event.preventDefault()
            setOpen(true)
            document.querySelector<HTMLElement>(`[id="${id}-found"] button`)?.focus()
          } else if (event.key === 'Enter' && text.trim() !== '' && first !== undefined) {
            // Enter takes the first that reads like this, rather than sending the form around it.
            event.preventDefault()
            pick(first.id)
          }
        }}
        placeholder={
          events.length === 0 ? 'The timeline is still empty' : 'Search the timeline: 14:02, alert, deploy…'
        }
        disabled={events.length === 0}
        className="target mt-1.5 w-full rounded-md border border-edge/60 bg-paper px-3 hover:border-edge"
      />
      {isOpen && (
        <ul
          id={`${id}-found`}
          aria-label="Events found"
          className="mt-1 max-h-72 overflow-y-auto rounded-md border border-line"
        >
          {offered.slice(0, MOST).map((event) => (
            <li key={event.id}>
              <button
                type="button"
                onClick={() => pick(event.id)}
                onKeyDown={walk}
                className="target flex w-full items-baseline gap-3 px-3 py-1.5 text-start hover:bg-sunk"
              >
                <span className="shrink-0 font-mono text-sm text-soft">{label(event)}</span>
                <span className="line-clamp-2 min-w-0">
                  {event.text}
                  {event.isTrigger && <span className="text-sm text-faint"> · trigger</span>}
                </span>
              </button>
            </li>
          ))}
          {offered.length === 0 && <li className="px-3 py-2 text-soft">No event reads like that.</li>}
          {offered.length > MOST && (
            <li className="px-3 py-2 text-sm text-faint">
              {offered.length - MOST} more; a word or a time narrows it.
            </li>
          )}
        </ul>
      )}
    </div>
  )
}

/** Arrow keys walk the events found. */
function walk(event: KeyboardEvent<HTMLButtonElement>): void {
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
