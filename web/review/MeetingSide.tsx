import type { ReactNode } from 'react'

/** A small part at the side of the wall. */
export function Side({
  title,
  isEmpty = false,
  empty = '',
  children,
}: {
  readonly title: string
  readonly isEmpty?: boolean
  readonly empty?: string
  readonly children: ReactNode
}) {
  return (
    <section aria-label={title}>
      <h2 className="overline-label mb-1">{title}</h2>
      {isEmpty && <p className="text-sm text-faint">{empty}</p>}
      {children}
    </section>
  )
}
