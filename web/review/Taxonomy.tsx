import { type FactorEntry, factorEntry, factorsByGroup } from '@secondstory/review/model/taxonomy'
import { useId, useState } from 'react'
import { Button } from '../kit/Button.tsx'
import { classes } from '../kit/classes.ts'
import { Field } from '../kit/Field.tsx'
import { searchFactors } from './taxonomy-search.ts'

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
        placeholder="Search: alert, limit, rollback, handover, on-call…"
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
  const row = (entry: FactorEntry) => (
    <EntryRow
      key={entry.code}
      entry={entry}
      name={name}
      isChosen={entry.code === code}
      onChoose={() => onChoose(entry.code)}
    />
  )
  if (text.trim() !== '') {
    const found = searchFactors(text)
    if (found.length === 0)
      return (
        <p className="py-3 text-soft">
          Nothing in the list reads like that. A plainer word may: limit, signal, undo, default.
        </p>
      )
    return (
      <div className="mt-2 max-h-96 overflow-y-auto rounded-md border border-line">
        <p role="status" className="border-b border-line px-3 py-1.5 text-sm text-faint">
          {found.length === 1 ? 'One entry' : `${found.length} entries, the likeliest first`}
        </p>
        <ul>{found.map(row)}</ul>
      </div>
    )
  }
  return (
    <div className="mt-2 max-h-96 overflow-y-auto rounded-md border border-line">
      {factorsByGroup().map((each) => {
        const isOpen = group === each.group
        return (
          <section key={each.group} className="border-b border-line last:border-b-0">
            <h3>
              <button
                type="button"
                aria-expanded={isOpen}
                onClick={() => setGroup(isOpen ? null : each.group)}
                className="target flex w-full items-center justify-between px-3 text-start font-medium hover:bg-sunk"
              >
                {each.name}
                <span className="tabular text-sm font-normal text-faint">{each.entries.length}</span>
              </button>
            </h3>
            {isOpen && <ul>{each.entries.map(row)}</ul>}
          </section>
        )
      })}
    </div>
  )
}

function EntryRow({
  entry,
  name,
  isChosen,
  onChoose,
}: {
  readonly entry: FactorEntry
  readonly name: string
  readonly isChosen: boolean
  readonly onChoose: () => void
}) {
  return (
    <li>
      <label className={classes('flex gap-3 px-3 py-2 hover:bg-sunk', isChosen && 'bg-accent-wash')}>
        {/* A click chooses; arrow keys only look, so that walking the list does not fold it. */}
        <input
          type="radio"
          name={name}
          checked={isChosen}
          onChange={() => undefined}
          onClick={onChoose}
          onKeyDown={(event) => {
            if (event.key !== 'Enter') return
            event.preventDefault()
            onChoose()
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
  )
}
