import { type ComponentProps, type ReactNode, useId } from 'react'
import { classes } from './classes.ts'
import { Icon } from './Icon.tsx'

/** What every field shares: a visible label, a hint below it, and a problem said in one sentence. */
export interface Labelled {
  readonly label: string
  readonly hint?: ReactNode
  /** Why what stands here cannot be used, and what can. */
  readonly problem?: string | undefined
  readonly isLabelHidden?: boolean
  readonly isOptional?: boolean
}

const box =
  'w-full rounded-md border border-edge/60 bg-raised px-3 text-base text-ink transition-colors hover:border-edge focus:border-accent aria-invalid:border-amber-line disabled:opacity-60'

interface FrameProps extends Labelled {
  readonly id: string
  readonly children: ReactNode
  readonly className?: string
}

function FieldFrame({
  id,
  label,
  hint,
  problem,
  isLabelHidden,
  isOptional,
  children,
  className = '',
}: FrameProps) {
  return (
    <div className={classes('flex flex-col gap-1.5', className)}>
      <label htmlFor={id} className={isLabelHidden === true ? 'sr-only' : 'text-base font-medium'}>
        {label}
        {isOptional === true && <span className="ms-1.5 font-normal text-faint">optional</span>}
      </label>
      {children}
      {problem !== undefined && problem !== '' ? (
        <p id={`${id}-problem`} role="alert" className="text-sm text-amber">
          {problem}
        </p>
      ) : (
        hint !== undefined && (
          <p id={`${id}-hint`} className="text-sm text-soft">
            {hint}
          </p>
        )
      )}
    </div>
  )
}

/** The attributes that tie a control to its label, hint and problem. */
function ties(id: string, { hint, problem }: Labelled) {
  const isWrong = problem !== undefined && problem !== ''
  return {
    id,
    'aria-invalid': isWrong,
    'aria-describedby': isWrong ? `${id}-problem` : hint === undefined ? undefined : `${id}-hint`,
  }
}

/** A line of text. `className` places the whole field; the box is always full width. */
export function Field({
  label,
  hint,
  problem,
  isLabelHidden = false,
  isOptional = false,
  className = '',
  ...rest
}: Labelled & ComponentProps<'input'>) {
  const id = useId()
  return (
    <FieldFrame {...{ id, label, hint, problem, isLabelHidden, isOptional, className }}>
      <input {...rest} {...ties(id, { label, hint, problem })} className={classes('target', box)} />
    </FieldFrame>
  )
}

/** Several lines of text; grows with what is written. */
export function TextArea({
  label,
  hint,
  problem,
  isLabelHidden = false,
  isOptional = false,
  className = '',
  ...rest
}: Labelled & ComponentProps<'textarea'>) {
  const id = useId()
  return (
    <FieldFrame {...{ id, label, hint, problem, isLabelHidden, isOptional, className }}>
      <textarea
        rows={3}
        {...rest}
        {...ties(id, { label, hint, problem })}
        className={classes(box, 'field-sizing-content max-h-96 min-h-24 py-2.5 leading-6')}
      />
    </FieldFrame>
  )
}

/** One of a few. Native, because phones and screen readers do it best. */
export function Select({
  label,
  hint,
  problem,
  isLabelHidden = false,
  isOptional = false,
  className = '',
  options,
  ...rest
}: Labelled &
  Omit<ComponentProps<'select'>, 'children'> & {
    readonly options: readonly { readonly value: string; readonly label: string }[]
  }) {
  const id = useId()
  return (
    <FieldFrame {...{ id, label, hint, problem, isLabelHidden, isOptional, className }}>
      <div className="relative">
        <select
          {...rest}
          {...ties(id, { label, hint, problem })}
          className={classes('target', box, 'appearance-none text-ellipsis ps-3 pe-8')}
        >
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
        <span className="pointer-events-none absolute inset-y-0 end-2 flex items-center text-faint">
          <Icon name="down" size={16} />
        </span>
      </div>
    </FieldFrame>
  )
}

/** Yes or no, with its words beside it. */
export function Checkbox({
  label,
  hint,
  className = '',
  ...rest
}: { readonly label: ReactNode; readonly hint?: string } & ComponentProps<'input'>) {
  const id = useId()
  return (
    <div className={classes('flex items-start gap-2.5', className)}>
      <input
        {...rest}
        id={id}
        type="checkbox"
        aria-describedby={hint === undefined ? undefined : `${id}-hint`}
        className="mt-[calc((var(--target)-1.125rem)/2)] size-[1.125rem] shrink-0"
      />
      <div>
        <label htmlFor={id} className="target flex items-center">
          {label}
        </label>
        {hint !== undefined && (
          <p id={`${id}-hint`} className="-mt-1 text-sm text-soft">
            {hint}
          </p>
        )}
      </div>
    </div>
  )
}
