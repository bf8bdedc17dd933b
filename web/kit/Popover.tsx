import { Popover as Base } from '@base-ui/react/popover'
import type { ReactElement, ReactNode } from 'react'

/** A small panel beside what opened it. Give `isOpen` and `onOpenChange` only when the page decides. */
export function Popover({
  trigger,
  title,
  children,
  isOpen,
  onOpenChange,
  side = 'bottom',
}: {
  readonly trigger: ReactElement<Record<string, unknown>>
  readonly title?: string
  readonly children: ReactNode
  readonly isOpen?: boolean
  readonly onOpenChange?: (isOpen: boolean) => void
  readonly side?: 'bottom' | 'top' | 'left' | 'right'
}) {
  const controlled = isOpen === undefined ? {} : { open: isOpen }
  return (
    <Base.Root {...controlled} onOpenChange={(open) => onOpenChange?.(open)}>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner side={side} align="start" sideOffset={6} collisionPadding={12} className="z-50">
          <Base.Popup className="float-in max-w-[min(24rem,calc(100vw-1.5rem))] rounded-lg bg-raised p-4 text-base shadow-float">
            {title !== undefined && <Base.Title className="mb-2 font-medium">{title}</Base.Title>}
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}
