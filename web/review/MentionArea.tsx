import { type Mentionable, mentionOf, shortNameOf } from '@secondstory/review/model/comments'
import { useQuery } from '@tanstack/react-query'
import { type KeyboardEvent, useId, useMemo, useRef, useState } from 'react'
import { classes } from '../kit/classes.ts'
import { TextArea } from '../kit/Field.tsx'
import { peopleQuery } from '../settings-queries.ts'
import { mentionBegun, offeredFor } from './mention-entry.ts'

/** Text in which `@` offers the people who are here. Arrows walk them, Enter takes one, Escape leaves the list. */
export function MentionArea({
  label,
  value,
  onValue,
}: {
  readonly label: string
  readonly value: string
  readonly onValue: (value: string) => void
}) {
  const everyone = useMentionable()
  const [caret, setCaret] = useState(0)
  const [closedAt, setClosedAt] = useState<number | null>(null)
  const [active, setActive] = useState(0)
  const area = useRef<HTMLTextAreaElement>(null)
  const listId = useId()
  const begun = mentionBegun(value, caret)
  const offered = begun === null || begun.at === closedAt ? [] : offeredFor(begun.words, everyone)
  const chosen = Math.min(active, Math.max(0, offered.length - 1))
  const take = (person: Mentionable | undefined) => {
    if (person === undefined || begun === null) return
    const words = `${mentionOf(person, everyone)} `
    onValue(value.slice(0, begun.at) + words + value.slice(caret))
    const next = begun.at + words.length
    setClosedAt(begun.at)
    requestAnimationFrame(() => area.current?.setSelectionRange(next, next))
    area.current?.focus()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (offered.length === 0 || event.metaKey || event.ctrlKey) return
    const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (by !== 0) setActive((chosen + by + offered.length) % offered.length)
    else if (event.key === 'Enter' || event.key === 'Tab') take(offered[chosen])
    else if (event.key === 'Escape') setClosedAt(begun?.at ?? null)
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <div>
      <TextArea
        ref={area}
        label={label}
        isLabelHidden
        placeholder={`${label}; @ asks somebody to look`}
        value={value}
        rows={2}
        autoFocus
        role="combobox"
        aria-autocomplete="list"
        aria-expanded={offered.length > 0}
        aria-controls={listId}
        aria-activedescendant={offered.length > 0 ? `${listId}-${chosen}` : undefined}
        onChange={(event) => {
          onValue(event.target.value)
          setCaret(event.target.selectionStart)
          setActive(0)
        }}
        onSelect={(event) => setCaret(event.currentTarget.selectionStart)}
        onKeyDown={onKeyDown}
      />
      <div
        id={listId}
        role="listbox"
        aria-label="People to ask"
        className={classes(offered.length > 0 && 'mt-1 rounded-md border border-line bg-raised p-1')}
      >
        {offered.map((person, index) => (
          <div
            key={person.id}
            id={`${listId}-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === chosen}
            onPointerDown={(event) => {
              event.preventDefault()
              take(person)
            }}
            className={classes(
              'target flex cursor-pointer items-center gap-2 rounded-sm px-2',
              index === chosen && 'bg-sunk',
            )}
          >
            {person.name} <span className="text-sm text-faint">{person.handle}</span>
          </div>
        ))}
      </div>
    </div>
  )
}

function useMentionable(): readonly Mentionable[] {
  const people = useQuery(peopleQuery)
  return useMemo(
    () =>
      (people.data ?? [])
        .filter(({ isActive }) => isActive)
        .map(({ id, name, email }) => ({ id, name, handle: shortNameOf(email) })),
    [people.data],
  )
}
