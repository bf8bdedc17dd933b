import { type KeyboardEvent, type ReactNode, useId, useRef, useState } from 'react'

/** Something that can be found and picked. */
export interface Findable {
  readonly id: string
  /** What a search reads: words and times. */
  readonly words: string
  readonly line: ReactNode
}

interface FinderProps {
  readonly label: string
  readonly hint?: string | undefined
  readonly placeholder: string
  readonly items: readonly Findable[]
  readonly onPick: (id: string) => void
  /** Says what was found: "Events found". */
  readonly foundLabel: string
  readonly nothing: string
  /** More than this is narrowed by a word instead of scrolled. */
  readonly most: number
  readonly isDisabled?: boolean
  /** What was picked already, between the label and the box. */
  readonly children?: ReactNode
}

/**
 * A box to search in and the list of what reads like it. Down walks into the list, Enter takes the first rather than
 * sending the form around it, Escape closes it and nothing else.
 */
export function Finder(props: FinderProps) {
  const { label, hint, items, onPick, most, children } = props
  const [text, setText] = useState('')
  const [isOpen, setOpen] = useState(false)
  const id = useId()
  const box = useRef<HTMLInputElement>(null)
  const words = text.toLowerCase().split(/\s+/)
  const found = items.filter((item) => words.every((word) => item.words.toLowerCase().includes(word)))
  const pick = (picked: string) => {
    onPick(picked)
    setText('')
    // Left open, it would close under the next press of the mouse and move the button away from below it.
    setOpen(false)
    box.current?.focus()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const [first] = found
    if (event.key === 'ArrowDown') {
      event.preventDefault()
      setOpen(true)
      document.querySelector<HTMLElement>(`[id="${id}-found"] button`)?.focus()
    } else if (event.key === 'Enter' && text.trim() !== '' && first !== undefined) {
      event.preventDefault()
      pick(first.id)
    }
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
      {children}
      <input
        id={id}
        ref={box}
        value={text}
        autoComplete="off"
        role="combobox"
        aria-expanded={isOpen}
        aria-controls={`${id}-found`}
        placeholder={props.placeholder}
        disabled={props.isDisabled === true}
        onClick={() => setOpen(true)}
        onChange={(event) => {
          setText(event.target.value)
          setOpen(true)
        }}
        onKeyDown={onKeyDown}
        className="target mt-1.5 w-full rounded-md border border-edge/60 bg-paper px-3 hover:border-edge"
      />
      {isOpen && (
        <ul
          id={`${id}-found`}
          aria-label={props.foundLabel}
          className="mt-1 max-h-72 overflow-y-auto rounded-md border border-line bg-raised"
        >
          {found.slice(0, most).map((item) => (
            <li key={item.id}>
              <button
                type="button"
                onClick={() => pick(item.id)}
                onKeyDown={walk}
                className="target flex w-full items-baseline gap-3 px-3 py-1.5 text-start hover:bg-sunk"
              >
                {item.line}
              </button>
            </li>
          ))}
          {found.length === 0 && <li className="px-3 py-2 text-soft">{props.nothing}</li>}
          {found.length > most && (
            <li className="px-3 py-2 text-sm text-faint">
              {found.length - most} more; a word or a time narrows it.
            </li>
          )}
        </ul>
      )}
    </div>
  )
}

/** Arrow keys walk what was found. */
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
