import { type KeyboardEvent, useId, useState } from 'react'
import { Dialog } from '../kit/Dialog.tsx'
import { Keys } from '../kit/Keys.tsx'
import { RefusalNotice } from '../RefusalNotice.tsx'
import { type Line, useChoosing, useLines } from './use-commands.ts'

function Option({
  line,
  id,
  isChosen,
  onChoose,
  onPoint,
}: {
  readonly line: Line
  readonly id: string
  readonly isChosen: boolean
  readonly onChoose: () => void
  readonly onPoint: () => void
}) {
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the field above has the keys; this is the same for a pointer.
    // biome-ignore lint/a11y/useFocusableInteractive: focus stays in the field, which names the chosen option.
    <div
      id={id}
      role="option"
      aria-selected={isChosen}
      onClick={onChoose}
      onPointerMove={onPoint}
      className="target flex cursor-pointer items-center gap-3 rounded-md px-3 aria-selected:bg-sunk"
    >
      <span className="min-w-0 flex-1 truncate">{line.label}</span>
      {line.aside !== undefined && <span className="tabular text-sm text-faint">{line.aside}</span>}
      {line.keys !== undefined && <Keys keys={line.keys} />}
    </div>
  )
}

/** Lines under the names of their groups. */
function Options({
  id,
  lines,
  at,
  onChoose,
  onPoint,
}: {
  readonly id: string
  readonly lines: readonly Line[]
  readonly at: number
  readonly onChoose: (line: Line) => void
  readonly onPoint: (key: string) => void
}) {
  return lines.map((line, index) => (
    <div key={line.key} role="presentation">
      {lines[index - 1]?.group !== line.group && (
        <p role="presentation" className="overline-label px-3 pt-3 pb-1">
          {line.group}
        </p>
      )}
      <Option
        line={line}
        id={`${id}-${index}`}
        isChosen={index === at}
        onChoose={() => onChoose(line)}
        onPoint={() => onPoint(line.key)}
      />
    </div>
  ))
}

const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }

/** Where a key leads in a list of so many lines: one step goes round its ends, a page stops there. */
export function stepped(at: number, key: string, count: number): number | null {
  const step = steps[key]
  if (step === undefined || count === 0) return null
  const next = at + step
  return Math.abs(step) === 1 ? (next + count) % count : Math.max(0, Math.min(count - 1, next))
}

/** Find or do anything: type a few letters, arrows choose, Enter does it. */
export function Palette({
  onClose,
  onShortcuts,
}: {
  readonly onClose: () => void
  readonly onShortcuts: () => void
}) {
  const id = useId()
  const [typed, setTyped] = useState('')
  // By key and not by place: lines that arrive from the server do not move the choice under the hand.
  const [chosen, setChosen] = useState<string | null>(null)
  const lines = useLines(typed, onShortcuts)
  const { choose, error, isBusy } = useChoosing(onClose)
  const at = Math.max(
    0,
    lines.findIndex((line) => line.key === chosen),
  )
  const onKeyDown = (event: KeyboardEvent) => {
    const next = stepped(at, event.key, lines.length)
    if (next !== null) {
      event.preventDefault()
      setChosen(lines[next]?.key ?? null)
      document.getElementById(`${id}-${next}`)?.scrollIntoView({ block: 'nearest' })
    }
    if (event.key === 'Enter' && !event.nativeEvent.isComposing) {
      event.preventDefault()
      choose(lines[at])
    }
  }
  return (
    <Dialog isOpen onClose={onClose} title="Find or do" isTitleHidden>
      <input
        type="text"
        role="combobox"
        aria-label="Find or do"
        aria-expanded="true"
        aria-controls={id}
        aria-activedescendant={lines.length === 0 ? undefined : `${id}-${at}`}
        aria-busy={isBusy}
        placeholder="An incident, a page, something to do"
        autoComplete="off"
        spellCheck={false}
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value)
          setChosen(null)
        }}
        onKeyDown={onKeyDown}
        // A page that arrives below takes the focus for its first field; while the palette is open, keys belong here.
        onBlur={({ currentTarget, relatedTarget }) => {
          if (relatedTarget instanceof HTMLElement && relatedTarget.closest('main') !== null)
            currentTarget.focus()
        }}
        className="h-11 w-full border-b border-line bg-transparent text-md outline-none"
      />
      <RefusalNotice error={error} />
      <div
        id={id}
        role="listbox"
        aria-label="Matches"
        className="-mx-3 -mt-3 h-[min(24rem,50dvh)] overflow-y-auto"
      >
        <Options id={id} lines={lines} at={at} onChoose={choose} onPoint={setChosen} />
        {lines.length === 0 && <p className="px-3 py-6 text-soft">Nothing here has these words.</p>}
      </div>
    </Dialog>
  )
}
