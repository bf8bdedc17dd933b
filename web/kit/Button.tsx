import type { ComponentProps } from 'react'
import { classes } from './classes.ts'
import { Icon, type IconName } from './Icon.tsx'
import { Tooltip } from './Tooltip.tsx'

/** accent: the one thing to do next, at most once on a page. plain: the others. quiet: within text and rows. */
export type ButtonLook = 'accent' | 'plain' | 'quiet'

const looks: Readonly<Record<ButtonLook, string>> = {
  accent: 'bg-accent text-on-accent hover:bg-accent-deep border-transparent font-medium',
  plain: 'bg-raised text-ink border-line hover:border-edge font-medium',
  quiet: 'bg-transparent text-soft border-transparent hover:bg-sunk hover:text-ink',
}

/** The look of a button, for links that stand where a button would. */
export function buttonClass(look: ButtonLook = 'plain', more = ''): string {
  return classes(
    'target inline-flex items-center justify-center gap-2 rounded-md border px-3.5 text-base whitespace-nowrap select-none',
    'transition-colors duration-100 disabled:opacity-55 disabled:pointer-events-none aria-disabled:opacity-55',
    looks[look],
    more,
  )
}

/** Props of a native button, a look, and whether its work is under way. */
export interface ButtonProps extends ComponentProps<'button'> {
  readonly look?: ButtonLook
  readonly icon?: IconName
  /** Work is under way: pressing again does nothing, and assistive technology hears that it is busy. */
  readonly isBusy?: boolean
}

/** A button. While busy it keeps its width, its words and its focus. */
export function Button({
  look = 'plain',
  icon,
  isBusy = false,
  className = '',
  children,
  onClick,
  ...rest
}: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      aria-busy={isBusy}
      aria-disabled={isBusy || rest.disabled === true}
      onClick={isBusy ? (event) => event.preventDefault() : onClick}
      className={buttonClass(look, className)}
    >
      {icon !== undefined && <Icon name={icon} size={18} />}
      {children}
    </button>
  )
}

/** A square button with a drawing; its name is spoken and shown on hover. */
export function IconButton({
  label,
  icon,
  keys,
  className = '',
  ...rest
}: Omit<ButtonProps, 'look' | 'children'> & {
  readonly label: string
  readonly icon: IconName
  readonly keys?: string
}) {
  const hint = keys === undefined ? label : `${label} (${keys})`
  return (
    <Tooltip text={hint}>
      <button
        type="button"
        {...rest}
        aria-label={label}
        className={classes(
          'target inline-flex aspect-square items-center justify-center rounded-md text-soft transition-colors hover:bg-sunk hover:text-ink',
          className,
        )}
      >
        <Icon name={icon} />
      </button>
    </Tooltip>
  )
}
