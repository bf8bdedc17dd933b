import { classes } from '../kit/classes.ts'

interface SwitchProps<Value extends string> {
  readonly label: string
  readonly value: Value
  readonly choices: readonly { readonly value: Value; readonly label: string }[]
  readonly onChange: (value: Value) => void
  readonly isLabelHidden?: boolean
}

/** A quiet choice of two or three in one line; the chosen one is underlined, never told by colour alone. */
export function Switch<Value extends string>({
  label,
  value,
  choices,
  onChange,
  isLabelHidden = false,
}: SwitchProps<Value>) {
  return (
    <fieldset className={classes('flex items-center', isLabelHidden ? '-ms-2' : 'max-sm:-ms-2')}>
      <legend className="sr-only">{label}</legend>
      {!isLabelHidden && (
        <span aria-hidden="true" className="me-1.5 hidden text-sm text-faint sm:inline">
          {label}
        </span>
      )}
      {choices.map((choice) => (
        <button
          key={choice.value}
          type="button"
          aria-pressed={value === choice.value}
          onClick={() => onChange(choice.value)}
          className="target rounded-sm px-2 text-sm text-soft hover:text-ink aria-pressed:font-medium aria-pressed:text-ink aria-pressed:underline aria-pressed:decoration-accent aria-pressed:decoration-2 aria-pressed:underline-offset-[6px]"
        >
          {choice.label}
        </button>
      ))}
    </fieldset>
  )
}
