import { factorEntry, factorsByGroup, findFactors } from '@secondstory/review/model/taxonomy'
import { useId, useState } from 'react'
import { Button } from '../kit/Button.tsx'
import { classes } from '../kit/classes.ts'
import { Field } from '../kit/Field.tsx'

/** Sixty conditions in eleven groups, each with the question it asks of the system. Search or walk; folds when one is chosen. */
export function Taxonomy({
  code,
  onChoose,
}: {
  readonly code: string
  readonly onChoose: (code: string) => void
}) {
  const [isOpen, setOpen] = useState(code === '')
  const [text, setText] = useState('')
  const chosen = factorEntry(code)
  if (!isOpen && chosen !== null) {
    return (
      <div className="flex flex-wrap items-start justify-between gap-3">
        <div className="min-w-0">
          <p className="overline-label">Kind of condition</p>
          <p className="font-medium">
            {chosen.name} <span className="font-mono text-xs font-normal text-faint">{chosen.code}</span>
          </p>
          <p className="text-soft">{chosen.means}</p>
        </div>
        <Button look="quiet" onClick={() => setOpen(true)}>
          Choose another
        </Button>
      </div>
    )
  }
  return (
    <div>
      <Field
        label="Kind of condition"
        placeholder="Search: signal, limit, undo, default…"
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <Entries
        text={text}
        code={code}
        onChoose={(found) => {
          onChoose(found)
          setOpen(false)
        }}
      />
    </div>
  )
}

function Entries({
  text,
  code,
  onChoose,
}: {
  readonly text: string
  readonly code: string
  readonly onChoose: (code: string) => void
}) {
  const name = useId()
  const [group, setGroup] = useState<string | null>(null)
  const found = new Set(findFactors(text).map((entry) => entry.code))
  const isSearching = text.trim() !== ''
  const groups = factorsByGroup()
    .map((each) => ({ ...each, entries: each.entries.filter((entry) => found.has(entry.code)) }))
    .filter((each) => each.entries.length > 0)
  if (groups.length === 0)
    return (
      <p className="py-3 text-soft">
        Nothing in the list reads like that. A plainer word may: limit, signal, undo, default.
      </p>
    )
  return (
    <div className="mt-2 max-h-96 overflow-y-auto rounded-md border border-line">
      {groups.map((each) => {
        const isOpen = isSearching || group === each.group
        return (
          <section key={each.group} className="border-b border-line last:border-b-0">
            <h3>
              <button
                type="button"
                aria-expanded={isOpen}
                onClick={() => setGroup(isOpen && !isSearching ? null : each.group)}
                className="target flex w-full items-center justify-between px-3 text-start font-medium hover:bg-sunk"
              >
                {each.name}
                <span className="tabular text-sm font-normal text-faint">{each.entries.length}</span>
              </button>
            </h3>
            {isOpen && (
              <ul>
                {each.entries.map((entry) => (
                  <li key={entry.code}>
                    <label
                      className={classes(
                        'flex gap-3 px-3 py-2 hover:bg-sunk',
                        entry.code === code && 'bg-accent-wash',
                      )}
                    >
                      {/* A click chooses; arrow keys only look, so that walking the list does not fold it. */}
                      <input
                        type="radio"
                        name={name}
                        checked={entry.code === code}
                        onChange={() => undefined}
                        onClick={() => onChoose(entry.code)}
                        onKeyDown={(event) => {
                          if (event.key !== 'Enter') return
                          event.preventDefault()
                          onChoose(entry.code)
                        }}
                        className="mt-1 size-4 shrink-0"
                      />
                      <span>
                        <span className="block">
                          {entry.name} <span className="font-mono text-xs text-faint">{entry.code}</span>
                        </span>
                        <span className="block text-sm text-soft">{entry.means}</span>
                        <span className="block font-serif text-md text-soft italic">{entry.ask}</span>
                      </span>
                    </label>
                  </li>
                ))}
              </ul>
            )}
          </section>
        )
      })}
    </div>
  )
}
