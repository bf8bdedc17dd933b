import type { ReactNode } from 'react'
import { Icon } from './Icon.tsx'

/** Something that is folded until it is wanted. `isOpen` is how it starts. */
export function Fold({
  label,
  isOpen = false,
  children,
}: {
  readonly label: string
  readonly isOpen?: boolean
  readonly children: ReactNode
}) {
  return (
    <details open={isOpen} className="group">
      <summary className="target inline-flex list-none items-center gap-1.5 text-soft hover:text-ink [&::-webkit-details-marker]:hidden">
        <span className="transition-transform group-open:rotate-90 rtl:-scale-x-100">
          <Icon name="right" size={16} />
        </span>
        {label}
      </summary>
      {children}
    </details>
  )
}
