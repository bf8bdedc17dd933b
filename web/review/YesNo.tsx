import { useId } from 'react'

/** A question with two answers side by side. */
export function YesNo({
  label,
  value,
  onChange,
}: {
  readonly label: string
  readonly value: boolean
  readonly onChange: (value: boolean) => void
}) {
  const name = useId()
  return (
    <fieldset>
      <legend className="mb-1 font-medium">{label}</legend>
      <div className="flex gap-5">
        {([true, false] as const).map((each) => (
          <label key={String(each)} className="target inline-flex items-center gap-2">
            <input
              type="radio"
              name={name}
              checked={value === each}
              onChange={() => onChange(each)}
              className="size-4"
            />
            {each ? 'Yes' : 'No'}
          </label>
        ))}
      </div>
    </fieldset>
  )
}
