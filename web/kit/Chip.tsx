import type { ReactNode } from 'react'
import { classes } from './classes.ts'

/** A small fact in a row: a component, a reason. With `onRemove` it is a filter that can be taken off. */
export function Chip({
  children,
  tone = 'plain',
  onRemove,
}: {
  readonly children: ReactNode
  readonly tone?: 'plain' | 'accent' | 'amber'
  readonly onRemove?: () => void
}) {
  const look = {
    plain: 'bg-sunk text-soft',
    accent: 'bg-accent-wash text-accent-deep',
    amber: 'bg-amber-wash text-amber',
  }[tone]
  const shape = classes('inline-flex items-center gap-1.5 rounded-sm px-1.5 text-sm', look)
  if (onRemove === undefined) return <span className={shape}>{children}</span>
  return (
    <button type="button" onClick={onRemove} className={classes(shape, 'target px-2.5 hover:text-ink')}>
      {children}
      <span aria-hidden="true">×</span>
      <span className="sr-only">, remove</span>
    </button>
  )
}
