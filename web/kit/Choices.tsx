import { type ReactNode, useId } from 'react'
import { classes } from './classes.ts'

/** One card of a choice. */
export interface Choice<Value extends string> {
  readonly value: Value
  readonly label: ReactNode
  /** What choosing it means. */
  readonly about?: ReactNode
  /** A consequence, set apart: a date, a count. */
  readonly aside?: ReactNode
}

/** Radio cards: arrow keys move, the chosen one has a ring and a filled dot (never colour alone). */
export function Choices<Value extends string>({
  label,
  hint,
  choices,
  value,
  onChange,
  columns = 1,
  isLabelHidden = false,
}: {
  readonly label: string
  readonly hint?: string
  readonly choices: readonly Choice<Value>[]
  readonly value: Value | null
  readonly onChange: (value: Value) => void
  readonly columns?: 1 | 2 | 4
  readonly isLabelHidden?: boolean
}) {
  const name = useId()
  const grid = { 1: '', 2: 'sm:grid-cols-2', 4: 'sm:grid-cols-2 xl:grid-cols-4' }[columns]
  return (
    <fieldset aria-describedby={hint === undefined ? undefined : `${name}-hint`} className="min-w-0">
      <legend className={isLabelHidden ? 'sr-only' : 'mb-1.5 text-base font-medium'}>{label}</legend>
      {hint !== undefined && (
        <p id={`${name}-hint`} className="mb-2.5 text-sm text-soft">
          {hint}
        </p>
      )}
      <div className={classes('grid gap-2', grid)}>
        {choices.map((choice) => (
          <label
            key={choice.value}
            className="flex gap-3 rounded-lg border border-line bg-raised p-3.5 transition-colors hover:border-edge has-checked:border-accent has-checked:ring-1 has-checked:ring-accent has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent"
          >
            <input
              type="radio"
              name={name}
              value={choice.value}
              checked={value === choice.value}
              onChange={() => onChange(choice.value)}
              className="mt-0.5 size-4 shrink-0 outline-none"
            />
            <span className="flex min-w-0 flex-1 flex-col gap-1">
              <span className="font-medium">{choice.label}</span>
              {choice.about !== undefined && <span className="text-sm text-soft">{choice.about}</span>}
              {choice.aside !== undefined && (
                <span className="mt-auto pt-1.5 text-sm text-faint">{choice.aside}</span>
              )}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}
