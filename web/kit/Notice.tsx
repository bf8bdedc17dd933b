import type { ReactNode } from 'react'
import { classes } from './classes.ts'

/** One calm sentence about how things stand, with at most one thing to do about it. */
export function Notice({
  children,
  action,
  tone = 'plain',
  isUrgent = false,
}: {
  readonly children: ReactNode
  readonly action?: ReactNode
  readonly tone?: 'plain' | 'amber' | 'accent'
  /** Read out at once rather than when the reader pauses. */
  readonly isUrgent?: boolean
}) {
  const look = {
    plain: 'border-edge/60 bg-sunk',
    amber: 'border-amber-line bg-amber-wash',
    accent: 'border-accent bg-accent-wash',
  }[tone]
  return (
    <div
      role={isUrgent ? 'alert' : 'status'}
      className={classes('flex flex-wrap items-center gap-x-4 gap-y-2 border-s-2 px-4 py-2.5', look)}
    >
      <div className="min-w-0 flex-1 basis-64">{children}</div>
      {action}
    </div>
  )
}
